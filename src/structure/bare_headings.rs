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
    let lines = Lines { grammar, paragraphs, body, scanned };
    let likely: Vec<Likely> = (0..body.len()).map(|at| lines.likely(at)).collect();
    let those = |kind: Likely| -> Vec<usize> {
        (0..likely.len()).filter(|at| likely[*at] == kind).collect()
    };
    let mut out: Vec<bool> = likely.iter().map(|x| *x == Likely::Heading).collect();
    let mut bare = those(Likely::Bare);
    // Signs that stand under no other heading are headings themselves.
    let signs = lines.signs();
    let first = signs.first().copied().unwrap_or(0);
    let above = bare.first().is_some_and(|at| *at < first);
    if !above && !(0..first).any(|at| out[at] || lines.is_marked(at)) {
        signs.into_iter().for_each(|at| out[at] = true);
    }
    let labels = those(Likely::Label);
    if labels.len() >= 2 {
        bare.extend(labels);
        bare.extend(those(Likely::LabelOfList));
    }
    // 抓基层、打基础，必须重视起来: one alone is a sentence that lost its end, unless a list at the
    // start names it as a part.
    let mut phrases = those(Likely::Phrase);
    if phrases.len() < 3 {
        phrases.retain(|at| lines.is_previewed(*at));
    }
    bare.extend(phrases);
    bare.sort_unstable();
    let mut firsts = those(Likely::First);
    firsts.retain(|first| {
        let mut next = (first + 1..body.len()).take_while(|at| !lines.is_marked(*at));
        next.any(|at| bare.binary_search(&at).is_ok())
    });
    bare.extend(firsts);
    bare.sort_unstable();
    // The same line again and again is a cell of a table.
    let mut seen: HashMap<&str, usize> = HashMap::new();
    bare.iter().for_each(|at| *seen.entry(lines.text(*at)).or_default() += 1);
    bare.retain(|at| seen[lines.text(*at)] == 1);
    // Two characters alone may be anything; in a row of headings they are one.
    if bare.len() < 3 {
        bare.retain(|at| lines.text(*at).chars().count() > 2);
    }
    let sure = out.iter().filter(|x| **x).count();
    if bare.len() >= 2 || sure >= 2 || bare.iter().all(|at| lines.heads_a_list(*at)) {
        bare.iter().for_each(|at| out[*at] = true);
    }
    out
}

/// What a line may be, by itself and its neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Likely {
    Text,
    /// Written as a heading, or named as headings are.
    Heading,
    /// Short, between paragraphs that end.
    Bare,
    /// Of several clauses: 抓基层、打基础，强堡垒
    Phrase,
    /// 基本情况： above prose.
    Label,
    /// The same above a list, where it may as well introduce it.
    LabelOfList,
    /// Right under a numbered heading, where it may be that one's second half.
    First,
}

/// The lines of a body.
struct Lines<'b> {
    grammar: &'b Grammar,
    paragraphs: &'b [Paragraph<'b>],
    body: &'b [Part],
    scanned: &'b [Vec<Candidate>],
}

