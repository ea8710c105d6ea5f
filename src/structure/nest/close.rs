//! When a series is over: what a paragraph without marker, or a heading, ends (rule L5 of the domain).

use super::{HEADINGS, Nester, Open};
use crate::document::Placement;
use crate::grammar::form::LAST;
use crate::recognize::closing::looks_back;
use crate::recognize::marker::Marker;
use crate::structure::outline::{Child, Part};
use crate::structure::parallel::shared_prefix;
use crate::structure::runs::restart_is_nested;
use crate::structure::segments::{Segment, SegmentKind};
use crate::text::chars::is_space;
use crate::text::sentence;

/// Segments over which a list of bullets may go on.
pub(super) const REACH: usize = 12;
/// Bytes of a short line that may be an item.
const ITEM: usize = 90;
/// Han characters that the paragraphs under a lead-in begin with in common.
const FRAME: usize = 2;
/// Characters of a sentence that names the topic of its paragraph.
const TOPIC: usize = 18;
/// Characters of a short first sentence.
const TERSE: usize = 12;

impl Nester<'_, '_> {
    /// Whether a later block marker goes on with the series (L5.1).
    pub(super) fn continues(&self, open: &Open, at: usize, reach: usize) -> bool {
        if open.key == HEADINGS {
            return self.next_of(HEADINGS, at).is_some();
        }
        let mut ahead = self.after(open.key, at).iter().copied();
        ahead.next().is_some_and(|(next, n)| match open.last {
            // Bullets have no number to tell a new list from the old one by: only nearness.
            0 => n == 0 && next <= at + reach && !self.is_introduced(next, at),
            LAST => false,
            _ if n == 1 => {
                restart_is_nested(open.last, ahead.map(|(_, n)| n), self.announced_above(next))
            }
            last => n == LAST || n > last && n <= last + 2,
        })
    }

    /// Whether a paragraph after a segment introduces the list that begins with a marker.
    fn is_introduced(&self, marked: usize, after: usize) -> bool {
        marked - 1 > after && self.lead_in_above(marked).is_some()
    }

    /// Whether a series that belongs inside the open one begins soon after a segment.
    fn part_follows(&self, open: &Open, at: usize) -> bool {
        let next = self.next_marker(at);
        let Some(next) = next.filter(|x| x.ordinal == 1 && x.series != open.key) else {
            return false;
        };
        let rank = self.rank(next);
        match (open.rank, rank) {
            (Some(outer), Some(inner)) if inner > outer => true,
            _ => open.owned.contains(&next.series),
        }
    }

    /// Whether the first paragraph below a member that has its text introduces a list such as none
    /// of its siblings has: it is no part of the member.
    fn leaves(&self, open: &Open, at: usize) -> bool {
        let Segment { part, candidates, .. } = &self.segments[at];
        let before = candidates.first().map_or(*part, |x| Part { end: x.at, ..*part });
        let below = || self.segments.get(at + 1).is_some_and(Segment::begins_list);
        let listed = candidates.len() >= 2 || below();
        let announces = || listed && self.last_lead_in(before).is_some();
        let owned = || self.next_marker(at).is_some_and(|x| open.owned.contains(&x.series));
        let told = || !self.outline.nodes[open.item].children.is_empty();
        open.extra == 0 && !open.own_line && !open.single && told() && announces() && !owned()
    }

    /// Whether under a heading line a list of the same family begins that is written otherwise:
    /// 二　今年的任务 … 一、备种
    fn twin_follows(&self, open: &Open, at: usize) -> bool {
        open.own_line
            && self.next_marker(at).is_some_and(|x| {
                let otherwise = open.first.is_some_and(|(first, _)| first.form != x.form);
                x.ordinal == 1 && x.series == open.key && otherwise
            })
    }

    /// The next block marker after a segment.
    fn next_marker(&self, at: usize) -> Option<Marker> {
        match self.segments.get(self.next_marked[at])?.kind {
            SegmentKind::Marked { marker, .. } => Some(marker),
            _ => None,
        }
    }

