//! What the pieces are together: collection and speeches, zones, lists, nesting, groups.
//!
//! ```text
//! paragraphs ─ split ─▶ pieces ─ front, back ─▶ body ─ segments, nest ─▶ outline
//!            ─ group, parallel ─▶ outline ─ build ─▶ Speech
//! ```
//!
//! It knows no text formats.

mod agenda;
mod back;
mod bare_headings;
mod build;
mod front;
mod groups;
mod heading;
mod inline;
mod nest;
mod outline;
mod parallel;
mod runs;
mod script;
mod segments;
mod split;
mod unglue;

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Block, Chrome, Document, FORMAT_VERSION, Paragraph as TextBlock, Source};
use crate::grammar::{Edge, Grammar};
use crate::parser::ParseOptions;
use crate::recognize::chrome;
use crate::recognize::marker::marker_at;
use crate::span::Span;
use crate::text::lines::{Line, lines};
use crate::text::paragraph::Paragraph;
use crate::text::repair::repair;
use crate::text::sentence::is_terminated;
use build::Builder;
use outline::{Outline, Part};
use split::Piece;

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

/// The whole way from text to tree.
pub(crate) fn structure<'a>(
    grammar: &Grammar,
    text: &'a str,
    layout: Layout<'_>,
    options: &ParseOptions,
) -> Document<'a> {
    // One search tells most texts from those that a commentary follows.
    let commented = grammar.closings.is("commentary", text);
    let lines = lines(text);
    let from = lines.partition_point(|line| line.span.start < layout.main.start);
    let to = lines.partition_point(|line| line.span.end <= layout.main.end).max(from);
    let paragraphs = repair(grammar, text, &lines[from..to], layout.blocks);
    let paragraphs = unglue::unglue(grammar, paragraphs, commented);
    let plan = split::split(grammar, &paragraphs);
    let mut document = Document {
        gangmu: FORMAT_VERSION,
        source: source(grammar, text),
        title: None,
        title_span: Span::default(),
        declared: plan.declared,
        preface: Vec::new(),
        speeches: Vec::with_capacity(plan.pieces.len()),
        chrome: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut furniture: Vec<(usize, Cow<'_, str>)> = Vec::new();
    furniture.extend(plan.metadata.clone().map(|at| (at, "front-matter".into())));
    if let Some(at) = plan.title {
        document.title = Some(paragraphs[at].text.clone());
        document.title_span = paragraphs[at].span;
    }
    for at in plan.preface.clone().filter(|at| Some(*at) != plan.title) {
        let paragraph = &paragraphs[at];
        match chrome::furniture(grammar, &paragraph.text, Edge::Head) {
            _ if plan.echoes.contains(&at) => furniture.push((at, "page-title".into())),
            Some(kind) => furniture.push((at, kind.to_owned().into())),
            None if paragraph.text.is_empty() => furniture.push((at, "note".into())),
            // Lines without a sentence are the head of a page.
            None if paragraph.text.len() <= 120 && !is_terminated(&paragraph.text) => {
                furniture.push((at, "page-title".into()));
            }
            None => document.preface.push(Block::Paragraph(TextBlock {
                text: paragraph.text.clone(),
                lead_in: None,
                span: paragraph.span,
            })),
        }
    }
    for piece in &plan.pieces {
        // A commentary on the speech ends it.
        let is_commentary = |at: &usize| {
            grammar
                .closings
                .captures("commentary", &paragraphs[*at].text)
                .is_some_and(|x| x.name("text").is_some_and(|x| x.start() == 0))
        };
        let mut comment = piece.range.end;
        if commented {
            comment = piece.range.clone().find(is_commentary).unwrap_or(comment);
        }
        // On a line of its own it is the page's; glued to the speech it is an appendix.
        let glued = comment > piece.range.start
            && comment < piece.range.end
            && !text[paragraphs[comment - 1].span.end..paragraphs[comment].span.start]
                .contains('\n');
        let commentary: Vec<usize> = (comment..piece.range.end).collect();
        if !glued {
            furniture.extend(commentary.iter().map(|at| (*at, "note".into())));
        }
        let piece =
            &Piece { separator: piece.separator.clone(), range: piece.range.start..comment };
        let front = front::front(grammar, &paragraphs, piece.range.clone());
        let mut back = back::back(
            grammar,
            &paragraphs,
            front.body..piece.range.end.max(front.body),
            front.offset,
        );
        if glued {
            back.appendix.extend(commentary);
        }
        // A credit glued to the last sentence is no line of the page's.
        let (credits, chrome) = back.chrome.into_iter().partition(|(at, _)| {
            *at > 0 && !text[paragraphs[at - 1].span.end..paragraphs[*at].span.start].contains('\n')
        });
        back.chrome = chrome;
        back.appendix
            .extend(Vec::from_iter(credits).into_iter().map(|(at, _): (usize, String)| at));
        back.appendix.sort_unstable();
        let mut related = false;
        let mut body = Vec::with_capacity(back.end - front.body.min(back.end));
        for (at, paragraph) in paragraphs.iter().enumerate().take(back.end).skip(front.body) {
            // Under 相关阅读 stand titles of other pages.
            let linked = related
                && paragraph.text.len() <= 150
                && !is_terminated(&paragraph.text)
                && marker_at(grammar, &paragraph.text).is_none();
            if let Some(kind) =
                chrome::furniture_inside(grammar, &paragraph.text).or(linked.then_some("related"))
            {
                related = kind == "related";
                furniture.push((at, kind.to_owned().into()));
                continue;
            }
            related = false;
            if paragraph.text.is_empty() || chrome::is_decoration(&paragraph.text) {
                furniture.push((at, "note".into()));
                continue;
            }
            let start = if at == front.body { front.offset } else { 0 };
            let end = back.cut.filter(|_| at + 1 == back.end).unwrap_or(paragraph.text.len());
            body.push(Part { paragraph: at, start, end: end.max(start) });
        }
        furniture.extend(front.chrome.iter().map(|(at, kind)| (*at, kind.clone().into())));
        // Where the end is signed too, the unit's name above says nothing new.
        let unit = front.unit.filter(|_| back.signature.is_some());
        furniture.extend(unit.map(|x| (x.paragraph, "note".into())));
        furniture.extend(back.chrome.iter().map(|(at, kind)| (*at, kind.clone().into())));
        let outline = outline(grammar, &paragraphs, &body, options);
        let builder = Builder { grammar, paragraphs: &paragraphs, outline: &outline };
        let speech = builder.speech(piece, front, back);
        if !speech.span.is_empty() {
            document.speeches.push(speech);
        }
    }
    furniture.sort_by_key(|(at, _)| *at);
    let inside = furniture.into_iter().map(|(at, kind)| Chrome {
        kind: Cow::Owned(kind.into_owned()),
        text: visible(text, &paragraphs[at]),
        span: paragraphs[at].span,
    });
    let page = |line: &Line| Chrome {
        kind: "page".into(),
        text: text[line.span.range()].into(),
        span: line.span,
    };
    let (before, after) = (&lines[..from], &lines[to..]);
    document.chrome = before.iter().map(page).chain(inside).chain(after.iter().map(page)).collect();
    document
}

/// The tree of a body.
fn outline(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    body: &[Part],
    options: &ParseOptions,
) -> Outline {
    let segments = segments::segments(grammar, paragraphs, body);
    let mut outline = nest::nest(grammar, paragraphs, &segments);
    agenda::agenda(paragraphs, &mut outline);
    groups::group(grammar, paragraphs, &mut outline);
    if options.parallel {
        parallel::parallel(paragraphs, &mut outline);
    }
    outline
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
