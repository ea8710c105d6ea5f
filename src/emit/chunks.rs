//! Pieces for retrieval: each with the headings above it and its place.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use serde::Serialize;

use super::parts::{self, Part};
use crate::document::{Block, Document, Section, Speech};
use crate::error::FormatError;
use crate::span::Span;
use crate::text::chars::{is_closer, is_heading_end, is_weak_boundary};
use crate::text::sentence;

/// A piece of a speech.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Chunk<'d> {
    /// `speech.txt#1.3`: the file's name, the speech, the piece, both counted from 1.
    pub id: String,
    /// The number of its speech in the file, from 1; 0 for the preface of a collection.
    pub speech: usize,
    /// The names of the sections that it stands in, outermost first; those of all its sections
    /// when it holds several.
    pub path: Vec<&'d str>,
    /// How many these are.
    pub level: usize,
    /// The text, a paragraph a line; a section begins with its marker and heading.
    pub text: String,
    /// Its place in the decoded text, in bytes. A heading, byline or hard-wrapped paragraph that
    /// is cut into several pieces gives each of them its whole place.
    #[serde(skip_serializing_if = "Span::is_empty")]
    pub span: Span,
    /// The title of the speech.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'d str>,
    /// Who gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<&'d str>,
    /// When: ISO 8601, partial if partial.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<&'d str>,
}

/// How a document is cut into pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkOptions {
    /// Characters that a piece may have, line ends included.
    pub max_chars: usize,
}

impl Default for ChunkOptions {
    fn default() -> Self {
        Self { max_chars: 800 }
    }
}

/// Cuts the speeches of a document into pieces along their sections.
///
/// A section that is longer than a piece may be is cut between its subsections, then between
/// paragraphs, at ends of sentences, at ends of clauses, and within a clause only when there is no
/// other way. Neighbours under one heading that are shorter than a quarter of a piece are put
/// together. Headings stand in the path and, once, in the text: one after the other the pieces
/// hold the whole speech. Page furniture is in none.
///
/// ```
/// let document = gangmu::parse("在春耕现场会上的讲话\n一、抓早\n早备种。\n二、抓实\n实干。");
/// let options = gangmu::ChunkOptions { max_chars: 12 };
/// let chunks = gangmu::chunks(&document, &options);
/// assert_eq!(chunks[1].path, ["抓早"]);
/// assert_eq!(chunks[1].text, "一、抓早\n早备种。");
/// ```
pub fn chunks<'d>(document: &'d Document<'_>, options: &ChunkOptions) -> Vec<Chunk<'d>> {
    let max = options.max_chars.max(1);
    let file = document.source.name.as_deref();
    let mut out = Vec::new();
    let mut number = |speech: usize, of: Option<&'d Speech<'_>>, pieces: Vec<Piece<'d>>| {
        for (at, piece) in pieces.into_iter().enumerate() {
            out.push(Chunk {
                id: format!(
                    "{}{speech}.{}",
                    file.map_or(String::new(), |x| format!("{x}#")),
                    at + 1
                ),
                speech,
                level: piece.path.len(),
                path: piece.path,
                text: piece.text,
                span: piece.span,
                title: of.map_or(document.title.as_deref(), |x| parts::title(x)),
                speaker: of
                    .and_then(|x| x.speaker.as_ref())
                    .map(|x| &*x.name)
                    .filter(|x| !x.is_empty()),
                date: of.and_then(|x| x.date.as_deref()),
            });
        }
    };
    let mut preface = Node::new(max, Vec::new(), Vec::new());
    preface.line(document.title.as_deref().unwrap_or_default().into(), document.title_span);
    document.preface.iter().for_each(|x| preface.block(x));
    number(0, None, preface.pieces());
    for (at, speech) in document.speeches.iter().enumerate() {
        let mut node = Node::new(max, Vec::new(), Vec::new());
        for part in parts::parts(speech) {
            match part {
                Part::Line(_, text, span) => node.line(text, span),
                Part::Block(_, block) => node.block(block),
            }
        }
        number(at + 1, Some(speech), node.pieces());
    }
    out
}

/// Writes the pieces of a document as JSON, one a line: see [`chunks`].
///
/// # Errors
///
/// [`FormatError::Io`] when the writer fails.
pub fn write_chunks(
    document: &Document<'_>,
    options: &ChunkOptions,
    mut out: impl io::Write,
) -> Result<(), FormatError> {
    for chunk in chunks(document, options) {
        super::json::write_line(&chunk, &mut out)?;
    }
    Ok(())
}

/// A line of a section, before it is put into a piece.
#[derive(Debug)]
struct Line<'d> {
    text: Cow<'d, str>,
    span: Span,
    /// Marker and heading.
    heading: bool,
    /// It goes on where the line before it ends.
    joins: bool,
}

#[derive(Debug, Default)]
struct Piece<'d> {
    path: Vec<&'d str>,
    text: String,
    chars: usize,
    span: Span,
    /// It has text, not only headings.
    filled: bool,
    /// It is not one of several that a subsection was cut into.
    whole: bool,
}

