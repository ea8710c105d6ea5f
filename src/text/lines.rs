//! Physical lines, with their decorations told from their text.

use memchr::memmem;

use super::chars::{is_invisible, is_space, tail};
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

/// The ideographic space, two of which are the indent of a paragraph.
const WIDE: &[u8] = "\u{3000}".as_bytes();

/// The lines of a text that are not blank.
///
/// A line break is `\n`, `<br>`, or the space that is left of one in a flattened text.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut out: Vec<Line> = Vec::with_capacity(text.len() / 240);
    let tags = memchr::memchr(b'<', bytes).is_some();
    let breaks = tags && find_break(text).is_some();
    let wide = memmem::Finder::new(WIDE);
    let mut after_blank = false;
    let mut start = 0;
    let mut cuts = Vec::new();
    let ends = memchr::memchr_iter(b'\n', bytes).chain([text.len()]);
    for (number, end) in ends.enumerate() {
        cuts.clear();
        if breaks {
            at_breaks(text, (start, end), &mut cuts);
        }
        at_wide_gaps(text, (start, end), &wide, &mut cuts);
        at_narrow_gaps(text, (start, end), &mut cuts);
        cuts.sort_unstable();
        let before = out.len();
        let mut from = start;
        for to in cuts.iter().copied().chain([end]) {
            let first = out.len() == before;
            if let Some(line) = line(text, from, to, tags) {
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

/// Bytes in which the end of the sentence before a gap stands.
const END: usize = 120;

/// Cuts at each gap of two spaces, one of them ideographic, that stands after a sentence end; in a
/// text that was flattened, at all that stand between more than a character on each side.
fn at_wide_gaps(
    text: &str,
    (from, to): (usize, usize),
    wide: &memmem::Finder<'_>,
    cuts: &mut Vec<usize>,
) {
    let is_gap = |c: char| matches!(c, ' ' | '\u{3000}' | '\u{a0}');
    // The indent of a paragraph is no gap.
    let indent = to - text[from..to].trim_start_matches(is_gap).len();
    let mut gaps: Vec<(usize, usize)> = Vec::new();
    let mut gap_end = indent;
    for at in wide.find_iter(&text.as_bytes()[indent..to]) {
        let at = indent + at;
        if at < gap_end {
            continue;
        }
        let start = gap_end + text[gap_end..at].trim_end_matches(is_gap).len();
        gap_end = to - text[at..to].trim_start_matches(is_gap).len();
        if text[start..gap_end].chars().nth(1).is_some() {
            gaps.push((start, gap_end));
        }
    }
    let ends = |at: usize| super::sentence::is_terminated(tail(&text[from..at], END));
    let flattened = is_flattened(text, (from, to))
        && gaps.iter().filter(|(start, _)| ends(*start)).count() >= FLATTENED;
    for (at, (start, end)) in gaps.iter().enumerate() {
        let before = at.checked_sub(1).map_or(indent, |x| gaps[x].1);
        let after = gaps.get(at + 1).map_or(to, |next| next.0);
        let more_than_one = |piece: &str| piece.chars().nth(1).is_some();
        let parts = || more_than_one(&text[before..*start]) && more_than_one(&text[*end..after]);
        if ends(*start) || flattened && parts() {
            cuts.push(*start);
        }
    }
}

/// Sentences before a gap by which a flattened text is told.
const FLATTENED: usize = 3;

/// Whether a line is long, and a good part of its text.
fn is_flattened(text: &str, (from, to): (usize, usize)) -> bool {
    to - from > 900 && (to - from) * 3 > text.len()
}

/// Cuts a text that was flattened into one line where a single space is all that is left of a line
/// break: between sentences, and between the lines of titles and headings. Such spaces are far
/// fewer than the sentences.
fn at_narrow_gaps(text: &str, (from, to): (usize, usize), cuts: &mut Vec<usize>) {
    if !is_flattened(text, (from, to)) {
        return;
    }
    let line = &text[from..to];
    let mut gaps = Vec::new();
    for list in narrow_gaps(line).chunk_by(|a, b| a.short && b.short) {
        let words = list[0].short && list.len() >= LIST;
        gaps.extend(list.iter().filter(|gap| !words || gap.strong).copied());
    }
    let ends = line.chars().filter(|c| matches!(c, '。' | '！' | '：')).count();
    let strong = gaps.iter().filter(|x| x.strong).count();
    if strong < 2 || strong * 2 > ends {
        return;
    }
    let inside = gaps.len() - strong;
    // A single gap in the head may be inside the title.
    let head = gaps.iter().position(|x| x.sentence).filter(|head| *head > 2).unwrap_or(0);
    let first = gaps.iter().position(|x| x.strong).unwrap_or(0);
    // Spaces all over are no line breaks.
    let kept = if inside > strong + HEAD { 0 } else { inside };
    cuts.extend(
        gaps.iter()
            .enumerate()
            .filter(|(at, x)| x.strong || kept > 0 && (*at < head || !x.mixed && *at >= first))
            .map(|(_, x)| from + x.at),
    );
}

/// Lines of a title and what belongs to it.
const HEAD: usize = 8;
/// Characters of half a title.
const PIECE: usize = 16;
/// Characters of a post.
const POST: usize = 8;
/// Characters of a name.
const NAME: usize = 4;
/// Characters of a name or a keyword.
const SHORT: usize = 6;
/// Words in a row that are a list.
const LIST: usize = 4;

/// A single space between words.
#[derive(Clone, Copy)]
struct Gap {
    at: usize,
    /// A sentence or a lead-in ends before it.
    strong: bool,
    /// It was a sentence.
    sentence: bool,
    /// Digits stand at one side of it.
    mixed: bool,
    /// A word stands on both sides of it, as in a list of names or keywords.
    short: bool,
}

/// The gaps of a line that may be line breaks: with more than a character on both sides.
fn narrow_gaps(line: &str) -> Vec<Gap> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut spaces = memchr::memchr_iter(b' ', line.as_bytes()).peekable();
    while let Some(at) = spaces.next() {
        let mut end = at + 1;
        while spaces.next_if_eq(&end).is_some() {
            end += 1;
        }
        let (before, after) = (&line[start..at], &line[end..]);
        let closed = before.trim_end_matches(['”', '」']);
        let strong = closed.ends_with(['。', '！', '：']);
        let (last, next) = (before.chars().next_back(), after.chars().next());
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let word = |c: Option<char>| c.is_some_and(is_han_or_quote);
        let dash = after.starts_with("--") || after.starts_with("——");
        let opens = word(next) || dash;
        let closes = word(last)
            || last.is_some_and(|c| matches!(c, '”' | '」' | '》'))
            || super::sentence::is_bracketed(before);
        let mixed = digit(last) && word(next) || closes && digit(next);
        let count = |piece: &str| piece.chars().take(PIECE + 1).count();
        let rest = after.split(' ').next().unwrap_or("");
        let (here, there) = (count(before), count(rest));
        // 抓春耕 保丰收
        let couplet = here == there && here <= PIECE;
        // 县长 周文治
        let named = here <= POST && there <= NAME && rest.chars().all(super::chars::is_han);
        let one_line = couplet || named || here < 2 || there < 2;
        let lines = !one_line && (closes && opens || mixed);
        if strong && word(next) || lines {
            let sentence = strong && !closed.ends_with('：');
            out.push(Gap { at, strong, sentence, mixed, short: here.max(there) <= SHORT });
        }
        start = end;
    }
    out
}

fn is_han_or_quote(c: char) -> bool {
    super::chars::is_han(c) || matches!(c, '“' | '「' | '《' | '（' | '(')
}

fn line(text: &str, from: usize, to: usize, tags: bool) -> Option<Line> {
    let raw = &text[from..to];
    let start = from + raw.len() - raw.trim_start().len();
    let end = start + text[start..to].trim_end().len();
    if start >= end {
        return None;
    }
    let mut inner = trim(text, start, end, is_space);
    let mut markup = Markup::None;
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
