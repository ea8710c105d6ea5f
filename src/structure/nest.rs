//! From segments to a tree: nesting by context (sections 3.6 and 3.7 of the domain).
//!
//! A stack of open series says where the next marker belongs. Fixed ranks only close series;
//! depth is never a rank.

use std::collections::HashMap;

use crate::document::{Placement, SectionKind};
use crate::grammar::Grammar;
use crate::grammar::form::LAST;
use crate::numeral::is_ordinal_digit;
use crate::recognize::closing::{begins_peroration, begins_turn};
use crate::recognize::lead_in::{Announced, lead_in};
use crate::recognize::marker::Marker;
use crate::structure::bare_headings::source_heading;
use crate::structure::heading::{Split, first_clause, is_introduction, split_heading};
use crate::structure::outline::{Child, Node, Outline, Part, Series};
use crate::structure::parallel::shared_prefix;
use crate::structure::runs::{restart_is_nested, resumption, runs};
use crate::structure::segments::{Segment, SegmentKind};
use crate::text::chars::{is_han, is_space};
use crate::text::paragraph::Paragraph;
use crate::text::sentence;

/// Segments over which a list of bullets may go on.
const REACH: usize = 12;
/// Series that may stand inside one another.
const DEPTH: usize = 24;
/// Bytes of a short line that may be an item.
const ITEM: usize = 90;
/// Han characters that the paragraphs under a lead-in begin with in common.
const FRAME: usize = 2;
/// Characters of a short first sentence.
const TERSE: usize = 12;
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
    /// What its first member counts: the 点 of 第一点，
    unit: Option<char>,
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

