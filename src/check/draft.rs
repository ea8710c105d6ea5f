//! The finished document as the rules look at it: its leaves, its series, its marks.

use std::ops::Range;

use crate::document::{Block, Document, Paragraph, Punctuation, Section, SectionKind};
use crate::grammar::Grammar;
use crate::span::Span;
use crate::text::chars::{is_han, tail};

use super::words::Words;

/// A document with its text, taken apart once for all rules.
#[derive(Debug)]
pub(super) struct Draft<'d> {
    pub(super) text: &'d str,
    pub(super) document: &'d Document<'d>,
    pub(super) grammar: &'d Grammar,
    /// The pieces of the text, in its order.
    pub(super) leaves: Vec<Leaf>,
    /// The numbered series, in the order in which they begin.
    pub(super) series: Vec<Series<'d>>,
    /// The characters that some rule looks at, in the order of the text.
    pub(super) marks: Vec<Mark>,
    /// What looks like a member of a list inside a paragraph: 三是.
    pub(super) items: Vec<Item>,
    /// What the words of `grammar/drafts.yaml` say of places in running text, by kind.
    pub(super) words: Vec<(&'static str, Span)>,
    /// The width of the punctuation of the whole text.
    pub(super) width: Punctuation,
    /// Where the leaves of each speech stand, and its series: what a rule asks of every speech must
    /// not go over all of them each time.
    leaves_by_speech: Vec<Range<usize>>,
    series_by_speech: Vec<Range<usize>>,
    /// The line that holds more than half of the text, if there is one.
    main_line: Range<usize>,
}

/// Bytes of a line that are looked at, to each side.
const LINE: usize = 1_500;

/// A piece of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leaf {
    pub(super) span: Span,
    pub(super) role: Role,
    /// Index of its speech; `usize::MAX` outside of all.
    pub(super) speech: usize,
}

/// What a piece of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Marker,
    Heading,
    /// Titles, bylines, dates, salutations, signatures.
    Frame,
    /// Page furniture.
    Chrome,
}

/// Sections that count on in one owner.
#[derive(Debug)]
pub(super) struct Series<'d> {
    /// The name of the series in the grammar.
    pub(super) name: &'d str,
    pub(super) members: Vec<&'d Section<'d>>,
    /// The sections around it, outermost first.
    pub(super) owners: Vec<&'d Section<'d>>,
    /// The paragraph right before its first member.
    pub(super) before: Option<&'d Paragraph<'d>>,
    /// An earlier series of the same name has the same owner.
    pub(super) again: bool,
    pub(super) speech: usize,
    /// It stands in the body, not in the opening, closing or appendix.
    pub(super) in_body: bool,
}

/// A character that some rule looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) c: char,
}

/// 一是 or 一要 after a sentence or clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) at: usize,
    pub(super) number: u32,
}

impl<'d> Draft<'d> {
    pub(super) fn new(grammar: &'d Grammar, text: &'d str, document: &'d Document<'d>) -> Self {
        let mut out = Self {
            text,
            document,
            grammar,
            leaves: Vec::new(),
            series: Vec::new(),
            marks: Vec::with_capacity(text.len() / 64),
            items: Vec::new(),
            words: Vec::new(),
            width: Punctuation::FullWidth,
            leaves_by_speech: Vec::new(),
            series_by_speech: Vec::new(),
            main_line: main_line(text),
        };
        out.look();
        let mut walk =
            Walk { draft: &mut out, owners: Vec::new(), speech: usize::MAX, body: false };
        walk.document(document);
        out.leaves.retain(|x| !x.span.is_empty());
        out.leaves.sort_by_key(|x| x.span);
        let speeches = document.speeches.len();
        out.leaves_by_speech = by_speech(speeches, out.leaves.iter().map(|x| x.speech));
        out.series_by_speech = by_speech(speeches, out.series.iter().map(|x| x.speech));
        let mut words = Words::get().places(text);
        words.retain(|(_, span)| out.is_running(span.start));
        out.words = words;
        out
    }

