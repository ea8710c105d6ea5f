//! A speech as it reads: its lines and blocks in the order of the text, and how a section's marker
//! and heading stand in it.

use std::borrow::Cow;

use crate::document::{Block, Placement, Section, SectionKind, Speaker, Speech};
use crate::span::Span;
use crate::text::chars::{is_closer, is_heading_end, is_sentence_end};

/// What a line outside the blocks is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Separator,
    Title,
    Subtitle,
    Date,
    Byline,
    Salutation,
    Greeting,
    Wish,
    Thanks,
    EndFormula,
    Signature,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    Agenda,
    Opening,
    Body,
    Closing,
    Appendix,
}

/// A line or a block of a speech.
#[derive(Debug)]
pub(crate) enum Part<'d> {
    Line(Role, Cow<'d, str>, Span),
    Block(Zone, &'d Block<'d>),
}

impl Part<'_> {
    fn span(&self) -> Span {
        match self {
            Self::Line(.., span) => *span,
            Self::Block(_, block) => place(block),
        }
    }
}

/// All lines and blocks of a speech: in the order of the text when their places are known, else in
/// the order of a speech as it should be.
pub(crate) fn parts<'d>(speech: &'d Speech<'_>) -> Vec<Part<'d>> {
    let placed = !speech.span.is_empty();
    let agenda = speech.announcement.as_ref().map_or(&[][..], |x| &x.agenda);
    let front = [
        (Role::Separator, speech.separator.as_ref().map(|x| (&x.text, x.span))),
        (Role::Title, speech.title.as_ref().zip(Some(speech.title_span))),
        (Role::Subtitle, speech.subtitle.as_ref().zip(Some(speech.subtitle_span))),
        (Role::Date, speech.date_text.as_ref().zip(Some(speech.date_span))),
    ];
    let address = [
        (Role::Salutation, speech.salutation.as_ref().zip(Some(speech.salutation_span))),
        (Role::Greeting, speech.greeting.as_ref().zip(Some(speech.greeting_span))),
    ];
    let zones = [
        (Zone::Opening, &speech.opening[..]),
        (Zone::Agenda, agenda),
        (Zone::Body, &speech.body),
        (Zone::Closing, &speech.closing),
    ];
    let back = [
        (Role::Wish, speech.wish.as_ref().zip(Some(speech.wish_span))),
        (Role::Thanks, speech.thanks.as_ref().zip(Some(speech.thanks_span))),
        (Role::EndFormula, speech.end_formula.as_ref().zip(Some(speech.end_formula_span))),
        (Role::Signature, speech.signature.as_ref().zip(Some(speech.signature_span))),
    ];
    // A name or date that was read out of another line has no place of its own.
    let line = |(role, text): (Role, Option<(&'d Cow<'_, str>, Span)>)| {
        let (text, span) = text?;
        (!placed || !span.is_empty()).then_some(Part::Line(role, Cow::Borrowed(text), span))
    };
    let byline = speech.speaker.as_ref().filter(|x| !placed || !x.span.is_empty());
    let blocks = |(zone, blocks): (Zone, &'d [Block<'_>])| {
        blocks.iter().map(move |block| Part::Block(zone, block))
    };
    let mut out: Vec<Part<'d>> = Vec::new();
    out.extend(front.into_iter().filter_map(line));
    out.extend(byline.map(|x| Part::Line(Role::Byline, self::byline(x).into(), x.span)));
    out.extend(address.into_iter().filter_map(line));
    out.extend(zones.into_iter().flat_map(blocks));
    out.extend(back.into_iter().filter_map(line));
    out.extend(blocks((Zone::Appendix, &speech.appendix)));
    if placed {
        out.sort_by_key(|x| x.span().start);
    }
    out
}

/// 青禾县委副书记、县长　陆承远
pub(crate) fn byline(speaker: &Speaker<'_>) -> String {
    if speaker.posts.is_empty() {
        return speaker.name.clone().into_owned();
    }
    // The line may hold the posts alone, and the title the name.
    let told: usize = speaker.posts.iter().map(|x| x.len()).sum::<usize>() + speaker.name.len();
    let named = speaker.span.is_empty() || speaker.span.end - speaker.span.start >= told;
    let posts = speaker.posts.join("、");
    if speaker.name.is_empty() || !named { posts } else { format!("{posts}　{}", speaker.name) }
}

