//! The numerals of list markers, counts and dates.
//!
//! ```text
//! cjk     := [ hundreds ] [ tens ] [ unit ]        1 to 199
//! tens    := [ unit ] 十 | 廿 | 卅
//! capital := 壹 贰 叁 … 拾                          1 to 99
//! arabic  := one to three digits of either width
//! ```
//!
//! Two bare units side by side (二三, "two or three") are an approximation, not a number.

use nom::character::complete::{char, one_of, satisfy};
use nom::combinator::{map, map_opt, opt, verify};
use nom::multi::{fold_many_m_n, many_m_n};
use nom::sequence::{pair, preceded};
use nom::{IResult, Parser};

const CAPITALS: [&str; 9] = ["壹", "贰貳", "叁叄參", "肆", "伍", "陆陸", "柒", "捌", "玖"];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";

/// The value of a Chinese digit, 一 to 九.
fn unit_value(c: char) -> Option<u16> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn unit(i: &str) -> IResult<&str, u16> {
    map_opt(satisfy(|_| true), unit_value).parse(i)
}

fn capital_unit(i: &str) -> IResult<&str, u16> {
    let value = |c: char| CAPITALS.iter().position(|x| x.contains(c)).map(|i| i as u16 + 1);
    map_opt(satisfy(move |c| value(c).is_some()), value).parse(i)
}

/// tens := [ unit ] ten | 廿 | 卅
fn tens<'a>(
    unit: impl Fn(&'a str) -> IResult<&'a str, u16>,
    ten: &'static str,
    i: &'a str,
) -> IResult<&'a str, u16> {
    let (rest, n) = opt(&unit).parse(i)?;
    match one_of::<_, _, nom::error::Error<&str>>(ten).parse(rest) {
        Ok((rest, _)) => Ok((rest, n.unwrap_or(1) * 10)),
        Err(_) if n.is_none() => map(one_of("廿卅"), |c| if c == '廿' { 20 } else { 30 }).parse(i),
        Err(e) => Err(e),
    }
}

/// A Chinese numeral from 1 to 199: 一, 十, 十二, 二十, 廿一, 一百零一.
pub(crate) fn cjk(i: &str) -> IResult<&str, u16> {
    let second = i.chars().nth(1);
    // Most numerals are one digit.
    if let (Some(n), false) = (i.chars().next().and_then(unit_value), second.is_some_and(is_cjk)) {
        return Ok((&i['一'.len_utf8()..], n));
    }
    let (rest, hundred) = opt(preceded(opt(char('一')), char('百')))
        .map(|x| u16::from(x.is_some()) * 100)
        .parse(i)?;
    let (rest, zero) = opt(one_of("零〇")).parse(rest)?;
    if zero.is_some() && hundred == 0 {
        return fail(i);
    }
    let (rest, ten) = opt(|i| tens(unit, "十", i)).map(|x| x.unwrap_or(0)).parse(rest)?;
    let (rest, one) = opt(unit).map(|x| x.unwrap_or(0)).parse(rest)?;
    let n = hundred + ten + one;
    // 二三, 十十, 百百 and numbers over 199 are no ordinals.
    if n == 0 || rest.chars().next().is_some_and(is_cjk) {
        return fail(i);
    }
    Ok((rest, n))
}

/// What Chinese numbers of any size are written with.
fn is_cjk(c: char) -> bool {
    unit_value(c).is_some()
        || matches!(c, '十' | '百' | '千' | '万' | '零' | '〇' | '廿' | '卅' | '两' | '兩')
}

/// A capital numeral: 壹, 拾, 拾贰, 贰拾.
pub(crate) fn capital(i: &str) -> IResult<&str, u16> {
    let (rest, ten) = opt(|i| tens(capital_unit, "拾", i)).map(|x| x.unwrap_or(0)).parse(i)?;
    let (rest, one) = opt(capital_unit).map(|x| x.unwrap_or(0)).parse(rest)?;
    if ten + one == 0 || rest.starts_with('拾') || capital_unit(rest).is_ok() {
        return fail(i);
    }
    Ok((rest, ten + one))
}

/// A digit of either width.
pub(crate) fn digit(i: &str) -> IResult<&str, u16> {
    map_opt(satisfy(|c| digit_value(c).is_some()), digit_value).parse(i)
}

