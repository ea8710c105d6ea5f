//! One pass over a paragraph for the places where a marker may stand: its start, and after the
//! end of a sentence or clause (rules B1 to B6 of the domain).

use std::cell::OnceCell;

use super::marker::{Marker, doubtful_marker_at, marker_at};
use crate::grammar::Grammar;
use crate::grammar::form::LAST;
use crate::numeral::is_ordinal_digit;
use crate::text::chars::{plain_run, tail};

/// How a marker's place is set off from what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Boundary {
    /// After a comma: only for forms that may stand inline.
    Weak,
    /// After white space: only the first of a list that goes on elsewhere, 抓好落实 （一）抓早
    Spaced,
    /// After 。！？；：
    Strong,
    /// At the start of the paragraph.
    Start,
}

/// A marker and its place in the paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) at: usize,
    pub(crate) marker: Marker,
    pub(crate) boundary: Boundary,
    /// A marker only in its place of a series.
    pub(crate) doubtful: bool,
}

impl Candidate {
    /// The byte after the marker.
    pub(crate) fn end(&self) -> usize {
        self.at + self.marker.len
    }

    /// The marker without its numeral, in the text of the paragraph: the 是 of 一是
    pub(crate) fn word<'t>(&self, text: &'t str) -> &'t str {
        let marker = text[self.at..self.end()].trim_start_matches(is_ordinal_digit);
        marker.trim_end_matches(['：', ':'])
    }
}

/// The candidates of a paragraph, in order. Those inside a quotation are left out, unless the
/// quotation is not closed in the paragraph; a paragraph that is quoted throughout may be the last
/// of a list, and has the one with which it begins.
pub(crate) fn scan(grammar: &Grammar, text: &str) -> Vec<Candidate> {
    let (found, open) = pass(grammar, text, true);
    if open { pass(grammar, text, false).0 } else { found }
}

fn pass(grammar: &Grammar, text: &str, heed_quotes: bool) -> (Vec<Candidate>, bool) {
    let mut out = Vec::new();
    let mut boundary = Some(Boundary::Start);
    let mut quotes = 0u32;
    let mut straight = false;
    // Asked at every quote at most, told once.
    let whole = OnceCell::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        if let Some(kind) = boundary {
            let hidden = heed_quotes && (quotes > 0 || straight);
            let last =
                || kind == Boundary::Start && *whole.get_or_init(|| is_quoted_throughout(text));
            if (!hidden || last())
                && let Some(found) = marker_after(grammar, &text[at..], kind, &out)
                && (!hidden || found.marker.ordinal > 1)
            {
                out.push(Candidate { at, ..found });
                let marker = found.marker;
                at += marker.len;
                boundary = None;
                continue;
            }
            if !hidden && let Some((len, found)) = joined(grammar, &text[at..], kind, &out) {
                out.push(Candidate { at: at + len, ..found });
                at += len + found.marker.len;
                boundary = None;
                continue;
            }
        }
        // Words fill most of a text, and nothing in them sets anything off.
        let plain = plain_run(&bytes[at..]);
        if plain > 0 {
            boundary = None;
            at += plain;
            continue;
        }
        let (mut class, len) = Class::at(lead, &bytes[at + 1..]);
        let wide = |at: Option<usize>| at.and_then(|x| bytes.get(x)).is_some_and(|b| !b.is_ascii());
        // The full stop of half-width punctuation.
        if lead == b'.' && wide(at.checked_sub(1)) && wide(Some(at + 1)) {
            class = Class::Strong;
        }
        at += len;
        boundary = match class {
            Class::Space => boundary.or(Some(Boundary::Spaced)),
            Class::Strong => Some(Boundary::Strong),
            Class::Weak => Some(Boundary::Weak),
            Class::Open => {
                quotes += 1;
                boundary.filter(|x| *x != Boundary::Spaced)
            }
            Class::Straight => {
                straight = !straight;
                boundary
            }
            Class::Close => {
                quotes = quotes.saturating_sub(1);
                boundary.filter(|x| *x == Boundary::Strong)
            }
            Class::CloseOther => boundary.filter(|x| *x == Boundary::Strong),
            Class::OpenTitle => {
                quotes += 1;
                None
            }
            Class::Other => None,
        };
    }
    if let Some(first) = unpunctuated_first(grammar, text, &out) {
        out.insert(first.0, first.1);
    }
    (out, quotes > 0 || straight)
}

