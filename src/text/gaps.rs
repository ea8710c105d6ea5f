//! Gaps: spaces that are all that a flattened text has left of its line breaks.

use memchr::memmem;

use super::chars::{is_han, tail};
use super::sentence::{is_bracketed, is_terminated};

/// The ideographic space, two of which are the indent of a paragraph.
const WIDE: &[u8] = "\u{3000}".as_bytes();
/// Bytes in which the end of the sentence before a gap stands.
const END: usize = 120;
/// Sentences before a gap by which a flattened text is told.
const FLATTENED: usize = 3;
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

/// Finds the gaps of lines.
pub(super) struct Gaps {
    wide: memmem::Finder<'static>,
}

impl Default for Gaps {
    fn default() -> Self {
        Self { wide: memmem::Finder::new(WIDE) }
    }
}

impl Gaps {
    /// Adds the places in a line of the text at which it is cut.
    pub(super) fn cut(&self, text: &str, line: (usize, usize), cuts: &mut Vec<usize>) {
        at_wide_gaps(text, line, &self.wide, cuts);
        at_narrow_gaps(text, line, cuts);
    }
}

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
    let ends = |at: usize| is_terminated(tail(&text[from..at], END));
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
    // Spaces all over are no line breaks.
    let all_over = gaps.len() - strong > strong + HEAD;
    // A single gap in the head may be inside the title.
    let head = gaps.iter().position(|x| x.sentence).filter(|head| *head > 2).unwrap_or(0);
    let first = gaps.iter().position(|x| x.strong).unwrap_or(0);
    let is_break = |(at, gap): &(usize, &Gap)| {
        gap.strong || !all_over && (*at < head || *at >= first && !gap.mixed)
    };
    cuts.extend(gaps.iter().enumerate().filter(is_break).map(|(_, gap)| from + gap.at));
}

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
            || is_bracketed(before);
        let mixed = digit(last) && word(next) || closes && digit(next);
        let count = |piece: &str| piece.chars().take(PIECE + 1).count();
        let rest = after.split(' ').next().unwrap_or("");
        let (here, there) = (count(before), count(rest));
        // 抓春耕 保丰收
        let couplet = here == there && here <= PIECE;
        // 县长 周文治
        let named = here <= POST && there <= NAME && rest.chars().all(is_han);
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
    is_han(c) || matches!(c, '“' | '「' | '《' | '（' | '(')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a line, with a text around each place named by `@` that makes it flattened.
    fn pieces(line: &str) -> Vec<String> {
        let body = "村里修了三条路，接通了自来水。".repeat(8);
        let line = line.replace('@', &body);
        let mut cuts = Vec::new();
        Gaps::default().cut(&line, (0, line.len()), &mut cuts);
        cuts.sort_unstable();
        let ends = cuts.iter().copied().chain([line.len()]);
        let starts = [0].into_iter().chain(cuts.iter().copied());
        starts.zip(ends).map(|(a, b)| line[a..b].trim().replace(&body, "@")).collect()
    }

    #[test]
    fn gaps_are_told_from_spaces() {
        for (line, expected) in [
            ("甲。　　乙　　丙", vec!["甲。", "乙　　丙"]),
            ("@ 一、修路 @ @", vec!["@", "一、修路", "@", "@"]),
            (
                "在全县春耕会上的讲话 县长 王大山 （2023年5月8日） 同志们： @ @ @",
                vec![
                    "在全县春耕会上的讲话",
                    "县长 王大山",
                    "（2023年5月8日）",
                    "同志们：",
                    "@",
                    "@",
                    "@",
                ],
            ),
            // Halves of a title, and words of a list
            (
                "抢农时抓春耕 保丰收保平安 （2023年5月8日） 同志们： @ @ @",
                vec!["抢农时抓春耕 保丰收保平安", "（2023年5月8日）", "同志们：", "@", "@", "@"],
            ),
            (
                "出席的有 王大山 李小河 张三丰 周文海 赵小川 @ @ @",
                vec!["出席的有 王大山 李小河 张三丰 周文海 赵小川 @", "@", "@"],
            ),
        ] {
            assert_eq!(pieces(line), expected, "{line}");
        }
    }
}