    /// Closes the series that a paragraph without marker stands after (L5).
    pub(super) fn close_before(&mut self, at: usize, cue: bool, turn: bool) {
        let final_zone = self.last_block.is_none_or(|last| last <= at);
        let no_cue_later = self.last_cue.is_none_or(|cue| cue <= at);
        let mut keep = self.stack.len();
        let mut closed = false;
        // Bullets behind a vocative are a new list: nothing numbers them.
        let reach = if cue { 0 } else { REACH };
        while keep > 0 {
            let open = &self.stack[keep - 1];
            if self.continues(open, at, reach) || open.key == HEADINGS && !(cue && final_zone) {
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
            // Under a heading a paragraph with a list of its own is no closing.
            if !cue && final_zone && open.own_line && self.holds_list(at) {
                break;
            }
            // The only member of a series cannot be told to be complete by its siblings.
            let few = last <= most || open.single;
            let part = || few && !self.leaves(open, at) && self.part_follows(open, at);
            if !cue && (part() || self.twin_follows(open, at)) {
                break;
            }
            // Nor has a list that the text breaks off a last member.
            let broken = open.single || open.announced.is_some_and(|n| u32::from(open.last) < n);
            if !cue && final_zone && open.own_line && broken {
                break;
            }
            let goes_on = most > 0 && last > 0 && !closed && self.is_topic_after_topic(at);
            if !cue && !turn && open.own_line && self.owns(open, at) {
                break;
            }
            let left = last < most && self.leaves(open, at);
            if cue || left || last >= most && !goes_on || final_zone && closed && no_cue_later {
                closed = true;
                keep -= 1;
            } else {
                break;
            }
        }
        self.stack.truncate(keep);
    }

    /// Whether a heading on a line of its own owns a paragraph: all but the last words of the text,
    /// what looks back on its series, and what introduces another.
    fn owns(&self, open: &Open, at: usize) -> bool {
        let Segment { part, candidates, .. } = &self.segments[at];
        let before = candidates.first().map_or(*part, |x| Part { end: x.at, ..*part });
        let announces = self.last_lead_in(before).is_some_and(|(_, x)| x.talk);
        let introduces = || {
            let next = self.segments.get(at + 1).map(|x| x.kind);
            let Some(SegmentKind::Marked { marker, .. }) = next else { return false };
            marker.ordinal == 1
                && self.rank(marker).zip(open.rank).is_some_and(|(next, open)| next < open)
        };
        let is_last = at + 1 == self.segments.len();
        !is_last && !announces && !looks_back(self.grammar, self.text(*part)) && !introduces()
    }

    /// Whether a paragraph begins with a short topic sentence, as the one above it does: its
    /// siblings have fewer of them (a report's 稳步发展教育。… 保障好住房。…).
    fn is_topic_after_topic(&self, at: usize) -> bool {
        let is_topic = |x: &Segment| {
            let text = self.text(x.part);
            let first = sentence::first_end(text).filter(|end| *end < text.len());
            x.kind == SegmentKind::Text
                && first.is_some_and(|end| {
                    text[..end].ends_with('。') && text[..end].chars().count() <= TOPIC
                })
        };
        at > 0 && self.segments[at - 1..=at].iter().all(is_topic)
    }

    /// Whether a list stands inside a paragraph and no lead-in before it: 请大家办好四件事：
    fn holds_list(&self, at: usize) -> bool {
        let Segment { part, candidates, .. } = &self.segments[at];
        match &candidates[..] {
            [first, _, ..] => {
                let before = Part { end: first.at, ..*part };
                self.last_lead_in(before).is_none()
            }
            _ => false,
        }
    }

    /// Whether the speaker, who has said all that he announced, announces more: 对老师，我也提两点希望：
    pub(super) fn announces_another(&self, part: Part) -> bool {
        // Under a heading of its own line a member may announce what it holds, but not after a list.
        let complete = |open: &Open| {
            let item = &self.outline.nodes[open.item];
            let list = || item.children.iter().any(|x| matches!(x, Child::Node(_)));
            open.announced == Some(u32::from(open.last))
                && match item.placement {
                    Some(Placement::Line) => list(),
                    _ => !item.children.is_empty(),
                }
        };
        let whole = self.stack.last().is_some_and(complete)
            || self.stack.first().is_some_and(|open| open.own_line && complete(open));
        whole && self.last_lead_in(part).is_some_and(|(_, x)| x.talk)
    }

    /// Whether a paragraph belongs to the lead-in right above it, or begins like one that does.
    pub(super) fn is_framed(&mut self, at: usize) -> bool {
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
    pub(super) fn close_restarted(&mut self, at: usize) {
        let next = self.segments.get(at + 1).map(|x| x.kind);
        let Some(SegmentKind::Marked { marker, .. }) = next.filter(|_| !self.stack.is_empty())
        else {
            return;
        };
        let Some(depth) = self.stack.iter().rposition(|open| open.key == marker.series) else {
            return;
        };
        let anew = match marker.ordinal {
            // Bullets have no number that says so.
            0 => true,
            1 => self.begins_again(&self.stack[depth], at + 1, marker),
            _ => false,
        };
        if anew && self.lead_in_above(at + 1).is_some() {
            self.stack.truncate(depth);
        }
    }

    /// A series that counts on from heading to heading, one member below each (提速 / 第一是… / 增效
    /// / 第二是…), stands under the headings, not above them.
    pub(super) fn close_connected(&mut self, at: usize) {
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
