//! The table of contents above a text: 目录, and below it lines that come back as headings.

use std::ops::Range;

use crate::grammar::{Edge, Grammar, Kind};
use crate::recognize::chrome;
use crate::recognize::marker::marker_at;
use crate::text::paragraph::Paragraph;
use crate::text::sentence::is_terminated;

/// Paragraphs at the start of a piece within which the table begins.
const HEAD: usize = 12;
/// Lines that a table has at most.
const LINES: usize = 80;
/// Bytes of such a line.
const LINE: usize = 180;

/// The table of a piece, its name included; empty when there is none.
///
/// A list right above the text that it previews belongs to the announcement, and is none.
pub(super) fn contents(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    range: &Range<usize>,
) -> Range<usize> {
    let text = |at: usize| paragraphs[at].text.as_ref();
    let mut head = range.clone().take(HEAD);
    let Some(name) = head.find(|at| grammar.titles.is(Kind::Contents, text(*at))) else {
        return 0..0;
    };
    let furniture =
        |at: &usize| chrome::furniture(grammar, text(*at), Edge::Head) == Some(chrome::CONTENTS);
    let numbered = (name + 1..range.end).take_while(|at| text(*at).is_empty() || furniture(at));
    if let Some(last) = numbered.last() {
        return name..last + 1;
    }
    let is_line = |at: &usize| text(*at).len() <= LINE && !is_terminated(text(*at));
    let first = name + 1;
    let lines = (first..range.end).take(LINES).take_while(is_line).count();
    // Where its first line comes back the text begins.
    let back = (first + 1..first + lines).find(|at| text(*at) == text(first));
    let lines = back.map_or(lines, |at| at - first);
    // The longest list of which every line comes back in order.
    let mut from = first + lines;
    let again = |at: &usize| {
        let found =
            (from..range.end).find(|x| !text(*at).is_empty() && text(*x).starts_with(text(*at)));
        from = found.map_or(from, |x| x + 1);
        found.is_some()
    };
    let end = first + (first..first + lines).take_while(again).count();
    if end < first + 2 {
        return 0..0;
    }
    let series = |at: usize| Some(marker_at(grammar, &paragraphs.get(at)?.text)?.series);
    let restarts = series(first).is_some() && series(first) == series(end);
    if restarts { 0..0 } else { name..end }
}
