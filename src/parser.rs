//! The doors of the library.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Document, Speaker, Speech};
use crate::emit::{json::from_json, yaml::from_yaml};
use crate::error::FormatError;
use crate::grammar::Grammar;
use crate::read::{Input, InputFormat, Metadata};
use crate::recognize::{byline, date, title};
use crate::span::Span;
use crate::structure::{Layout, structure};

/// A parser with its grammar: make one and use it often, from any number of threads.
///
/// ```
/// let parser = gangmu::Parser::new(gangmu::Grammar::bundled());
/// let document = parser.parse("同志们：\n一是抓春耕。\n二是抓秋收。");
/// assert_eq!(document.speeches[0].salutation.as_deref(), Some("同志们："));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Parser<'g> {
    grammar: &'g Grammar,
    options: ParseOptions,
}

/// What a parser does beyond what is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseOptions {
    /// Make sections of unmarked paragraphs whose first sentences are parallel. On by default.
    pub parallel: bool,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self { parallel: true }
    }
}

impl<'g> Parser<'g> {
    /// A parser with the default options.
    pub fn new(grammar: &'g Grammar) -> Self {
        Self::with_options(grammar, ParseOptions::default())
    }

    /// A parser with options.
    pub fn with_options(grammar: &'g Grammar, options: ParseOptions) -> Self {
        Self { grammar, options }
    }

    /// The grammar that it works with.
    pub fn grammar(&self) -> &'g Grammar {
        self.grammar
    }

    /// Parses a text. This never fails: what is not understood stays a paragraph.
    pub fn parse<'a>(&self, text: &'a str) -> Document<'a> {
        structure(self.grammar, text, Layout::plain(text), &self.options)
    }

    /// Parses what a file was read as; spans are offsets into its text.
    pub fn parse_input<'i>(&self, input: &'i Input<'_>) -> Document<'i> {
        let layout = Layout { main: input.main.clone(), blocks: &input.blocks };
        let mut document = structure(self.grammar, &input.text, layout, &self.options);
        document.source.format = input.format.name().into();
        document.source.encoding = input.encoding.into();
        self.add_metadata(&mut document, input);
        document.diagnostics.extend(undecodable(input));
        document
    }

    /// The tree of what a file was read as: parsed or, where it is a saved tree, read back.
    ///
    /// # Errors
    ///
    /// When a saved tree is broken or of a later format.
    pub fn read_input<'i>(&self, input: &'i Input<'_>) -> Result<Document<'i>, FormatError> {
        match input.format {
            InputFormat::Yaml => from_yaml(&input.text),
            InputFormat::Json => from_json(&input.text),
            _ => Ok(self.parse_input(input)),
        }
    }

    /// What the file says about itself stands with the source. A Markdown file's front matter is
    /// its writer's, so that a single speech takes from it what it does not say itself. That of a
    /// page, or of a text that was made from one, names who wrote the news and when: seldom the
    /// speaker, and seldom the day of the speech.
    fn add_metadata<'i>(&self, document: &mut Document<'i>, input: &'i Input<'_>) {
        let metadata = &input.metadata;
        let source = &mut document.source;
        source.title = metadata.title.as_deref().map(Cow::Borrowed);
        source.author = metadata.author.as_deref().map(Cow::Borrowed);
        source.date = metadata.date.as_deref().and_then(iso_date).map(Cow::Owned);
        if let (InputFormat::Markdown, [speech]) = (input.format, &mut document.speeches[..]) {
            self.complete(speech, metadata);
        }
    }

    fn complete<'i>(&self, speech: &mut Speech<'i>, metadata: &'i Metadata) {
        let (title, author) = (metadata.title.as_deref(), metadata.author.as_deref());
        if speech.title.is_none() {
            speech.title = title.map(Cow::Borrowed);
            speech.genre = speech.genre.or_else(|| title::genre(self.grammar, title?));
            let occasion = || title::occasion(self.grammar, title?).map(Cow::Borrowed);
            speech.occasion = speech.occasion.take().or_else(occasion);
        }
        if speech.date.is_none() {
            speech.date = metadata.date.as_deref().and_then(iso_date).map(Cow::Owned);
        }
        if speech.speaker.is_none() {
            let by = || byline::byline(self.grammar, author?);
            let named = || byline::in_title(self.grammar, title?);
            speech.speaker = by().or_else(named).map(Speaker::from);
        }
    }
}

fn iso_date(text: &str) -> Option<String> {
    date::find(text)?.2.iso()
}

impl From<byline::Speaker> for Speaker<'_> {
    fn from(x: byline::Speaker) -> Self {
        Self {
            name: x.name.into(),
            posts: x.posts.into_iter().map(Cow::Owned).collect(),
            placeholder: x.placeholder,
            span: Span::default(),
        }
    }
}

/// Characters that could not be decoded are reported once.
fn undecodable(input: &Input<'_>) -> Option<Diagnostic> {
    if input.undecodable == 0 {
        return None;
    }
    let at = input.text.find('\u{fffd}')?;
    let start = input.text[..at].rfind('\n').map_or(0, |x| x + 1);
    Some(Diagnostic {
        code: "undecodable".into(),
        severity: Severity::Warning,
        message: format!(
            "{} characters could not be decoded from {}, the first one here",
            input.undecodable, input.encoding
        ),
        line: input.text[..at].matches('\n').count() + 1,
        column: input.text[start..at].chars().count() + 1,
        span: Span::new(at, at + '\u{fffd}'.len_utf8()),
        fix: None,
    })
}

/// Parses a text with the bundled grammar.
///
/// ```
/// let document = gangmu::parse("在春耕现场会上的讲话\n同志们：\n下面，我讲两点意见。\n一、抓早\n早备种。\n二、抓实\n实干。");
/// let speech = &document.speeches[0];
/// assert_eq!(speech.title.as_deref(), Some("在春耕现场会上的讲话"));
/// assert_eq!(speech.announcement.as_ref().unwrap().count, Some(2));
/// let headings: Vec<_> = document.sections().map(|x| x.name().to_owned()).collect();
/// assert_eq!(headings, ["抓早", "抓实"]);
/// ```
pub fn parse(text: &str) -> Document<'_> {
    Parser::new(Grammar::bundled()).parse(text)
}