impl<'b> Lines<'b> {
    fn text(&self, at: usize) -> &'b str {
        let part = self.body[at];
        &self.paragraphs[part.paragraph].text[part.start..part.end]
    }

    /// What stands after a marker in its line.
    fn after(&self, marker: &Candidate, at: usize) -> &'b str {
        &self.text(at)[marker.end() - self.body[at].start..]
    }

    fn is_marked(&self, at: usize) -> bool {
        self.scanned[at].first().is_some_and(|x| x.boundary == Boundary::Start)
    }

    fn likely(&self, at: usize) -> Likely {
        let titles = &self.grammar.titles;
        let paragraph = &self.paragraphs[self.body[at].paragraph];
        let line = self.text(at);
        if line.len() != paragraph.text.len()
            || self.is_marked(at)
            || paragraph.markup == Markup::Quote
            || line.ends_with(['，', ','])
            || line.len() > 120
            || titles.is(Kind::Caption, line)
        {
            return Likely::Text;
        }
        let named = || is_date_line(line) || byline(self.grammar, line).is_some();
        if paragraph.markup == Markup::Heading && !named() {
            // What is written as a heading may have commas; what is only bold may be emphasis.
            let heads = is_heading_text(line, 40) || source_heading(line);
            return if heads { Likely::Heading } else { Likely::Text };
        }
        if titles.is(Kind::Heading, line) {
            return Likely::Heading;
        }
        let above = at.checked_sub(1).map(|at| self.text(at));
        let above_ends = above.is_none_or(|x| is_terminated(x) || is_citation(self.grammar, x))
            || in_brackets(line).is_some();
        if !self.heads_text(at) {
            return Likely::Text;
        }
        if above.is_some_and(|x| self.is_marked(at - 1) && !is_terminated(x)) {
            return if is_heading_text(line, 24) { Likely::First } else { Likely::Text };
        }
        match above_ends {
            // 关于教育问题。 is no sentence, whatever it ends with.
            true if is_heading_text(line, 24) || titles.is(Kind::Topic, line) => Likely::Bare,
            true if is_phrase(line) => Likely::Phrase,
            true if !titles.is(Kind::Label, line) => Likely::Text,
            true if self.is_marked(at + 1) => Likely::LabelOfList,
            true => Likely::Label,
            false => Likely::Text,
        }
    }

    /// Whether a text or a list stands below a line.
    fn heads_text(&self, at: usize) -> bool {
        if at + 1 >= self.body.len() {
            return false;
        }
        let (line, next) = (self.text(at), self.text(at + 1));
        // A lead-in to a list may be short: 主要表现在：
        let leads =
            || next.ends_with(['：', ':']) && at + 2 < self.body.len() && self.is_marked(at + 2);
        let long = next.len() * 3 >= line.len() * 2;
        let holds = || long || sentence::sentences(next).nth(1).is_some() || leads();
        let told = is_terminated(next) || in_brackets(line).is_some();
        self.is_marked(at + 1) || told && holds()
    }

    /// Whether a list at the start names the line as a part.
    fn is_previewed(&self, at: usize) -> bool {
        let line = self.text(at);
        let lists = self.scanned.iter().take(PREVIEW).enumerate();
        let mut members = lists.flat_map(|(at, list)| list.iter().map(move |x| (at, x)));
        members.any(|(at, x)| self.after(x, at).starts_with(line))
    }

    /// Whether a list begins below the line, after another: one heading alone may stand there.
    fn heads_a_list(&self, at: usize) -> bool {
        let first = self.scanned.get(at + 1).and_then(|x| x.first());
        !is_terminated(self.text(at))
            && first.is_some_and(|x| x.boundary == Boundary::Start && x.marker.ordinal == 1)
            && self.scanned[..at].iter().flatten().any(|x| x.boundary == Boundary::Start)
    }

    /// Lines that a sign sets off, each above a text or another list: ▲ 主要做法
    fn signs(&self) -> Vec<usize> {
        let sign = |at: usize| {
            let first = self.scanned.get(at)?.first()?;
            let form = &self.grammar.markers.forms[first.marker.form as usize];
            let sign = form.same && first.marker.ordinal == 0;
            (sign && first.boundary == Boundary::Start).then_some(first)
        };
        let heads = |at: &usize| {
            let Some(found) = sign(*at) else { return false };
            let line = self.after(found, *at);
            is_heading_text(line.trim_matches(is_space), 24)
                && *at + 1 < self.body.len()
                && sign(at + 1).is_none()
                && self.text(at + 1).len() > line.len()
        };
        let mut series: HashMap<u16, Vec<usize>> = HashMap::new();
        for at in 0..self.body.len() {
            if let Some(found) = sign(at) {
                series.entry(found.marker.series).or_default().push(at);
            }
        }
        let all = |members: &Vec<usize>| members.len() >= 2 && members.iter().all(heads);
        let mut found: Vec<usize> = series.into_values().filter(all).flatten().collect();
        found.sort_unstable();
        found
    }
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
