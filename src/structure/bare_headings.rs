//! Unnumbered heading lines inside a body.

use std::collections::HashMap;

use crate::grammar::{Grammar, Kind};
use crate::recognize::byline::byline;
use crate::recognize::date::is_date_line;
use crate::recognize::scan::{Boundary, Candidate};
use crate::recognize::title::is_citation;
use crate::structure::outline::Part;
use crate::text::chars::{is_han, is_space};
use crate::text::lines::Markup;
use crate::text::paragraph::Paragraph;
use crate::text::sentence::{self, is_terminated};

/// Paragraphs at the start in which the parts of a text may be named.
const PREVIEW: usize = 12;

/// For each paragraph of the body, whether it is an unnumbered heading.
///
/// A line written as a heading is one. Of bare lines, those are that are short, have no
/// punctuation, stand between paragraphs that end, and are not the only one of their kind.
pub(crate) fn bare_headings(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    body: &[Part],
    scanned: &[Vec<Candidate>],
) -> Vec<bool> {
    let text = |at: usize| &paragraphs[body[at].paragraph].text[body[at].start..body[at].end];
    let marked = |at: usize| scanned[at].first().is_some_and(|x| x.boundary == Boundary::Start);
    let mut out = vec![false; body.len()];
    let mut bare = Vec::new();
    let mut phrases = Vec::new();
    // 基本情况： above prose is a heading, and may be one above a list.
    let (mut above_prose, mut above_lists) = (Vec::new(), Vec::new());
    // Right under a numbered heading a line may be its second half.
    let mut firsts = Vec::new();
    for at in 0..body.len() {
        let paragraph = &paragraphs[body[at].paragraph];
        let whole = body[at].start == 0 && body[at].end == paragraph.text.len();
        let line = text(at);
        let quoted = paragraph.markup == Markup::Quote || line.ends_with(['，', ',']);
        if !whole
            || marked(at)
            || quoted
            || line.len() > 120
            || grammar.titles.is(Kind::Caption, line)
        {
            continue;
        }
        let named = || is_date_line(line) || byline(grammar, line).is_some();
        if paragraph.markup == Markup::Heading && !named() {
            // What is written as a heading may have commas; what is only bold may be emphasis.
            out[at] = is_heading_text(line, 40) || source_heading(line);
            continue;
        }
        if grammar.titles.is(Kind::Heading, line) {
            out[at] = true;
            continue;
        }
        let before_ends = at == 0
            || is_terminated(text(at - 1))
            || is_citation(grammar, text(at - 1))
            || in_brackets(line).is_some();
        let after_is_text = body.get(at + 1).is_some() && {
            let next = text(at + 1);
            // A lead-in to a list may be short: 主要表现在：
            let leads =
                || next.ends_with(['：', ':']) && body.get(at + 2).is_some() && marked(at + 2);
            let long = next.len() * 3 >= line.len() * 2;
            let holds = long || sentence::sentences(next).nth(1).is_some() || leads();
            let told = is_terminated(next) || in_brackets(line).is_some();
            marked(at + 1) || holds && told
        };
        let under_a_heading = at > 0 && marked(at - 1) && !is_terminated(text(at - 1));
        if under_a_heading && after_is_text && is_heading_text(line, 24) {
            firsts.push(at);
        }
        let stands = before_ends && after_is_text && !under_a_heading;
        // 关于教育问题。 is no sentence, whatever it ends with.
        if stands && (is_heading_text(line, 24) || grammar.titles.is(Kind::Topic, line)) {
            bare.push(at);
        } else if stands && is_phrase(line) {
            phrases.push(at);
        }
        if before_ends && after_is_text && grammar.titles.is(Kind::Label, line) {
            if marked(at + 1) { above_lists.push(at) } else { above_prose.push(at) }
        }
    }
    // Signs that stand under no other heading are headings themselves.
    let bullets = bullet_headings(grammar, scanned, &text);
    let first = bullets.first().copied().unwrap_or(0);
    let above = bare.first().is_some_and(|at| *at < first);
    if !above && !(0..first).any(|at| out[at] || marked(at)) {
        bullets.into_iter().for_each(|at| out[at] = true);
    }
    // 抓基层、打基础，必须重视起来: one alone is a sentence that lost its end, unless a list at the
    // start names it as a part.
    if phrases.len() < 3 {
        let lists = scanned.iter().take(PREVIEW).enumerate();
        let named = |line: &str| {
            let mut members =
                lists.clone().flat_map(|(at, list)| list.iter().map(move |x| (at, x)));
            members.any(|(at, x)| text(at)[x.end() - body[at].start..].starts_with(line))
        };
        phrases.retain(|at| named(text(*at)));
    }
    if above_prose.len() >= 2 {
        bare.extend(above_prose);
        bare.extend(above_lists);
    }
    bare.extend(phrases);
    bare.sort_unstable();
    firsts.retain(|first: &usize| {
        let mut next = (first + 1..body.len()).take_while(|at| !marked(*at));
        next.any(|at| bare.binary_search(&at).is_ok())
    });
    bare.extend(firsts);
    bare.sort_unstable();
    // The same line again and again is a cell of a table.
    let mut seen: HashMap<&str, usize> = HashMap::new();
    bare.iter().for_each(|at| *seen.entry(text(*at)).or_default() += 1);
    bare.retain(|at| seen[text(*at)] == 1);
    // Two characters alone may be anything; in a row of headings they are one.
    if bare.len() < 3 {
        bare.retain(|at| text(*at).chars().count() > 2);
    }
    let marked_up = out.iter().filter(|x| **x).count();
    // One alone is a heading where a list begins below it, after another.
    let heads_a_list = |at: &usize| {
        let first = scanned.get(at + 1).and_then(|x| x.first());
        !is_terminated(text(*at))
            && first.is_some_and(|x| x.boundary == Boundary::Start && x.marker.ordinal == 1)
            && scanned[..*at].iter().flatten().any(|x| x.boundary == Boundary::Start)
    };
    if bare.len() >= 2 || marked_up >= 2 || bare.iter().all(heads_a_list) {
        bare.iter().for_each(|at| out[*at] = true);
    }
    out
}

