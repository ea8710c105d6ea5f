//! Where sentences end (GB/T 15834: 。！？ and the ellipsis, with the quotes that close after them).

use super::chars::{is_closer, is_han, is_sentence_end, is_space, plain_run};
use crate::numeral::is_ordinal_digit;

/// The byte after the first sentence of `text`, its closing quotes included; `None` when the text
/// is a single sentence without an end.
///
/// A 。 between two digits is a damaged decimal point and ends nothing.
pub(crate) fn first_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0i32;
    let mut at = 0;
    loop {
        at += plain_run(&bytes[at..]);
        let c = text[at..].chars().next()?;
        let start = at;
        at += c.len_utf8();
        match c {
            '“' | '「' | '『' | '《' | '（' | '(' => depth += 1,
            '”' | '」' | '』' | '》' | '）' | ')' => depth = (depth - 1).max(0),
            _ if ends_sentence(text, start, c) => {
                // Inside quotes or brackets an end is only the end if the quote closes right there.
                let rest = &text[at..];
                let closed = rest.trim_start_matches(|c| is_closer(c) || is_sentence_end(c));
                let tail = &rest[..rest.len() - closed.len()];
                let closes = |c: &char| is_closer(*c) && *c != '"' && *c != '’';
                depth -= tail.chars().filter(closes).count() as i32;
                at += tail.len();
                if depth <= 0 || at == text.len() {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
}

/// Whether the character at a place ends a sentence.
fn ends_sentence(text: &str, at: usize, c: char) -> bool {
    match c {
        '.' => is_full_stop(text, at),
        _ => is_sentence_end(c) && !is_decimal(text, at, c),
    }
}

/// The full stop of half-width punctuation: after a word, where no Latin word or number goes on.
fn is_full_stop(text: &str, at: usize) -> bool {
    let word = |c: char| is_han(c) && !is_ordinal_digit(c);
    text[..at].chars().next_back().is_some_and(|c| word(c) || matches!(c, '”' | '》' | ')' | '）'))
        && text[at + 1..].chars().next().is_none_or(|c| !c.is_ascii() || is_space(c))
}

/// A 。 between two digits: a damaged decimal point.
fn is_decimal(text: &str, at: usize, c: char) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    c == '。'
        && digit(text[..at].chars().next_back())
        && digit(text[at + c.len_utf8()..].chars().next())
}

/// The sentences of a text, as byte ranges that together cover it.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        if rest.trim_start_matches(is_space).is_empty() {
            return None;
        }
        let start = at + rest.len() - rest.trim_start_matches(is_space).len();
        at = first_end(&text[start..]).map_or(text.len(), |end| start + end);
        Some((start, at))
    })
}

/// The last sentence of a text: from after the sentence end before it.
pub(crate) fn last(text: &str) -> (usize, usize) {
    let ends = |c: char| is_sentence_end(c) || c == '.';
    let tail = text.trim_end_matches(|c| is_space(c) || is_closer(c) || ends(c));
    let mut end = tail.len();
    while let Some((at, c)) = text[..end].char_indices().rev().find(|(_, c)| ends(*c)) {
        let after = at + c.len_utf8();
        if ends_sentence(text, at, c) {
            let rest = text[after..].trim_start_matches(|c| is_closer(c) || is_space(c));
            return (text.len() - rest.len(), text.len());
        }
        end = at;
    }
    let start = text.len() - text.trim_start_matches(is_space).len();
    (start, text.len())
}

/// Whether a line stands in round brackets.
pub(crate) fn is_bracketed(line: &str) -> bool {
    line.starts_with(['（', '(']) && line.ends_with(['）', ')'])
}

/// Whether a line ends where a sentence or a lead-in ends.
pub(crate) fn is_terminated(text: &str) -> bool {
    let text = without_note_mark(text);
    let mut chars = text.chars().rev().skip_while(|c| is_space(*c) || *c == '*');
    match chars.next() {
        Some(c) if is_sentence_end(c) || matches!(c, '：' | ':' | '；' | ';' | '∶') => true,
        // The full stop of a text in half-width punctuation.
        Some('.') => chars.next().is_some_and(is_han),
        Some(c) if is_closer(c) => chars.find(|c| !is_closer(*c)).is_some_and(is_sentence_end),
        _ => false,
    }
}

/// A text without the mark of a note behind its end: 目标一定要达到。〔1〕
fn without_note_mark(text: &str) -> &str {
    let trimmed = text.trim_end_matches(is_space);
    let inside = trimmed
        .strip_suffix(['〕', ']', '］', '）', ')'])
        .map(|x| x.trim_end_matches(|c: char| c.is_ascii_digit()))
        .filter(|x| (1..=3).contains(&(trimmed.len() - x.len()).saturating_sub(1)))
        .and_then(|x| x.strip_suffix(['〔', '[', '［', '（', '(']));
    let circled = || trimmed.strip_suffix(|c| ('①'..='⑳').contains(&c));
    match inside.or_else(circled) {
        Some(before) if before.ends_with(|c| is_sentence_end(c) || is_closer(c)) => before,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_sentences() {
        for (text, first) in [
            ("甲。乙。", Some("甲。")),
            ("甲！”乙", Some("甲！”")),
            ("投入34。5亿元。完", Some("投入34。5亿元。")),
            ("甲，乙", None),
            ("他说：“干。再干。”我们", Some("他说：“干。再干。”")),
            ("怎么办？干！", Some("怎么办？")),
            ("“三农”工作好。稳", Some("“三农”工作好。")),
            ("有的(略。)还有。完", Some("有的(略。)")),
            ("抓好安全.各村要值班.", Some("抓好安全.")),
            ("一.抓好安全", None),
            ("增长3.5倍，见A.B表", None),
            ("抓好第1）项（早备。多备。）工作。完", Some("抓好第1）项（早备。多备。）")),
        ] {
            assert_eq!(first_end(text).map(|end| &text[..end]), first, "{text}");
        }
        let all: Vec<_> = sentences("甲。 乙！丙").map(|(a, b)| &"甲。 乙！丙"[a..b]).collect();
        assert_eq!(all, ["甲。", "乙！", "丙"]);
    }

    #[test]
    fn last_sentences() {
        for (text, expected) in [
            ("甲。乙：", "乙："),
            ("甲", "甲"),
            ("抓好安全.下面讲三点:", "下面讲三点:"),
            ("甲。乙。”", "乙。”"),
            ("他说：“干。” 下面讲三点。", "下面讲三点。"),
            ("共34。5亿元，分三类：", "共34。5亿元，分三类："),
        ] {
            let (start, end) = last(text);
            assert_eq!(&text[start..end], expected);
        }
    }

    #[test]
    fn terminated_lines() {
        for (text, yes) in [
            ("甲。", true),
            ("甲：", true),
            ("甲。”", true),
            ("“甲”", false),
            ("甲", false),
            ("甲,", false),
            ("甲.", true),
            ("1.", false),
            ("甲……", true),
            ("(2012年)", false),
            ("甲。〔1〕", true),
            ("甲。①", true),
            ("甲（1）", false),
            ("", false),
        ] {
            assert_eq!(is_terminated(text), yes, "{text}");
        }
    }
}