/// Whether the quotation with which a text begins ends where the text ends.
fn is_quoted_throughout(text: &str) -> bool {
    let inside = text.strip_prefix(['“', '「']).and_then(|x| x.strip_suffix(['”', '」']));
    inside.is_some_and(|inside| {
        let mut depth = 0;
        inside.chars().all(|c| {
            depth += i32::from(matches!(c, '“' | '「')) - i32::from(matches!(c, '”' | '」'));
            depth >= 0
        })
    })
}

/// A marker at the start of `text` that its boundary allows; `before` are those in front of it.
fn marker_after(
    grammar: &Grammar,
    text: &str,
    boundary: Boundary,
    before: &[Candidate],
) -> Option<Candidate> {
    let inline = boundary == Boundary::Weak && before.len() < 2;
    if !grammar.markers.may_begin(text, inline) {
        return None;
    }
    let (marker, doubtful) = doubtful_marker_at(grammar, text)?;
    let form = &grammar.markers.forms[marker.form as usize];
    let allowed = match boundary {
        Boundary::Weak => form.inline || goes_on(marker, before),
        Boundary::Spaced => marker.ordinal == 1,
        Boundary::Strong | Boundary::Start => true,
    };
    // 三怕：一怕旱，二怕涝
    let counts = || {
        let next = marker_at(grammar, &text[marker.len..]);
        next.is_some_and(|x| x.series == marker.series && x.ordinal == 1)
    };
    let allowed = allowed && (!doubtful || boundary == Boundary::Start);
    if !allowed || marker.ordinal > 1 && counts() {
        return None;
    }
    Some(Candidate { at: 0, marker, boundary, doubtful })
}

/// The next member of an open list after a conjunction, and the bytes of that: …；以及（三）…
fn joined(
    grammar: &Grammar,
    text: &str,
    boundary: Boundary,
    before: &[Candidate],
) -> Option<(usize, Candidate)> {
    let last = before.last()?.marker;
    if boundary < Boundary::Strong && before.len() < 2 {
        return None;
    }
    let first = text.as_bytes().first_chunk::<3>()?;
    let begins = |word: &&String| {
        word.as_bytes().first_chunk() == Some(first) && text.starts_with(word.as_str())
    };
    let len = grammar.markers.joins.iter().find(begins)?.len();
    let found = marker_after(grammar, &text[len..], Boundary::Strong, before)?;
    let next = last.ordinal.checked_add(1).filter(|n| *n > 1 && *n == found.marker.ordinal);
    (next.is_some() && found.marker.series == last.series).then_some((len, found))
}

/// Whether a list of two and more is open with which the marker goes on: （1）…；（2）…，（3）…
fn goes_on(marker: Marker, before: &[Candidate]) -> bool {
    let has = |n: u16| {
        let mut near = before.iter().rev().take(LIST);
        near.any(|x| x.marker.series == marker.series && x.marker.ordinal == n)
    };
    marker.ordinal > 2
        && marker.ordinal != LAST
        && has(marker.ordinal - 1)
        && has(marker.ordinal - 2)
}

/// Markers over which a list inside a paragraph goes on.
const LIST: usize = 20;

/// What a character is to the pass.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Class {
    /// Ends a sentence or clause.
    Strong,
    /// Comma and 、
    Weak,
    /// “ 「 『
    Open,
    /// 《
    OpenTitle,
    /// ” 」 』 》
    Close,
    /// Closing brackets, ’ and *
    CloseOther,
    /// "
    Straight,
    Space,
    Other,
}

impl Class {
    /// The class and length of a UTF-8 character: its first byte, and what follows it.
    fn at(lead: u8, rest: &[u8]) -> (Self, usize) {
        let class = match lead {
            b'!' | b'?' | b';' | b':' => Self::Strong,
            b',' => Self::Weak,
            b'"' => Self::Straight,
            b')' | b'*' => Self::CloseOther,
            b' ' | b'\t' | b'\r' | b'\n' => Self::Space,
            0..=0x7F => Self::Other,
            // No-break space and soft hyphen
            0xC0..=0xDF => match rest {
                [0xA0 | 0xAD, ..] if lead == 0xC2 => return (Self::Space, 2),
                _ => return (Self::Other, 2),
            },
            0xE0..=0xEF => {
                let &[second, third, ..] = rest else { return (Self::Other, 3) };
                return (Self::wide(lead, second, third), 3);
            }
            _ => return (Self::Other, 4),
        };
        (class, 1)
    }