/// Lines that a bullet sets off, each above a text or another list: ▲ 主要做法
fn bullet_headings<'t>(
    grammar: &Grammar,
    scanned: &[Vec<Candidate>],
    text: &impl Fn(usize) -> &'t str,
) -> Vec<usize> {
    let bullet = |at: usize| {
        let first = scanned.get(at)?.first()?;
        let sign =
            grammar.markers.forms[first.marker.form as usize].same && first.marker.ordinal == 0;
        (sign && first.boundary == Boundary::Start).then_some(first.marker)
    };
    let heads = |at: &usize| {
        let Some(marker) = bullet(*at) else { return false };
        let line = &text(*at)[marker.len..];
        let holds = *at + 1 < scanned.len() && bullet(at + 1).is_none();
        holds && is_heading_text(line.trim_matches(is_space), 24) && text(at + 1).len() > line.len()
    };
    let mut series: HashMap<u16, Vec<usize>> = HashMap::new();
    for at in 0..scanned.len() {
        if let Some(marker) = bullet(at) {
            series.entry(marker.series).or_default().push(at);
        }
    }
    let all = |members: &Vec<usize>| members.len() >= 2 && members.iter().all(heads);
    let mut found: Vec<usize> = series.into_values().filter(all).flatten().collect();
    found.sort_unstable();
    found
}

/// Too long for a bare line, but short enough for one that is written as a heading.
pub(super) fn source_heading(line: &str) -> bool {
    let chars = line.chars().filter(|c| !is_space(*c)).count();
    (2..=40).contains(&chars)
        && line.chars().any(is_han)
        && !line.contains(['。', '；', '！', '!', '：', ':', '|'])
}

/// What a line holds that stands in brackets.
fn in_brackets(line: &str) -> Option<&str> {
    line.strip_prefix('【')?.strip_suffix('】')
}

/// A heading of several clauses, or one with a label, quotes or brackets.
fn is_phrase(line: &str) -> bool {
    let chars = line.chars().filter(|c| !is_space(*c)).count();
    (8..=45).contains(&chars)
        && line.chars().all(|c| is_han(c) || "，,、“”「」：:—【】".contains(c))
        && line.ends_with(|c: char| is_han(c) || matches!(c, '”' | '」' | '】'))
}

/// Short, of words, without the punctuation of a sentence; in brackets or not: 【主要做法】
fn is_heading_text(line: &str, most: usize) -> bool {
    let line = in_brackets(line).unwrap_or(line);
    let chars = line.chars().filter(|c| !is_space(*c)).count();
    (2..=most).contains(&chars)
        && line.chars().any(is_han)
        && !line.contains(['。', '；', ';', '！', '!', '，', ',', '：', ':', '|', '…', '×'])
        && !line.starts_with(['（', '(', '“', '"', '《', '[', '〔', '【', '—', '-', '*'])
        && !line.ends_with(['）', ')', '、', '"'])
}
