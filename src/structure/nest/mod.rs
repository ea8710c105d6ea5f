//! From segments to a tree: nesting by context (sections 3.6 and 3.7 of the domain).
//!
//! A stack of open series says where the next marker belongs. Fixed ranks only close series;
//! depth is never a rank.

mod close;
mod inline;
mod member;
mod room;

use std::collections::HashMap;

use crate::document::{Placement, SectionKind};
use crate::grammar::Grammar;
use crate::grammar::form::LAST;
use crate::recognize::closing::{
    begins_peroration, begins_turn, is_appeal, is_parting, tells_outcome,
};
use crate::recognize::lead_in::{Announced, lead_in};
use crate::recognize::marker::Marker;
use crate::structure::outline::{Child, Node, Outline, Part, Series};
use crate::structure::runs::runs;
use crate::structure::segments::{Segment, SegmentKind};
use crate::text::paragraph::Paragraph;
use crate::text::sentence::{self, is_terminated};

/// The series of unnumbered headings.
const HEADINGS: u16 = u16::MAX;

/// A series that may still go on.
#[derive(Debug)]
struct Open {
    /// Index into [`Outline::series`].
    id: usize,
    /// [`Marker::series`], or [`HEADINGS`].
    key: u16,
    rank: Option<u8>,
    last: u16,
    owner: Option<usize>,
    item: usize,
    /// How many members its lead-in announced.
    announced: Option<u32>,
    /// Unmarked paragraphs of the last member, and the most that one before it has.
    extra: usize,
    most_extra: usize,
    /// It has but one member.
    single: bool,
    own_line: bool,
    /// Series that members own.
    owned: Vec<u16>,
    /// The marker of its first member.
    first: Option<(Marker, Part)>,
}

impl Open {
    /// Takes a further member.
    fn take(&mut self, node: usize) {
        self.item = node;
        self.most_extra = self.most_extra.max(self.extra);
        self.extra = 0;
        self.single = false;
    }
}

struct Nester<'p, 'a> {
    grammar: &'p Grammar,
    paragraphs: &'p [Paragraph<'a>],
    segments: &'p [Segment],
    /// Block markers of each series: (segment, ordinal).
    events: HashMap<u16, Vec<(usize, u16)>>,
    /// For each segment, the next one with a block marker.
    next_marked: Vec<usize>,
    /// The last segment that has a block marker or is a heading.
    last_block: Option<usize>,
    /// The last segment that begins a peroration.
    last_cue: Option<usize>,
    outline: Outline,
    stack: Vec<Open>,
    /// The segment that is the heading of the numeral above it.
    headed: Option<usize>,
    /// The first and the last of the paragraphs that a lead-in holds together.
    frame: Option<(usize, usize)>,
}

/// Builds the tree of a body.
pub(crate) fn nest(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    segments: &[Segment],
) -> Outline {
    let mut events: HashMap<u16, Vec<(usize, u16)>> = HashMap::new();
    for (at, segment) in segments.iter().enumerate() {
        match segment.kind {
            SegmentKind::Marked { marker, .. } => {
                events.entry(marker.series).or_default().push((at, marker.ordinal));
            }
            SegmentKind::Heading => events.entry(HEADINGS).or_default().push((at, 0)),
            _ => {}
        }
    }
    let is_marked = |x: &Segment| matches!(x.kind, SegmentKind::Marked { .. });
    let mut next_marked = vec![segments.len(); segments.len() + 1];
    for at in (0..segments.len()).rev() {
        next_marked[at] =
            if segments.get(at + 1).is_some_and(is_marked) { at + 1 } else { next_marked[at + 1] };
    }
    let last_block =
        segments.iter().rposition(|x| is_marked(x) || matches!(x.kind, SegmentKind::Heading));
    let after_blocks = last_block.map_or(0, |at| at + 1);
    let last_cue = segments[after_blocks..]
        .iter()
        .rposition(|x| {
            let text = &paragraphs[x.part.paragraph].text[x.part.start..x.part.end];
            begins_peroration(grammar, text)
        })
        .map(|at| after_blocks + at);
    let mut nester = Nester {
        grammar,
        paragraphs,
        segments,
        next_marked,
        last_block,
        last_cue,
        events,
        outline: Outline::default(),
        stack: Vec::new(),
        headed: None,
        frame: None,
    };
    for at in 0..segments.len() {
        nester.segment(at);
    }
    nester.outline
}

impl Nester<'_, '_> {
    fn text(&self, part: Part) -> &str {
        &self.paragraphs[part.paragraph].text[part.start..part.end]
    }

    fn segment(&mut self, at: usize) {
        let segment = &self.segments[at];
        if self.headed == Some(at) {
            return;
        }
        match segment.kind {
            SegmentKind::Text => self.unmarked(at),
            SegmentKind::Salutation => {
                self.close_before(at, true, false);
                let owner = self.stack.last().map(|open| open.item);
                self.outline.children(owner).push(Child::Salutation(segment.part));
            }
            SegmentKind::Heading => self.heading_line(at),
            SegmentKind::Marked { marker, glued } => self.marked(at, marker, glued),
        }
    }