impl Piece<'_> {
    fn add(&mut self, line: &Line<'_>, range: Range<usize>) {
        self.chars += self.gap(line);
        if self.gap(line) > 0 {
            self.text.push('\n');
        }
        // Text that was joined or put together has no places of its own inside.
        let exact =
            matches!(line.text, Cow::Borrowed(_)) && line.text.len() == line.span.range().len();
        let at = line.span.start;
        let span = if exact { Span::new(at + range.start, at + range.end) } else { line.span };
        self.text.push_str(&line.text[range.clone()]);
        self.chars += chars(&line.text[range]);
        self.span = self.span.join(span);
        self.filled |= !line.heading;
    }

    /// Characters between the piece and a line that is added to it.
    fn gap(&self, line: &Line<'_>) -> usize {
        usize::from(!self.text.is_empty() && !line.joins)
    }
}

/// A speech or section that is being cut.
#[derive(Debug)]
struct Node<'d> {
    max: usize,
    path: Vec<&'d str>,
    /// Lines of its own that are in no piece yet.
    lines: Vec<Line<'d>>,
    pieces: Vec<Piece<'d>>,
}

impl<'d> Node<'d> {
    fn new(max: usize, path: Vec<&'d str>, lines: Vec<Line<'d>>) -> Self {
        Self { max, path, lines, pieces: Vec::new() }
    }

    fn line(&mut self, text: Cow<'d, str>, span: Span) {
        self.lines.push(Line { text, span, heading: false, joins: false });
    }

    fn block(&mut self, block: &'d Block<'_>) {
        match block {
            Block::Paragraph(x) => self.line((&*x.text).into(), x.span),
            Block::Salutation(x) => self.line((&*x.text).into(), x.span),
            Block::Section(x) => self.section(x),
        }
    }

    fn section(&mut self, section: &'d Section<'_>) {
        // Headings alone make no piece: they go before what comes first under them.
        let only_headings = self.lines.iter().all(|x| x.heading);
        if !only_headings {
            self.pack();
        }
        let path = self.path.iter().copied().chain([section.name()]).collect();
        let mut node = Node::new(self.max, path, std::mem::take(&mut self.lines));
        let (before, after) = section.body.split_at(parts::head_at(section));
        before.iter().for_each(|x| node.block(x));
        let text = parts::head(section) + parts::stop(section);
        let span = section.marker_span.join(section.heading_span);
        node.lines.push(Line { text: text.into(), span, heading: true, joins: false });
        for (at, block) in after.iter().enumerate() {
            node.block(block);
            if at == 0
                && parts::runs_on(section)
                && let Some(line) = node.lines.last_mut()
            {
                line.joins = true;
            }
        }
        let mut pieces = node.pieces();
        let whole = pieces.len() == 1;
        pieces.iter_mut().for_each(|x| x.whole = whole);
        self.pieces.extend(pieces);
    }

    /// Puts its own lines into pieces.
    fn pack(&mut self) {
        let new = || Piece { path: self.path.clone(), whole: true, ..Piece::default() };
        let mut piece = new();
        for line in std::mem::take(&mut self.lines) {
            let fits = piece.chars + piece.gap(&line) + chars(&line.text) <= self.max;
            // A heading stays with the text under it, unless it leaves little room for it.
            let full = piece.filled || 2 * piece.chars + 2 > self.max;
            if !fits && full && !piece.text.is_empty() {
                self.pieces.push(std::mem::replace(&mut piece, new()));
            }
            let room = self.max - piece.chars - piece.gap(&line);
            for (at, range) in cut(&line.text, room, self.max).into_iter().enumerate() {
                if at > 0 {
                    self.pieces.push(std::mem::replace(&mut piece, new()));
                }
                piece.add(&line, range);
            }
        }
        if !piece.text.is_empty() {
            self.pieces.push(piece);
        }
    }

    /// Its pieces, short neighbours put together.
    fn pieces(mut self) -> Vec<Piece<'d>> {
        self.pack();
        let short = |x: &Piece<'_>| x.whole && 4 * x.chars < self.max;
        let mut out: Vec<Piece<'d>> = Vec::new();
        let mut growing = false;
        for piece in self.pieces {
            match out.last_mut() {
                Some(last)
                    if growing && short(&piece) && last.chars + 1 + piece.chars <= self.max =>
                {
                    last.path.clone_from(&self.path);
                    last.text.push('\n');
                    last.text.push_str(&piece.text);
                    last.chars += 1 + piece.chars;
                    last.span = last.span.join(piece.span);
                }
                _ => {
                    growing = short(&piece);
                    out.push(piece);
                }
            }
        }
        out
    }
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Cuts a text into ranges of so many characters at most, the first of `room`: after sentences,
/// else after clauses, else anywhere. Only white space stands between them.
fn cut(text: &str, room: usize, max: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut room = room;
    loop {
        let rest = &text[start..];
        let skipped = rest.len() - rest.trim_start().len();
        start += skipped;
        let rest = &rest[skipped..];
        if rest.is_empty() {
            return out;
        }
        let mut ends = rest.char_indices().map(|(at, _)| at).skip(room);
        let Some(window) = ends.next() else {
            out.push(start..text.len());
            return out;
        };
        // Closing quotes belong to the sentence.
        let ahead = ends.nth(7).unwrap_or(rest.len());
        let end = sentence_end(&rest[..ahead], window)
            .or_else(|| clause_end(&rest[..window]))
            .unwrap_or(window);
        out.push(start..start + end);
        start += end;
        room = max;
    }
}

