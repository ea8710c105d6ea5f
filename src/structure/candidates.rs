//! Which candidates of a body are markers: those that stand in their places of a series, and not in a
//! quotation (sections 3.2 and 4 of the domain).

use std::collections::HashMap;

use crate::grammar::form::LAST;
use crate::grammar::{Grammar, Needs};
use crate::recognize::marker::{Marker, marker_at};
use crate::recognize::scan::{Boundary, Candidate, scan};
use crate::recognize::title::is_citation;
use crate::structure::outline::Part;
use crate::structure::runs::restart_is_nested;
use crate::text::paragraph::Paragraph;
use crate::text::sentence;

/// The markers of each paragraph.
pub(super) fn candidates(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    body: &[Part],
) -> Vec<Vec<Candidate>> {
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
    scanned
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

/// Candidates of a paragraph over which a list goes on.
pub(super) const LIST: usize = 200;

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

/// No list begins with a number beyond this.
const EXTRACT: u16 = 30;

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
