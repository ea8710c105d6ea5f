//! The node of a block marker: its heading or label, and where its text goes on.

use super::Nester;
use crate::document::{Placement, SectionKind};
use crate::recognize::marker::Marker;
use crate::structure::bare_headings::source_heading;
use crate::structure::heading::{Split, first_clause, is_introduction, split_heading};
use crate::structure::outline::{Node, Part};
use crate::structure::segments::SegmentKind;
use crate::text::chars::is_space;
use crate::text::sentence;

impl Nester<'_, '_> {
    /// The node of a block marker, whether its heading fills the line, and where its text goes on.
    pub(super) fn member(&self, at: usize, marker: Marker, glued: bool) -> (Node, bool, usize) {
        let segment = &self.segments[at];
        let part = segment.part;
        let from = part.start + marker.len;
        let text = &self.paragraphs[part.paragraph].text;
        let first_run = segment.candidates.first().map(|x| x.at);
        let mut node = Node::new(SectionKind::Marked);
        node.marker = Some((marker, Part { end: from, ..part }));
        node.glued = glued;
        let body = &text[from..part.end];
        let fixed = self.rank(marker).is_some();
        let mut split = split_heading(self.grammar, body, fixed);
        // A heading before its own list, all in one line: 一、基本情况：1.路面破损。
        if let Some(first) = segment.candidates.first().filter(|x| fixed && x.at > from)
            && self.rank(first.marker).is_some()
            && is_introduction(&text[from..first.at])
        {
            split = Split { heading: Some(first.at - from), fills: false };
        }
        let heading_end = from + split.heading.unwrap_or(0);
        let crossed = first_run.is_some_and(|run| run < heading_end);
        match split.heading.filter(|_| !crossed) {
            Some(_) => {
                node.heading = Some(Part { start: from, end: heading_end, ..part });
                node.placement = Some(if split.fills { Placement::Line } else { Placement::RunIn });
            }
            None => {
                let clause = first_clause(body);
                node.label = Some(Part { start: from, end: from + clause, ..part });
                node.placement = Some(if split.fills { Placement::Line } else { Placement::RunIn });
            }
        }
        if body.trim_matches(is_space).is_empty()
            && let Some(below) = self.heading_below(at)
        {
            node.heading = Some(below);
            node.label = None;
            return (node, true, part.end);
        }
        // An item that ends like a sentence says all it has to say; a heading has a text below it.
        let sentence = body.trim_end_matches(is_space).ends_with(is_item_end);
        let own_line = split.fills && node.heading.is_some() && !sentence;
        let parsed = if node.heading.is_some() { heading_end } else { from };
        (node, own_line, parsed)
    }

    /// The heading on the line below a numeral that stands alone on its own.
    fn heading_below(&self, at: usize) -> Option<Part> {
        let next = self.segments.get(at + 1)?;
        let whole = next.part.start == 0;
        let unmarked = matches!(next.kind, SegmentKind::Text | SegmentKind::Heading);
        let line = self.text(next.part);
        let heading = source_heading(line) && !sentence::is_terminated(line);
        (whole && unmarked && heading && next.candidates.is_empty()).then_some(next.part)
    }
}

/// Ends an item of a list, but no heading.
fn is_item_end(c: char) -> bool {
    matches!(c, '。' | '！' | '!' | '；' | ';')
}
