//! Where a new series belongs (rules L2 and L3 of the domain).

use super::close::REACH;
use super::{HEADINGS, Nester, Open};
use crate::grammar::Kind;
use crate::recognize::lead_in::unit;
use crate::recognize::marker::Marker;
use crate::structure::outline::{Child, Part};
use crate::structure::runs::{restart_is_nested, resumption};

/// Series that may stand inside one another.
const DEPTH: usize = 24;

impl Nester<'_, '_> {
    /// Closes what a new series does not belong into (L2, L3).
    pub(super) fn make_room(&mut self, at: usize, marker: Marker, known: Option<usize>) {
        // Readers of YAML and JSON go only so deep; no speech comes near it.
        self.stack.truncate(DEPTH);
        let rank = self.rank(marker);
        if let Some(depth) = known.filter(|depth| *depth < self.stack.len()) {
            // Layers of outer families opened inside its member: the new one is theirs.
            let inverse = depth + 1 < self.stack.len()
                && self.stack.last().is_some_and(|open| open.rank.is_some() && open.rank < rank);
            if !inverse && self.begins_again(&self.stack[depth], at, marker) {
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

    /// Whether a first member begins the open series again, and no list of its own inside the last
    /// member: 第三点，… 首先，… and 二　… 一、… are lists of two kinds.
    pub(super) fn begins_again(&self, open: &Open, at: usize, marker: Marker) -> bool {
        let part = self.segments[at].part;
        let part = Part { end: part.start + marker.len, ..part };
        let unit = |part: Part| unit(self.grammar, self.text(part));
        let alike =
            open.first.is_some_and(|(first, x)| first.form == marker.form && unit(x) == unit(part));
        let nested = || {
            let ahead = self.after(marker.series, at).iter().map(|(_, n)| *n);
            restart_is_nested(open.last, ahead, self.announced_above(at))
        };
        alike && !nested()
    }

    /// A paragraph that introduces a series stands where the series does, not in the list that it
    /// ends.
    pub(super) fn take_lead_in_along(&mut self, at: usize, from: Option<usize>) {
        let to = self.stack.last().map(|open| open.item);
        if from == to || self.lead_in_above(at).is_none() {
            return;
        }
        let above = self.segments[at - 1].part;
        let children = self.outline.children(from);
        if children.pop_if(|x| matches!(x, Child::Text(part) if *part == above)).is_some() {
            self.outline.children(to).push(Child::Text(above));
        }
    }

    /// Whether the open series stands above the new one whatever their ranks: its member is a
    /// heading without any text yet, and the series goes on after the new one or has owned one like it.
    fn is_outer(&self, open: &Open, at: usize, series: u16) -> bool {
        let mut ahead = self.after(open.key, at).iter().map(|(_, n)| *n);
        let goes_on = match ahead.next() {
            Some(1) => restart_is_nested(open.last, ahead, None),
            // ▲ 主要做法
            Some(0) => open.last == 0,
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
        // Bullets have no numbers: what is over before the next one stands under this one.
        if open.last == 0 && open.key != HEADINGS {
            return match outer.first() {
                Some((next, 0)) if *next <= at + REACH => {
                    let inside = self.after(marker.series, at).iter().take_while(|(x, _)| x < next);
                    let last = inside.last().map_or(1, |(_, n)| *n);
                    let over = self.next_of(marker.series, *next).is_none_or(|(_, n)| n <= last);
                    (last > 1 || introduced) && over
                }
                Some((_, 0)) => false,
                _ => open.owned.contains(&marker.series),
            };
        }
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
            .is_some_and(|part| self.grammar.titles.is(Kind::Heading, self.text(part)))
    }
}