    /// The block members of a series after a segment.
    fn after(&self, key: u16, at: usize) -> &[(usize, u16)] {
        let list = self.events.get(&key).map(Vec::as_slice).unwrap_or_default();
        &list[list.partition_point(|(x, _)| *x <= at)..]
    }

    /// The next block member of a series after a segment.
    fn next_of(&self, key: u16, at: usize) -> Option<(usize, u16)> {
        self.after(key, at).first().copied()
    }

    /// What the paragraph right above a marker says of its series.
    fn lead_in_above(&self, at: usize) -> Option<Announced> {
        let above = &self.segments[at.checked_sub(1)?];
        let text = (above.kind == SegmentKind::Text).then_some(above.part)?;
        self.last_lead_in(text).map(|(_, announced)| announced)
    }

    /// How many members the paragraph right above a marker says that its series has.
    fn announced_above(&self, at: usize) -> Option<u32> {
        self.lead_in_above(at)?.count
    }

    /// Whether the last marker of the series before a segment has the number before: its numbers run
    /// on from one owner to the next.
    fn counts_on(&self, at: usize, marker: Marker) -> bool {
        let list = self.events.get(&marker.series).map(Vec::as_slice).unwrap_or_default();
        let before = list.partition_point(|(x, _)| *x < at).checked_sub(1);
        before.is_some_and(|x| list[x].1.checked_add(1) == Some(marker.ordinal))
    }

    fn rank(&self, marker: Marker) -> Option<u8> {
        self.grammar.markers.forms[marker.form as usize].rank
    }

    fn unmarked(&mut self, at: usize) {
        let segment = &self.segments[at];
        let text = self.text(segment.part);
        let appeal = at + 1 == self.segments.len() && is_appeal(self.grammar, text);
        // Under a heading whose siblings have their texts a vocative begins a text as well.
        let heads = at + 1 < self.segments.len() && self.lacks_text();
        let cue = appeal
            || !heads && begins_peroration(self.grammar, text)
            || self.announces_another(segment.part);
        // 经过三年的努力，取得了明显的成效：
        let listed = || self.segments.get(at + 1).is_some_and(Segment::begins_list);
        let turn = !self.is_fresh()
            && (begins_turn(self.grammar, text) || tells_outcome(self.grammar, text) && listed());
        if cue || !self.is_framed(at) {
            self.close_before(at, cue, turn);
            self.close_restarted(at);
        }
        if let Some(open) = self.stack.last_mut() {
            open.extra += 1;
        }
        let owner = self.stack.last().map(|open| open.item);
        let runs =
            runs(self.grammar, text_from(self.paragraphs, segment.part), &segment.candidates);
        self.fill(owner, segment.part, &runs);
    }

    /// Whether the last heading stands on a line of its own, is no sentence, and has no text yet.
    fn is_fresh(&self) -> bool {
        self.stack.last().is_some_and(|open| {
            let item = &self.outline.nodes[open.item];
            let sentence = || item.heading.is_some_and(|x| is_terminated(self.text(x)));
            open.own_line && item.children.is_empty() && !sentence()
        })
    }

    /// The same, where one before it has.
    fn lacks_text(&self) -> bool {
        let texted = |open: &Open| open.most_extra > 0 || !open.owned.is_empty();
        self.is_fresh() && self.stack.last().is_some_and(texted)
    }

    fn heading_line(&mut self, at: usize) {
        // Heading lines stand inside a numbered series that goes on after them, else above it.
        while self
            .stack
            .last()
            .is_some_and(|open| open.key != HEADINGS && !self.continues(open, at, 2))
        {
            self.stack.pop();
        }
        self.close_connected(at);
        let part = self.segments[at].part;
        let mut node = Node::new(SectionKind::Heading);
        node.placement = Some(Placement::Line);
        node.heading = Some(part);
        match self.stack.last().filter(|open| open.key == HEADINGS) {
            Some(open) => {
                let (id, owner) = (open.id, open.owner);
                node.series = Some(id);
                let node = self.push(owner, node);
                if let Some(open) = self.stack.last_mut() {
                    open.take(node);
                }
            }
            None => {
                let owner = self.stack.last().map(|open| open.item);
                self.open(owner, HEADINGS, None, 0, node, true, None);
            }
        }
    }

