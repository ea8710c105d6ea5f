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
pub(crate) mod tests {
    use super::*;

    /// The ways to write a number from 1 to 999 with these digits, and signs for ten and a hundred.
    fn written(n: usize, digits: &str, ten: &str, hundred: &str) -> Vec<String> {
        let digit = |n: usize| digits.chars().nth(n - 1).unwrap().to_string();
        let hundreds = match n / 100 {
            0 => vec![String::new()],
            1 => vec![digit(1) + hundred, hundred.to_owned()],
            n => vec![digit(n) + hundred],
        };
        let tens = match (n / 100, n / 10 % 10) {
            (1.., 0) if !n.is_multiple_of(100) => vec!["零".to_owned(), "〇".to_owned()],
            (_, 0) => vec![String::new()],
            (_, 1) => vec![ten.to_owned(), digit(1) + ten],
            (_, 2) if ten == "十" => vec![digit(2) + ten, "廿".to_owned()],
            (_, 3) if ten == "十" => vec![digit(3) + ten, "卅".to_owned()],
            (_, n) => vec![digit(n) + ten],
        };
        let unit = if n.is_multiple_of(10) { String::new() } else { digit(n % 10) };
        let pairs = hundreds.iter().flat_map(|x| tens.iter().map(move |y| (x, y)));
        pairs.map(|(hundred, ten)| format!("{hundred}{ten}{unit}")).collect()
    }

    /// The ways to write a number from 1 to 199 in the script of 一、
    pub(crate) fn spellings(n: usize) -> Vec<String> {
        written(n, "一二三四五六七八九", "十", "百")
    }

    #[test]
    fn chinese_numerals_from_1_to_199() {
        for n in 1..=199 {
            for text in spellings(n) {
                assert_eq!(cjk(&text), Ok(("", n as u16)), "{text}");
                assert_eq!(cjk(&format!("{text}、")), Ok(("、", n as u16)), "{text}");
            }
        }
    }

    #[test]
    fn no_chinese_numerals() {
        let larger = (200..=999).flat_map(spellings);
        let digits = || "一二三四五六七八九".chars();
        let side_by_side = digits().flat_map(|x| digits().map(move |y| format!("{x}{y}")));
        let with_zero = digits().flat_map(|x| ["零", "〇"].map(|zero| format!("{zero}{x}")));
        for text in larger.chain(side_by_side).chain(with_zero) {
            assert!(cjk(&text).is_err(), "{text}");
        }
        let others = "零 〇 ○ 十十 二十十 十零 廿廿 卌 百百 一百百 两百 千 一千 万 一万 两 兩 二两 几 幾 数 半 多";
        for text in others.split(' ') {
            assert!(cjk(text).is_err(), "{text}");
        }
    }

    #[test]
    fn capital_numerals() {
        for digits in ["壹贰叁肆伍陆柒捌玖", "壹貳參肆伍陸柒捌玖", "壹貳叄肆伍陸柒捌玖"]
        {
            for n in 1..=99 {
                for text in written(n, digits, "拾", "佰") {
                    assert_eq!(capital(&text), Ok(("", n as u16)), "{text}");
                }
            }
        }
        for text in ["壹贰", "拾拾", "贰拾拾", "一", "零", "元"] {
            assert!(capital(text).is_err(), "{text}");
        }
    }

    #[test]
    fn arabic_numerals() {
        let wide = |text: &str| -> String {
            text.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect()
        };
        for n in 1..=199 {
            for text in [n.to_string(), format!("{n:02}"), format!("{n:03}")] {
                assert_eq!(arabic(&text), Ok(("", n)), "{text}");
                assert_eq!(arabic(&wide(&text)), Ok(("", n)), "{text}");
            }
            assert_eq!(dotted(&format!("1.{n}")), Ok(("", n)));
            assert_eq!(dotted(&format!("2．1.{n} ")), Ok((" ", n)));
        }
        for text in ["0", "00", "2012", "２０１２", "1000", "一", "."] {
            assert!(arabic(text).is_err(), "{text}");
        }
        for text in ["2. ", "1.0", "1", ".1", "1.2012"] {
            assert!(dotted(text).is_err(), "{text}");
        }
    }

    /// Code points of section 2.3: the first, how many, the number of the first.
    #[test]
    fn enclosed_numerals() {
        for (table, first, count, value) in [
            (CIRCLED, 0x2460, 20, 1),
            (CIRCLED, 0x3251, 15, 21),
            (CIRCLED, 0x24F5, 10, 1),
            (CIRCLED, 0x2776, 10, 1),
            (CIRCLED, 0x2780, 10, 1),
            (CIRCLED, 0x278A, 10, 1),
            (PAREN_ARABIC, 0x2474, 20, 1),
            (DOT_ARABIC, 0x2488, 20, 1),
            (PAREN_CJK, 0x3220, 10, 1),
            (CIRCLED_CJK, 0x3280, 10, 1),
        ] {
            for n in 0..count {
                let sign = char::from_u32(first + n).unwrap().to_string();
                assert_eq!(enclosed(table, &sign), Ok(("", n as u16 + value)), "{sign}");
            }
        }
        assert!(enclosed(CIRCLED, "1").is_err());
    }

    #[test]
    fn stems_letters_and_roman_numerals() {
        for (n, text) in (1..).zip("甲乙丙丁戊己庚辛壬癸".chars().map(String::from)) {
            assert_eq!(stem(&text), Ok(("", n)));
        }
        assert!(stem("子").is_err());
        for (n, text) in (1..).zip('A'..='Z') {
            assert_eq!(latin(&text.to_string()), Ok(("", n)));
            assert_eq!(latin(&text.to_lowercase().to_string()), Ok(("", n)));
        }
        assert!(latin("Ａ").is_err());
        for n in 1..=12 {
            for first in [0x2160, 0x2170] {
                let sign = char::from_u32(first + u32::from(n) - 1).unwrap().to_string();
                assert_eq!(roman(&sign), Ok(("", n)), "{sign}");
            }
        }
        for (n, text) in (1..).zip(["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]) {
            assert_eq!(roman(text), Ok(("", n)));
            assert_eq!(roman(&text.to_lowercase()), Ok(("", n)));
        }
        // X is a name that was taken out.
        for text in ["X", "x", "IIII", "VV", "L", "ⅼ"] {
            assert!(roman(text).is_err(), "{text}");
        }
    }

    #[test]
    fn counts() {
        for n in 1..=199 {
            for text in spellings(n).into_iter().chain([n.to_string()]) {
                assert_eq!(count(&text), Some(n as u32), "{text}");
            }
        }
        for (text, n) in [("两", 2), ("兩", 2), ("俩", 2), (" 3 ", 3), ("１２", 12)] {
            assert_eq!(count(text), Some(n), "{text}");
        }
        for text in ["几", "幾", "数", "數", "若干", "多", "半", "", "三四", "三点"] {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
