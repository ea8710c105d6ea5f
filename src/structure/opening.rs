//! Where the text of a piece begins, and the salutation and greeting that open it (section 1.6 of the
//! domain).

use std::ops::Range;

use crate::grammar::{Edge, Grammar, Kind};
use crate::recognize::byline;
use crate::recognize::lead_in::lead_in;
use crate::recognize::marker::{Marker, marker_at};
use crate::recognize::salutation::{is_salutation, opening};
use crate::recognize::title::{is_editor_note, is_title};
use crate::recognize::{chrome, closing, date, salutation};
use crate::structure::front::Front;
use crate::structure::outline::Part;
use crate::structure::title_block::TITLE_LINE;
use crate::text::chars::{head, is_space};
use crate::text::lines::Markup;
use crate::text::paragraph::Paragraph;
use crate::text::sentence::is_terminated;

/// Paragraphs within which the second item follows the first.
const LIST: usize = 40;
/// Paragraphs of news above a quoted speech.
const NEWS: usize = 8;
/// Paragraphs between the salutation of a notice and the line that introduces a text.
const FRAME: usize = 2;
/// Bytes of a line without a colon that may introduce a list: 目录
const INTRODUCTION: usize = 30;
/// The rank of bullets and of what else numbers nothing.
const BULLET: u8 = 70;
/// Turns that make a dialogue.
const TURNS: usize = 4;
/// Characters in which a name and its colon stand.
const NAMED: usize = 20;

/// Where the text begins: the paragraph after the salutation, or the first one that is a sentence
/// or has a block marker; and the salutation's paragraph. The table of contents is passed over.
pub(super) fn body_start(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    range: Range<usize>,
    contents: &Range<usize>,
) -> (usize, Option<usize>) {
    let mut first_text = None;
    let mut titled = false;
    let mut texts = 0;
    for at in range.clone() {
        let paragraph = &paragraphs[at];
        let text = paragraph.text.as_ref();
        // A quoted line in front of the text is the editor's.
        let noted = || {
            paragraph.markup == Markup::Quote || at > range.start && is_editor_note(grammar, text)
        };
        if text.is_empty() || contents.contains(&at) || first_text.is_none() && noted() {
            continue;
        }
        // What stands above the line that introduces the speech is the news.
        if (at < range.start + NEWS || texts == 0) && grammar.titles.is(Kind::FullText, text) {
            (first_text, texts) = (None, 0);
            continue;
        }
        titled |= paragraph.markup == Markup::Title;
        let heads_a_part = grammar.titles.is(Kind::Heading, text)
            || titled
                && paragraph.markup == Markup::Heading
                && !is_title(grammar, text)
                && !date::is_date_line(text)
                && byline::byline(grammar, text).is_none()
                && !is_terminated(text)
                && chrome::furniture(grammar, text, Edge::Head).is_none();
        // 结论 / （三月三十一日） / 同志们： is a title.
        let entitles = dated_address(grammar, &paragraphs[at + 1..range.end]);
        if heads_a_part && !entitles {
            return (first_text.unwrap_or(at), None);
        }
        let named = label(grammar, text);
        let turn = named > 0 || grammar.titles.is(Kind::Dialogue, text);
        if turn && is_dialogue(grammar, &paragraphs[at..range.end]) {
            return (first_text.unwrap_or(at), None);
        }
        // 各位团长，指挥家， above further lines of address
        let stacked = || {
            grammar.salutations.is(Kind::Vocative, text)
                && paragraphs[..range.end]
                    .get(at + 1)
                    .is_some_and(|x| is_salutation(grammar, &x.text))
        };
        let address = opening(grammar, &text[named..]).is_some() || stacked();
        // 大家好！ without a salutation
        if !address && whole_greeting(grammar, text) {
            return (at, None);
        }
        let heralds = |x: &Paragraph<'_>| grammar.titles.is(Kind::FullText, &x.text);
        let announced = || paragraphs[at + 1..range.end].iter().take(FRAME).any(heralds);
        if address && chrome::furniture(grammar, text, Edge::Head).is_none() && !announced() {
            return (at, Some(at));
        }
        // 1.王建国（县委书记） names who speaks, where it is no list of persons.
        let is_name = |x: &str| byline::numbered(grammar, x).is_some_and(|x| !x.posts.is_empty());
        let names =
            || is_name(text) && !paragraphs[at + 1..range.end].iter().any(|x| is_name(&x.text));
        let begins_list = || {
            marker_at(grammar, text).is_some_and(|marker| {
                begins_list(grammar, marker, text, &paragraphs[at + 1..range.end])
                    && chrome::furniture(grammar, text, Edge::Head).is_none()
                    && !names()
            })
        };
        let heads = text.chars().count() <= TITLE_LINE
            && (is_title(grammar, text) || date::is_date_line(text));
        if heads && !begins_list() {
            continue;
        }
        let sentence = text.len() > 40 * 3 && text.contains(['。', '，', ','])
            || is_terminated(text)
                && text.contains(['。', '！', '!', '：'])
                && text.chars().count() > 12
            || text.ends_with('。')
            || grammar.titles.is(Kind::Foreword, text)
            || introduces(grammar, text, paragraphs[at + 1..range.end].first());
        let is_text = sentence
            && chrome::furniture(grammar, text, Edge::Head).is_none()
            && !text.starts_with(['<', '!', '{'])
            || begins_list();
        if is_text {
            first_text.get_or_insert(at);
            texts += 1;
        }
        let introduced = || {
            let mut news = paragraphs[range.clone()].iter().take(NEWS).skip(at + 1 - range.start);
            news.any(heralds)
        };
        if texts >= 3 && !introduced() {
            break;
        }
    }
    // A salutation may still come after a preface of one or two paragraphs: it was looked for above.
    (first_text.unwrap_or(range.end), None)
}