    fn marked(&mut self, at: usize, marker: Marker, glued: bool) {
        let n = marker.ordinal;
        let next = |open: &Open| {
            open.key == marker.series
                && open.last != LAST
                && (n == open.last + 1 || n == LAST && open.last > 0 || n == 0)
        };
        // Of two lists that it may go on with, the one that has all its members is over.
        let goes_on =
            self.stack.iter().rposition(next).map(|depth| match self.stack[depth].announced {
                Some(count) if n > 0 && n != LAST && u32::from(n) > count => {
                    self.stack[..depth].iter().rposition(next).unwrap_or(depth)
                }
                _ => depth,
            });
        let complete = goes_on.is_some_and(|depth| {
            let open = &self.stack[depth];
            open.announced.is_some_and(|count| u32::from(open.last) == count)
        });
        // 第一， 第二， … 最后，希望大家早做准备
        let parting = goes_on.is_some_and(|depth| {
            let last = self.outline.nodes[self.stack[depth].item].marker;
            let part = self.segments[at].part;
            let words = Part { start: part.start + marker.len, ..part };
            last.is_some_and(|(last, _)| last.form != marker.form)
                && is_parting(self.grammar, self.text(words))
        });
        if n == LAST && (goes_on.is_none() || complete || parting) {
            // 最后， that ends no open list is the speaker's way to the end.
            return self.unmarked(at);
        }
        let known = self.stack.iter().rposition(|open| open.key == marker.series);
        let (node, own_line, parsed) = self.member(at, marker, glued);
        let part = self.segments[at].part;
        if node.heading.is_some_and(|heading| heading.paragraph != part.paragraph) {
            self.headed = Some(at + 1);
        }
        // 一、 二、 3、: the third, however it is written.
        let rank = self.rank(marker);
        let stray = || {
            let next = |open: &Open| {
                open.own_line && open.last.checked_add(1) == Some(n) && open.rank.is_some()
            };
            let counts = n > 2 && n != LAST && rank.is_some() && !self.counts_on(at, marker);
            self.stack.iter().rposition(next).filter(|_| counts)
        };
        let depth = match (goes_on, known) {
            (Some(depth), _) => Some(depth),
            (None, Some(depth)) if n != 1 => Some(depth),
            (None, None) => stray(),
            _ => None,
        };
        let id = match depth {
            Some(depth) => {
                self.stack.truncate(depth + 1);
                let (series, owner) = (self.stack[depth].id, self.stack[depth].owner);
                let mut node = node;
                node.series = Some(series);
                let id = self.push(owner, node);
                let open = &mut self.stack[depth];
                open.last = n;
                open.take(id);
                open.own_line |= own_line;
                id
            }
            None => {
                let before = self.stack.last().map(|open| open.item);
                self.make_room(at, marker, known);
                self.take_lead_in_along(at, before);
                if let Some(open) = self.stack.last_mut()
                    && !open.owned.contains(&marker.series)
                {
                    open.owned.push(marker.series);
                }
                let owner = self.stack.last().map(|open| open.item);
                let lead_in = self.lead_in_of(owner);
                self.open(owner, marker.series, self.rank(marker), n, node, own_line, lead_in)
            }
        };
        let segment = &self.segments[at];
        let rest = Part { start: parsed, ..segment.part };
        let inner: Vec<_> = segment.candidates.iter().filter(|x| x.at >= parsed).copied().collect();
        let inner = runs(self.grammar, text_from(self.paragraphs, segment.part), &inner);
        self.fill(Some(id), rest, &inner);
    }

    #[allow(clippy::too_many_arguments)]
    fn open(
        &mut self,
        owner: Option<usize>,
        key: u16,
        rank: Option<u8>,
        last: u16,
        mut node: Node,
        own_line: bool,
        lead_in: Option<(Part, Announced)>,
    ) -> usize {
        let announced = lead_in.as_ref().and_then(|(_, x)| x.count);
        let first = node.marker;
        self.outline.series.push(Series { lead_in, inline: false });
        let id = self.outline.series.len() - 1;
        node.series = Some(id);
        let item = self.push(owner, node);
        self.stack.push(Open {
            id,
            key,
            rank,
            last,
            owner,
            item,
            announced,
            extra: 0,
            most_extra: 0,
            single: true,
            own_line,
            owned: Vec::new(),
            first,
        });
        item
    }

    fn push(&mut self, owner: Option<usize>, node: Node) -> usize {
        let id = self.outline.add(node);
        self.outline.children(owner).push(Child::Node(id));
        id
    }

    /// The lead-in of a block series: the last sentence of the text right before it (L9).
    fn lead_in_of(&mut self, owner: Option<usize>) -> Option<(Part, Announced)> {
        match self.outline.children(owner).last()? {
            Child::Text(part) => {
                let part = *part;
                self.last_lead_in(part)
            }
            _ => None,
        }
    }

    fn last_lead_in(&self, part: Part) -> Option<(Part, Announced)> {
        let text = self.text(part);
        let (start, end) = sentence::last(text);
        let found = lead_in(self.grammar, &text[start..end])?;
        Some((Part { start: part.start + start, end: part.start + end, ..part }, found))
    }
}

/// The paragraph's text up to the end of a part, so that places in it stay what they are.
fn text_from<'t>(paragraphs: &'t [Paragraph<'_>], part: Part) -> &'t str {
    &paragraphs[part.paragraph].text[..part.end]
}
