//! Paragraphs cut where block markers stand: at their starts, and inside them where a marker had
//! lost its line break (section 3.4 of the domain).

use std::collections::HashMap;

use crate::grammar::form::LAST;
use crate::grammar::{Grammar, Needs};
use crate::recognize::closing::begins_address;
use crate::recognize::lead_in::lead_in;
use crate::recognize::marker::{Marker, marker_at};
use crate::recognize::salutation::is_salutation;
use crate::recognize::scan::{Boundary, Candidate, scan};
use crate::recognize::title::is_citation;
use crate::structure::bare_headings;
use crate::structure::outline::Part;
use crate::structure::runs::restart_is_nested;
use crate::text::chars::tail;
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
    let mut scanned: Vec<Vec<Candidate>> = body
        .iter()
        .map(|part| {
            let text = &paragraphs[part.paragraph].text[part.start..part.end];
            let mut found = scan(grammar, text);
            if !found.is_empty() && is_citation(grammar, text) {
                found.clear();
            }
            found.iter_mut().for_each(|x| x.at += part.start);
            found
        })
        .collect();
    settle_spaced(&mut scanned);
    add_glued_first(grammar, paragraphs, body, &mut scanned);
    drop_quoted(paragraphs, body, &mut scanned);
    drop_lonely(grammar, paragraphs, body, &mut scanned);
    drop_paragraph_numbers(grammar, paragraphs, body, &mut scanned);
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
            && line.ends_with(['：', ':', '！', '!'])
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

/// Paragraphs within which the second member of a list follows the first.
const NEAR: usize = 12;
/// Bytes of a heading to which the first of a list is glued.
const GLUED: usize = 180;

/// Adds the first member of a list that is glued to the heading above it, and whose second begins
/// a paragraph soon: 一、演练的用处1.认清路 (section 3.4 of the domain).
fn add_glued_first(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    body: &[Part],
    scanned: &mut [Vec<Candidate>],
) {
    let starts = |found: &[Candidate]| {
        found.first().filter(|x| x.boundary == Boundary::Start).map(|x| x.marker)
    };
    for at in 0..scanned.len() {
        let part = body[at];
        let text = &paragraphs[part.paragraph].text[part.start..part.end];
        let Some(own) = starts(&scanned[at]).filter(|_| text.len() <= GLUED) else { continue };
        let near = scanned[at + 1..].iter().take(NEAR);
        let Some(second) = near.filter_map(|x| starts(x)).next() else { continue };
        let known = scanned[at].iter().any(|x| x.marker.series == second.series);
        if second.ordinal != 2 || own.series == second.series || known {
            continue;
        }
        let inside = text.char_indices().map(|(at, _)| at).skip_while(|at| *at <= own.len);
        let found = inside.filter_map(|at| Some((at, marker_at(grammar, &text[at..])?)));
        let mut firsts = found.filter(|(_, x)| x.form == second.form && x.ordinal == 1);
        if let (Some((place, marker)), None) = (firsts.next(), firsts.next()) {
            let first = Candidate {
                at: part.start + place,
                marker,
                boundary: Boundary::Strong,
                doubtful: false,
            };
            let before = scanned[at].partition_point(|x| x.at < first.at);
            scanned[at].insert(before, first);
        }
    }
}

/// A marker after white space is one when the next member of its list has a place of its own.
fn settle_spaced(scanned: &mut [Vec<Candidate>]) {
    for at in 0..scanned.len() {
        if scanned[at].iter().all(|x| x.boundary != Boundary::Spaced) {
            continue;
        }
        let mut found = std::mem::take(&mut scanned[at]);
        let is_second = |first: &Candidate, x: &Candidate| {
            x.marker.series == first.marker.series && x.marker.ordinal == 2
        };
        let settled: Vec<bool> = (0..found.len())
            .map(|i| {
                let first = &found[i];
                let inside = found[i + 1..].iter().take(LIST).find(|x| {
                    x.marker.series == first.marker.series && x.boundary != Boundary::Weak
                });
                let below = || {
                    let near = scanned[at + 1..].iter().take(NEAR).filter_map(|x| x.first());
                    let mut starts = near.filter(|x| x.boundary == Boundary::Start);
                    starts.find(|x| x.marker.series == first.marker.series).copied()
                };
                first.boundary != Boundary::Spaced
                    || match inside {
                        Some(x) => is_second(first, x),
                        None => below().is_some_and(|x| is_second(first, &x)),
                    }
            })
            .collect();
        let mut settled = settled.into_iter();
        found.retain(|_| settled.next().unwrap_or(true));
        for x in found.iter_mut().filter(|x| x.boundary == Boundary::Spaced) {
            x.boundary = Boundary::Strong;
        }
        scanned[at] = found;
    }
}

/// Paragraphs that a quotation may run over.
const QUOTED: usize = 8;

