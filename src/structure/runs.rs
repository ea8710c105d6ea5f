//! Lists inside a paragraph: series of inline markers, nested by number and rank (section 3.3).

use crate::grammar::Grammar;
use crate::grammar::form::LAST;
use crate::recognize::lead_in::lead_in;
use crate::recognize::scan::{Boundary, Candidate};
use crate::text::sentence;

/// A series inside a paragraph.
#[derive(Debug, Clone, Default)]
pub(crate) struct Run {
    pub(crate) items: Vec<Item>,
}

/// A member, with the series inside it.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) candidate: Candidate,
    pub(crate) runs: Vec<Run>,
}

/// The accepted runs of a segment: at least two members each.
pub(crate) fn runs(grammar: &Grammar, text: &str, candidates: &[Candidate]) -> Vec<Run> {
    // Runs that are open, outermost first; each but the first belongs to the last item of the one before.
    let mut open: Vec<Run> = Vec::new();
    let mut done: Vec<Run> = Vec::new();
    let apart = words_apart(text, candidates);
    for (at, x) in candidates.iter().enumerate() {
        let n = x.marker.ordinal;
        let goes_on = open.iter().rposition(|run| {
            let before = &run.items[run.items.len() - 1].candidate;
            let last = before.marker;
            if apart.contains(&x.marker.form)
                && before.marker.form == x.marker.form
                && before.word(text) != x.word(text)
            {
                return false;
            }
            // 首先…其次…其次…
            let again = || n > 1 && text[before.at..before.end()] == text[x.at..x.end()];
            last.series == x.marker.series
                && last.ordinal != LAST
                && (n == LAST || n == 0 || n == last.ordinal + 1 || again())
        });
        if let Some(depth) = goes_on {
            fold(&mut open, &mut done, depth + 1);
            open[depth].items.push(Item { candidate: *x, runs: Vec::new() });
            continue;
        }
        if n > 1 {
            continue;
        }
        let same =
            open.iter().rposition(|run| run.items[0].candidate.marker.series == x.marker.series);
        if let Some(depth) = same {
            let last = open[depth].items[open[depth].items.len() - 1].candidate.marker.ordinal;
            let outer = &open[depth].items[0].candidate;
            let apart = apart.contains(&x.marker.form) && outer.word(text) != x.word(text);
            let of_outer = |y: &&Candidate| {
                y.marker.series == x.marker.series && (!apart || y.word(text) == outer.word(text))
            };
            let mut ahead = candidates[at + 1..].iter().filter(of_outer).map(|y| y.marker.ordinal);
            let nested = match apart {
                true => ahead.next() == last.checked_add(1),
                false => restart_is_nested(last, ahead, None),
            };
            if !nested {
                fold(&mut open, &mut done, depth);
            }
        }
        let rank =
            |candidate: &Candidate| grammar.markers.forms[candidate.marker.form as usize].rank;
        while let (Some(run), Some(new)) = (open.last(), rank(x)) {
            match rank(&run.items[0].candidate) {
                Some(old) if old > new => fold_last(&mut open, &mut done),
                _ => break,
            }
        }
        // After a lead-in of its own a series stands beside the finished one, not inside its last item.
        while let Some(run) = open.last() {
            let last = &run.items[run.items.len() - 1];
            let continues = goes_on_later(candidates, at, &last.candidate);
            let between = &text[last.candidate.end()..x.at];
            let own_sentences = sentence::sentences(between).count() >= 2;
            let last_sentence =
                sentence::sentences(between).last().map_or("", |(a, b)| &between[a..b]);
            if !continues
                && own_sentences
                && lead_in(grammar, last_sentence).is_some_and(|x| x.count.is_some() || x.talk)
            {
                fold_last(&mut open, &mut done);
            } else {
                break;
            }
        }
        fold(&mut open, &mut done, DEPTH);
        open.push(Run { items: vec![Item { candidate: *x, runs: Vec::new() }] });
    }
    fold(&mut open, &mut done, 0);
    accept(grammar, done)
}

/// Forms of which two lists with different words begin: 一要…：一是…；二是…。二要…
fn words_apart(text: &str, candidates: &[Candidate]) -> Vec<u16> {
    let mut firsts = candidates.iter().filter(|x| x.marker.ordinal == 1);
    let mut out = Vec::new();
    while let Some(x) = firsts.next() {
        let other = |y: &Candidate| y.marker.form == x.marker.form && y.word(text) != x.word(text);
        if firsts.clone().take(LOOK_AHEAD).any(other) && !out.contains(&x.marker.form) {
            out.push(x.marker.form);
        }
    }
    out
}

