//! A paragraph: one line, or several that a hard wrap had torn apart.

use std::borrow::Cow;

use super::chars::{is_invisible, is_space};
use super::lines::{Line, Markup};
use crate::span::Span;

/// A paragraph, with the way back from its text to the input.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph<'a> {
    /// Its place in the input, decorations included.
    pub(crate) span: Span,
    /// Its text: the lines joined, invisible characters left out.
    pub(crate) text: Cow<'a, str>,
    /// Where its text begins.
    first: Piece,
    /// Where it goes on after a gap in the input, in order; for most paragraphs never.
    later: Vec<Piece>,
    /// How its first line is written as a heading.
    pub(crate) markup: Markup,
}

/// A stretch of the text that is one stretch of the input.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Where it begins in the text.
    text: usize,
    /// Where it begins in the input.
    source: usize,
    /// Where what was left out before it begins: invisible characters, decorations of a line.
    outer: usize,
}

impl<'a> Paragraph<'a> {
    /// Joins lines; Han characters and the halves of a number meet without a space, Latin words
    /// with one.
    pub(crate) fn join(source: &'a str, lines: &[Line], invisible: bool) -> Self {
        let first = &lines[0];
        let span = Span::new(first.span.start, lines[lines.len() - 1].span.end);
        let whole = Piece { text: 0, source: first.text.start, outer: first.span.start };
        let mut out = Self {
            span,
            text: Cow::Borrowed(&source[first.text.range()]),
            first: whole,
            later: Vec::new(),
            markup: first.markup,
        };
        if lines.len() == 1 && !(invisible && out.text.contains(is_invisible)) {
            return out;
        }
        let mut text = String::with_capacity(span.end - span.start);
        let mut pieces = Vec::new();
        let mut outer = first.span.start;
        for (at, line) in lines.iter().enumerate() {
            let piece = &source[line.text.range()];
            let (last, next) = (text.chars().next_back(), piece.chars().next());
            let is_both = |kind: fn(&char) -> bool| {
                last.is_some_and(|c| kind(&c)) && next.is_some_and(|c| kind(&c))
            };
            let words = is_both(char::is_ascii_alphanumeric) && !is_both(char::is_ascii_digit);
            // friends,|as I
            let mut ends = text.chars().rev();
            let clause = ends.next().is_some_and(|c| matches!(c, ',' | '.' | ';' | ':'))
                && ends.next().is_some_and(|c| c.is_ascii_alphabetic())
                && next.is_some_and(|c| c.is_ascii_alphabetic());
            if words || clause {
                text.push(' ');
            }
            if at > 0 {
                let before = &lines[at - 1];
                let bare = before.text.end == before.span.end;
                outer = if bare { line.span.start } else { before.text.end };
            }
            for visible in piece.split(is_invisible).filter(|x| !x.is_empty()) {
                let from = line.text.start + (visible.as_ptr() as usize - piece.as_ptr() as usize);
                pieces.push(Piece { text: text.len(), source: from, outer });
                text.push_str(visible);
                // Blank pieces are as good as left out.
                if !visible.trim_matches(is_space).is_empty() {
                    outer = from + visible.len();
                }
            }
        }
        let mut pieces = pieces.into_iter();
        out.first = pieces.next().unwrap_or(whole);
        out.later = pieces.collect();
        out.text = Cow::Owned(text);
        out
    }

    /// Cuts the paragraph before a byte of its text; blanks before the cut are left out.
    pub(crate) fn split_at(self, at: usize) -> (Self, Self) {
        let piece = self.piece(at);
        let cut = self.to_outer(at);
        let edge = Piece { text: 0, source: piece.source + at - piece.text, outer: cut };
        let kept = self.text[..at].trim_end_matches(is_space).len();
        let before = self.span_of(0, kept);
        let (first, rest): (Vec<Piece>, Vec<Piece>) =
            self.later.iter().filter(|piece| piece.text != at).partition(|piece| piece.text < at);
        let rest = rest.into_iter().map(|piece| Piece { text: piece.text - at, ..piece });
        let (head, tail) = match self.text {
            Cow::Borrowed(text) => (Cow::Borrowed(&text[..kept]), Cow::Borrowed(&text[at..])),
            Cow::Owned(text) => {
                (Cow::Owned(text[..kept].to_owned()), Cow::Owned(text[at..].to_owned()))
            }
        };
        (
            Self { span: before, text: head, first: self.first, later: first, markup: self.markup },
            Self {
                span: Span::new(cut, self.span.end),
                text: tail,
                first: edge,
                later: rest.collect(),
                markup: self.markup,
            },
        )
    }

    /// The place in the input of the text from `start` to before `end`, white space at both ends
    /// left out. What reaches an end of the paragraph takes the decorations there with it.
    pub(crate) fn span_of(&self, start: usize, end: usize) -> Span {
        let (start, end) = self.trim(start, end);
        let from = self.to_outer(start);
        let to = match end {
            _ if end == self.text.len() => self.span.end,
            0 => from,
            // The end is measured from the last character, so that it never crosses into a gap.
            _ => {
                let last = self.text[..end].chars().next_back().map_or(0, char::len_utf8);
                self.to_source(end - last) + last
            }
        };
        Span::new(from, to)
    }

    /// The text from `start` to before `end`, white space at both ends left out.
    pub(crate) fn slice(&self, start: usize, end: usize) -> Cow<'a, str> {
        let (start, end) = self.trim(start, end);
        match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
            Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
        }
    }

    fn trim(&self, start: usize, end: usize) -> (usize, usize) {
        let text = &self.text[start..end];
        let start = start + text.len() - text.trim_start_matches(is_space).len();
        if start >= end {
            return (end, end);
        }
        (start, start + self.text[start..end].trim_end_matches(is_space).len())
    }

    fn piece(&self, at: usize) -> Piece {
        match self.later.partition_point(|piece| piece.text <= at) {
            0 => self.first,
            after => self.later[after - 1],
        }
    }

    /// Where a character of the text stands in the input.
    fn to_source(&self, at: usize) -> usize {
        let piece = self.piece(at);
        piece.source + at - piece.text
    }

    /// The same, with what was left out before it.
    fn to_outer(&self, at: usize) -> usize {
        let piece = self.piece(at);
        let leads = self.text[piece.text..at].trim_matches(is_space).is_empty();
        if leads { piece.outer } else { piece.source + at - piece.text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lines::lines;

    #[test]
    fn a_cut_loses_nothing() {
        let source = "春耕讲话 \u{200b} 同志们：";
        let paragraph = Paragraph::join(source, &lines(source), true);
        let at = paragraph.text.find('同').unwrap();
        let (before, after) = paragraph.split_at(at);
        assert_eq!((&*before.text, &source[before.span.range()]), ("春耕讲话", "春耕讲话"));
        assert_eq!((&*after.text, &source[after.span.range()]), ("同志们：", "\u{200b} 同志们："));
    }

    #[test]
    fn spans_lead_back_to_the_input() {
        let source = "　　**甲乙\u{200b}丙，**\n丁A\nB戊。";
        let all = lines(source);
        let paragraph = Paragraph::join(source, &all, true);
        assert_eq!(paragraph.text, "甲乙丙，丁A B戊。");
        assert_eq!(paragraph.span_of(0, paragraph.text.len()), paragraph.span);
        let at = paragraph.text.find('丁').unwrap();
        assert_eq!(&source[paragraph.span_of(at, at + 3).range()], "**\n丁");
        assert_eq!(&source[paragraph.span_of(3, 9).range()], "乙\u{200b}丙");
        assert_eq!(&source[paragraph.span_of(0, 3).range()], "**甲");
    }
}