/// The value of a digit of either width.
pub(crate) fn digit_value(c: char) -> Option<u16> {
    match c {
        '0'..='9' => Some(c as u16 - '0' as u16),
        '０'..='９' => Some(c as u16 - '０' as u16),
        _ => None,
    }
}

/// A digit of the numerals that markers count with.
pub(crate) fn is_ordinal_digit(c: char) -> bool {
    unit_value(c).is_some()
        || matches!(c, '十' | '百' | '零' | '〇' | '廿' | '卅')
        || digit_value(c).is_some()
}

/// One to three digits, not followed by another; 0 is no ordinal.
pub(crate) fn arabic(i: &str) -> IResult<&str, u16> {
    let digits = fold_many_m_n(1, 3, digit, || 0u16, |n, d| n * 10 + d);
    let (rest, n) = verify(digits, |n| *n > 0).parse(i)?;
    if digit(rest).is_ok() { fail(i) } else { Ok((rest, n)) }
}

/// A number with dots, 1.1 or 2.3.1; its value is the last part.
pub(crate) fn dotted(i: &str) -> IResult<&str, u16> {
    let (rest, _) = arabic(i)?;
    let part = preceded(one_of(".．"), arabic);
    map(many_m_n(1, 3, part), |parts| *parts.last().unwrap_or(&1)).parse(rest)
}

/// A heavenly stem: 甲 … 癸.
pub(crate) fn stem(i: &str) -> IResult<&str, u16> {
    let value = |c: char| STEMS.chars().position(|x| x == c).map(|i| i as u16 + 1);
    map_opt(satisfy(|_| true), value).parse(i)
}

/// A Latin letter, A or a = 1.
pub(crate) fn latin(i: &str) -> IResult<&str, u16> {
    map(satisfy(|c| c.is_ascii_alphabetic()), |c| c.to_ascii_uppercase() as u16 - 64).parse(i)
}

/// A Roman numeral in its own code points (Ⅰ) or in capital letters up to 8.
pub(crate) fn roman(i: &str) -> IResult<&str, u16> {
    const LETTERS: [&str; 8] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];
    let sign = map_opt(satisfy(|c| ('Ⅰ'..='ⅿ').contains(&c)), |c| {
        let n = (c as u32 - 'Ⅰ' as u32) % 16 + 1;
        (n <= 12).then_some(n as u16)
    });
    let small = many_m_n(1, 4, one_of("iv"));
    let capital = many_m_n(1, 4, one_of("IV"));
    let letters = map_opt(nom::branch::alt((capital, small)), |found: Vec<char>| {
        let found: String = found.into_iter().map(|c| c.to_ascii_uppercase()).collect();
        LETTERS.iter().position(|x| *x == found).map(|i| i as u16 + 1)
    });
    nom::branch::alt((sign, letters)).parse(i)
}

/// Code points that hold a number of their own: (first, last, value of the first).
type Enclosed = &'static [(char, char, u16)];

/// ① ㉑ ⓵ ❶ ➀ ➊
pub(crate) const CIRCLED: Enclosed =
    &[('①', '⑳', 1), ('㉑', '㉟', 21), ('⓵', '⓾', 1), ('❶', '❿', 1), ('➀', '➉', 1), ('➊', '➓', 1)];
/// ⑴
pub(crate) const PAREN_ARABIC: Enclosed = &[('⑴', '⒇', 1)];
/// ⒈
pub(crate) const DOT_ARABIC: Enclosed = &[('⒈', '⒛', 1)];
/// ㈠
pub(crate) const PAREN_CJK: Enclosed = &[('㈠', '㈩', 1)];
/// ㊀
pub(crate) const CIRCLED_CJK: Enclosed = &[('㊀', '㊉', 1)];

/// One sign out of a table of enclosed numbers.
pub(crate) fn enclosed(table: Enclosed, i: &str) -> IResult<&str, u16> {
    map_opt(satisfy(|_| true), |c| {
        let row = table.iter().find(|(first, last, _)| (*first..=*last).contains(&c))?;
        Some((c as u32 - row.0 as u32) as u16 + row.2)
    })
    .parse(i)
}

