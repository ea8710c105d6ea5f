//! The 提纲: what a speech says, at a glance.

use std::io::{self, Write};

use unicode_width::UnicodeWidthChar as _;

use super::parts::{self, Part, Role, Zone, one_line};
use super::words::Words;
use crate::document::{Block, Document, Section, Speaker, Speech};
use crate::error::FormatError;
use crate::text::sentence;

/// How an outline looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OutlineOptions {
    /// Columns that a line may take, a Chinese character being two; longer lines are cut with …
    /// No line is cut when left out.
    pub width: Option<usize>,
    /// Levels of sections that are shown, 0 for none; all when left out.
    pub depth: Option<usize>,
    /// Colour by ANSI escapes, for a terminal.
    pub color: bool,
}

/// Writes a document as an outline to read: title, speaker, date and occasion, the numbered
/// headings indented by level with the length of each part in 字 (as Word counts them), the end.
///
/// Items without a heading show how they begin, and so do the paragraphs of a speech without any
/// sections. Page furniture is left out.
///
/// ```
/// let document = gangmu::parse("在春耕现场会上的讲话\n一、抓早\n备足良种。\n（一）抓水利\n二、抓实");
/// let outline = gangmu::to_outline(&document, &gangmu::OutlineOptions::default());
/// assert!(outline.ends_with("一、抓早  15字\n  （一）抓水利\n二、抓实  4字\n"), "{outline}");
/// ```
pub fn to_outline(document: &Document<'_>, options: &OutlineOptions) -> String {
    super::string(|out| Outline::new(document, options, out).document())
}

/// Writes a document as an outline to a file or stream: see [`to_outline`].
///
/// # Errors
///
/// [`FormatError::Io`] when the writer fails.
pub fn write_outline(
    document: &Document<'_>,
    options: &OutlineOptions,
    mut out: impl io::Write,
) -> Result<(), FormatError> {
    Outline::new(document, options, &mut out).document().map_err(FormatError::Io)
}

/// The column at which what follows a label begins.
const LABEL: usize = 8;
/// Columns that the beginning of a paragraph is cut to.
const BEGINNING: usize = 60;

/// The escape sequence that begins a style.
type Style = &'static str;

const PLAIN: Style = "";
const BOLD: Style = "\x1b[1m";
const DIM: Style = "\x1b[2m";
const MARKER: Style = "\x1b[36m";
const RESET: Style = "\x1b[0m";

#[derive(Debug)]
struct Outline<'o, 'd, W> {
    document: &'d Document<'d>,
    options: &'o OutlineOptions,
    words: &'static Words,
    out: &'o mut W,
}

impl<'o, 'd, W: Write> Outline<'o, 'd, W> {
    fn new(document: &'d Document<'_>, options: &'o OutlineOptions, out: &'o mut W) -> Self {
        Self { document, options, words: Words::of(document), out }
    }

    fn document(&mut self) -> io::Result<()> {
        let document = self.document;
        let collection = document.title.is_some() || document.speeches.len() > 1;
        if let Some(title) = &document.title {
            self.line(BOLD, title)?;
        }
        for (at, speech) in document.speeches.iter().enumerate() {
            if at > 0 || document.title.is_some() {
                writeln!(self.out)?;
            }
            let number = speech.separator.as_ref().map_or(at + 1, |x| x.number as usize);
            self.speech(speech, collection.then_some(number))?;
        }
        Ok(())
    }

    fn speech(&mut self, speech: &Speech<'_>, number: Option<usize>) -> io::Result<()> {
        let title = parts::title(speech).unwrap_or(self.words.untitled);
        let number = number.map_or(String::new(), |x| format!("{x}  "));
        self.line(BOLD, &format!("{number}{title}"))?;
        if let Some(subtitle) = &speech.subtitle {
            self.line(PLAIN, subtitle)?;
        }
        let parts = parts::parts(speech);
        self.facts(speech, &parts)?;
        if self.options.depth == Some(0) {
            return Ok(());
        }
        let flat = !parts.iter().any(|x| matches!(x, Part::Block(_, Block::Section(_))));
        let mut zone = None;
        for part in &parts {
            match part {
                Part::Line(Role::Wish | Role::Thanks | Role::EndFormula, text, _) => {
                    self.labelled("", text)?;
                }
                Part::Line(..) | Part::Block(Zone::Agenda, _) => {}
                Part::Block(at, block) => {
                    let first = zone.replace(*at) != Some(*at);
                    if first {
                        writeln!(self.out)?;
                    }
                    self.block(*at, first, flat, block)?;
                }
            }
        }
        Ok(())
    }

