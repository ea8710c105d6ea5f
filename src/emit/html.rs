//! A page to read: the outline at the left, the text at the right.

use std::io::{self, Write};
use std::iter::Peekable;
use std::slice;

use super::markup::Escaped;
use super::parts::{self, Part, Role, Zone};
use super::words::Words;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Block, Chrome, Document, Section, Speech};
use crate::error::FormatError;
use crate::span::Span;

/// Writes a document as one HTML page that needs nothing else: no network, no script.
///
/// The outline is a tree that folds, each of its headings a link to its place. The text is whole
/// and in its order, page furniture greyed, and diagnostics stand in the margin. Where places are
/// not known, furniture and diagnostics follow the text.
///
/// ```
/// let document = gangmu::parse("在春耕现场会上的讲话\n一、抓早\n备<b>种</b>。");
/// let page = gangmu::to_html(&document);
/// assert!(page.contains("<h2>一、抓早</h2>"));
/// assert!(page.contains("<p>备&lt;b&gt;种&lt;/b&gt;。</p>"));
/// ```
pub fn to_html(document: &Document<'_>) -> String {
    super::string(|out| Page::new(document, out).page())
}

/// Writes a document as an HTML page to a file or stream: see [`to_html`].
///
/// # Errors
///
/// [`FormatError::Io`] when the writer fails.
pub fn write_html(document: &Document<'_>, mut out: impl io::Write) -> Result<(), FormatError> {
    Page::new(document, &mut out).page().map_err(FormatError::Io)
}

#[derive(Debug)]
struct Page<'o, 'd, W> {
    document: &'d Document<'d>,
    words: &'static Words,
    out: &'o mut W,
    /// Sections so far: their ids count on, in the outline as in the text.
    sections: usize,
    /// What is still to be put beside the text, in its order.
    chrome: Peekable<slice::Iter<'d, Chrome<'d>>>,
    notes: Peekable<std::vec::IntoIter<&'d Diagnostic>>,
}

impl<'o, 'd, W: Write> Page<'o, 'd, W> {
    fn new(document: &'d Document<'_>, out: &'o mut W) -> Self {
        let mut notes: Vec<_> = document.diagnostics.iter().collect();
        notes.sort_by_key(|x| x.span.start);
        Self {
            document,
            words: Words::of(document),
            out,
            sections: 0,
            chrome: document.chrome.iter().peekable(),
            notes: notes.into_iter().peekable(),
        }
    }