/// A count in an announcement: a Chinese numeral, 两, or digits; `None` for 几, 数, 若干.
pub(crate) fn count(text: &str) -> Option<u32> {
    let text = text.trim();
    match text {
        "两" | "兩" | "俩" => Some(2),
        _ => pair(nom::branch::alt((cjk, arabic)), nom::combinator::eof)
            .parse(text)
            .ok()
            .map(|(_, (n, _))| u32::from(n)),
    }
}

fn fail<T>(i: &str) -> IResult<&str, T> {
    Err(nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Verify)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_from_1_to_199() {
        for (text, value) in [
            ("一", 1),
            ("九", 9),
            ("十", 10),
            ("一十", 10),
            ("十九", 19),
            ("二十", 20),
            ("廿一", 21),
            ("卅", 30),
            ("九十九", 99),
            ("一百", 100),
            ("百", 100),
            ("一百零一", 101),
            ("一百一十", 110),
            ("一百九十九", 199),
        ] {
            assert_eq!(cjk(text), Ok(("", value)), "{text}");
        }
        for text in [
            "二三",
            "三四",
            "零",
            "零一",
            "十十",
            "两",
            "几",
            "数",
            "半",
            "二百",
            "一千",
            "一百百",
            "千",
        ] {
            assert!(cjk(text).is_err(), "{text}");
        }
        for n in 1..=199u16 {
            assert_eq!(cjk(&spell(n)), Ok(("", n)), "{}", spell(n));
        }
    }

    /// The usual spelling, for the round trip above.
    fn spell(n: u16) -> String {
        let unit = |n: u16| "一二三四五六七八九".chars().nth(n as usize - 1).unwrap();
        let mut out = String::new();
        if n >= 100 {
            out.push_str("一百");
        }
        match (n % 100 / 10, n >= 100, n % 10) {
            (0, true, 1..) => out.push('零'),
            (0, ..) => {}
            (1, false, _) => out.push('十'),
            (t, ..) => {
                out.push(unit(t));
                out.push('十');
            }
        }
        if !n.is_multiple_of(10) {
            out.push(unit(n % 10));
        }
        out
    }

    #[test]
    fn other_scripts() {
        assert_eq!(capital("叁、"), Ok(("、", 3)));
        assert_eq!(capital("參"), Ok(("", 3)));
        assert_eq!(capital("拾贰"), Ok(("", 12)));
        assert_eq!(capital("貳拾"), Ok(("", 20)));
        assert!(capital("壹贰").is_err());
        assert_eq!(arabic("１２."), Ok((".", 12)));
        assert_eq!(arabic("273"), Ok(("", 273)));
        assert!(arabic("2012").is_err());
        assert!(arabic("0").is_err());
        assert_eq!(dotted("2.13 "), Ok((" ", 13)));
        assert!(dotted("2. ").is_err());
        assert_eq!(stem("癸、"), Ok(("、", 10)));
        assert_eq!(roman("Ⅻ"), Ok(("", 12)));
        assert_eq!(roman("ⅲ."), Ok((".", 3)));
        assert_eq!(roman("VIII"), Ok(("", 8)));
        assert_eq!(roman("iii)"), Ok((")", 3)));
        assert!(roman("X").is_err());
        assert!(roman("x").is_err());
        assert_eq!(latin("b)"), Ok((")", 2)));
        for (table, sign, value) in [
            (CIRCLED, "⑳", 20),
            (CIRCLED, "㉟", 35),
            (CIRCLED, "❿", 10),
            (CIRCLED, "➉", 10),
            (CIRCLED, "⓵", 1),
            (PAREN_ARABIC, "⒇", 20),
            (DOT_ARABIC, "⒈", 1),
            (PAREN_CJK, "㈩", 10),
            (CIRCLED_CJK, "㊉", 10),
        ] {
            assert_eq!(enclosed(table, sign), Ok(("", value)), "{sign}");
        }
    }

    #[test]
    fn counts() {
        assert_eq!(count("两"), Some(2));
        assert_eq!(count("3"), Some(3));
        assert_eq!(count("十二"), Some(12));
        assert_eq!(count("几"), None);
        assert_eq!(count("若干"), None);
    }
}
