//! One pass over a paragraph for the places where a marker may stand: its start, and after the
//! end of a sentence or clause (rules B1 to B6 of the domain).

use super::marker::{Marker, marker_at};
use crate::grammar::Grammar;
use crate::text::chars::{is_closer, is_space, is_strong_boundary, is_weak_boundary};

/// How a marker's place is set off from what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Boundary {
    /// After a comma: only for forms that may stand inline.
    Weak,
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
}

impl Candidate {
    /// The byte after the marker.
    pub(crate) fn end(&self) -> usize {
        self.at + self.marker.len
    }
}

/// The candidates of a paragraph, in order. Those inside a quotation are left out, unless the
/// quotation is not closed in the paragraph.
pub(crate) fn scan(grammar: &Grammar, text: &str) -> Vec<Candidate> {
    let (found, open) = pass(grammar, text, true);
    if open { pass(grammar, text, false).0 } else { found }
}

fn pass(grammar: &Grammar, text: &str, heed_quotes: bool) -> (Vec<Candidate>, bool) {
    let mut out = Vec::new();
    let mut boundary = Some(Boundary::Start);
    let mut quotes = 0u32;
    let mut straight = false;
    let mut skip_to = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // Han characters other than numerals fill most of a text: step over them quickly.
        if boundary.is_none() && (0xE4..=0xE9).contains(&bytes[at]) {
            at += 3;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let here = at;
        at += c.len_utf8();
        if let Some(kind) = boundary {
            if is_space(c) {
                continue;
            }
            let hidden = heed_quotes && (quotes > 0 || straight);
            if !hidden
                && here >= skip_to
                && grammar.markers.may_begin(c)
                && let Some(marker) = marker_at(grammar, &text[here..]).filter(|marker| {
                    let form = &grammar.markers.forms[marker.form as usize];
                    kind != Boundary::Weak || form.inline
                })
            {
                out.push(Candidate { at: here, marker, boundary: kind });
                skip_to = here + marker.len;
                at = skip_to;
                boundary = None;
                continue;
            }
        }
        match c {
            '“' | '「' | '『' | '《' => quotes += 1,
            '”' | '」' | '』' | '》' => quotes = quotes.saturating_sub(1),
            '"' => straight = !straight,
            _ => {}
        }
        boundary = if is_strong_boundary(c) {
            Some(Boundary::Strong)
        } else if is_weak_boundary(c) {
            Some(Boundary::Weak)
        } else if is_closer(c) && boundary == Some(Boundary::Strong)
            || matches!(c, '“' | '「' | '『' | '"')
        {
            boundary
        } else {
            None
        };
    }
    if let Some(first) = unpunctuated_first(grammar, text, &out) {
        out.insert(first.0, first.1);
    }
    (out, quotes > 0 || straight)
}

/// The first member of a list that nothing sets off from the words before it, and its place among
/// the candidates: 今后一是要学；二是要干。
fn unpunctuated_first(
    grammar: &Grammar,
    text: &str,
    found: &[Candidate],
) -> Option<(usize, Candidate)> {
    let at = found.iter().position(|x| {
        let after = &grammar.markers.forms[x.marker.form as usize].after;
        x.marker.ordinal == 2 && !after.is_empty()
    })?;
    let second = &found[at];
    if found[..at].iter().any(|x| x.marker.series == second.marker.series) {
        return None;
    }
    let after = &grammar.markers.forms[second.marker.form as usize].after;
    let place = text[..second.at]
        .match_indices('一')
        .map(|(place, _)| place)
        .rfind(|place| after.iter().any(|word| text[..*place].ends_with(word.as_str())))?;
    let marker = marker_at(grammar, &text[place..]).filter(|x| x.series == second.marker.series)?;
    let before = found.iter().filter(|x| x.at < place).count();
    Some((before, Candidate { at: place, marker, boundary: Boundary::Weak }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(&str, Boundary)> {
        scan(Grammar::bundled(), text).iter().map(|x| (&text[x.at..x.end()], x.boundary)).collect()
    }

    #[test]
    fn boundaries() {
        use Boundary::{Start, Strong, Weak};
        for (text, expected) in [
            (
                "一、总结。一是抓；二是促。",
                vec![("一、", Start), ("一是", Strong), ("二是", Strong)],
            ),
            ("强调四点，一要抓得出。二要下得去。", vec![("一要", Weak), ("二要", Strong)]),
            ("做到两线合一，对符合条件的", vec![]),
            ("要聚焦第一要务，抓落实", vec![]),
            ("他说：“一是不怕。二是敢干。”我们", vec![]),
            ("“一是不怕。二是敢干。", vec![("一是", Start), ("二是", Strong)]),
            ("位居全省第一，列全国第三。", vec![]),
            ("讲两点。 第一，学；（二）做", vec![("第一，", Strong), ("（二）", Strong)]),
            ("抓好春耕，1．备种", vec![]),
            ("有人说“难。”一是认识", vec![("一是", Strong)]),
            ("针对不足，今后一是要学；二是要干。", vec![("一是", Weak), ("二是", Strong)]),
            ("第一是学；二是干。", vec![("第一是", Start), ("二是", Strong)]),
        ] {
            assert_eq!(seen(text), expected, "{text}");
        }
    }
}
