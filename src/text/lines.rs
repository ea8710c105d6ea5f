//! Physical lines, with their decorations told from their text.

use memchr::memmem;

use super::chars::is_space;
use crate::span::Span;

/// A line that holds something.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Everything but white space at both ends.
    pub(crate) span: Span,
    /// The text alone: without `#`, `**`, `>` and invisible characters at both ends.
    pub(crate) text: Span,
    /// Number of the physical line, from 1.
    pub(crate) number: usize,
    /// White space in front.
    pub(crate) indented: bool,
    /// Written as a heading, `## …`, or all bold.
    pub(crate) marked_up: bool,
    /// An empty line stands before it.
    pub(crate) after_blank: bool,
}

/// The lines of a text that are not blank.
///
/// A line break is `\n`, `<br>`, or two ideographic spaces after the end of a sentence: that is
/// how flattened pages keep the indents of their paragraphs.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::with_capacity(text.len() / 120);
    let has_break = memmem::find(text.as_bytes(), b"<br").is_some();
    let has_wide_gap = memmem::find(text.as_bytes(), "\u{3000}\u{3000}".as_bytes()).is_some();
    let mut after_blank = false;
    let mut start = 0;
    for (number, physical) in text.split('\n').enumerate() {
        let whole = (start, start + physical.len());
        start = whole.1 + 1;
        let before = out.len();
        let mut add = |(from, to)| {
            let blank = out.len() == before;
            out.extend(line(text, from, to).map(|line| Line {
                number: number + 1,
                after_blank: after_blank && blank,
                ..line
            }));
        };
        let cut = |pieces: Vec<(usize, usize)>| match has_wide_gap {
            true => pieces.into_iter().flat_map(|x| at_gaps(text, x)).collect(),
            false => pieces,
        };
        match (has_break, has_wide_gap) {
            (false, false) => add(whole),
            (true, _) => cut(at_breaks(text, whole)).into_iter().for_each(add),
            (false, true) => at_gaps(text, whole).into_iter().for_each(add),
        }
        after_blank = out.len() == before;
    }
    out
}

/// Cuts after each `<br>`.
fn at_breaks(text: &str, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = from;
    while let Some(at) = text[start..to].find("<br") {
        let Some(close) = text[start + at..to].find('>') else { break };
        let end = start + at + close + 1;
        out.push((start, end));
        start = end;
    }
    out.push((start, to));
    out
}

/// Cuts at each gap of two ideographic spaces that stands after a sentence end.
fn at_gaps(text: &str, (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = from;
    let mut search = from;
    while let Some(at) = text[search..to].find("\u{3000}\u{3000}") {
        let at = search + at;
        if super::sentence::is_terminated(&text[start..at]) {
            out.push((start, at));
            start = at;
        }
        search = at + "\u{3000}\u{3000}".len();
    }
    out.push((start, to));
    out
}

fn line(text: &str, from: usize, to: usize) -> Option<Line> {
    let raw = &text[from..to];
    let start = from + raw.len() - raw.trim_start().len();
    let end = start + text[start..to].trim_end().len();
    if start >= end {
        return None;
    }
    let mut inner = trim(text, start, end, is_space);
    let mut marked_up = false;
    let mut content = &text[inner.range()];
    if content.ends_with('>') {
        if let Some(at) = content.rfind("<br").filter(|at| !content[*at..].contains('。')) {
            inner = trim(text, inner.start, inner.start + at, is_space);
            content = &text[inner.range()];
        }
    }
    let hashes = content.len() - content.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && content[hashes..].starts_with([' ', '\u{3000}', '*']) {
        inner = trim(text, inner.start + hashes, inner.end, is_space);
        marked_up = true;
    } else if content.starts_with("> ") {
        inner = trim(text, inner.start + 2, inner.end, is_space);
    }
    let content = &text[inner.range()];
    if content.len() > 4 && content.starts_with("**") {
        let close = content.rfind("**").unwrap_or(0);
        if close == content.len() - 2 && content[2..close].find("**").is_none() {
            inner = trim(text, inner.start + 2, inner.end - 2, is_space);
            marked_up = true;
        }
    }
    Some(Line {
        span: Span::new(start, end),
        text: inner,
        number: 0,
        indented: start > from,
        marked_up,
        after_blank: false,
    })
}

fn trim(text: &str, from: usize, to: usize, drop: impl Fn(char) -> bool + Copy) -> Span {
    let raw = &text[from..to];
    let start = from + raw.len() - raw.trim_start_matches(drop).len();
    Span::new(start, start + text[start..to].trim_end_matches(drop).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decorations_are_told_from_text() {
        for (source, expected) in [
            ("甲\n\n　　乙 \r\n", vec![("甲", false), ("乙", false)]),
            ("## 甲  \n**乙**\n**丙**丁", vec![("甲", true), ("乙", true), ("**丙**丁", false)]),
            ("> 甲\n\u{feff}乙\u{200b}", vec![("甲", false), ("乙", false)]),
            ("甲。　　乙　　丙", vec![("甲。", false), ("乙　　丙", false)]),
            ("甲。<br/>A.<br>乙", vec![("甲。", false), ("A.", false), ("乙", false)]),
            ("#甲\n###", vec![("#甲", false), ("###", false)]),
        ] {
            let found: Vec<_> =
                lines(source).iter().map(|x| (&source[x.text.range()], x.marked_up)).collect();
            assert_eq!(found, expected, "{source}");
        }
        assert!(lines("甲\n\n乙")[1].after_blank);
        assert_eq!(lines("甲\n\n乙")[1].number, 3);
    }
}
