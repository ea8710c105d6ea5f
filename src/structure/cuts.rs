//! Where paragraphs are cut: at block markers at their starts, and at those inside them that had lost
//! their line break (section 3.4 of the domain).

use std::collections::HashMap;

use crate::grammar::Grammar;
use crate::grammar::form::LAST;
use crate::recognize::lead_in::lead_in;
use crate::recognize::scan::{Boundary, Candidate};
use crate::structure::candidates::LIST;
use crate::structure::outline::Part;
use crate::text::chars::tail;
use crate::text::paragraph::Paragraph;
use crate::text::sentence;

/// Bytes of the sentence that announces a list.
const LEAD_IN: usize = 240;

/// The block markers of each paragraph: at its start, and promoted ones.
pub(super) fn cuts(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    body: &[Part],
    scanned: &[Vec<Candidate>],
) -> Vec<Vec<Candidate>> {
    let mut out: Vec<Vec<Candidate>> = Vec::with_capacity(body.len());
    // What the next paragraph-initial member of a series is, from each position on.
    let mut starts: HashMap<u16, Vec<(usize, u16)>> = HashMap::new();
    for (at, found) in scanned.iter().enumerate() {
        if let Some(first) = found.first().filter(|x| x.boundary == Boundary::Start) {
            starts.entry(first.marker.series).or_default().push((at, first.marker.ordinal));
        }
    }
    let next_start = |series: u16, at: usize| {
        let list = starts.get(&series)?;
        list.get(list.partition_point(|(x, _)| *x <= at)).map(|(_, n)| *n)
    };
    let mut last: HashMap<u16, u16> = HashMap::new();
    for (at, found) in scanned.iter().enumerate() {
        let text = &paragraphs[body[at].paragraph].text;
        let mut cut: Vec<Candidate> = Vec::new();
        let runs = flat_runs(found);
        let mut run_of = vec![None; found.len()];
        for (at, run) in runs.iter().enumerate() {
            run.iter().for_each(|i| run_of[*i] = Some(at));
        }
        // Whether a run is flattened text is asked once, not for each member.
        let mut flattened = vec![None; runs.len()];
        for (i, x) in found.iter().enumerate() {
            if x.boundary == Boundary::Start {
                cut.push(*x);
                last.insert(x.marker.series, x.marker.ordinal);
                continue;
            }
            let n = x.marker.ordinal;
            if x.boundary == Boundary::Weak {
                // 一是要学，二是要干，三是要实。 as a paragraph
                let before = cut.last().filter(|y| y.marker.series == x.marker.series);
                let next = before.is_some_and(|y| y.marker.ordinal.wrapping_add(1) == n);
                if next && next_start(x.marker.series, at) != Some(n) {
                    cut.push(*x);
                    last.insert(x.marker.series, n);
                }
                continue;
            }
            if x.boundary != Boundary::Strong {
                continue;
            }
            let form = &grammar.markers.forms[x.marker.form as usize];
            let structural = form.rank.is_some_and(|rank| rank <= 20);
            let promoted = match run_of[i] {
                _ if goes_on_outside(text, found, i, cut.last()) => true,
                Some(at_run) => *flattened[at_run].get_or_insert_with(|| {
                    let run = &runs[at_run];
                    // What begins in the middle of a sentence stays in it.
                    let inside = found[run[0]].boundary == Boundary::Weak;
                    structural && !inside && holds_sentences(text, found, run)
                        || follows(&last, next_start(x.marker.series, at), found, run)
                }),
                None => {
                    let links = last.get(&x.marker.series).is_some_and(|l| l.wrapping_add(1) == n)
                        || n == 1 && next_start(x.marker.series, at) == Some(2);
                    // What goes on with a list inside the paragraph is a member of that list.
                    let listed = found[i.saturating_sub(LIST)..i].iter().any(|y| {
                        y.boundary != Boundary::Start
                            && y.marker.series == x.marker.series
                            && y.marker.ordinal.wrapping_add(1) == n
                            && cut.binary_search_by_key(&y.at, |z| z.at).is_err()
                    });
                    // 其次，… 再次，… 最后，… in one paragraph
                    let ends = || cut.last().is_some_and(|y| y.marker.form == x.marker.form);
                    // 讲三点意见：一、… in a text that breaks off before the second
                    let announced = || {
                        let before = tail(&text[..x.at], LEAD_IN);
                        let lead_in = lead_in(grammar, &before[sentence::last(before).0..]);
                        lead_in.is_some_and(|x| x.talk && x.count.is_some_and(|n| n > 1))
                    };
                    n > 0
                        && match n {
                            LAST => ends(),
                            1 if structural && i < LIST => links && !listed || announced(),
                            _ => links && !listed,
                        }
                }
            };
            if promoted {
                cut.push(*x);
                last.insert(x.marker.series, n);
            }
        }
        out.push(cut);
    }
    out
}

/// Whether the members of a run of structural markers hold more than a clause: flattened text.
fn holds_sentences(text: &str, found: &[Candidate], run: &[usize]) -> bool {
    (0..run.len()).any(|k| {
        let end = run.get(k + 1).map_or(text.len(), |next| found[*next].at);
        sentence::sentences(&text[found[run[k]].end()..end]).take(2).count() >= 2
    })
}

/// Whether a marker goes on with the paragraph's own, over a list with another word that stands in
/// between: 一要…：一是…；二是…。二要…
fn goes_on_outside(text: &str, found: &[Candidate], at: usize, own: Option<&Candidate>) -> bool {
    let (Some(own), x) = (own, &found[at]) else { return false };
    let alike = |y: &Candidate| y.marker.form == x.marker.form && y.word(text) == x.word(text);
    alike(own)
        && own.marker.ordinal.checked_add(1) == Some(x.marker.ordinal)
        && found[..at].iter().rev().take(LIST).take_while(|y| y.at > own.at).any(|y| {
            y.marker.ordinal == 1 && y.marker.form == x.marker.form && y.word(text) != x.word(text)
        })
}

/// Whether a run inside a paragraph is the beginning of a series that the next paragraphs go on with.
fn follows(
    last: &HashMap<u16, u16>,
    next: Option<u16>,
    found: &[Candidate],
    run: &[usize],
) -> bool {
    let series = found[run[0]].marker.series;
    let end = found[run[run.len() - 1]].marker.ordinal;
    // The paragraph's own marker may be the one that goes on.
    let own = last.get(&series).copied();
    end != LAST
        && next == end.checked_add(1)
        && own.is_none_or(|own| own != end || found[0].boundary != Boundary::Start)
}

/// Runs of consecutive numbers from 1 among the candidates after the first: indices into them.
fn flat_runs(found: &[Candidate]) -> Vec<Vec<usize>> {
    let mut open: HashMap<u16, Vec<usize>> = HashMap::new();
    let mut out = Vec::new();
    for (i, x) in found.iter().enumerate().filter(|(_, x)| x.boundary != Boundary::Start) {
        let series = x.marker.series;
        let n = x.marker.ordinal;
        let run = open.entry(series).or_default();
        let goes_on = run.last().is_some_and(|l| {
            let before = found[*l].marker.ordinal;
            n == LAST && before != LAST
                || n == 0 && before == 0
                || before != LAST && n == before.wrapping_add(1)
        });
        if goes_on {
            run.push(i);
        } else if n <= 1 {
            let done = std::mem::replace(run, vec![i]);
            if done.len() > 1 {
                out.push(done);
            }
        }
    }
    out.extend(open.into_values().filter(|run| run.len() > 1));
    out
}