    /// The class of a character of three bytes.
    fn wide(lead: u8, second: u8, third: u8) -> Self {
        match (lead, second, third) {
            // ， ！ ？ ； ： ）
            (0xEF, 0xBC, 0x8C) => Self::Weak,
            (0xEF, 0xBC, 0x81 | 0x9F | 0x9B | 0x9A) => Self::Strong,
            (0xEF, 0xBC, 0x89) => Self::CloseOther,
            (0xE3, 0x80, third) => match third {
                // 。 、 and the ideographic space
                0x82 => Self::Strong,
                0x81 => Self::Weak,
                0x80 => Self::Space,
                // 「 『, 《, 」 』 》, 】 〉
                0x8C | 0x8E => Self::Open,
                0x8A => Self::OpenTitle,
                0x8D | 0x8F | 0x8B => Self::Close,
                0x91 | 0x89 => Self::CloseOther,
                _ => Self::Other,
            },
            (0xE2, 0x80, third) => match third {
                // “, ”, ’, …
                0x9C => Self::Open,
                0x9D => Self::Close,
                0x99 => Self::CloseOther,
                0xA6 => Self::Strong,
                // The spaces of U+2000, and those without width
                0x80..=0x8F | 0xAF => Self::Space,
                _ => Self::Other,
            },
            (0xE2, 0x81, 0x9F | 0xA0) | (0xEF, 0xBB, 0xBF) => Self::Space,
            // ∶ ︰
            (0xE2, 0x88, 0xB6) | (0xEF, 0xB8, 0xB0) => Self::Strong,
            _ => Self::Other,
        }
    }
}

/// Bytes before the second member of a list in which its first stands.
const FIRST: usize = 900;

/// Bytes of a heading to which the first of a list is glued.
const HEADING: usize = 90;

/// The first member of a list that nothing sets off from the words before it, and its place among
/// the candidates: 今后一是要学；二是要干。 包括（一）备种；（二）备肥。
fn unpunctuated_first(
    grammar: &Grammar,
    text: &str,
    found: &[Candidate],
) -> Option<(usize, Candidate)> {
    let at = found.iter().position(|x| {
        let after = &grammar.markers.forms[x.marker.form as usize].after;
        x.marker.ordinal == 2 && x.boundary != Boundary::Start && !after.is_empty()
    })?;
    let second = &found[at];
    if found[..at].iter().any(|x| x.marker.series == second.marker.series) {
        return None;
    }
    let after = &grammar.markers.forms[second.marker.form as usize].after;
    let head = tail(&text[..second.at], FIRST);
    let from = second.at - head.len();
    let heads = found.first().is_some_and(|x| x.boundary == Boundary::Start);
    let (place, marker) = head.char_indices().rev().find_map(|(at, _)| {
        let place = from + at;
        let set_off = |word: &String| match word.as_str() {
            // Any word, but in the same sentence, or at the end of a heading: 一、做法（一）抓早。
            "" => place > 0 && (!head[at..].contains('。') || heads && place <= HEADING),
            word => text[..place].ends_with(word),
        };
        let begins = grammar.markers.may_begin(&text[place..], false) && after.iter().any(set_off);
        let marker = begins.then(|| marker_at(grammar, &text[place..])).flatten()?;
        // （一） is no 一）.
        let same = marker.form == second.marker.form || !after.iter().any(String::is_empty);
        (same && marker.series == second.marker.series && marker.ordinal == 1)
            .then_some((place, marker))
    })?;
    let before = found.iter().filter(|x| x.at < place).count();
    Some((before, Candidate { at: place, marker, boundary: Boundary::Weak, doubtful: false }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::rows;

    /// The markers, each with what sets it off.
    #[test]
    fn rows() {
        rows::check(include_str!("rows/scan.txt"), |_, text| {
            let found = scan(Grammar::bundled(), text);
            let name = |x: &Candidate| format!("{:?} {}", x.boundary, &text[x.at..x.end()]);
            let found: Vec<String> = found.iter().map(name).collect();
            (!found.is_empty()).then(|| found.join(" | "))
        });
    }
}
