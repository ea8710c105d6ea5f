//! One file, one speech or many: separators, the collection's title, front matter of the file
//! (sections 1.2 to 1.4 of the domain).

use std::collections::HashSet;
use std::ops::Range;

use crate::grammar::Grammar;
use crate::recognize::salutation::{is_salutation, salutation};
use crate::recognize::separator::{compilation, numbered_base, separator};
use crate::recognize::title::is_title;
use crate::recognize::{byline, chrome};
use crate::structure::opening::dated_address;
use crate::text::paragraph::Paragraph;
use crate::text::sentence::is_terminated;

/// How the paragraphs of a file are shared out.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Paragraphs of a block of metadata at the very start (YAML front matter).
    pub(crate) metadata: Range<usize>,
    /// The paragraph with the collection's title.
    pub(crate) title: Option<usize>,
    /// How many pieces that title names.
    pub(crate) declared: Option<u32>,
    /// Further lines that print the collection's title again.
    pub(crate) echoes: Vec<usize>,
    /// Paragraphs before the first separator.
    pub(crate) preface: Range<usize>,
    pub(crate) pieces: Vec<Piece>,
}

/// The paragraphs of one speech.
#[derive(Debug)]
pub(crate) struct Piece {
    /// The separator's paragraph, its number, and where its title stands in it.
    pub(crate) separator: Option<(usize, u32, Range<usize>)>,
    pub(crate) range: Range<usize>,
}

/// Bytes of a title at most.
const TITLE: usize = 120;
/// Bytes of a paragraph that is text.
const LONG: usize = 150;
/// Bytes of such a sentence.
const SENTENCE: usize = 60;
/// Sentences by which a text is told when it comes back.
const TOLD: usize = 3;
/// Lines at the start of a file that are looked at for a collection's title.
const HEAD: usize = 12;

