//! What the pieces are together: collection and speeches, zones, lists, nesting, groups.
//!
//! ```text
//! paragraphs ─ split ─▶ preface, pieces
//! piece      ─ front, back ─▶ body ─ segments, nest, groups, parallel ─▶ outline ─ build ─▶ Speech
//! ```
//!
//! It knows no text formats.

mod agenda;
mod back;
mod bare_headings;
mod build;
mod candidates;
mod contents;
mod cuts;
mod front;
mod groups;
mod heading;
mod nest;
mod opening;
mod outline;
mod parallel;
mod preface;
mod runs;
mod script;
mod segments;
mod speech;
mod split;
mod starts;
mod title_block;
mod unglue;

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Chrome, Document, FORMAT_VERSION, Source, Speech};
use crate::grammar::{Grammar, Kind};
use crate::parser::ParseOptions;
use crate::recognize::title;
use crate::span::Span;
use crate::text::lines::{Line, lines};
use crate::text::paragraph::Paragraph;
use crate::text::repair::repair;
use speech::Reader;

/// What a file's markup says of its text.
#[derive(Debug)]
pub(crate) struct Layout<'l> {
    /// The part that is not furniture.
    pub(crate) main: Range<usize>,
    /// Numbers of the lines that begin a new paragraph, in order.
    pub(crate) blocks: &'l [usize],
}

impl Layout<'_> {
    /// Of a text without markup.
    pub(crate) fn plain(text: &str) -> Self {
        Self { main: 0..text.len(), blocks: &[] }
    }
}

/// Paragraphs set aside, with the kind of each.
type Furniture = Vec<(usize, String)>;

/// The whole way from text to tree.
pub(crate) fn structure<'a>(
    grammar: &Grammar,
    text: &'a str,
    layout: Layout<'_>,
    options: &ParseOptions,
) -> Document<'a> {
    let lines = lines(text);
    let from = lines.partition_point(|line| line.span.start < layout.main.start);
    let to = lines.partition_point(|line| line.span.start < layout.main.end).max(from);
    // One search tells most texts from those that a commentary follows.
    let commented = grammar.closings.is(Kind::Commentary, text);
    let paragraphs = repair(grammar, text, &lines[from..to], layout.blocks);
    let paragraphs = unglue::unglue(grammar, paragraphs, commented);
    let plan = split::split(grammar, &paragraphs);
    let (preface, mut furniture) = preface::preface(grammar, &paragraphs, &plan);
    let reader = Reader { grammar, source: text, paragraphs: &paragraphs, commented, options };
    let mut speeches = Vec::with_capacity(plan.pieces.len());
    for piece in &plan.pieces {
        let (speech, aside) = reader.speech(piece);
        speeches.extend(Some(speech).filter(|speech| !speech.span.is_empty()));
        furniture.extend(aside);
    }
    furniture.sort_by_key(|(at, _)| *at);
    let inside = furniture.into_iter().map(|(at, kind)| Chrome {
        kind: Cow::Owned(kind),
        text: visible(text, &paragraphs[at]),
        span: paragraphs[at].span,
    });
    let page = |line: &Line| Chrome {
        kind: "page".into(),
        text: text[line.text.range()].into(),
        span: line.span,
    };
    let (before, after) = (&lines[..from], &lines[to..]);
    let title = plan.title.map(|at| &paragraphs[at]);
    // A piece without a name of its own is what the collection says it is (section 1.2).
    if let Some(title) = title.filter(|_| plan.declared.is_some()) {
        let is_unnamed = |x: &&mut Speech<'_>| {
            x.title.is_none() && x.separator.as_ref().is_none_or(|x| x.title.is_none())
        };
        for speech in speeches.iter_mut().filter(is_unnamed) {
            speech.genre = speech.genre.or_else(|| title::genre(grammar, &title.text));
            let occasion =
                || title::occasion(grammar, &title.text).map(|x| Cow::Owned(x.to_owned()));
            speech.occasion = speech.occasion.take().or_else(occasion);
        }
    }
    Document {
        gangmu: FORMAT_VERSION,
        source: source(grammar, text),
        title: title.map(|x| x.text.clone()),
        title_span: title.map_or(Span::default(), |x| x.span),
        declared: plan.declared,
        preface,
        speeches,
        chrome: before.iter().map(page).chain(inside).chain(after.iter().map(page)).collect(),
        diagnostics: Vec::new(),
    }
}

/// A paragraph's text, or what stands there when it is only decoration.
fn visible<'a>(text: &'a str, paragraph: &Paragraph<'a>) -> Cow<'a, str> {
    match paragraph.text.is_empty() {
        true => Cow::Borrowed(&text[paragraph.span.range()]),
        false => paragraph.text.clone(),
    }
}

fn source<'a>(grammar: &Grammar, text: &str) -> Source<'a> {
    let (script, punctuation) = script::script(grammar, text);
    Source {
        name: None,
        format: "text".into(),
        encoding: "UTF-8".into(),
        script,
        punctuation,
        title: None,
        author: None,
        date: None,
    }
}