    fn page(&mut self) -> io::Result<()> {
        let Self { document, words, .. } = *self;
        let title = document.title.as_deref().or_else(|| parts::title(document.speeches.first()?));
        let title = title.or(document.source.name.as_deref()).unwrap_or(words.untitled);
        let noted = if document.diagnostics.is_empty() { "" } else { r#" class="noted""# };
        writeln!(
            self.out,
            r##"<!doctype html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{}</title>
<style>
{}</style>
</head>
<body{noted}>
<a class="skip" href="#text">{}</a>"##,
            words.lang,
            Escaped(title),
            include_str!("page.css"),
            words.text
        )?;
        self.outline()?;
        self.text()?;
        writeln!(self.out, "</body>\n</html>")
    }
}

/// The outline.
impl<'d, W: Write> Page<'_, 'd, W> {
    fn outline(&mut self) -> io::Result<()> {
        let Self { document, words, .. } = *self;
        writeln!(self.out, r#"<nav aria-label="{}">"#, words.outline)?;
        writeln!(self.out, "<h2>{}</h2>", words.outline)?;
        self.sections = 0;
        self.branch(&document.preface)?;
        for (at, speech) in document.speeches.iter().enumerate() {
            let title = Escaped(parts::title(speech).unwrap_or(words.untitled));
            writeln!(self.out, r##"<p><a href="#speech-{}">{title}</a></p>"##, at + 1)?;
            self.zones(&parts::parts(speech))?;
        }
        self.doubts()?;
        writeln!(self.out, "</nav>")
    }

    fn zones(&mut self, parts: &[Part<'d>]) -> io::Result<()> {
        let zone = |x: &Part<'_>| match x {
            Part::Line(..) => None,
            Part::Block(zone, _) => Some(*zone),
        };
        for run in parts.chunk_by(|a, b| zone(a) == zone(b)) {
            let blocks = || run.iter().filter_map(block);
            let label = zone(&run[0]).map_or("", |x| self.words.zone(x));
            if !label.is_empty() && blocks().any(|x| section(x).is_some()) {
                writeln!(self.out, "<h3>{label}</h3>")?;
            }
            self.branch(blocks())?;
        }
        Ok(())
    }

    fn branch(&mut self, blocks: impl IntoIterator<Item = &'d Block<'d>>) -> io::Result<()> {
        let mut sections = blocks.into_iter().filter_map(section).peekable();
        if sections.peek().is_none() {
            return Ok(());
        }
        writeln!(self.out, "<ul>")?;
        for section in sections {
            self.sections += 1;
            let name = parts::name(section);
            let link = format!(r##"<a href="#s{}">{}</a>"##, self.sections, Escaped(&name));
            let mut below = section.body.iter().filter_map(self::section).peekable();
            if below.peek().is_none() {
                writeln!(self.out, "<li>{link}</li>")?;
                continue;
            }
            // Lists inside paragraphs open when they are asked for.
            let open = if below.all(parts::is_inline) { "" } else { " open" };
            writeln!(self.out, "<li><details{open}><summary>{link}</summary>")?;
            self.branch(&section.body)?;
            writeln!(self.out, "</details></li>")?;
        }
        writeln!(self.out, "</ul>")
    }

    /// The diagnostics, each a link to its note.
    fn doubts(&mut self) -> io::Result<()> {
        if self.notes.peek().is_none() {
            return Ok(());
        }
        writeln!(self.out, "<h2>{}</h2>\n<ul class=\"doubts\">", self.words.diagnostics)?;
        for note in self.notes.clone() {
            let id = note_id(note);
            let (id, message) = (Escaped(&id), Escaped(&note.message));
            writeln!(self.out, r##"<li><a href="#{id}">{}　{message}</a></li>"##, note.line)?;
        }
        writeln!(self.out, "</ul>")
    }
}

/// The text.
impl<'d, W: Write> Page<'_, 'd, W> {
    fn text(&mut self) -> io::Result<()> {
        let document = self.document;
        self.sections = 0;
        writeln!(self.out, r#"<main id="text">"#)?;
        if let Some(title) = &document.title {
            self.beside(document.title_span)?;
            writeln!(self.out, r#"<h1 class="collection">{}</h1>"#, Escaped(title))?;
        }
        document.preface.iter().try_for_each(|x| self.block(x))?;
        for (at, speech) in document.speeches.iter().enumerate() {
            // What stands before a speech stands outside it.
            self.beside(Span::new(speech.span.start, speech.span.start))?;
            writeln!(self.out, r#"<article id="speech-{}">"#, at + 1)?;
            self.speech(speech)?;
            writeln!(self.out, "</article>")?;
        }
        self.beside(Span::new(usize::MAX, usize::MAX))?;
        self.rest()?;
        writeln!(self.out, "</main>")
    }

    fn speech(&mut self, speech: &'d Speech<'_>) -> io::Result<()> {
        let mut appendix = false;
        for part in parts::parts(speech) {
            match part {
                Part::Line(role, text, span) => {
                    self.beside(span)?;
                    let (tag, class) = match role {
                        Role::Title => ("h1", "title"),
                        Role::Separator => ("p", "separator"),
                        Role::Subtitle => ("p", "subtitle"),
                        Role::Date => ("p", "date"),
                        Role::Byline => ("p", "byline"),
                        Role::Salutation | Role::Greeting => ("p", "salutation"),
                        Role::Wish | Role::Thanks | Role::EndFormula => ("p", "thanks"),
                        Role::Signature => ("p", "signature"),
                    };
                    writeln!(self.out, r#"<{tag} class="{class}">{}</{tag}>"#, Escaped(&text))?;
                }
                Part::Block(zone, block) => {
                    if zone == Zone::Appendix && !std::mem::replace(&mut appendix, true) {
                        writeln!(self.out, "<hr>")?;
                    }
                    self.block(block)?;
                }
            }
        }
        Ok(())
    }

    fn block(&mut self, block: &'d Block<'_>) -> io::Result<()> {
        match block {
            Block::Paragraph(x) => {
                self.beside(x.span)?;
                writeln!(self.out, "<p>{}</p>", Escaped(&x.text))
            }
            Block::Salutation(x) => {
                self.beside(x.span)?;
                writeln!(self.out, r#"<p class="salutation">{}</p>"#, Escaped(&x.text))
            }
            Block::Section(x) => self.section(x),
        }
    }

    fn section(&mut self, section: &'d Section<'_>) -> io::Result<()> {
        self.sections += 1;
        let (before, mut body) = section.body.split_at(parts::head_at(section));
        let span = section.marker_span.join(section.heading_span);
        let class = if parts::is_inline(section) { r#" class="inline""# } else { "" };
        writeln!(self.out, r#"<section id="s{}"{class}>"#, self.sections)?;
        before.iter().try_for_each(|x| self.block(x))?;
        let head = parts::head(section);
        let head = format!("{}{}", Escaped(&head), parts::stop(section));
        let level = section.level + 1;
        if parts::own_line(section) {
            self.beside(span)?;
            let tag = level.min(6);
            writeln!(self.out, "<h{tag}>{head}</h{tag}>")?;
        } else {
            let mut text = "";
            let mut place = span;
            if parts::runs_on(section)
                && let Some((Block::Paragraph(x), rest)) = body.split_first()
            {
                (text, body) = (&x.text, rest);
                place = place.join(x.span);
            }
            self.beside(place)?;
            let text = Escaped(text);
            match section.heading {
                Some(_) => writeln!(
                    self.out,
                    r#"<p><strong role="heading" aria-level="{level}" class="l{}">{head}</strong>{text}</p>"#,
                    level.min(6)
                )?,
                None if head.is_empty() && text.0.is_empty() => {}
                None => writeln!(self.out, "<p><b>{head}</b>{text}</p>")?,
            }
        }
        body.iter().try_for_each(|x| self.block(x))?;
        writeln!(self.out, "</section>")
    }

    /// Before a piece of text: the furniture that stands before it, and the notes on what stands
    /// before its end.
    fn beside(&mut self, span: Span) -> io::Result<()> {
        while let Some(x) = self.chrome.next_if(|x| !x.span.is_empty() && x.span.start < span.start)
        {
            self.furniture(x)?;
        }
        while let Some(x) = self.notes.next_if(|x| !x.span.is_empty() && x.span.start < span.end) {
            self.note(x)?;
        }
        Ok(())
    }

    /// Furniture and notes whose places are not known.
    fn rest(&mut self) -> io::Result<()> {
        while let Some(x) = self.chrome.next() {
            self.furniture(x)?;
        }
        while let Some(x) = self.notes.next() {
            self.note(x)?;
        }
        Ok(())
    }

    fn furniture(&mut self, x: &Chrome<'_>) -> io::Result<()> {
        let (kind, text) = (Escaped(&x.kind), Escaped(&x.text));
        writeln!(self.out, r#"<p class="chrome" title="{}：{kind}">{text}</p>"#, self.words.chrome)
    }

    fn note(&mut self, x: &Diagnostic) -> io::Result<()> {
        let class = match x.severity {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        writeln!(
            self.out,
            r#"<aside id="{}" class="{class}"><b>{}:{}</b> {} <code>{}</code></aside>"#,
            Escaped(&note_id(x)),
            x.line,
            x.column,
            Escaped(&x.message),
            Escaped(&x.code)
        )
    }
}

/// The id of the note on a diagnostic.
fn note_id(x: &Diagnostic) -> String {
    format!("{}-{}-{}", x.code, x.line, x.column)
}

fn block<'d>(part: &Part<'d>) -> Option<&'d Block<'d>> {
    match part {
        Part::Line(..) => None,
        Part::Block(_, block) => Some(block),
    }
}

fn section<'d>(block: &'d Block<'d>) -> Option<&'d Section<'d>> {
    match block {
        Block::Section(x) => Some(x),
        Block::Paragraph(_) | Block::Salutation(_) => None,
    }
}