/// Where a block stands; empty when that is not known.
pub(crate) fn place(block: &Block<'_>) -> Span {
    match block {
        Block::Paragraph(x) => x.span,
        Block::Salutation(x) => x.span,
        Block::Section(x) => x.span,
    }
}

/// Marker and heading as they stand in the text; empty for an item without either.
pub(crate) fn head(section: &Section<'_>) -> String {
    let marker = section.marker.as_deref().unwrap_or_default();
    let heading = section.heading.as_deref().unwrap_or_default();
    let word =
        |c: char| c.is_ascii_alphanumeric() || marker.starts_with('第') && c.is_alphanumeric();
    let gap = if !heading.is_empty() && marker.ends_with(word) { " " } else { "" };
    format!("{marker}{gap}{heading}")
}

/// What ended a heading within its paragraph: the tree keeps the heading without it.
pub(crate) fn stop(section: &Section<'_>) -> &'static str {
    let heading = section.heading.as_deref().unwrap_or_default();
    let stops = |c| is_sentence_end(c) || matches!(c, '：' | ':' | '；' | ';' | '—');
    let stopped = heading.trim_end_matches(is_closer).ends_with(stops);
    if section.placement == Some(Placement::Line) || heading.is_empty() || stopped {
        return "";
    }
    let (before, after) = section.body.split_at(head_at(section));
    let introduces = section.kind == SectionKind::Group
        && (!before.is_empty() || matches!(after.first(), Some(Block::Section(_))));
    if introduces { "：" } else { "。" }
}

/// Whether the heading fills its paragraph.
pub(crate) fn own_line(section: &Section<'_>) -> bool {
    section.placement == Some(Placement::Line) && section.heading.is_some()
}

/// Whether the first paragraph of the body stands on the line of marker and heading.
pub(crate) fn runs_on(section: &Section<'_>) -> bool {
    !own_line(section) && matches!(section.body.get(head_at(section)), Some(Block::Paragraph(_)))
}

/// How many blocks of the body stand before the heading: a group's lead-in may end a paragraph.
pub(crate) fn head_at(section: &Section<'_>) -> usize {
    let before = |x: &&Block<'_>| {
        let span = place(x);
        !span.is_empty() && span.start < section.heading_span.start
    };
    section.body.iter().take_while(before).count()
}

/// Whether the section is one of a list inside a paragraph.
pub(crate) fn is_inline(section: &Section<'_>) -> bool {
    section.placement == Some(Placement::Inline)
}

/// The sections among the blocks.
pub(crate) fn sections<'d>(
    blocks: &'d [Block<'d>],
) -> impl DoubleEndedIterator<Item = &'d Section<'d>> {
    blocks.iter().filter_map(|x| match x {
        Block::Section(x) => Some(&**x),
        _ => None,
    })
}

/// A line of text without what breaks lines or steers a terminal.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        text.replace(char::is_control, " ").into()
    } else {
        text.into()
    }
}

/// What an outline calls a section: its marker, and its heading or the beginning of its text.
pub(crate) fn name(section: &Section<'_>) -> String {
    let head = head(section);
    let Some(label) = section.label.as_deref().filter(|_| section.heading.is_none()) else {
        return head;
    };
    let whole = matches!(&section.body[..], [Block::Paragraph(x)]
        if x.text.trim_end_matches(is_heading_end) == label);
    format!("{head}{label}{}", if whole { "" } else { "…" })
}

/// The title of a speech, else of its separator.
pub(crate) fn title<'d>(speech: &'d Speech<'_>) -> Option<&'d str> {
    let separator = speech.separator.as_ref();
    let named = || separator.map(|x| x.title.as_ref().unwrap_or(&x.text));
    speech.title.as_ref().or_else(named).map(|x| &**x)
}
