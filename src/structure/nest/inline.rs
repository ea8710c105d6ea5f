//! Lists inside a paragraph become nodes: their members, the text before them, and the text after.

use super::Nester;
use crate::document::{Placement, SectionKind};
use crate::recognize::closing::{begins_peroration, begins_summary};
use crate::structure::heading::{RUN_IN, first_clause};
use crate::structure::outline::{Child, Node, Part, Series};
use crate::structure::runs::{Item, Run};
use crate::text::chars::is_space;
use crate::text::sentence;

impl Nester<'_, '_> {
    /// Puts a stretch of text and the series inside it under an owner.
    pub(super) fn fill(&mut self, owner: Option<usize>, part: Part, runs: &[Run]) {
        let mut at = part.start;
        for (i, run) in runs.iter().enumerate() {
            let first = run.items[0].candidate.at;
            let before = Part { start: at, end: first, ..part };
            let mut lead_in = None;
            if !self.text(before).trim_matches(is_space).is_empty() {
                lead_in = self.last_lead_in(before);
                self.outline.children(owner).push(Child::Text(before));
            }
            self.outline.series.push(Series { lead_in, inline: true });
            let series = self.outline.series.len() - 1;
            let limit = match runs.get(i + 1) {
                Some(next) => self.lead_in_start(part, run, next.items[0].candidate.at),
                None => self.tail_start(part, run),
            };
            for (k, item) in run.items.iter().enumerate() {
                let end = run.items.get(k + 1).map_or(limit, |next| next.candidate.at);
                self.inline_member(
                    owner,
                    series,
                    Part { start: item.candidate.at, end, ..part },
                    item,
                );
            }
            at = limit;
        }
        let rest = Part { start: at, ..part };
        if !self.text(rest).trim_matches(is_space).is_empty() {
            self.outline.children(owner).push(Child::Text(rest));
        }
    }

    fn inline_member(&mut self, owner: Option<usize>, series: usize, part: Part, item: &Item) {
        let marker = item.candidate.marker;
        let from = part.start + marker.len;
        let mut node = Node::new(SectionKind::Marked);
        node.marker = Some((marker, Part { end: from, ..part }));
        node.placement = Some(Placement::Inline);
        node.series = Some(series);
        let body = &self.paragraphs[part.paragraph].text[from..part.end];
        let first_run = item.runs.first().map_or(part.end, |run| run.items[0].candidate.at);
        let heading = sentence::first_end(body)
            .filter(|end| body[..*end].trim_matches(is_space).chars().count() <= RUN_IN + 1)
            .filter(|end| {
                !body[*end..].trim_matches(is_space).is_empty() && from + end <= first_run
            });
        let mut rest = from;
        match heading {
            Some(end) => {
                node.heading = Some(Part { start: from, end: from + end, ..part });
                rest = from + end;
            }
            None => node.label = Some(Part { start: from, end: from + first_clause(body), ..part }),
        }
        let id = self.push(owner, node);
        self.fill(Some(id), Part { start: rest, ..part }, &item.runs);
    }

    /// Where the last member of a run ends when another run follows: before that one's lead-in.
    fn lead_in_start(&self, part: Part, run: &Run, next: usize) -> usize {
        let last = last_item(run);
        let between = &self.paragraphs[part.paragraph].text[last..next];
        let sentences: Vec<_> = sentence::sentences(between).collect();
        let cue =
            sentences.iter().skip(1).find(|(a, b)| begins_summary(self.grammar, &between[*a..*b]));
        match (cue, sentences.last()) {
            (Some((start, _)), _) => last + start,
            (None, Some((start, _))) if sentences.len() > 1 => last + start,
            _ => next,
        }
    }

    /// Where the last member of a run ends: at a sentence that looks back on all of them, or at
    /// the end of the paragraph.
    fn tail_start(&self, part: Part, run: &Run) -> usize {
        let last = last_item(run);
        let text = &self.paragraphs[part.paragraph].text;
        let rest = &text[last..part.end];
        // In a list of clauses (；) the last member is a clause too: it ends with the sentence.
        let clauses = run.items.windows(2).all(|x| {
            let item = text[x[0].candidate.end()..x[1].candidate.at].trim_end_matches(is_space);
            item.ends_with(['；', ';', '，', ',']) && sentence::first_end(item).is_none()
        });
        if clauses && let Some(end) = sentence::first_end(rest) {
            return last + end;
        }
        let tail = sentence::sentences(rest).skip(1).find(|(a, b)| {
            let sentence = &rest[*a..*b];
            begins_summary(self.grammar, sentence) || begins_peroration(self.grammar, sentence)
        });
        tail.map_or(part.end, |(start, _)| last + start)
    }
}

/// The byte after the last marker of a run, the series inside its last member included.
fn last_item(run: &Run) -> usize {
    let item = &run.items[run.items.len() - 1];
    item.runs.last().map_or(item.candidate.end(), last_item)
}