pub(super) struct Nester<'p, 'a> {
    pub(super) grammar: &'p Grammar,
    pub(super) paragraphs: &'p [Paragraph<'a>],
    segments: &'p [Segment],
    /// Block markers of each series: (segment, ordinal).
    events: HashMap<u16, Vec<(usize, u16)>>,
    /// For each segment, the next one with a block marker.
    next_marked: Vec<usize>,
    /// The last segment that has a block marker or is a heading.
    last_block: Option<usize>,
    /// The last segment that begins a peroration.
    last_cue: Option<usize>,
    pub(super) outline: Outline,
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
    pub(super) fn text(&self, part: Part) -> &str {
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

    /// Whether a later block marker goes on with the series (L5.1).
    fn continues(&self, open: &Open, at: usize, reach: usize) -> bool {
        if open.key == HEADINGS {
            return self.next_of(HEADINGS, at).is_some();
        }
        let mut ahead = self.after(open.key, at).iter().copied();
        ahead.next().is_some_and(|(next, n)| match open.last {
            // Bullets have no number to tell a new list from the old one by: only nearness.
            0 => n == 0 && next <= at + reach && !self.is_introduced(next, at),
            LAST => false,
            _ if n == 1 => {
                restart_is_nested(open.last, ahead.map(|(_, n)| n), self.announced_before(next))
            }
            last => n == LAST || n > last && n <= last + 2,
        })
    }

    /// How many members the paragraph before a marker says that its series has.
    fn announced_before(&self, at: usize) -> Option<u32> {
        let above = at.checked_sub(1).map(|x| &self.segments[x])?;
        let text = above.kind == SegmentKind::Text;
        self.last_lead_in(above.part).filter(|_| text)?.1.count
    }

    /// Whether a paragraph after a segment introduces the list that begins with a marker.
    fn is_introduced(&self, marked: usize, after: usize) -> bool {
        let above = &self.segments[marked - 1];
        marked - 1 > after
            && above.kind == SegmentKind::Text
            && self.last_lead_in(above.part).is_some()
    }

    /// Whether a series that belongs inside the open one begins soon after a segment.
    fn part_follows(&self, open: &Open, at: usize) -> bool {
        let next = self.segments.get(self.next_marked[at]).and_then(|x| match x.kind {
            SegmentKind::Marked { marker, .. } => Some(marker),
            _ => None,
        });
        let Some(next) = next.filter(|x| x.ordinal == 1 && x.series != open.key) else {
            return false;
        };
        let rank = self.rank(next);
        match (open.rank, rank) {
            (Some(outer), Some(inner)) if inner > outer => true,
            _ => open.owned.contains(&next.series),
        }
    }

    fn rank(&self, marker: Marker) -> Option<u8> {
        self.grammar.markers.forms[marker.form as usize].rank
    }

    /// Closes the series that a paragraph without marker stands after (L5).
    fn close_before(&mut self, at: usize, cue: bool, turn: bool) {
        let final_zone = self.last_block.is_none_or(|last| last <= at);
        let no_cue_later = self.last_cue.is_none_or(|cue| cue <= at);
        let mut keep = self.stack.len();
        let mut closed = false;
        while keep > 0 {
            let open = &self.stack[keep - 1];
            if self.continues(open, at, REACH) || open.key == HEADINGS && !(cue && final_zone) {
                break;
            }
            // A turn ends the innermost list; what is around it is judged as ever.
            let cue = cue || turn && !closed;
            let last = open.extra;
            let mut most = open.most_extra;
            // The heading of a layer has a text below it.
            let is_layer = || !open.owned.is_empty();
            let is_empty = || self.outline.nodes[open.item].children.is_empty();
            if open.own_line || is_layer() && is_empty() {
                most = most.max(1);
            }
            // The only member of a series cannot be told to be complete by its siblings.
            if !cue && (last <= most || open.single) && self.part_follows(open, at) {
                break;
            }
            if cue || last >= most || final_zone && closed && no_cue_later {
                closed = true;
                keep -= 1;
            } else {
                break;
            }
        }
        self.stack.truncate(keep);
    }

    fn unmarked(&mut self, at: usize) {
        let segment = &self.segments[at];
        let text = self.text(segment.part);
        let cue = begins_peroration(self.grammar, text) || self.announces_another(segment.part);
        let turn = begins_turn(self.grammar, text);
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

    /// Whether the speaker, who has said all that he announced, announces more: 对老师，我也提两点希望：
    fn announces_another(&self, part: Part) -> bool {
        // Under a heading of its own line a member may announce what it holds.
        let complete = |open: &Open| {
            let item = &self.outline.nodes[open.item];
            open.announced == Some(u32::from(open.last))
                && item.placement != Some(Placement::Line)
                && !item.children.is_empty()
        };
        self.stack.last().is_some_and(complete)
            && self.last_lead_in(part).is_some_and(|(_, x)| x.talk)
    }

    /// Whether a paragraph belongs to the lead-in right above it, or begins like one that does.
    fn is_framed(&mut self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|x| self.text(self.segments[x].part));
        let framed = match self.frame {
            Some((first, last)) if last + 1 == at => {
                let (a, b) =
                    (self.text(self.segments[first].part), self.text(self.segments[at].part));
                shared_prefix(a, b) >= FRAME || is_item(a) && is_item(b) || are_terse(a, b)
            }
            _ => false,
        };
        if before.is_some_and(|x| x.trim_end_matches(is_space).ends_with(['：', ':'])) {
            self.frame = Some((at, at));
            return true;
        }
        // Short lines without an end, one below the other, are a list.
        let list = !framed && is_item(self.text(self.segments[at].part));
        let frame = self.frame.filter(|_| framed).map(|(first, _)| (first, at));
        self.frame = frame.or(list.then_some((at, at)));
        framed
    }

    /// Closes the series that the paragraph's lead-in begins anew: 原因有以下几点： before 1.
    fn close_restarted(&mut self, at: usize) {
        let next = self.segments.get(at + 1).map(|x| x.kind);
        let Some(SegmentKind::Marked { marker, .. }) = next.filter(|_| !self.stack.is_empty())
        else {
            return;
        };
        let Some(depth) = self.stack.iter().rposition(|open| open.key == marker.series) else {
            return;
        };
        let ahead = self.after(marker.series, at + 1);
        let anew = match marker.ordinal {
            // Bullets have no number that says so.
            0 => true,
            1 => {
                let count = self.announced_before(at + 1);
                let ahead = ahead.iter().map(|(_, n)| *n);
                !restart_is_nested(self.stack[depth].last, ahead, count)
            }
            _ => false,
        };
        if anew && self.last_lead_in(self.segments[at].part).is_some() {
            self.stack.truncate(depth);
        }
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

    /// A series that counts on from heading to heading, one member below each (提速 / 第一是… / 增效
    /// / 第二是…), stands under the headings, not above them.
    fn close_connected(&mut self, at: usize) {
        let Some(depth) = self.stack.iter().rposition(|open| open.key == HEADINGS) else { return };
        let Some(below) = self.stack.get(depth + 1) else { return };
        let next = self.next_of(below.key, at);
        let connected = below.single
            && below.owner == Some(self.stack[depth].item)
            && next == below.last.checked_add(1).map(|n| (at + 1, n));
        if connected {
            self.stack.truncate(depth + 1);
        }
    }

    fn marked(&mut self, at: usize, marker: Marker, glued: bool) {
        let n = marker.ordinal;
        let next = |open: &Open| {
            open.key == marker.series
                && open.last != LAST
                && (n == open.last + 1 || n == LAST && open.last > 0 || n == 0)
        };
        let goes_on = self.stack.iter().rposition(next);
        // Of two lists that it may go on with, the one that has all its members is over.
        let goes_on = goes_on.map(|depth| match self.stack[depth].announced {
            Some(count) if n > 0 && n != LAST && u32::from(n) > count => {
                self.stack[..depth].iter().rposition(next).unwrap_or(depth)
            }
            _ => depth,
        });
        let complete = goes_on.is_some_and(|depth| {
            let open = &self.stack[depth];
            open.announced.is_some_and(|count| u32::from(open.last) == count)
        });
        if n == LAST && (goes_on.is_none() || complete) {
            // 最后， that ends no open list is the speaker's way to the end.
            return self.unmarked(at);
        }
        let known = self.stack.iter().rposition(|open| open.key == marker.series);
        let (node, own_line, parsed) = self.member(at, marker, glued);
        let part = self.segments[at].part;
        if node.heading.is_some_and(|heading| heading.paragraph != part.paragraph) {
            self.headed = Some(at + 1);
        }
        let depth = match (goes_on, known) {
            (Some(depth), _) => Some(depth),
            (None, Some(depth)) if n != 1 => Some(depth),
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

    /// Closes what a new series does not belong into (L2, L3).
    fn make_room(&mut self, at: usize, marker: Marker, known: Option<usize>) {
        // Readers of YAML and JSON go only so deep; no speech comes near it.
        self.stack.truncate(DEPTH);
        let rank = self.rank(marker);
        if let Some(depth) = known.filter(|depth| *depth < self.stack.len()) {
            let ahead = self.after(marker.series, at);
            // Layers of outer families opened inside its member: the new one is theirs.
            let inverse = depth + 1 < self.stack.len()
                && self.stack.last().is_some_and(|open| open.rank.is_some() && open.rank < rank);
            let part = self.segments[at].part;
            let marker = Part { end: part.start + marker.len, ..part };
            // 第三点，… 首先，… are lists of two kinds.
            let other_unit = self.stack[depth].unit != unit(self.text(marker));
            let nested = || {
                let ahead = ahead.iter().map(|(_, n)| *n);
                restart_is_nested(self.stack[depth].last, ahead, self.announced_before(at))
            };
            if !inverse && !other_unit && !nested() {
                self.stack.truncate(depth);
            }
        }
        while let (Some(open), Some(new)) = (self.stack.last(), rank) {
            // 前言 and 结语 stand beside the parts, not above them.
            if open.key == HEADINGS && new <= 10 && self.is_named_part(open.item) {
                self.stack.pop();
                continue;
            }
            match open.rank {
                // A bare heading of a lower layer that goes on later is the outer one after all.
                Some(old) if old > new && self.is_outer(open, at, marker.series) => break,
                // A member ends in a lead-in to it, and the outer series goes on when it is over.
                Some(old) if old > new && self.encloses(open, at, marker) => break,
                Some(old) if old > new => {
                    self.stack.pop();
                }
                // A top layer never opens inside a finished narrative list.
                None if new <= 10
                    && open.key != HEADINGS
                    && !self.continues(open, at, REACH)
                    && !open.owned.contains(&marker.series) =>
                {
                    self.stack.pop();
                }
                _ => break,
            }
        }
    }

    /// A paragraph that introduces a series stands where the series does, not in the list that it
    /// ends.
    fn take_lead_in_along(&mut self, at: usize, from: Option<usize>) {
        let to = self.stack.last().map(|open| open.item);
        let above = at.checked_sub(1).map(|x| &self.segments[x]);
        let Some(above) = above.filter(|x| from != to && x.kind == SegmentKind::Text) else {
            return;
        };
        let leads = matches!(
            self.outline.children(from).last(),
            Some(Child::Text(part)) if *part == above.part
        );
        if leads && self.last_lead_in(above.part).is_some() {
            self.outline.children(from).pop();
            self.outline.children(to).push(Child::Text(above.part));
        }
    }

    /// Whether the open series stands above the new one whatever their ranks: its member is a
    /// heading without any text yet, and the series goes on after the new one or has owned one like it.
    fn is_outer(&self, open: &Open, at: usize, series: u16) -> bool {
        let mut ahead = self.after(open.key, at).iter().map(|(_, n)| *n);
        let goes_on = match ahead.next() {
            Some(1) => restart_is_nested(open.last, ahead, None),
            next => next == open.last.checked_add(1),
        };
        // The last member has none after it, but those before it owned such a series.
        let goes_on = goes_on || open.owned.contains(&series);
        goes_on && open.own_line && self.outline.nodes[open.item].children.is_empty()
    }

    /// Whether the new series is over before the open one goes on, or is one that its members own.
    fn encloses(&self, open: &Open, at: usize, marker: Marker) -> bool {
        let introduced = match self.outline.nodes[open.item].children.last() {
            Some(Child::Text(part)) => {
                self.text(*part).ends_with(['：', ':']) || self.last_lead_in(*part).is_some()
            }
            _ => false,
        };
        if marker.ordinal != 1 {
            return false;
        }
        let outer = self.after(open.key, at);
        let Some(next) = resumption(open.last, outer.iter().map(|(_, n)| *n), None) else {
            return introduced && open.owned.contains(&marker.series);
        };
        if next > 0 && !introduced {
            return false;
        }
        let next = outer[next].0;
        let inside = self.after(marker.series, at).iter().take_while(|(x, _)| *x < next);
        let last = inside.last().map_or(1, |(_, n)| *n);
        let over = self.next_of(marker.series, next).is_none_or(|(_, n)| n <= last);
        (last > 1 || introduced) && over
    }

    fn is_named_part(&self, node: usize) -> bool {
        self.outline.nodes[node]
            .heading
            .is_some_and(|part| self.grammar.titles.is("heading", self.text(part)))
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
        let unit = node.marker.and_then(|(_, part)| unit(self.text(part)));
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
            unit,
        });
        item
    }

    pub(super) fn push(&mut self, owner: Option<usize>, node: Node) -> usize {
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

    pub(super) fn last_lead_in(&self, part: Part) -> Option<(Part, Announced)> {
        let text = self.text(part);
        let (start, end) = sentence::last(text);
        let found = lead_in(self.grammar, &text[start..end])?;
        Some((Part { start: part.start + start, end: part.start + end, ..part }, found))
    }

    /// The node of a block marker, whether its heading fills the line, and where its text goes on.
    fn member(&self, at: usize, marker: Marker, glued: bool) -> (Node, bool, usize) {
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
        let mut split = split_heading(body, fixed);
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

/// What an ordinal counts: the 点 of 第三点，
fn unit(marker: &str) -> Option<char> {
    let rest = marker.strip_prefix('第')?.trim_start_matches(is_ordinal_digit);
    rest.chars().next().filter(|c| is_han(*c) && !matches!(c, '是' | '要'))
}

/// A short line that does not end: an item without a marker.
fn is_item(line: &str) -> bool {
    line.len() <= ITEM && !sentence::is_terminated(line)
}

/// Paragraphs whose first sentences are short and of one length: 一本规划。… 一条线路。…
fn are_terse(a: &str, b: &str) -> bool {
    let length =
        |x: &str| sentence::first_end(x).map_or(usize::MAX, |end| x[..end].chars().count());
    let (a, b) = (length(a), length(b));
    a <= TERSE && b <= TERSE && a.abs_diff(b) <= 1
}

/// Ends an item of a list, but no heading.
fn is_item_end(c: char) -> bool {
    matches!(c, '。' | '！' | '!' | '；' | ';')
}

/// The paragraph's text up to the end of a part, so that places in it stay what they are.
fn text_from<'t>(paragraphs: &'t [Paragraph<'_>], part: Part) -> &'t str {
    &paragraphs[part.paragraph].text[..part.end]
}