/// Drops candidates inside a quotation that runs over several paragraphs: it opens where one
/// begins, and none of the next begins with a quote of its own.
fn drop_quoted(paragraphs: &[Paragraph<'_>], body: &[Part], scanned: &mut [Vec<Candidate>]) {
    let text = |at: usize| &paragraphs[body[at].paragraph].text[body[at].start..body[at].end];
    let mut at = 0;
    while at < body.len() {
        let opener = text(at).chars().next().filter(|c| matches!(c, '「' | '“'));
        let Some(open) = opener else {
            at += 1;
            continue;
        };
        let close = if open == '「' { '」' } else { '”' };
        let depth = |text: &str| {
            text.chars().fold(0i32, |n, c| n + i32::from(c == open) - i32::from(c == close))
        };
        let mut open_quotes = depth(text(at));
        let mut end = at;
        while open_quotes > 0
            && end + 1 < body.len()
            && end < at + QUOTED
            && !text(end + 1).starts_with(open)
        {
            end += 1;
            open_quotes += depth(text(end));
        }
        if open_quotes <= 0 && end > at {
            scanned[at..=end].iter_mut().for_each(Vec::clear);
        }
        at = end.max(at) + 1;
    }
}

/// No list begins with a number beyond this.
const EXTRACT: u16 = 30;

/// Drops candidates whose form needs a neighbour in number and has none, or a short line and is not.
fn drop_lonely(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    body: &[Part],
    scanned: &mut [Vec<Candidate>],
) {
    // Block members of each series, in order: (position in body, ordinal).
    let mut blocks: HashMap<u16, Vec<(usize, u16)>> = HashMap::new();
    for (at, found) in scanned.iter().enumerate() {
        for x in found.iter().filter(|x| x.boundary != Boundary::Weak) {
            blocks.entry(x.marker.series).or_default().push((at, x.marker.ordinal));
        }
    }
    // A paragraph that repeats a number a thousand times has it once.
    for list in blocks.values_mut() {
        list.sort_unstable();
        list.dedup();
    }
    let decisions: Vec<Vec<bool>> = scanned
        .iter()
        .enumerate()
        .map(|(at, found)| {
            found
                .iter()
                .enumerate()
                .map(|(i, x)| {
                    let form = &grammar.markers.forms[x.marker.form as usize];
                    let n = x.marker.ordinal;
                    if x.doubtful {
                        return in_its_place(&blocks, at, x.marker);
                    }
                    match form.needs {
                        None => true,
                        Some(Needs::Line) => {
                            let text = &paragraphs[body[at].paragraph].text;
                            // A question may be a heading, a sentence of clauses is none.
                            let clauses = || text.contains(['，', ',']);
                            x.boundary == Boundary::Start
                                && text.chars().count() <= LINE
                                && !text.contains('。')
                                && !(sentence::is_terminated(text) && clauses())
                                && has_neighbour(&blocks, at, x)
                        }
                        Some(needs @ (Needs::Run | Needs::Near)) => {
                            let around = i.saturating_sub(LIST)..found.len().min(i + LIST);
                            // With commas alone it is a sentence's own: 首先要学，其次要做。
                            let set_off = |y: &Candidate| {
                                x.boundary != Boundary::Start || y.boundary != Boundary::Weak
                            };
                            let beside = found[around].iter().any(|y| {
                                y.at != x.at
                                    && set_off(y)
                                    && y.marker.series == x.marker.series
                                    && adjoins(n, y.marker.ordinal)
                            });
                            let near = || needs == Needs::Run || is_near(&blocks, at, x.marker);
                            beside
                                || x.boundary != Boundary::Weak
                                    && near()
                                    && has_neighbour(&blocks, at, x)
                        }
                    }
                })
                .collect()
        })
        .collect();
    for (found, keep) in scanned.iter_mut().zip(decisions) {
        let mut keep = keep.into_iter();
        found.retain(|_| keep.next().unwrap_or(true));
    }
}

/// Whether a marker stands where its series has a place for it: after the number before it, or,
/// as the first, before the second.
fn in_its_place(blocks: &HashMap<u16, Vec<(usize, u16)>>, at: usize, marker: Marker) -> bool {
    let list = &blocks[&marker.series];
    let here = list.partition_point(|(other, _)| *other < at);
    let before = here.checked_sub(1).map(|x| list[x].1);
    let next = list[here..].iter().find(|(other, _)| *other > at).map(|(_, n)| *n);
    match marker.ordinal {
        1 => next == Some(2) && before != Some(1),
        n => before == n.checked_sub(1) && next != Some(n),
    }
}

/// Whether the number before or after it stands in a paragraph beside it; for 最后, any number.
fn is_near(blocks: &HashMap<u16, Vec<(usize, u16)>>, at: usize, marker: Marker) -> bool {
    let list = &blocks[&marker.series];
    let from = list.partition_point(|(other, _)| *other + 1 < at);
    let near = list[from..].iter().take_while(|(other, _)| *other <= at + 1);
    near.into_iter().any(|(other, n)| {
        *other != at && *n != LAST && (marker.ordinal == LAST || n.abs_diff(marker.ordinal) == 1)
    })
}

fn adjoins(a: u16, b: u16) -> bool {
    match (a, b) {
        (0, 0) => true,
        (LAST, x) | (x, LAST) => x != LAST && x > 0,
        (a, b) => a.abs_diff(b) == 1,
    }
}

/// Characters of a heading line.
const LINE: usize = 70;

/// Bytes of the sentence that announces a list.
const LEAD_IN: usize = 240;

/// Candidates of a paragraph over which a list goes on.
const LIST: usize = 200;

/// Whether a member of the series with the number before or after it starts a paragraph nearby.
fn has_neighbour(blocks: &HashMap<u16, Vec<(usize, u16)>>, at: usize, x: &Candidate) -> bool {
    let marker = x.marker;
    let reach = match x.boundary {
        _ if marker.ordinal == 0 => 12,
        Boundary::Start => 60,
        // The neighbour of what stands inside a paragraph stands there too, or right beside it.
        _ => 6,
    };
    let list = &blocks[&marker.series];
    let from = list.partition_point(|(other, _)| other + reach < at);
    let to = list.partition_point(|(other, _)| *other <= at + reach);
    let here = list[from..to].partition_point(|(other, _)| *other < at);
    let (before, rest) = list[from..to].split_at(here);
    let after = &rest[rest.partition_point(|(other, _)| *other <= at)..];
    match marker.ordinal {
        LAST => before.iter().any(|(_, n)| *n > 0 && *n != LAST),
        0 => before.iter().chain(after).any(|(_, n)| *n == 0),
        n1 => {
            // 首先 … 最后 with nothing between is courtesy, unless they stand close together.
            let last = |x: &(usize, u16)| x.1 == LAST && (n1 > 1 || x.0 <= at + 6);
            let mut ahead = after.iter().map(|(_, n)| *n);
            before.iter().any(|(_, n)| n.wrapping_add(1) == n1)
                || after.iter().any(last)
                || match ahead.next() {
                    // Whose second it is that comes after a new first is another question.
                    Some(1) => restart_is_nested(n1, ahead, None),
                    _ => after.iter().any(|(_, n)| *n == n1.wrapping_add(1)),
                }
        }
    }
}

/// Headings that paragraph numbers run past.
const HEADINGS: usize = 3;

/// Paragraph numbers that run through the whole text (section 7.3, Hong Kong) are no markers.
fn drop_paragraph_numbers(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    body: &[Part],
    scanned: &mut [Vec<Candidate>],
) {
    let is_digit = |x: &Candidate| {
        x.boundary == Boundary::Start && grammar.markers.series_name(x.marker.form) == "digit"
    };
    let numbered: Vec<(usize, u16)> = scanned
        .iter()
        .enumerate()
        .filter_map(|(at, found)| Some((at, found.first().filter(|x| is_digit(x))?.marker.ordinal)))
        .collect();
    // An extract has few of them, and begins anywhere.
    let extract = numbered.len() >= 3 && numbered[0].1 > EXTRACT;
    if numbered.len() < 8 && !extract {
        return;
    }
    let in_order = numbered.windows(2).all(|x| x[1].1 > x[0].1 && x[1].1 - x[0].1 <= 3);
    let long = |part: &Part| part.end - part.start > 40 * 3;
    let paragraphs_long = body.iter().filter(|part| long(part)).count();
    let numbered_long = numbered.iter().filter(|(at, _)| long(&body[*at])).count();
    // Numbers that run on over several sections before short headings are items of theirs.
    let short_heading = |(at, _): &&(usize, u16)| {
        let text = &paragraphs[body[*at].paragraph].text[body[*at].start..body[*at].end];
        sentence::first_end(text)
            .is_some_and(|end| end < text.len() && text[..end].chars().count() <= 18)
    };
    if numbered.iter().filter(short_heading).count() * 5 >= numbered.len() * 2 {
        return;
    }
    // Headings of other kinds stand between them, and the numbers do not heed them.
    let is_between = |(at, found): &(usize, &Vec<Candidate>)| {
        let inside = *at > numbered[0].0 && *at < numbered[numbered.len() - 1].0;
        inside && found.first().is_some_and(|x| x.boundary == Boundary::Start && !is_digit(x))
    };
    let crossed = scanned.iter().enumerate().filter(is_between).count() >= HEADINGS;
    let fills =
        numbered_long * 10 >= numbered.len() * 6 && numbered_long * 10 >= paragraphs_long * 5;
    if in_order && (fills || crossed) {
        for (at, _) in numbered {
            scanned[at].remove(0);
        }
    }
}

/// The block markers of each paragraph: at its start, and promoted ones.
fn cuts(
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