/// Whether a series that starts again lies inside the last member of the open one: after it has
/// run its course, the open one goes on.
///
/// `ahead` are the numbers of the same series that follow the new 1, `count` how many members the
/// new one was announced to have.
pub(crate) fn restart_is_nested(
    last: u16,
    ahead: impl Iterator<Item = u16>,
    count: Option<u32>,
) -> bool {
    resumption(last, std::iter::once(1).chain(ahead), count).is_some()
}

/// Which of the numbers ahead goes on with an open series, after what starts anew inside it.
pub(crate) fn resumption(
    last: u16,
    ahead: impl Iterator<Item = u16>,
    count: Option<u32>,
) -> Option<usize> {
    // What is open, outermost first: the series in question, and what starts inside it.
    let mut open = vec![last];
    for (at, n) in ahead.take(LOOK_AHEAD).enumerate() {
        let over = |depth: usize| depth == 1 && count.is_some_and(|count| u32::from(n) > count);
        let next = |depth: &usize| open[*depth].wrapping_add(1) == n && !over(*depth);
        match (0..open.len()).rev().find(next) {
            Some(0) => return Some(at),
            Some(depth) => {
                open.truncate(depth + 1);
                open[depth] = n;
            }
            None if n == 1 => open.push(1),
            None => return None,
        }
    }
    None
}

/// Whether a later candidate is the next member after one, as far as lists go.
fn goes_on_later(candidates: &[Candidate], at: usize, member: &Candidate) -> bool {
    let next = member.marker.ordinal.wrapping_add(1);
    let ahead = candidates[at + 1..].iter().take(LOOK_AHEAD);
    ahead.into_iter().any(|x| x.marker.series == member.marker.series && x.marker.ordinal == next)
}

/// Lists that may stand inside one another in a paragraph.
const DEPTH: usize = 12;

/// Members that are looked at to tell a nested restart: no list is longer.
const LOOK_AHEAD: usize = 100;

/// Closes open runs from `depth` on.
fn fold(open: &mut Vec<Run>, done: &mut Vec<Run>, depth: usize) {
    while open.len() > depth {
        fold_last(open, done);
    }
}

fn fold_last(open: &mut Vec<Run>, done: &mut Vec<Run>) {
    if let Some(run) = open.pop() {
        match open.last_mut().and_then(|outer| outer.items.last_mut()) {
            Some(item) => item.runs.push(run),
            None => done.push(run),
        }
    }
}

/// Keeps runs of two and more; what stood inside a dropped one moves up.
fn accept(grammar: &Grammar, runs: Vec<Run>) -> Vec<Run> {
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        let items: Vec<Item> = run
            .items
            .into_iter()
            .map(|item| Item { runs: accept(grammar, item.runs), ..item })
            .collect();
        // What only commas set off is a sentence's own 首先…，其次… (B3, R20).
        let set_off = |item: &Item| {
            let form = &grammar.markers.forms[item.candidate.marker.form as usize];
            item.candidate.boundary != Boundary::Weak || form.needs.is_none()
        };
        let set_off = items.iter().any(set_off);
        if items.len() >= 2 && set_off {
            out.push(Run { items });
        } else {
            out.extend(items.into_iter().flat_map(|item| item.runs));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::scan::scan;

    fn shape(text: &str) -> String {
        fn write(runs: &[Run], out: &mut String) {
            for run in runs {
                out.push('[');
                for item in &run.items {
                    let n = item.candidate.marker.ordinal;
                    out.push_str(&if n == LAST { "z".into() } else { n.to_string() });
                    write(&item.runs, out);
                }
                out.push(']');
            }
        }
        let grammar = Grammar::bundled();
        let mut out = String::new();
        write(&runs(grammar, text, &scan(grammar, text)), &mut out);
        out
    }

    #[test]
    fn inline_series() {
        for (text, expected) in [
            ("目的有两个：一是听；二是谈。", "[12]"),
            ("我们要学习讲话，一是牢记。二是扭住。三是担责。", "[123]"),
            ("要做到：一要学，二要干，三要实。", "[123]"),
            ("平时讲得好，一要落实就走样。", ""),
            ("首先，打造队伍。其次，调动积极性。", "[12]"),
            ("首先是学，第二是做，最后是考。", "[12z]"),
            ("首先，学。其次，做。其次，考。最后，评。", "[122z]"),
            ("工作：一要抓。一是备种；二是备肥。二要促。", "[1[12]2]"),
            ("讲：一是甲。一是子；二是丑；三是寅。二是乙。", "[1[123]2]"),
            ("问题：一是甲；二是乙。成绩不少。还要强调三点：一是丙；二是丁；三是戊。", "[12][123]"),
            ("（1）备种：①选；②晒。（2）备肥。", "[1[12]2]"),
            ("一抓到底不放松。", ""),
            ("一看：看干劲。二看：看变化。", "[12]"),
        ] {
            assert_eq!(shape(text), expected, "{text}");
        }
    }
}
