//! Dates (section 5.1 of the domain).
//!
//! ```text
//! date   := full | numeric | roc
//! full   := year 年 [ month 月 [ day 日 ] ]
//! year   := four digits of any script, or with X × * - for what was taken out
//! roc    := [ 中華 ] 民國 number 年 [ (…) ] [ month 月 day 日 ]
//! ```

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till};
use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{map, map_opt, opt, verify};
use nom::multi::{many_m_n, many0_count};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

use crate::numeral;
use crate::text::chars::is_space;

/// A date; what is missing or taken out is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Date {
    pub(crate) year: Option<u16>,
    pub(crate) month: Option<u16>,
    pub(crate) day: Option<u16>,
}

impl Date {
    /// ISO 8601, partial if partial; `None` without a year.
    pub(crate) fn iso(&self) -> Option<String> {
        let year = self.year?;
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) if day <= days_of(year, month) => {
                format!("{year:04}-{month:02}-{day:02}")
            }
            (Some(month), _) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        })
    }
}

/// The days of a month.
fn days_of(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn space(i: &str) -> IResult<&str, usize> {
    many0_count(satisfy(is_space)).parse(i)
}

/// A digit of a year in any script: 2, ２, 二, 〇, ○, Ｏ.
fn year_digit(i: &str) -> IResult<&str, Option<u16>> {
    map_opt(satisfy(|_| true), |c| {
        if let Some(n) = numeral::digit_value(c) {
            return Some(Some(n));
        }
        match c {
            '〇' | '○' | '◯' | '零' | 'Ｏ' | 'O' | 'o' => Some(Some(0)),
            'x' | 'X' | '×' | '✕' | '*' | '＊' | '-' | '—' | '某' => Some(None),
            _ => "一二三四五六七八九".chars().position(|x| x == c).map(|i| Some(i as u16 + 1)),
        }
    })
    .parse(i)
}

fn year(i: &str) -> IResult<&str, Option<u16>> {
    let digits = verify(many_m_n(1, 4, year_digit), |digits: &Vec<_>| {
        digits.len() == 4 || digits.iter().all(Option::is_none)
    });
    map(digits, |digits| digits.into_iter().try_fold(0, |n, d| Some(n * 10 + d?))).parse(i)
}

/// One or two digits, a Chinese numeral, or signs for what was taken out.
fn part(most: u16) -> impl Fn(&str) -> IResult<&str, Option<u16>> {
    move |i| {
        let number = verify(alt((numeral::arabic, numeral::cjk)), move |n| (1..=most).contains(n));
        let taken_out = many_m_n(1, 2, one_of("xX×*＊"));
        let zero = verify(preceded(char('0'), numeral::arabic), move |n| (1..=most).contains(n));
        alt((map(zero, Some), map(number, Some), map(taken_out, |_| None))).parse(i)
    }
}

/// full := year 年 [ month 月 [ day 日 ] ]
fn full(i: &str) -> IResult<&str, Date> {
    let (rest, year) = terminated(year, (space, char('年'))).parse(i)?;
    // 元月 is January.
    let first = map(char('元'), |_| Some(1));
    let month = delimited(space, alt((first, part(12))), (space, char('月')));
    let (rest, month) = opt(month).parse(rest)?;
    let day = delimited(space, part(31), (space, one_of("日号號")));
    let (rest, day) = match month {
        Some(_) => opt(day).parse(rest)?,
        None => (rest, None),
    };
    Ok((rest, Date { year, month: month.flatten(), day: day.flatten() }))
}

/// numeric := year sep month sep day
fn numeric(i: &str) -> IResult<&str, Date> {
    let sep = || delimited(space, one_of(".．/／-－"), space);
    let year = verify(year, |year| year.is_some_and(|y| (1000..3000).contains(&y)));
    let (rest, (year, _, month, _, day)) = (year, sep(), part(12), sep(), part(31)).parse(i)?;
    Ok((rest, Date { year, month, day }))
}

/// roc := [ 中華 ] 民國 number 年 [ (…) ] [ month 月 day 日 ]
fn roc(i: &str) -> IResult<&str, Date> {
    let name = (opt(alt((tag("中華"), tag("中华")))), alt((tag("民國"), tag("民国"))), space);
    let digits = map_opt(many_m_n(2, 3, year_digit), |digits: Vec<Option<u16>>| {
        digits.into_iter().try_fold(0u16, |n, d| Some(n * 10 + d?))
    });
    let number = alt((numeral::arabic, digits, numeral::cjk));
    let (rest, year) = delimited(name, number, (space, char('年'))).parse(i)?;
    let western = delimited(one_of("(（"), take_till(|c| c == ')' || c == '）'), one_of(")）"));
    let (rest, _) = opt((space, western)).parse(rest)?;
    let month_day = (
        delimited(space, part(12), (space, char('月'))),
        delimited(space, part(31), (space, char('日'))),
    );
    let (rest, month_day) = opt(month_day).parse(rest)?;
    let (month, day) = month_day.unwrap_or_default();
    Ok((rest, Date { year: Some(year + 1911), month, day }))
}

/// A date at the start of a text.
pub(crate) fn date(i: &str) -> IResult<&str, Date> {
    alt((full, numeric, roc)).parse(i)
}

/// A line that is a date: alone or in brackets, with a place, a weekday or a time of day.
pub(crate) fn date_line(line: &str) -> Option<Date> {
    let line = line.trim_matches(is_space);
    let bare = line
        .trim_start_matches(['(', '（', '〔', '['])
        .trim_end_matches([')', '）', '〕', ']'])
        .trim_matches(is_space);
    let (rest, date) = date(bare).ok()?;
    let bracketed = line.starts_with(['(', '（', '〔', '[']);
    let rest = rest.trim_matches(is_space);
    let rest = rest.trim_start_matches(['，', ',', '、']).trim_matches(is_space);
    let rest_chars = rest.chars().count();
    let weekday = ["星期", "(星期", "（星期", "上午", "下午", "晚", "于", "於", "在"];
    // Two days of one speech: １２月２１日和２２日.
    let another = rest.starts_with(['和', '至', '到', '、', '-', '—']);
    let fine = rest_chars == 0
        || rest_chars <= 12
            && !rest.contains('。')
            && (bracketed || !rest.contains(['：', ':']))
            && (bracketed
                || weekday.iter().any(|x| rest.starts_with(x))
                || rest.starts_with('第') && rest.ends_with(['周', '週', '期'])
                || another && rest.ends_with('日'));
    // 某某年会 is no date.
    let told = date.year.is_some() || bare.contains('月');
    (fine && told).then_some(date)
}

/// Whether a line is a date and nothing else.
pub(crate) fn is_date_line(line: &str) -> bool {
    line.len() <= 90
        && line.contains(['年', '.', '．', '-', '/', '－'])
        && date_line(line).is_some()
}

/// The first month and day anywhere in a text: 1月8日.
pub(crate) fn month_day(text: &str) -> Option<(u16, u16)> {
    text.char_indices().find_map(|(at, c)| {
        let may_begin = numeral::digit_value(c).is_some() || "一二三四五六七八九十".contains(c);
        if !may_begin {
            return None;
        }
        let month = terminated(part(12), (space, char('月')));
        let day = terminated(part(31), (space, one_of("日号號")));
        let (_, (month, day)) = (month, preceded(space, day)).parse(&text[at..]).ok()?;
        Some((month?, day?))
    })
}

/// The first date anywhere in a text; where only a year is with it, month and day may stand
/// elsewhere, but are not those on which news of the coming year was sent: 北京12月31日电.
pub(crate) fn find_loose(text: &str) -> Option<Date> {
    let (.., found) = find(text)?;
    let sent = ["日电", "日電"].iter().any(|sent| text.contains(sent));
    match (found.month, month_day(text).filter(|_| !sent)) {
        (None, Some((month, day))) => Some(Date { month: Some(month), day: Some(day), ..found }),
        _ => Some(found),
    }
}

/// The first date anywhere in a text, with the bytes where it begins and ends.
pub(crate) fn find(text: &str) -> Option<(usize, usize, Date)> {
    text.char_indices().find_map(|(at, c)| {
        let may_begin = numeral::digit_value(c).is_some() || "一二中民".contains(c);
        let (rest, found) = may_begin.then(|| date(&text[at..]).ok()).flatten()?;
        found.year.map(|_| (at, text.len() - rest.len(), found))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::rows;

    /// Dates as ISO 8601, `?` where the year was taken out.
    #[test]
    fn rows() {
        rows::check(include_str!("rows/date.txt"), |section, text| {
            let iso = |found: Date| found.iso().unwrap_or("?".into());
            match section {
                "start" => date(text).ok().map(|(rest, found)| match rest {
                    "" => iso(found),
                    _ => format!("{} | {rest}", iso(found)),
                }),
                "line" => date_line(text).filter(|_| is_date_line(text)).map(iso),
                "inside" => find_loose(text).map(iso),
                "month and day" => month_day(text).map(|(m, d)| format!("{m:02}-{d:02}")),
                _ => panic!("{section}"),
            }
        });
    }
}
