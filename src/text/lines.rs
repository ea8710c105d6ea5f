//! Physical lines, with their decorations told from their text.

use super::chars::{is_invisible, is_space, tail};
use super::gaps::Gaps;
use super::noise::{is_jammed, without_noise};
use crate::span::Span;

/// A line that holds something.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Everything but white space at both ends.
    pub(crate) span: Span,
    /// The text alone: without `#`, `**`, `>`, noise and invisible characters at both ends.
    pub(crate) text: Span,
    /// Number of the physical line, from 1.
    pub(crate) number: usize,
    /// White space in front.
    pub(crate) indented: bool,
    /// How it is written as a heading.
    pub(crate) markup: Markup,
    /// An empty line stands before it.
    pub(crate) after_blank: bool,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.text.is_empty() && self.markup == Markup::None
    }
}

/// What Markdown makes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Markup {
    None,
    /// `# …`
    Title,
    /// `## …`, or all bold.
    Heading,
    /// `> …`
    Quote,
}

/// The lines of a text that are not blank.
///
/// A line break is `\n`, `<br>`, or the space that is left of one in a flattened text.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut out: Vec<Line> = Vec::with_capacity(text.len() / 240);
    let tags = memchr::memchr(b'<', bytes).is_some();
    let breaks = tags && find_break(text).is_some();
    let gaps = Gaps::default();
    let jammed = is_jammed(text);
    let mut after_blank = false;
    let mut start = 0;
    let mut cuts = Vec::new();
    let ends = memchr::memchr_iter(b'\n', bytes).chain([text.len()]);
    for (number, end) in ends.enumerate() {
        cuts.clear();
        if breaks {
            at_breaks(text, (start, end), &mut cuts);
        }
        gaps.cut(text, (start, end), &mut cuts);
        cuts.sort_unstable();
        let before = out.len();
        let mut from = start;
        for to in cuts.iter().copied().chain([end]) {
            let first = out.len() == before;
            if let Some(line) = line(text, from, to, tags, jammed) {
                match out.last_mut() {
                    // A line of tags or invisible characters is a blank one that belongs above.
                    Some(above) if line.is_blank() => above.span.end = line.span.end,
                    _ => {
                        let after_blank = after_blank && first;
                        out.push(Line { number: number + 1, after_blank, ..line });
                    }
                }
            }
            from = to;
        }
        after_blank = out.len() == before;
        start = end + 1;
    }
    // What is quoted throughout is the text itself.
    let mut first_pieces = out.chunk_by(|a, b| a.number == b.number).map(|line| &line[0]);
    if first_pieces.all(|line| line.markup == Markup::Quote) {
        for line in &mut out {
            let inside = text[line.span.range()].trim_start_matches("> ");
            line.markup = heading(text, Span::new(line.span.end - inside.len(), line.span.end)).1;
        }
    }
    out
}

/// Start and end of the first `<br>`, `<BR/>` …, or the place before an element that is a block of
/// its own, right after the end of another.
fn find_break(text: &str) -> Option<(usize, usize)> {
    memchr::memchr_iter(b'<', text.as_bytes()).find_map(|at| {
        let tag = &text[at + 1..];
        if let Some(rest) = tag.strip_prefix("br").or_else(|| tag.strip_prefix("BR")) {
            let rest = rest.trim_start_matches([' ', '/']).strip_prefix('>')?;
            return Some((at, text.len() - rest.len()));
        }
        let before = tail(&text[..at], TAG).strip_suffix('>')?;
        let closes = before.rfind('<').is_some_and(|at| before[at + 1..].starts_with('/'));
        (closes && is_block(tag)).then_some((at, at))
    })
}

/// Whether the rest of a tag opens a block.
fn is_block(tag: &str) -> bool {
    let near = memchr::memchr(b'>', &tag.as_bytes()[..tag.len().min(TAG)]).unwrap_or(0);
    let name = tag[..near].split(' ').next().unwrap_or("");
    ["p", "div", "h1", "h2"].contains(&name)
        || ["display:block", "display: block"].iter().any(|x| tag[..near].contains(x))
}

/// Cuts after each `<br>`.
fn at_breaks(text: &str, (from, to): (usize, usize), cuts: &mut Vec<usize>) {
    let mut start = from;
    while let Some((_, end)) = find_break(&text[start..to]) {
        start += end;
        cuts.push(start);
    }
}