    /// Goes over the characters once.
    fn look(&mut self) {
        let (mut full, mut half) = (0usize, 0usize);
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            // Most characters are Han of three bytes, and no rule looks at those.
            if (0xE4..=0xE9).contains(&byte) {
                at += 3;
                continue;
            }
            let Some(c) = self.text[at..].chars().next() else { break };
            match c {
                '，' | '：' | '；' | '！' | '？' => full += 1,
                '（' | '）' => {
                    full += 1;
                    self.marks.push(Mark { at, c });
                }
                ',' | ':' | ';' | '!' | '?' | '(' | ')' => {
                    half += 1;
                    self.marks.push(Mark { at, c });
                }
                _ if is_mark(c) => self.marks.push(Mark { at, c }),
                _ => {}
            }
            at += c.len_utf8();
            if matches!(c, '。' | '；' | '：' | '，' | ';' | ':' | ',') {
                self.items.extend(item(&self.text[at..]).map(|number| Item { at, number }));
            }
        }
        self.width = match (full, half) {
            (f, h) if h * 10 <= f + h => Punctuation::FullWidth,
            (f, h) if f * 10 <= f + h => Punctuation::HalfWidth,
            _ => Punctuation::Mixed,
        };
    }

    /// The places that the words of a kind name.
    pub(super) fn words_of<'x>(&'x self, kind: &'x str) -> impl Iterator<Item = Span> {
        self.words.iter().filter(move |(x, _)| *x == kind).map(|(_, span)| *span)
    }

    /// What stands at a place.
    pub(super) fn slice(&self, span: Span) -> &'d str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The character before a byte.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The character at a byte.
    pub(super) fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The leaf that holds a byte.
    pub(super) fn leaf(&self, at: usize) -> Option<&Leaf> {
        let next = self.leaves.partition_point(|x| x.span.start <= at);
        self.leaves[..next].last().filter(|x| at < x.span.end)
    }

    /// Whether a byte stands in running text or a heading of a speech.
    pub(super) fn is_running(&self, at: usize) -> bool {
        self.leaf(at).is_some_and(|x| matches!(x.role, Role::Text | Role::Heading))
    }

    /// The leaves of a speech, in the order of the text.
    pub(super) fn leaves_of(&self, speech: usize) -> impl DoubleEndedIterator<Item = &Leaf> {
        self.leaves[self.leaves_by_speech[speech].clone()]
            .iter()
            .filter(move |x| x.speech == speech)
    }

    /// The series of a speech.
    pub(super) fn series_of(&self, speech: usize) -> impl Iterator<Item = &Series<'d>> {
        self.series[self.series_by_speech[speech].clone()]
            .iter()
            .filter(move |x| x.speech == speech)
    }

    /// The marks in a span.
    pub(super) fn marks_in(&self, span: Span) -> &[Mark] {
        let from = self.marks.partition_point(|x| x.at < span.start);
        let to = self.marks.partition_point(|x| x.at < span.end);
        &self.marks[from..to.max(from)]
    }

    /// The paragraphs: lines, joined where a leaf goes on over the line's end.
    pub(super) fn paragraphs(&self) -> Vec<Span> {
        let mut out = Vec::new();
        let mut start = 0;
        let mut leaf = 0;
        for end in memchr::memchr_iter(b'\n', self.text.as_bytes()).chain([self.text.len()]) {
            while self.leaves.get(leaf).is_some_and(|x| x.span.end <= end) {
                leaf += 1;
            }
            if self.leaves.get(leaf).is_none_or(|x| x.span.start >= end) {
                if !self.text[start..end].trim().is_empty() {
                    out.push(Span::new(start, end));
                }
                start = end + 1;
            }
        }
        out
    }

    /// Line and column of byte offsets, which must come in order.
    pub(super) fn places(&self) -> impl FnMut(usize) -> (usize, usize) {
        let text = self.text;
        let (mut from, mut line, mut column) = (0, 1, 1);
        move |at| {
            let passed = &text[from..at];
            match memchr::memrchr(b'\n', passed.as_bytes()) {
                Some(last) => {
                    line += memchr::memchr_iter(b'\n', passed.as_bytes()).count();
                    column = 1 + passed[last + 1..].chars().count();
                }
                None => column += passed.chars().count(),
            }
            from = at;
            (line, column)
        }
    }

    /// The line that a byte stands in; of a very long one what is near.
    pub(super) fn line(&self, at: usize) -> Range<usize> {
        let before = tail(&self.text[..at], LINE);
        let start = before.rfind('\n').map_or(at - before.len(), |x| at - before.len() + x + 1);
        let mut end = (at + LINE).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let end = self.text[at..end].find('\n').map_or(end, |x| at + x);
        start..end
    }

    /// Whether a byte stands in a line that holds more than half of the text.
    pub(super) fn is_flattened(&self, at: usize) -> bool {
        self.main_line.contains(&at) && self.text.len() > 1_000
    }
}

/// From the first to the last of each speech; page furniture may stand between them.
fn by_speech(speeches: usize, of: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = vec![0..0; speeches];
    for (at, speech) in of.enumerate() {
        if let Some(range) = out.get_mut(speech) {
            let start = if range.end == 0 { at } else { range.start };
            *range = start..at + 1;
        }
    }
    out
}

/// The line that holds more than half of a text: it is the one in the middle.
fn main_line(text: &str) -> Range<usize> {
    let bytes = text.as_bytes();
    let middle = bytes.len() / 2;
    let start = memchr::memrchr(b'\n', &bytes[..middle]).map_or(0, |x| x + 1);
    let end = memchr::memchr(b'\n', &bytes[middle..]).map_or(bytes.len(), |x| middle + x);
    if (end - start) * 2 > bytes.len() { start..end } else { 0..0 }
}

