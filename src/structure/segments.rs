//! Paragraphs cut where block markers stand: at their starts, and inside them where a marker had
//! lost its line break (section 3.4 of the domain).

use crate::grammar::Grammar;
use crate::recognize::closing::begins_address;
use crate::recognize::marker::Marker;
use crate::recognize::salutation::is_salutation;
use crate::recognize::scan::{Boundary, Candidate};
use crate::structure::bare_headings;
use crate::structure::candidates::candidates;
use crate::structure::cuts::cuts;
use crate::structure::outline::Part;
use crate::text::paragraph::Paragraph;
use crate::text::sentence;

/// A stretch of the body with at most one block marker, at its start.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    pub(crate) part: Part,
    pub(crate) kind: SegmentKind,
    /// Markers inside it, after its own.
    pub(crate) candidates: Vec<Candidate>,
}

impl Segment {
    /// Whether it is the first member of a list.
    pub(crate) fn begins_list(&self) -> bool {
        matches!(self.kind, SegmentKind::Marked { marker, .. } if marker.ordinal <= 1)
    }
}

/// What a segment begins with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum SegmentKind {
    Text,
    /// A block marker; `glued` when it stood inside a paragraph.
    Marked {
        marker: Marker,
        glued: bool,
    },
    /// An unnumbered heading line.
    Heading,
    /// A vocative line.
    Salutation,
}

/// Cuts the paragraphs of a body.
pub(crate) fn segments(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    body: &[Part],
) -> Vec<Segment> {
    let scanned = candidates(grammar, paragraphs, body);
    let text = |part: &Part| &paragraphs[part.paragraph].text[part.start..part.end];
    let heads = bare_headings::bare_headings(grammar, paragraphs, body, &scanned);
    let cuts = cuts(grammar, paragraphs, body, &scanned);
    let mut out = Vec::with_capacity(body.len());
    for (at, part) in body.iter().enumerate() {
        if heads[at] {
            out.push(Segment { part: *part, kind: SegmentKind::Heading, candidates: Vec::new() });
            continue;
        }
        let line = text(part);
        let vocative = cuts[at].is_empty()
            && line.ends_with(['：', ':', '！', '!', '，', ','])
            && (at == 0 || !text(&body[at - 1]).ends_with(['：', ':']))
            && is_salutation(grammar, line);
        if vocative {
            out.push(Segment {
                part: *part,
                kind: SegmentKind::Salutation,
                candidates: Vec::new(),
            });
            continue;
        }
        let mut from = part.start;
        let mut kind = SegmentKind::Text;
        let mut rest = scanned[at].as_slice();
        for cut in &cuts[at] {
            let inside = rest.iter().position(|x| x.at == cut.at).unwrap_or(0);
            if cut.at > from {
                let part = Part { start: from, end: cut.at, ..*part };
                out.push(Segment { part, kind, candidates: rest[..inside].to_vec() });
            }
            kind =
                SegmentKind::Marked { marker: cut.marker, glued: cut.boundary != Boundary::Start };
            from = cut.at;
            rest = &rest[inside + 1..];
        }
        let last = Part { start: from, ..*part };
        let flattened = cuts[at].iter().filter(|x| x.boundary != Boundary::Start).count() >= 2;
        let end = match at + 1 == body.len() && flattened {
            true => glued_peroration(grammar, text(&last)).map_or(part.end, |end| from + end),
            false => part.end,
        };
        let split = rest.partition_point(|x| x.at < end);
        let candidates = rest[..split].to_vec();
        out.push(Segment { part: Part { end, ..last }, kind, candidates });
        if end < part.end {
            let (part, candidates) = (Part { start: end, ..*part }, rest[split..].to_vec());
            out.push(Segment { part, kind: SegmentKind::Text, candidates });
        }
    }
    out
}

/// Where the peroration begins that a flattened text has glued to its last item (section 1.11).
fn glued_peroration(grammar: &Grammar, text: &str) -> Option<usize> {
    let mut sentences = sentence::sentences(text).skip(1);
    let (start, _) = sentences.find(|(start, _)| begins_address(grammar, &text[*start..]))?;
    Some(start)
}