    /// Who, when, where, how long, and the sentence that announces the rest.
    fn facts(&mut self, speech: &Speech<'_>, parts: &[Part<'_>]) -> io::Result<()> {
        let length: usize = parts
            .iter()
            .map(|x| match x {
                Part::Line(_, text, _) => length(text),
                Part::Block(_, block) => length_of(block),
            })
            .sum();
        for (label, fact) in [
            (self.words.speaker, speech.speaker.as_ref().map(speaker)),
            (self.words.date, speech.date.as_ref().map(|x| x.to_string())),
            (self.words.occasion, speech.occasion.as_ref().map(|x| x.to_string())),
            (self.words.length, Some(format!("{length}字"))),
            (self.words.announcement, speech.announcement.as_ref().map(|x| x.text.to_string())),
        ] {
            if let Some(fact) = fact {
                self.labelled(label, &fact)?;
            }
        }
        Ok(())
    }

    fn block(&mut self, zone: Zone, first: bool, flat: bool, block: &Block<'_>) -> io::Result<()> {
        let label = self.words.zone(zone);
        match block {
            Block::Section(section) => {
                if first && !label.is_empty() {
                    self.labelled(label, "")?;
                }
                self.section(section, if label.is_empty() { 0 } else { LABEL })
            }
            Block::Paragraph(x) if first && !label.is_empty() || flat => {
                self.labelled(if first { label } else { "" }, &beginning(&x.text))
            }
            Block::Paragraph(_) | Block::Salutation(_) => Ok(()),
        }
    }

    fn section(&mut self, section: &Section<'_>, start: usize) -> io::Result<()> {
        let level = section.level as usize;
        if self.options.depth.is_some_and(|depth| level > depth) {
            return Ok(());
        }
        let marker = section.marker.as_deref().unwrap_or_default();
        let main = start == 0 && level == 1;
        let length = || format!("  {}字", length_of_section(section));
        let tail = if main { length() } else { String::new() };
        // However deep it is, half of the width is for the name.
        let most = self.options.width.map_or(usize::MAX, |x| x / 2);
        let indent = (start + 2 * level.saturating_sub(1)).min(most);
        let mut name = parts::name(section);
        if let (None, None, Some(Block::Paragraph(x))) =
            (&section.heading, &section.label, section.body.first())
        {
            name.push_str(&beginning(&x.text));
        }
        let name = self.cut(&name, indent + columns(&tail));
        let style = if main { BOLD } else { PLAIN };
        let (marker, rest) = name.split_at(if name.starts_with(marker) { marker.len() } else { 0 });
        write!(self.out, "{:indent$}", "")?;
        self.styled(MARKER, marker)?;
        self.styled(style, rest)?;
        self.styled(DIM, &tail)?;
        writeln!(self.out)?;
        parts::sections(&section.body).try_for_each(|x| self.section(x, start))
    }

    fn labelled(&mut self, label: &str, text: &str) -> io::Result<()> {
        let pad = LABEL.saturating_sub(columns(label));
        self.styled(DIM, label)?;
        writeln!(self.out, "{:pad$}{}", "", self.cut(text, LABEL))
    }

    fn line(&mut self, style: Style, text: &str) -> io::Result<()> {
        let text = self.cut(text, 0);
        self.styled(style, &text)?;
        writeln!(self.out)
    }

    fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        if self.options.color && !style.is_empty() && !text.is_empty() {
            write!(self.out, "{style}{text}{RESET}")
        } else {
            write!(self.out, "{text}")
        }
    }

    /// The text on one line that takes, with `taken` columns, no more than the width.
    fn cut(&self, text: &str, taken: usize) -> String {
        let text = one_line(text);
        let width = self.options.width.unwrap_or(usize::MAX);
        cut(&text, width.saturating_sub(taken))
    }
}

/// The text, or what of it goes into so many columns with … after it.
fn cut(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let mut left = most.saturating_sub(columns("…"));
    let fits = |c: &char| {
        let width = c.width_cjk().unwrap_or(0);
        let fits = width <= left;
        left = if fits { left - width } else { 0 };
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Columns of a text, those characters counted as two that only some terminals draw so (“ ” … ①).
fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width_cjk().unwrap_or(0)).sum()
}

/// The first sentence, if need be cut.
fn beginning(text: &str) -> String {
    let end = sentence::first_end(text).unwrap_or(text.len());
    cut(&text[..end], BEGINNING)
}

/// 字 as Word counts them: each Chinese character or mark, each word or number of other letters.
fn length(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_ascii() || c.is_whitespace()).filter(|x| !x.is_empty());
    let others = text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace());
    words.count() + others.count()
}

fn length_of(block: &Block<'_>) -> usize {
    match block {
        Block::Paragraph(x) => length(&x.text),
        Block::Salutation(x) => length(&x.text),
        Block::Section(x) => length_of_section(x),
    }
}

fn length_of_section(section: &Section<'_>) -> usize {
    let stop = parts::stop(section);
    length(&parts::head(section)) + length(stop) + section.body.iter().map(length_of).sum::<usize>()
}

/// 陆承远（青禾县委副书记、县长）
fn speaker(speaker: &Speaker<'_>) -> String {
    if speaker.posts.is_empty() {
        return speaker.name.to_string();
    }
    let posts = speaker.posts.join("、");
    if speaker.name.is_empty() { posts } else { format!("{}（{posts}）", speaker.name) }
}