/// The end of the last sentence that ends within `window` bytes.
fn sentence_end(text: &str, window: usize) -> Option<usize> {
    let ends = sentence::sentences(text).map(|(_, end)| end);
    ends.take_while(|end| *end <= window && *end < text.len()).last()
}

/// The end of the last clause but not of the whole text.
fn clause_end(text: &str) -> Option<usize> {
    let is_end = |c| is_weak_boundary(c) || is_heading_end(c) || matches!(c, '：' | ':');
    let (at, mark) = text.rmatch_indices(is_end).find(|(at, _)| {
        // 1,000 and 12:30 are one word.
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !digit(text[..*at].chars().next_back())
    })?;
    let end = at + mark.len();
    Some(text.len() - text[end..].trim_start_matches(is_closer).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_sentences_then_clauses_then_anywhere() {
        for (text, max, pieces) in [
            ("备种。整地。", 9, &["备种。整地。"][..]),
            ("备种。整地。", 4, &["备种。", "整地。"]),
            ("备种。 整地。", 3, &["备种。", "整地。"]),
            ("他说：“备种。整地。”修渠。", 11, &["他说：“备种。整地。”", "修渠。"]),
            ("早备种，早整地，早修渠。", 9, &["早备种，早整地，", "早修渠。"]),
            ("投入1,000万元修渠", 4, &["投入1,", "000万", "元修渠"]),
            ("备足良种抓好农时", 3, &["备足良", "种抓好", "农时"]),
            ("  ", 3, &[]),
        ] {
            let found: Vec<&str> = cut(text, max, max).into_iter().map(|x| &text[x]).collect();
            assert_eq!(found, pieces, "{text}");
            assert!(found.iter().all(|x| chars(x) <= max));
        }
        assert_eq!(cut("备种。整地。", 3, 9), [0..9, 9..18]);
    }

    /// Each piece as its path and its lines.
    fn pieces(text: &str, max_chars: usize) -> Vec<String> {
        let document = crate::parse(text);
        let row = |x: &Chunk<'_>| format!("{}: {}", x.path.join("/"), x.text.replace('\n', "|"));
        chunks(&document, &ChunkOptions { max_chars }).iter().map(row).collect()
    }

    #[test]
    fn pieces_follow_the_sections() {
        let text = "一、抓早\n（一）备种。良种备足四百吨，七月底以前全部到户。\n（二）整地。整地两万亩，九月底以前完成。\n二、抓实\n实干。";
        assert_eq!(
            pieces(text, 40),
            [
                "抓早/备种: 一、抓早|（一）备种。良种备足四百吨，七月底以前全部到户。",
                "抓早/整地: （二）整地。整地两万亩，九月底以前完成。",
                "抓实: 二、抓实|实干。",
            ]
        );
        assert_eq!(
            pieces("一、抓早。有三件事。\n1.备种。要备足。\n2.整地。要整好。", 100),
            ["抓早: 一、抓早。有三件事。|1.备种。要备足。|2.整地。要整好。"]
        );
        // Short neighbours go together, under what they have in common.
        assert_eq!(pieces("一、抓早\n早备种。\n二、抓实\n实干。\n三、抓好\n好收。", 60).len(), 1);
        assert_eq!(
            pieces("一、抓早\n（一）备种。\n（二）整地。\n二、抓实\n实干。", 100),
            [": 一、抓早|（一）备种|（二）整地|二、抓实|实干。"]
        );
    }

    #[test]
    fn chunks_know_where_they_stand() {
        let text = "在春耕现场会上的讲话\n（2021年4月16日）\n青禾县县长　陆承远\n一、抓早\n早备种。早整地。";
        let mut document = crate::parse(text);
        document.source.name = Some("speech.txt".into());
        let all = chunks(&document, &ChunkOptions { max_chars: 10 });
        let last = all.last().unwrap();
        assert_eq!(
            (&*last.id, last.speech, last.level),
            (&*format!("speech.txt#1.{}", all.len()), 1, 1)
        );
        assert_eq!((last.title, last.speaker), (Some("在春耕现场会上的讲话"), Some("陆承远")));
        assert_eq!((last.date, &text[last.span.range()]), (Some("2021-04-16"), "早整地。"));
    }
}
