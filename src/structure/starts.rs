//! Where speeches begin that stand one after the other without a separator (section 1.4 of the domain).

use std::collections::HashSet;
use std::ops::Range;

use crate::grammar::{Grammar, Kind};
use crate::recognize::closing::{Closing, closing, thanks_tail};
use crate::recognize::date::is_date_line;
use crate::recognize::salutation::{is_salutation, salutation};
use crate::recognize::title::is_title;
use crate::recognize::{byline, chrome};
use crate::structure::opening::dated_address;
use crate::structure::split::{LONG, TITLE};
use crate::text::lines::Markup;
use crate::text::paragraph::Paragraph;
use crate::text::sentence::is_terminated;

/// Characters of a title that names its speaker.
const NAMED: usize = 24;
/// Bytes of a line with a name.
const NAME: usize = 75;
/// Bytes of a sentence by which a text is told.
const SENTENCE: usize = 60;
/// Sentences by which a text is told when it comes back.
const TOLD: usize = 3;
/// Dated pieces by which a book is told.
const BOOK: usize = 3;

type Finder = fn(&Grammar, &[Paragraph<'_>], usize) -> Vec<usize>;

/// The ways to tell where speeches begin, the surest first.
const FINDERS: [Finder; 7] =
    [answers, dated_titles, named_titles, signed_titles, restarts, statements, copies];

/// The paragraphs from `from` on with which a speech begins; none when they are one speech.
pub(super) fn starts(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let mut found = FINDERS.iter().map(|find| find(grammar, paragraphs, from));
    let starts = found.find(|x| x.len() >= 2).unwrap_or_default();
    // A title without any text below it begins no speech.
    let ends = starts.iter().skip(1).copied().chain([paragraphs.len()]);
    let spoken = |(start, end): &(usize, usize)| paragraphs[*start..*end].iter().any(is_text);
    starts.iter().copied().zip(ends).filter(spoken).map(|(start, _)| start).collect()
}

fn is_text(x: &Paragraph<'_>) -> bool {
    x.text.len() > SENTENCE && is_terminated(&x.text)
}

/// Lines that say that the answer to a question follows: 【参考答案】
fn answers(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let is_answer = |at: &usize| {
        let line = &paragraphs[*at].text;
        line.len() <= NAME && grammar.separators.is(Kind::Answer, line)
    };
    let mut starts: Vec<usize> = (from..paragraphs.len()).filter(is_answer).collect();
    if let Some(first) = starts.first_mut() {
        *first = from;
    }
    starts
}

/// Titles that name their speaker, each above a salutation or a text.
fn named_titles(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let names = |text: &str| {
        text.len() <= TITLE
            && !text.contains(['。', '，', ',', '：', ':', '>', '|'])
            && text.chars().count() <= NAMED
            && byline::in_title(grammar, text).is_some()
    };
    let body_follows = |at: usize| {
        paragraphs.get(at + 1).is_some_and(|x| {
            is_salutation(grammar, &x.text) || x.text.len() > LONG && is_terminated(&x.text)
        })
    };
    let is_start = |at: &usize| body_follows(*at) && names(&paragraphs[*at].text);
    (from..paragraphs.len()).filter(is_start).collect()
}

/// Lines that a date and then a salutation follow: 开幕词 / （三月五日） / 同志们：
fn dated_addresses(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let is_start = |at: &usize| {
        let line = &paragraphs[*at].text;
        line.len() <= TITLE
            && !line.contains(['。', '：', ':'])
            && dated_address(grammar, &paragraphs[at + 1..])
    };
    (from..paragraphs.len()).filter(is_start).collect()
}

/// Lines that a date in brackets follows, and mostly a text below that: the pieces of a book.
fn dated_titles(_: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let is_start = |at: &usize| match &paragraphs[*at..] {
        [line, date, ..] => {
            date.text.starts_with(['（', '('])
                && line.text.len() <= TITLE
                && !line.text.is_empty()
                && !is_terminated(&line.text)
                && is_date_line(&date.text)
        }
        _ => false,
    };
    let mut starts: Vec<usize> = (from..paragraphs.len()).filter(is_start).collect();
    let heads_text = |at: &&usize| paragraphs.get(**at + 2).is_some_and(|x| is_terminated(&x.text));
    let told = starts.iter().filter(heads_text).count();
    if told < BOOK || told * 2 < starts.len() {
        return Vec::new();
    }
    // The rest of a title that its markup shows or a subtitle asks for, and its number.
    let goes_on = |x: &[Paragraph<'_>]| {
        x[1].text.starts_with(['—', '-'])
            || x[1].markup != Markup::None && x[0].markup == x[1].markup
            || x[0].text.bytes().all(|c| c.is_ascii_digit())
    };
    let mut floor = from;
    for at in &mut starts {
        let lines = paragraphs[floor..=*at].windows(2);
        floor = *at + 2;
        *at -= lines.rev().take_while(|x| goes_on(x)).count();
    }
    starts
}

/// The same text printed again: its first paragraphs, and the lines right above them, come back.
fn copies(_: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let text = |at: usize| paragraphs[at].text.as_ref();
    let is_text = |at: &usize| is_text(&paragraphs[*at]);
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
                .is_some_and(|x| x.text.len() <= NAME && byline::byline(grammar, &x.text).is_some())
    };
    let starts: Vec<usize> = (from..paragraphs.len()).filter(is_start).collect();
    let ending = |at: usize| paragraphs[at].text.chars().rev().take(2).collect::<String>();
    let alike = starts.windows(2).all(|x| ending(x[0]) == ending(x[1]) && x[1] > x[0] + 3);
    if alike { starts } else { Vec::new() }
}

/// Bylines of post and name, numbered or not, that are each followed by a text: statements of several
/// persons, printed one after the other without titles.
fn statements(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let is_start = |at: &usize| {
        let line = paragraphs[*at].text.as_ref();
        let heads_text = |x: &Paragraph<'_>| is_terminated(&x.text);
        let names = |x: byline::Speaker| !x.posts.is_empty() && !x.name.is_empty();
        line.len() <= NAME
            && paragraphs.get(at + 1).is_some_and(heads_text)
            && byline::numbered(grammar, line).is_some_and(names)
    };
    let starts: Vec<usize> = (from..paragraphs.len()).filter(is_start).collect();
    let after_text = |at: &usize| is_terminated(&paragraphs[at - 1].text);
    if starts.iter().skip(1).all(after_text) { starts } else { Vec::new() }
}

/// Where a speech begins after one that has ended.
fn restarts(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let fronts = fronts(grammar, paragraphs, from);
    let mut starts = titled_restarts(grammar, paragraphs, from);
    if starts.len() < 2 {
        let dated = dated_addresses(grammar, paragraphs, from);
        if dated.len() >= 2 && fronts.iter().all(|front| dated.binary_search(&front.start).is_ok())
        {
            return dated;
        }
    }
    let is_inside = |at: &usize| {
        let next = fronts.partition_point(|front| front.end <= *at);
        fronts.get(next).is_some_and(|front| front.contains(at))
    };
    starts.retain(|at| !is_inside(at));
    let signed_off = signed_off(grammar, paragraphs, from);
    if !fronts.is_empty() || !signed_off.is_empty() {
        starts.push(from);
    }
    starts.extend(fronts.iter().map(|front| front.start));
    starts.extend(signed_off);
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// Lines of a title, a byline and a date.
const FRONT: usize = 5;

/// Titles above a text, right below the date with which another was signed, or its thanks.
fn signed_off(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let ends = |x: &Paragraph<'_>| {
        is_date_line(&x.text) || closing(grammar, &x.text) == Some(Closing::Thanks)
    };
    // What was signed has a text.
    let mut texts = (from..paragraphs.len()).filter(|at| is_text(&paragraphs[*at]));
    let Some(told) = texts.nth(1) else { return Vec::new() };
    let is_start = |at: &usize| {
        let (above, below) = paragraphs.split_at(*at);
        let title = &below[0].text;
        let near = below[1..].iter().take(FRONT - 2);
        title.len() <= TITLE
            && is_title(grammar, title)
            && above.last().is_some_and(ends)
            && near.take_while(|x| x.text.len() <= TITLE).count() < below.len() - 1
            && below[1..].iter().take(FRONT).filter(|x| is_text(x)).nth(1).is_some()
    };
    (told + 1..paragraphs.len()).filter(is_start).collect()
}

/// Front matter below a text: the lines between it and a salutation.
fn fronts(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<Range<usize>> {
    let mut fronts = Vec::new();
    let mut spoken = 0;
    for (at, paragraph) in paragraphs.iter().enumerate().skip(from) {
        spoken += usize::from(is_text(paragraph));
        let line = &paragraph.text;
        let addresses = line.len() <= LONG && line.ends_with(['：', ':']);
        if spoken >= 2
            && addresses
            && is_salutation(grammar, line)
            && let Some(lines) = front(grammar, &paragraphs[from..at])
        {
            fronts.push(at - lines..at);
            spoken = 0;
        }
    }
    fronts
}

/// How many of the last paragraphs are front matter: a rule stands above them, one of them is a
/// byline or a date, or the text above ended with thanks.
fn front(grammar: &Grammar, paragraphs: &[Paragraph<'_>]) -> Option<usize> {
    let is_rule = |x: &Paragraph<'_>| chrome::is_decoration(&x.text);
    let is_front =
        |x: &&Paragraph<'_>| x.text.len() <= TITLE && !is_terminated(&x.text) && !is_rule(x);
    let lines = paragraphs.iter().rev().take(FRONT).take_while(is_front).count();
    let (above, lines) = paragraphs.split_at(paragraphs.len() - lines);
    let ruled = above.last().is_some_and(is_rule);
    let text = &above.iter().rev().take(FRONT).find(|x| !is_rule(x))?.text;
    let thanked =
        || closing(grammar, text) == Some(Closing::Thanks) || thanks_tail(grammar, text).is_some();
    let named =
        |x: &&Paragraph<'_>| is_date_line(&x.text) || byline::byline(grammar, &x.text).is_some();
    // What signs the speech above belongs to it.
    let units = lines.iter().take_while(|x| byline::is_unit(grammar, &x.text)).count();
    let dated = lines.get(units).is_some_and(|x| is_date_line(&x.text));
    let units = if dated { units } else { 0 };
    let signed = units + lines[units..].iter().take_while(named).count();
    let front = &lines[signed..];
    let evident = || ruled || dated || front.iter().any(|x| named(&x)) || thanked();
    (!front.is_empty() && evident()).then_some(front.len())
}

/// Titles that a salutation follows soon, after an earlier speech has had its salutation and text.
fn titled_restarts(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let titled = |x: &&Paragraph<'_>| x.text.len() <= LONG && is_title(grammar, &x.text);
    if paragraphs[from..].iter().filter(titled).nth(1).is_none() {
        return starts;
    }
    let (mut long_since, mut texts_since) = (0, 0);
    let mut at = from;
    while at < paragraphs.len() {
        let text = &paragraphs[at].text;
        long_since += usize::from(text.len() > LONG && is_terminated(text));
        texts_since += usize::from(is_text(&paragraphs[at]));
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
            let next = below.first().is_some_and(|x| is_salutation(grammar, &x.text));
            let spoken = long_since >= 2 || texts_since >= if next { 2 } else { 3 };
            if soon && (starts.is_empty() || spoken) {
                starts.push(at);
                (long_since, texts_since) = (0, 0);
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