fn line(text: &str, from: usize, to: usize, tags: bool, jammed: bool) -> Option<Line> {
    let raw = &text[from..to];
    let start = from + raw.len() - raw.trim_start().len();
    let end = start + text[start..to].trim_end().len();
    if start >= end {
        return None;
    }
    let mut inner = trim(text, start, end, is_space);
    let mut markup = Markup::None;
    if jammed {
        let quiet = without_noise(text, inner);
        inner = trim(text, quiet.start, quiet.end, is_space);
    }
    if tags && text[inner.range()].contains('<') {
        inner = without_tags(text, inner);
    }
    let content = &text[inner.range()];
    if content == ">" {
        inner = Span::new(inner.end, inner.end);
    } else if content.starts_with("> ") {
        inner = trim(text, inner.start + 2, inner.end, is_space);
        markup = Markup::Quote;
    }
    let (inner, heading) = heading(text, inner);
    if markup == Markup::None {
        markup = heading;
    }
    Some(Line {
        span: Span::new(start, end),
        text: inner,
        number: 0,
        indented: start > from,
        markup,
        after_blank: false,
    })
}

/// The text of a line without what makes it a heading.
fn heading(text: &str, mut inner: Span) -> (Span, Markup) {
    let mut markup = Markup::None;
    let content = &text[inner.range()];
    let hashes = content.len() - content.trim_start_matches('#').len();
    let titled = content[hashes..].trim_start_matches(is_invisible);
    if (1..=6).contains(&hashes) && titled.starts_with([' ', '\u{3000}', '*']) {
        inner = trim(text, inner.start + hashes, inner.end, is_space);
        markup = if hashes == 1 { Markup::Title } else { Markup::Heading };
    }
    let content = &text[inner.range()];
    if content.len() > 4 && content.starts_with("**") {
        let close = content.rfind("**").unwrap_or(0);
        if close == content.len() - 2 && content[2..close].find("**").is_none() {
            inner = trim(text, inner.start + 2, inner.end - 2, is_space);
            markup = if markup == Markup::None { Markup::Heading } else { markup };
        } else if content[2..]
            .find("**")
            .is_some_and(|at| super::sentence::is_terminated(&content[2..at + 2]))
        {
            // A first sentence in bold: **第一，提高认识。** 各单位要…
            inner = trim(text, inner.start + 2, inner.end, is_space);
        }
    } else if let Some(emphasized) = content.strip_prefix('*').and_then(|x| x.strip_suffix('*'))
        && !emphasized.contains('*')
    {
        inner = trim(text, inner.start + 1, inner.end - 1, is_space);
    }
    (inner, markup)
}

/// Elements that only say how text looks.
const LOOKS: [&str; 14] = [
    "strong", "b", "em", "i", "span", "u", "font", "p", "center", "br", "small", "big", "h1", "h2",
];

/// Bytes that such a tag has at most.
const TAG: usize = 160;

/// Text without the tags of looks at both ends.
fn without_tags(text: &str, mut inner: Span) -> Span {
    let is_look = |tag: &str| {
        let name = tag.trim_matches(['<', '>', '/']);
        let name = name.split([' ', '/']).next().unwrap_or("");
        LOOKS.contains(&name)
    };
    loop {
        let content = &text[inner.range()];
        // A tag of looks is short; more is not looked at.
        let bytes = content.as_bytes();
        let near = bytes.len().min(TAG);
        let first = bytes[..near].iter().position(|b| *b == b'>').map(|end| &content[..=end]);
        let last = bytes[bytes.len() - near..]
            .iter()
            .rposition(|b| *b == b'<')
            .map(|at| &content[bytes.len() - near + at..]);
        if let Some(tag) = first.filter(|tag| tag.starts_with('<') && is_look(tag)) {
            inner = trim(text, inner.start + tag.len(), inner.end, is_space);
        } else if let Some(tag) = last.filter(|tag| tag.ends_with('>') && is_look(tag)) {
            inner = trim(text, inner.start, inner.end - tag.len(), is_space);
        } else {
            return inner;
        }
    }
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
            ("甲。 　 乙。　丙", vec![("甲。", false), ("乙。　丙", false)]),
            ("甲。<br/>A.<br>乙", vec![("甲。", false), ("A.", false), ("乙", false)]),
            ("#甲\n###", vec![("#甲", false), ("###", false)]),
            ("<strong>一、甲</strong><br/>", vec![("一、甲", false)]),
            ("<figure>", vec![("<figure>", false)]),
            ("*甲*\n*乙\n*", vec![("甲", false), ("*乙", false), ("*", false)]),
        ] {
            let found: Vec<_> = lines(source)
                .iter()
                .map(|x| {
                    (&source[x.text.range()], matches!(x.markup, Markup::Title | Markup::Heading))
                })
                .collect();
            assert_eq!(found, expected, "{source}");
        }
        assert!(lines("甲\n\n乙")[1].after_blank);
        assert_eq!(lines("甲\n\n乙")[1].number, 3);
    }
}