/// The number of 三是, 三要; not of 三是三.
fn item(text: &str) -> Option<u32> {
    const NUMERALS: &str = "一二三四五六七八九";
    let mut chars = text.chars();
    let numeral = chars.next()?;
    let at = NUMERALS.find(numeral)?;
    let copula = matches!(chars.next()?, '是' | '要');
    (copula && chars.next() != Some(numeral)).then_some((at / numeral.len_utf8()) as u32 + 1)
}

/// Whether some rule looks at a character that is not Han.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '"'
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '［'
            | '］'
            | '['
            | ']'
            | '*'
            | '＊'
            | '×'
            | '✕'
            | '╳'
            | '○'
            | '□'
            | 'x'
            | 'X'
            | 'Ｘ'
            | '-'
            | '－'
            | ' '
            | '\u{a0}'
            | '\u{3000}'
            | '。'
    )
}

impl Series<'_> {
    /// The nearest owner with a marker.
    pub(super) fn marked_owner(&self) -> Option<&Section<'_>> {
        self.owners.iter().rev().find(|x| x.marker.is_some()).map(|x| &**x)
    }
}

/// The way through the tree.
struct Walk<'w, 'd> {
    draft: &'w mut Draft<'d>,
    owners: Vec<&'d Section<'d>>,
    speech: usize,
    body: bool,
}

impl<'d> Walk<'_, 'd> {
    fn document(&mut self, document: &'d Document<'d>) {
        self.leaf(document.title_span, Role::Frame);
        self.blocks(&document.preface);
        for chrome in &document.chrome {
            self.leaf(chrome.span, Role::Chrome);
        }
        for (at, x) in document.speeches.iter().enumerate() {
            self.speech = at;
            x.frame().for_each(|span| self.leaf(span, Role::Frame));
            if let Some(announcement) = &x.announcement {
                let known = self.draft.series.len();
                self.blocks(&announcement.agenda);
                // A preview of the headings is no series of its own.
                self.draft.series.truncate(known);
            }
            self.blocks(&x.opening);
            self.body = true;
            self.blocks(&x.body);
            self.body = false;
            self.blocks(&x.closing);
            self.blocks(&x.appendix);
        }
    }

    fn leaf(&mut self, span: Span, role: Role) {
        self.draft.leaves.push(Leaf { span, role, speech: self.speech });
    }

    fn blocks(&mut self, blocks: &'d [Block<'d>]) {
        // The series of this owner that may still count on, by index.
        let mut open: Vec<usize> = Vec::new();
        let mut before = None;
        for block in blocks {
            match block {
                Block::Paragraph(x) => {
                    self.leaf(x.span, Role::Text);
                    before = Some(x);
                    continue;
                }
                Block::Salutation(x) => self.leaf(x.span, Role::Frame),
                Block::Section(x) => {
                    self.leaf(x.marker_span, Role::Marker);
                    self.leaf(x.heading_span, Role::Heading);
                    if x.kind == SectionKind::Marked {
                        self.member(x, before, &mut open);
                    }
                    self.owners.push(x);
                    self.blocks(&x.body);
                    self.owners.pop();
                }
            }
            before = None;
        }
    }

    fn member(
        &mut self,
        section: &'d Section<'d>,
        before: Option<&'d Paragraph<'d>>,
        open: &mut Vec<usize>,
    ) {
        let markers = &self.draft.grammar.markers;
        let form = section.form.as_deref().unwrap_or("");
        let form = markers.forms.iter().position(|x| x.id == form);
        let name = form.map_or("", |form| markers.series_name(form as u16));
        let known = open.iter().copied().find(|at| self.draft.series[*at].name == name);
        if let Some(at) = known {
            let series = &mut self.draft.series[at];
            let restarts = section.number == Some(1) && series.members.last().is_some();
            if !restarts {
                series.members.push(section);
                return;
            }
            open.retain(|x| *x != at);
        }
        open.push(self.draft.series.len());
        self.draft.series.push(Series {
            name,
            members: vec![section],
            owners: self.owners.clone(),
            before,
            again: known.is_some(),
            speech: self.speech,
            in_body: self.body,
        });
    }
}

/// Whether both neighbours are Han characters.
pub(super) fn between_han(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(is_han) && after.is_some_and(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeches_have_ranges() {
        const NONE: usize = usize::MAX;
        for (of, expected) in [
            (&[NONE, 0, 0, NONE, 1, 2][..], [1..3, 4..5, 5..6]),
            (&[0, NONE, 0, 2], [0..3, 0..0, 3..4]),
            (&[1, 0, 1], [1..2, 0..3, 0..0]),
        ] {
            assert_eq!(by_speech(3, of.iter().copied()), expected, "{of:?}");
        }
    }
}
