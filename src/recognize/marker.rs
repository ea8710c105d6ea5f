//! Markers: `一、` `（三）` `第二，` `四是` `1．` `※`.

use crate::grammar::Grammar;
use crate::grammar::form::LAST;
use crate::numeral;
use crate::text::chars::{is_han, is_space};

/// A marker, as it may stand at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Marker {
    /// Index of its form in the grammar.
    pub(crate) form: u16,
    /// What it counts on with; members of one series have the same.
    pub(crate) series: u16,
    /// Its number: 0 for a bullet, [`LAST`] for 最后.
    pub(crate) ordinal: u16,
    /// Bytes of it.
    pub(crate) len: usize,
}

/// The marker at the start of `text`: the first form of the grammar that fits.
pub(crate) fn marker_at(grammar: &Grammar, text: &str) -> Option<Marker> {
    doubtful_marker_at(grammar, text).filter(|x| !x.1).map(|x| x.0)
}

/// The same, and whether it is a marker only in its place of a series: 一、三季度 and 1.2023年 may
/// be a coordination and a decimal.
pub(crate) fn doubtful_marker_at(grammar: &Grammar, text: &str) -> Option<(Marker, bool)> {
    let first = text.chars().next()?;
    grammar.markers.candidates(text).find_map(|(id, entry)| {
        let found = entry.form.at_start(text)?;
        let (marker, rest) = text.split_at(found.len);
        if is_foreign(rest) {
            return None;
        }
        if !entry.only.is_empty() && !entry.only.iter().any(|word| rest.starts_with(word.as_str()))
        {
            return None;
        }
        // The space that a form asked for is not part of the marker.
        let marker = marker.trim_end_matches(is_space);
        // Only the first and the last words of a speech are courtesy: 其次，感谢…
        let between = entry.lenient && !matches!(found.ordinal, 1 | LAST);
        let refused = !between && is_refused(&entry.unless, marker, rest);
        // 1、5G基站
        let counted =
            || refused && marker.ends_with('、') && rest.starts_with(|c: char| c.is_ascii_digit());
        let dated = is_dated(grammar, marker, rest) || counted();
        // 首先，让我们看一看…。其次，…; but alone it is courtesy.
        let courteous = refused && found.ordinal == 1 && entry.lenient;
        if refused && !dated && !courteous {
            return None;
        }
        let coordination = coordination(grammar, marker, rest, found.ordinal);
        if coordination == Coordination::Certain {
            return None;
        }
        let doubtful = dated || courteous || coordination == Coordination::Perhaps;
        if found.ordinal == 0 && (rest.chars().take(2).count() < 2 || rest.starts_with(first)) {
            return None;
        }
        // Members that must share a word (一看 二看, ● ●) are a series of their own for each word.
        let variant = if entry.same { found.option << 8 } else { 0 };
        let marker = Marker {
            form: id,
            series: entry.series | variant,
            ordinal: found.ordinal,
            len: marker.len(),
        };
        Some((marker, doubtful))
    })
}

/// Whether what follows is the text once more, in another language: I.Review of our work
fn is_foreign(rest: &str) -> bool {
    let head = rest.trim_start().bytes().take(FOREIGN);
    let letters = head.clone().filter(u8::is_ascii_alphabetic).count();
    letters >= FOREIGN / 2 && head.clone().all(|b| b.is_ascii()) && head.clone().any(|b| b == b' ')
}

/// Bytes by which a language is told.
const FOREIGN: usize = 24;

/// Whether a year, a month or a count stands after a dot: 1.2023年, 2.3月份, 3.5个方面
fn is_dated(grammar: &Grammar, marker: &str, rest: &str) -> bool {
    let after = rest.trim_start_matches(|c| numeral::digit_value(c).is_some());
    let digits = rest[..rest.len() - after.len()].chars().count();
    marker.ends_with(['.', '．'])
        && (digits == 4 && after.starts_with('年')
            || (1..=2).contains(&digits)
                && grammar.markers.counted.iter().any(|word| after.starts_with(word.as_str())))
}