/// Whether a date and then a salutation stand right below a line.
pub(super) fn dated_address(grammar: &Grammar, below: &[Paragraph<'_>]) -> bool {
    matches!(below, [date, address, ..]
        if date::is_date_line(&date.text) && is_salutation(grammar, &address.text))
}

/// Whether a line is a greeting and nothing else.
fn whole_greeting(grammar: &Grammar, line: &str) -> bool {
    line.len() <= 60
        && line.ends_with(['！', '!', '。', '，'])
        && salutation::greeting(grammar, line) == line.len()
}

/// Whether a line introduces what follows it: 要抓好以下工作： before ●.
fn introduces(grammar: &Grammar, line: &str, next: Option<&Paragraph<'_>>) -> bool {
    let before_list = || {
        let marker = next.and_then(|x| marker_at(grammar, &x.text));
        marker.is_some_and(|x| x.ordinal <= 1)
    };
    let announces = || lead_in(grammar, line).is_some_and(|x| x.talk || x.count.is_some());
    match line.ends_with(['：', ':']) {
        true => before_list() || announces(),
        false => line.len() <= INTRODUCTION && before_list() && announces(),
    }
}

/// Whether a line is the first item of a list, so that no title comes after it.
fn begins_list(grammar: &Grammar, marker: Marker, line: &str, after: &[Paragraph<'_>]) -> bool {
    let form = &grammar.markers.forms[marker.form as usize];
    let structural = form.rank.is_none_or(|rank| rank < BULLET);
    let second = || {
        let second = |x: &Paragraph<'_>| {
            marker_at(grammar, &x.text).is_some_and(|x| x.series == marker.series && x.ordinal == 2)
        };
        after.iter().take(LIST).any(second)
    };
    match marker.ordinal {
        1 => marker.len == line.len() || structural && (form.needs.is_none() || second()),
        // ▲ before a heading: its text follows.
        0 => form.needs.is_none() && after.first().is_some_and(|x| is_terminated(&x.text)),
        _ => false,
    }
}

/// The length of the speaker's name in front of the salutation: 王建国：各位代表，
fn label(grammar: &Grammar, text: &str) -> usize {
    let start = head(text, NAMED);
    let length = byline::after_colon(grammar, start).map_or(0, |rest| start.len() - rest.len());
    if opening(grammar, &text[length..]).is_some() { length } else { 0 }
}

/// Whether people speak in turn, a paragraph each after the name (section 1.9.5).
fn is_dialogue(grammar: &Grammar, paragraphs: &[Paragraph<'_>]) -> bool {
    let turns = paragraphs.iter().take(TURNS).map_while(|x| {
        let start = head(&x.text, NAMED);
        let turn = || Some(grammar.titles.captures(Kind::Dialogue, start)?.name("text")?.as_str());
        let rest = byline::after_colon(grammar, start).or_else(turn)?;
        Some(&start[..start.len() - rest.len()])
    });
    let turns: Vec<&str> = turns.collect();
    turns.len() >= TURNS && turns.iter().any(|name| *name != turns[0])
}

/// Reads the salutation, the lines stacked under it and the greeting.
pub(super) fn read_salutation(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    end: usize,
    first: usize,
    front: &mut Front,
) {
    let text = |at: usize| paragraphs[at].text.as_ref();
    let mut last = first;
    let honours = |line: &str| grammar.salutations.is(Kind::Vocative, line);
    while last + 1 < end && (is_salutation(grammar, text(last)) || honours(text(last))) {
        let next = text(last + 1);
        // A line that ends in a comma goes on with whoever is addressed next.
        let goes_on = text(last).ends_with(['，', ','])
            && next.len() <= 150
            && next.ends_with(['，', ',', '：', ':']);
        if !goes_on && !is_salutation(grammar, next) {
            break;
        }
        last += 1;
    }
    let named = label(grammar, text(first));
    let opening_start = if last == first { named } else { 0 };
    let (length, greeting) = match opening(grammar, &text(last)[opening_start..]) {
        Some((length, greeting)) => (opening_start + length, greeting),
        None => (text(last).len(), 0),
    };
    let whole = Part { paragraph: first, start: 0, end: text(first).len() };
    if named > 0 {
        let name = byline::in_title(grammar, head(text(first), NAMED));
        front.speaker = name.map(|x| (x, Some(Part { end: named, ..whole })));
    }
    let first_line = Part { start: named, ..whole };
    front.salutation =
        Some((first_line, Part { paragraph: last, start: opening_start, end: length }));
    if greeting > 0 {
        front.greeting = Some(Part { paragraph: last, start: length, end: length + greeting });
    }
    front.body = last;
    front.offset = length + greeting;
    if text(last)[front.offset..].trim_matches(is_space).is_empty() {
        front.body = last + 1;
        front.offset = 0;
        // The greeting as a paragraph of its own, perhaps on the next page.
        let is_number = |at: &usize| chrome::is_page_number(grammar, text(*at));
        let own = (last + 1..end).find(|at| !is_number(at));
        let own = own.filter(|at| greeting == 0 && closing::closing(grammar, text(*at)).is_none());
        if let Some(own) = own {
            read_greeting(grammar, paragraphs, own, 0, front);
            let numbers = last + 1..own;
            if front.greeting.is_some() {
                front.chrome.extend(numbers.map(|at| (at, chrome::PAGE_NUMBER.to_owned())));
            }
        }
    } else if greeting == 0 {
        read_greeting(grammar, paragraphs, last, length, front);
    }
}

/// Reads a greeting that stands at a place of a paragraph.
pub(super) fn read_greeting(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    paragraph: usize,
    start: usize,
    front: &mut Front,
) {
    let text = &paragraphs[paragraph].text;
    let end = start + salutation::greeting(grammar, &text[start..]);
    if end > start {
        front.greeting = Some(Part { paragraph, start, end });
        let whole = text[end..].trim_matches(is_space).is_empty();
        (front.body, front.offset) = if whole { (paragraph + 1, 0) } else { (paragraph, end) };
    }
}