/// Shares out the paragraphs.
pub(crate) fn split(grammar: &Grammar, paragraphs: &[Paragraph<'_>]) -> Plan {
    let metadata = metadata(paragraphs);
    let mut plan = Plan { metadata: metadata.clone(), ..Plan::default() };
    let head = metadata.end..paragraphs.len().min(metadata.end + HEAD);
    let mut base = None;
    for at in head.clone() {
        if let Some((name, count)) = compilation(grammar, &paragraphs[at].text) {
            if plan.title.is_none() {
                plan.title = Some(at);
                plan.declared = Some(count);
                base = Some(name.to_owned());
            } else {
                plan.echoes.push(at);
            }
        }
    }
    let mut marks = separators(grammar, paragraphs, metadata.end, plan.declared);
    if marks.is_empty() {
        let base = base.or_else(|| repeated_base(grammar, paragraphs, metadata.end));
        marks = numbered(grammar, paragraphs, metadata.end, base.as_deref());
    }
    if marks.is_empty() {
        plan.title = None;
        plan.declared = None;
        plan.echoes.clear();
        plan.pieces = unseparated(grammar, paragraphs, metadata.end);
        if plan.pieces.len() > 1 {
            let first = plan.pieces[0].range.start;
            let title =
                (metadata.end..first).rev().find(|at| is_title(grammar, &paragraphs[*at].text));
            plan.title = title;
            plan.preface = metadata.end..first;
        } else {
            plan.preface = metadata.end..metadata.end;
        }
        return plan;
    }
    plan.preface = metadata.end..marks[0].0;
    if plan.title.is_none_or(|at| at >= marks[0].0) {
        plan.title = None;
        plan.declared = None;
    }
    plan.echoes.retain(|at| *at < marks[0].0);
    for (k, (at, number, title)) in marks.iter().enumerate() {
        let end = marks.get(k + 1).map_or(paragraphs.len(), |next| next.0);
        plan.pieces
            .push(Piece { separator: Some((*at, *number, title.clone())), range: at + 1..end });
    }
    plan
}

/// The block between two lines of dashes at the very start, with a key in it.
fn metadata(paragraphs: &[Paragraph<'_>]) -> Range<usize> {
    let is_rule = |x: &Paragraph<'_>| x.text == "---";
    if !paragraphs.first().is_some_and(is_rule) {
        return 0..0;
    }
    let end = paragraphs.iter().skip(1).take(80).position(is_rule).map(|at| at + 2);
    let has_key = |end: usize| {
        paragraphs[1..end]
            .iter()
            .any(|x| x.text.split_once(':').is_some_and(|(key, _)| key.is_ascii()))
    };
    end.filter(|end| has_key(*end)).map_or(0..0, |end| 0..end)
}

type Mark = (usize, u32, Range<usize>);

/// Separator lines of one kind, numbered 1, 2, 3 …
fn separators(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    from: usize,
    declared: Option<u32>,
) -> Vec<Mark> {
    let mut by_rule: Vec<(String, Vec<Mark>)> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate().skip(from) {
        let Some(found) = separator(grammar, &paragraph.text) else { continue };
        let start = found.title.as_ptr() as usize - paragraph.text.as_ptr() as usize;
        let mark = (at, found.number, start..start + found.title.len());
        match by_rule.iter_mut().find(|(rule, _)| *rule == found.rule) {
            Some((_, marks)) => marks.push(mark),
            None => by_rule.push((found.rule, vec![mark])),
        }
    }
    let fits = |marks: &[Mark]| {
        let in_order = marks.windows(2).filter(|x| x[1].1 == x[0].1 + 1).count();
        marks.len() >= 2 && in_order * 2 >= marks.len() - 1 || declared == Some(marks.len() as u32)
    };
    by_rule.into_iter().map(|(_, marks)| marks).find(|marks| fits(marks)).unwrap_or_default()
}

/// The title that several lines number from 1 on, each before a salutation or a text, where no
/// line above says how many there are: 年终讲话稿（一）.
fn repeated_base(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Option<String> {
    let begins = |at: usize| {
        paragraphs[at + 1..].iter().take(3).any(|x| {
            is_salutation(grammar, &x.text) || x.text.len() > LONG && is_terminated(&x.text)
        })
    };
    let mut bases: Vec<(&str, u32)> = Vec::new();
    for (at, x) in paragraphs.iter().enumerate().skip(from) {
        if x.text.len() > TITLE {
            continue;
        }
        let Some((name, number)) = numbered_base(grammar, &x.text) else { continue };
        if !is_title(grammar, name) || !begins(at) {
            continue;
        }
        let few = bases.len() < 64;
        match bases.iter_mut().find(|(base, _)| *base == name) {
            Some((_, last)) if number == *last + 1 => {
                *last = number;
                return Some(name.to_owned());
            }
            None if number == 1 && few => bases.push((name, 1)),
            _ => {}
        }
    }
    None
}

/// Lines made of the collection's base title and a number.
fn numbered(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    from: usize,
    base: Option<&str>,
) -> Vec<Mark> {
    let Some(base) = base else { return Vec::new() };
    let same = |name: &str| {
        let copy = grammar.separators.captures("copy", name).and_then(|x| x.get(0));
        let name = copy.map_or(name, |x| &name[..x.start()]).trim();
        name == base || base.starts_with(name) && name.chars().count() >= 4
    };
    let marks: Vec<Mark> = paragraphs
        .iter()
        .enumerate()
        .skip(from)
        .filter_map(|(at, x)| {
            let (name, number) = numbered_base(grammar, &x.text)?;
            same(name).then_some((at, number, 0..0))
        })
        .filter(|(at, ..)| compilation(grammar, &paragraphs[*at].text).is_none())
        .collect();
    if marks.len() >= 2 && marks[0].1 == 1 { marks } else { Vec::new() }
}

/// Speeches one after the other without a separator: each begins with a title line that names its
/// speaker, or with a title and a salutation after the end of the one before.
fn unseparated(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<Piece> {
    let is_name_title = |text: &str| {
        text.len() <= TITLE
            && !text.contains(['。', '，', ',', '：', ':', '>', '|'])
            && grammar.titles.captures("speaker", text).is_some()
            && byline::in_title(grammar, text).is_some()
            && text.chars().count() <= 24
    };
    let body_follows = |at: usize| {
        paragraphs.get(at + 1).is_some_and(|x| {
            is_salutation(grammar, &x.text) || x.text.len() > LONG && is_terminated(&x.text)
        })
    };
    let mut starts: Vec<usize> = (from..paragraphs.len())
        .filter(|at| paragraphs[*at].text.len() <= TITLE && body_follows(*at))
        .filter(|at| is_name_title(&paragraphs[*at].text))
        .collect();
    if starts.len() < 2 {
        starts = signed_titles(grammar, paragraphs, from);
    }
    if starts.len() < 2 {
        starts = titled_restarts(grammar, paragraphs, from);
    }
    if starts.len() < 2 {
        starts = dated_starts(grammar, paragraphs, from);
    }
    if starts.len() < 2 {
        starts = copies(paragraphs, from);
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([paragraphs.len()]).collect();
    // A title without any text below it begins no speech.
    let spoken = |(from, to): (&usize, &usize)| {
        paragraphs[*from..*to].iter().any(|x| x.text.len() > 60 && is_terminated(&x.text))
    };
    if starts.len() < 2 || !starts.iter().zip(&ends).all(spoken) {
        return vec![Piece { separator: None, range: from..paragraphs.len() }];
    }
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| Piece { separator: None, range: *start..end })
        .collect()
}

/// Lines that a date and then a salutation follow: 开幕词 / （三月五日） / 同志们：
fn dated_starts(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let is_start = |at: &usize| {
        let line = &paragraphs[*at].text;
        line.len() <= TITLE
            && !line.contains(['。', '：', ':'])
            && dated_address(grammar, &paragraphs[at + 1..])
    };
    (from..paragraphs.len()).filter(is_start).collect()
}

/// The same text printed again: its first paragraphs, and the lines right above them, come back.
fn copies(paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let text = |at: usize| paragraphs[at].text.as_ref();
    let is_text = |at: &usize| text(*at).len() > SENTENCE && is_terminated(text(*at));
    let opening = |at| (at..paragraphs.len()).filter(is_text).map(text).take(TOLD);
    let Some(first) = (from..paragraphs.len()).find(is_text) else { return Vec::new() };
    if opening(first).collect::<HashSet<_>>().len() < TOLD {
        return Vec::new();
    }
    let mut starts = vec![from];
    for at in first + 1..paragraphs.len() {
        if text(at) == text(first) && opening(at).eq(opening(first)) {
            let alike = |back: &usize| text(at - back) == text(first - back);
            let above = (1..=first - from).take_while(alike).count();
            starts.push(at - above);
        }
    }
    starts
}

/// Titles of one kind that are each followed by a name alone: reports put one after the other.
fn signed_titles(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let is_start = |at: &usize| {
        let title = paragraphs[*at].text.as_ref();
        title.len() <= TITLE
            && is_title(grammar, title)
            && paragraphs
                .get(at + 1)
                .is_some_and(|x| x.text.len() <= 40 && byline::byline(grammar, &x.text).is_some())
    };
    let starts: Vec<usize> = (from..paragraphs.len()).filter(is_start).collect();
    let ending = |at: usize| paragraphs[at].text.chars().rev().take(2).collect::<String>();
    let alike = starts.windows(2).all(|x| ending(x[0]) == ending(x[1]) && x[1] > x[0] + 3);
    if alike { starts } else { Vec::new() }
}

/// Titles that a salutation follows soon, after an earlier speech has had its salutation and text.
fn titled_restarts(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let titled = |x: &&Paragraph<'_>| x.text.len() <= LONG && is_title(grammar, &x.text);
    if paragraphs[from..].iter().filter(titled).nth(1).is_none() {
        return starts;
    }
    let mut long_since = 0;
    let mut at = from;
    while at < paragraphs.len() {
        let text = &paragraphs[at].text;
        if text.len() > LONG && is_terminated(text) {
            long_since += 1;
        }
        let linked = || {
            (at.saturating_sub(2)..at)
                .any(|x| chrome::furniture_inside(grammar, &paragraphs[x].text) == Some("related"))
        };
        let short = text.len() <= LONG && !text.contains(['。', '|', '>']);
        if short
            && is_title(grammar, text)
            && chrome::furniture_inside(grammar, text).is_none()
            && !linked()
        {
            let below = &paragraphs[at + 1..paragraphs.len().min(at + 6)];
            let near = below.iter().take_while(|x| x.text.len() <= 240).count();
            // The salutation, or a paragraph that it is glued to.
            let soon = below[..near].iter().any(|x| is_salutation(grammar, &x.text))
                || below.iter().take(near + 1).any(|x| salutation(grammar, &x.text).is_some());
            if soon && (starts.is_empty() || long_since >= 2) {
                starts.push(at);
                long_since = 0;
            }
        }
        at += 1;
    }
    // The first title may stand below others: the front matter is read again from the file's start.
    if starts.len() >= 2 {
        starts[0] = from;
    }
    starts
}