/// Whether what follows says that this is no marker: the form's `unless`.
fn is_refused(unless: &[String], marker: &str, rest: &str) -> bool {
    unless.iter().any(|word| match word.as_str() {
        // 1.5万; but 1、2023年工作回顾
        "digit" => {
            let digits = rest.chars().take_while(|c| numeral::digit_value(*c).is_some()).count();
            let year = digits == 4 && marker.ends_with('、') && rest.chars().nth(4) == Some('年');
            digits > 0 && !year
        }
        // 一是一，二是二; but 三是三位一体招生
        "same" => {
            let mut rest = rest.chars();
            rest.next() == marker.chars().next() && !rest.next().is_some_and(is_han)
        }
        word => rest.starts_with(word),
    })
}

/// Numerals that are counted together.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Coordination {
    None,
    /// 一、二级; but a heading of a series may begin so: 一、三季度工作
    Perhaps,
    /// 一、二、三产业; 七、八和九月; 第六部分、第七部分
    Certain,
}

fn coordination(grammar: &Grammar, marker: &str, rest: &str, ordinal: u16) -> Coordination {
    if !marker.ends_with(['、', '，', ',']) || ordinal == LAST {
        return Coordination::None;
    }
    if let Some(second) = rest.strip_prefix('第') {
        let numbered = numeral::cjk(second).or_else(|_| numeral::arabic(second)).is_ok();
        return match marker.starts_with('第') && numbered {
            true => Coordination::Certain,
            false => Coordination::None,
        };
    }
    let next =
        numeral::cjk(rest).or_else(|_| numeral::arabic(rest)).or_else(|_| numeral::stem(rest));
    let Ok((after, number)) = next else { return Coordination::None };
    let same_script = rest.starts_with(|c: char| numeral::digit_value(c).is_some())
        == marker.contains(|c: char| numeral::digit_value(c).is_some());
    if !same_script || number <= ordinal {
        return Coordination::None;
    }
    let follows = |words: &[String]| words.iter().any(|word| after.starts_with(word.as_str()));
    if follows(&grammar.markers.conjunctions) {
        Coordination::Certain
    } else if follows(&grammar.markers.coordinated) {
        Coordination::Perhaps
    } else {
        Coordination::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::rows;

    /// Form, number and marker.
    #[test]
    fn rows() {
        let grammar = Grammar::bundled();
        rows::check(include_str!("rows/marker.txt"), |_, text| {
            let found = marker_at(grammar, text)?;
            let form = &grammar.markers.forms[found.form as usize].id;
            let number = Some(found.ordinal).filter(|x| *x != LAST);
            let number = number.map_or("last".into(), |x| x.to_string());
            Some(format!("{form} {number} {}", &text[..found.len]))
        });
    }

    #[test]
    fn every_number_in_every_frame() {
        let check = |numeral: &str, n: usize, frames: &str| {
            for frame in frames.split(' ') {
                let marker = frame.replace("{}", numeral);
                let found = marker_at(Grammar::bundled(), &format!("{marker}　备种"));
                let found = found.map(|x| (x.ordinal as usize, x.len));
                assert_eq!(found, Some((n, marker.len())), "{marker}");
            }
        };
        let any =
            "（{}） ({}) 第{}， 第{}、 第{}点， 第{}个问题： 第{}是 第{}部分 第{}章 第{}项议程，";
        for n in 1..=199 {
            for numeral in numeral::tests::spellings(n) {
                check(&numeral, n, any);
                check(&numeral, n, "{}、 {}． {}， {}） 其{}， {}是 {}要 {}看：");
            }
        }
        for n in 1..=99 {
            let digits = n.to_string();
            let wide = |c| char::from_u32(c as u32 + 0xFEE0).unwrap();
            for numeral in [digits.chars().map(wide).collect(), digits] {
                check(&numeral, n, any);
                check(&numeral, n, "{}． {}、 {}， {}） 第{}、");
            }
        }
    }
}
