//! Front matter: what stands between the furniture and the first sentence (sections 1.5 and 1.6).

use std::borrow::Cow;
use std::ops::Range;

use crate::grammar::{Edge, Grammar};
use crate::recognize::byline::{self, Speaker};
use crate::recognize::date::{self, Date};
use crate::recognize::lead_in::lead_in;
use crate::recognize::marker::{Marker, marker_at};
use crate::recognize::salutation::{head, is_salutation, opening};
use crate::recognize::title::{is_title, likeness};
use crate::recognize::{chrome, closing};
use crate::structure::outline::Part;
use crate::text::chars::is_space;
use crate::text::lines::Markup;
use crate::text::paragraph::Paragraph;
use crate::text::sentence::{is_bracketed, is_terminated};

/// What the front matter says.
#[derive(Debug, Default)]
pub(crate) struct Front {
    /// Its lines, when it was wrapped.
    pub(crate) title: Vec<Part>,
    pub(crate) page_title: Option<usize>,
    pub(crate) subtitle: Option<Part>,
    pub(crate) speaker: Option<(Speaker, Option<Part>)>,
    /// The unit in whose name the text stands, below the title.
    pub(crate) unit: Option<Part>,
    pub(crate) date: Option<(Date, Part)>,
    pub(crate) salutation: Option<(Part, Part)>,
    pub(crate) greeting: Option<Part>,
    /// Furniture: paragraph and kind.
    pub(crate) chrome: Vec<(usize, String)>,
    /// The first paragraph of the text, and where the text begins in it.
    pub(crate) body: usize,
    pub(crate) offset: usize,
}

/// Paragraphs within which the second item follows the first.
const LIST: usize = 40;
/// Paragraphs of news above a quoted speech.
const NEWS: usize = 8;
/// Bytes of a line without a colon that may introduce a list: 目录
const INTRODUCTION: usize = 30;
/// The rank of bullets and of what else numbers nothing.
const BULLET: u8 = 70;
/// Characters in which a name and its colon stand.
const NAMED: usize = 20;
/// Characters of a line that may belong to a title block.
const TITLE_LINE: usize = 70;

/// Reads the front matter of a piece.
pub(crate) fn front(grammar: &Grammar, paragraphs: &[Paragraph<'_>], range: Range<usize>) -> Front {
    let mut front = Front { body: range.start, ..Front::default() };
    let text = |at: usize| paragraphs[at].text.as_ref();
    let (body, salutation_at) = body_start(grammar, paragraphs, range.clone());
    front.body = body;
    if let Some(at) = salutation_at {
        read_salutation(grammar, paragraphs, range.end, at, &mut front);
    }
    if salutation_at.is_none() && body < range.end && whole_greeting(grammar, text(body)) {
        front.greeting = Some(Part { paragraph: body, start: 0, end: text(body).len() });
        front.body = body + 1;
    }
    // The block of lines right above the text, read from below.
    let block_end = salutation_at.unwrap_or(body);
    let mut candidates: Vec<usize> = Vec::new();
    let mut roles: Vec<(usize, Role)> = Vec::new();
    let mut at = block_end;
    while at > range.start {
        at -= 1;
        let role = role(grammar, &paragraphs[at]);
        if let Role::Candidate = role {
            candidates.push(at);
        }
        roles.push((at, role));
    }
    let title = choose_title(grammar, paragraphs, &candidates, &roles);
    // A sentence between title and text is text: 青春是什么？
    if let Some(title) = title.as_ref().filter(|_| salutation_at.is_none() && front.body == body) {
        let sentence = |(at, role): &&(usize, Role)| {
            *at >= title.end && matches!(role, Role::Candidate) && is_terminated(text(*at))
        };
        let sentences = roles.iter().take_while(sentence).count();
        roles.drain(..sentences);
        front.body -= sentences;
    }
    // What a note on the speech says counts where the speech's own lines are silent.
    let mut framed: (Option<Speaker>, Option<(Date, Part)>) = (None, None);
    for (at, role) in roles {
        let whole = Part { paragraph: at, start: 0, end: text(at).len() };
        let below_title = title.as_ref().is_none_or(|x| at + 1 >= x.start);
        match role {
            _ if title.as_ref().is_some_and(|x| x.contains(&at)) => {}
            Role::Subtitle if front.subtitle.is_none() && below_title => {
                // The name at the end of the line: ——在成人礼上的致辞王  琛
                let name =
                    grammar.titles.captures("subtitle-name", text(at)).and_then(|x| x.name("name"));
                let named = name.and_then(|x| {
                    Some((byline::byline(grammar, x.as_str().trim_matches(is_space))?, x.start()))
                });
                match named {
                    Some((speaker, cut)) if front.speaker.is_none() => {
                        front.subtitle = Some(Part { end: cut, ..whole });
                        front.speaker = Some((speaker, Some(Part { start: cut, ..whole })));
                    }
                    _ => front.subtitle = Some(whole),
                }
            }
            Role::Date(found) if front.date.is_none() && below_title => {
                front.date = Some((found, whole))
            }
            Role::NameDate(speaker, found) if front.speaker.is_none() && below_title => {
                front.speaker = Some((speaker, Some(whole)));
                if front.date.is_none() {
                    front.date = Some((found, Part { end: 0, ..whole }));
                }
            }
            Role::Byline(speaker) if front.speaker.is_none() && below_title => {
                front.speaker = Some((speaker, Some(whole)));
            }
            Role::Unit if front.unit.is_none() && below_title && title.is_some() => {
                front.unit = Some(whole);
            }
            Role::Frame => {
                framed.0 = framed.0.or_else(|| byline::in_frame(grammar, text(at)));
                framed.1 = framed.1.or_else(|| {
                    let found = date::find_loose(text(at)).filter(|x| x.month.is_some());
                    found.map(|x| (x, Part { end: 0, ..whole }))
                });
                front.chrome.push((at, "note".into()));
            }
            Role::Chrome(kind) => front.chrome.push((at, kind)),
            _ => {
                let is_page_title = title.as_ref().is_some_and(|x| {
                    let alike = likeness(text(at), &joined(paragraphs, x)) >= 0.8;
                    let above = at < x.start && is_title(grammar, text(at));
                    text(at).chars().count() >= 5
                        && !text(at).ends_with(['。', '：', ':'])
                        && (alike || above && matches!(role, Role::Candidate))
                });
                if is_page_title && front.page_title.is_none() {
                    front.page_title = Some(at);
                }
                // A motto between the title and the text.
                let motto = !is_page_title
                    && front.subtitle.is_none()
                    && matches!(role, Role::Candidate)
                    && !is_terminated(text(at))
                    && title.as_ref().is_some_and(|x| at == x.end);
                if motto {
                    front.subtitle = Some(whole);
                    continue;
                }
                front
                    .chrome
                    .push((at, if is_page_title { "page-title" } else { "navigation" }.into()));
            }
        }
    }
    front.chrome.sort_by_key(|(at, _)| *at);
    front.speaker = front.speaker.or(framed.0.map(|x| (x, None)));
    front.date = front.date.or(framed.1);
    if let Some(title) = title {
        let line = joined(paragraphs, &title);
        let start = if title.len() == 1 {
            byline::after_colon(grammar, &line).map_or(0, |rest| line.len() - rest.len())
        } else {
            0
        };
        front.title =
            title.map(|at| Part { paragraph: at, start: 0, end: text(at).len() }).collect();
        front.title[0].start = start;
        let unposted = |(x, _): &(Speaker, Option<Part>)| x.posts.is_empty();
        if front.speaker.as_ref().is_none_or(unposted) {
            let page = front.page_title.and_then(|at| byline::in_title(grammar, text(at)));
            let own = byline::in_title(grammar, &line);
            let subtitle = front
                .subtitle
                .and_then(|x| byline::in_title(grammar, subtitle_text(text(x.paragraph))));
            let told = own.or(subtitle).or(page);
            match &mut front.speaker {
                // A name alone: its posts may stand in the title.
                Some((known, _)) => {
                    let same = told.filter(|x| x.name == known.name);
                    same.into_iter().for_each(|x| known.posts = x.posts);
                }
                None => front.speaker = told.map(|x| (x, None)),
            }
        }
    }
    // A date after the title on its own line: …上的讲话 2020-06-20
    if front.date.is_none()
        && let Some(last) = front.title.last_mut()
    {
        let line = &text(last.paragraph)[last.start..last.end];
        let cut = line.trim_end_matches(is_space).rfind(is_space).unwrap_or(0);
        let tail = line[cut..].trim_matches(is_space);
        let found = date::date(tail).ok().filter(|(rest, x)| rest.is_empty() && x.day.is_some());
        if let Some((_, found)) = found.filter(|_| cut > 0) {
            let start = last.start + cut;
            front.date = Some((found, Part { start, ..*last }));
            last.end = start;
        }
    }
    if front.date.is_none() {
        // A subtitle that begins with the date: --1954年5月23日在…大会上
        let dated = front.subtitle.and_then(|x| {
            let line = subtitle_text(text(x.paragraph));
            let (_, found) = date::date(line).ok().filter(|(_, found)| found.day.is_some())?;
            Some((found, Part { end: x.start, ..x }))
        });
        front.date = dated;
        // A date in brackets at the end of title or subtitle: …上的讲话（2018年9月3日，某城）
        for part in front.subtitle.iter_mut().chain(front.title.last_mut()) {
            let line = &text(part.paragraph)[part.start..part.end];
            let Some(open) = line.rfind(['（', '(']) else { continue };
            let Some(close) = line[open..].find(['）', ')']) else { continue };
            let close = open + close;
            let end = close + line[close..].chars().next().map_or(0, char::len_utf8);
            let found = date::date_line(&line[open..end]).filter(|x| x.year.is_some());
            let Some(found) = found.filter(|_| front.date.is_none() && open > 0) else { continue };
            front.date = Some(match line[end..].trim_matches(is_space).is_empty() {
                true => {
                    let bracket = Part { start: part.start + open, ..*part };
                    part.end = bracket.start;
                    (found, bracket)
                }
                false => (found, Part { end: part.start, ..*part }),
            });
        }
    }
    front
}

/// A subtitle without its dashes.
pub(crate) fn subtitle_text(line: &str) -> &str {
    line.trim_start_matches(|c| is_space(c) || "—–-－―─".contains(c)).trim_matches(is_space)
}

fn joined<'t>(paragraphs: &'t [Paragraph<'_>], lines: &Range<usize>) -> Cow<'t, str> {
    match lines.len() {
        1 => Cow::Borrowed(paragraphs[lines.start].text.as_ref()),
        _ => Cow::Owned(lines.clone().map(|at| paragraphs[at].text.as_ref()).collect()),
    }
}

/// What a line of the title block may be.
#[derive(Debug)]
enum Role {
    Candidate,
    Subtitle,
    Byline(Speaker),
    NameDate(Speaker, Date),
    Date(Date),
    /// 中共某某县委
    Unit,
    /// The line of a news page that introduces the speech.
    Frame,
    Chrome(String),
}

fn role(grammar: &Grammar, paragraph: &Paragraph<'_>) -> Role {
    let line = paragraph.text.as_ref();
    if line.is_empty() || chrome::is_decoration(line) {
        return Role::Chrome("note".into());
    }
    if paragraph.markup == Markup::Quote {
        return Role::Frame;
    }
    if let Some(kind) = chrome::furniture(grammar, line, Edge::Head) {
        return if kind == "frame" { Role::Frame } else { Role::Chrome(kind.into()) };
    }
    if line.chars().count() > TITLE_LINE {
        let kind = if is_terminated(line) { "blurb" } else { "navigation" };
        return Role::Chrome(kind.into());
    }
    // Time and place in brackets: （1月13日下午，某会议室）
    if is_bracketed(line) && date::month_day(line).is_some() && !line.contains('年') {
        return Role::Date(Date::default());
    }
    let dated = grammar.titles.captures("date-label", line).and_then(|x| x.name("date"));
    let dated = dated.map_or(line, |x| x.as_str());
    if let Some(found) = date::date_line(dated).filter(|_| date::is_date_line(dated)) {
        return Role::Date(found);
    }
    if let Some((speaker, found)) = byline::name_and_date(grammar, line) {
        let date = date::date(found).map(|(_, x)| x).unwrap_or_default();
        return Role::NameDate(speaker, date);
    }
    if grammar.titles.is("subtitle", line) {
        return Role::Subtitle;
    }
    if grammar.titles.is("note", line)
        || grammar.closings.is("note", line)
        || grammar.closings.is("credit", line)
    {
        return Role::Chrome("note".into());
    }
    let in_brackets = line.strip_prefix(['（', '(']).and_then(|x| x.strip_suffix(['）', ')']));
    if in_brackets.is_some_and(|x| is_title(grammar, x)) {
        return Role::Subtitle;
    }
    // When it was adopted: （2013年11月12日某某会议通过）
    let adopted = in_brackets.and_then(|x| date::date(x).ok()).map(|(_, found)| found);
    if let Some(found) = adopted.filter(|x| x.year.is_some() && x.day.is_some()) {
        return Role::Date(found);
    }
    if !is_title(grammar, line)
        && let Some(speaker) = byline::byline(grammar, line)
    {
        return Role::Byline(speaker);
    }
    let mut words = line.split(is_space).filter(|x| !x.is_empty());
    if words.all(|word| grammar.titles.is("unit-byline", word)) {
        return Role::Unit;
    }
    Role::Candidate
}

/// The title: of the candidates, from below, the one that ends as titles do or stands right above
/// byline, date or subtitle, with the line before it when it was wrapped.
fn choose_title(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    candidates: &[usize],
    roles: &[(usize, Role)],
) -> Option<Range<usize>> {
    let text = |at: usize| paragraphs[at].text.as_ref();

    let sound = |at: &usize| {
        let line = text(*at);
        let chars = line.chars().count();
        (2..=TITLE_LINE).contains(&chars)
            && !line.contains(['>', '»'])
            && (!line.contains(['|', '｜']) || is_title(grammar, line))
            && !line.ends_with(['：', ':', '；', ';'])
            && !is_bracketed(line)
    };
    let near: Vec<usize> = candidates.iter().copied().filter(sound).take(8).collect();
    let below = |at: usize| roles.iter().find(|(x, _)| *x == at + 1).map(|(_, role)| role);
    // 倡 议 书
    let bare = |at: usize| {
        let line = text(at);
        let unspaced = || line.chars().filter(|c| !is_space(*c)).collect::<String>();
        line.len() <= 60 && grammar.titles.is("bare-title", &unspaced())
    };
    let entitles = |at: &usize| {
        is_title(grammar, text(*at)) || grammar.titles.is("headline", text(*at)) || bare(*at)
    };
    let headed = |at: &usize| {
        matches!(
            below(*at),
            Some(Role::Subtitle | Role::Byline(_) | Role::Date(_) | Role::NameDate(..))
        )
    };
    let is_marked_up =
        |at: &usize| matches!(paragraphs[*at].markup, Markup::Title | Markup::Heading);
    let declared = near.iter().find(|at| paragraphs[**at].markup == Markup::Title);
    // Above the line that introduces a quoted speech stands the headline of the news.
    let introduces = |(at, role): &(usize, Role)| {
        matches!(role, Role::Frame) && text(*at).trim_end_matches('*').ends_with(['：', ':', '∶'])
    };
    let framed = roles.iter().any(introduces);
    let best = declared
        .filter(|at| !framed || is_title(grammar, text(**at)))
        .or_else(|| {
            near.iter()
                .filter(|at| !framed || is_title(grammar, text(**at)))
                .take(3)
                .find(|at| entitles(at) || headed(at) || is_marked_up(at))
                // 在…会上的讲话 above a motto and a date is the title.
                .map(|at| {
                    let above = near.iter().find(|x| **x + 1 == *at);
                    let motto = !is_title(grammar, text(*at))
                        && !matches!(below(*at), Some(Role::Subtitle));
                    above.filter(|x| motto && is_title(grammar, text(**x))).unwrap_or(at)
                })
        })
        .or_else(|| near.iter().find(|at| entitles(at)))
        .or_else(|| near.first().filter(|_| !framed))
        .copied()?;
    // The line above belongs to it when only both together are a title.
    let above = candidates.iter().copied().find(|x| *x + 1 == best);
    if let Some(above) = above {
        let whole = format!("{}{}", text(above), text(best));
        let wrapped = !is_title(grammar, text(above))
            && is_title(grammar, text(best))
            && likeness(text(above), text(best)) < 0.8
            && text(above).chars().count() >= 8
            && !grammar.titles.is("half-start", text(best))
            && (grammar.titles.is("first-half", text(above)) && text(best).contains('的')
                || whole.chars().count() <= 60 && text(best).chars().count() <= 12);
        // A page title above that holds both proves it.
        let proved = candidates
            .iter()
            .any(|x| *x < above && text(*x).contains(text(above)) && text(*x).contains(text(best)))
            || roles.iter().any(|(x, _)| {
                *x < above && text(*x).contains(text(above)) && text(*x).contains(text(best))
            });
        // A theme over two lines of about the same length.
        let (first, second) = (text(above).chars().count(), text(best).chars().count());
        let apart = if matches!(below(best), Some(Role::Subtitle)) { 10 } else { 5 };
        let couplet = matches!(below(best), Some(Role::Subtitle | Role::Byline(_)))
            && first.abs_diff(second) <= apart
            && first.min(second) >= 6
            && [above, best].iter().all(|at| {
                !is_title(grammar, text(*at)) && !text(*at).contains(['。', '：', '|', '-'])
            });
        // A theme above the name of the genre: 文明过节 绿色低碳 / 倡议书
        let named = bare(best) && (4..=40).contains(&first) && !is_title(grammar, text(above));
        if wrapped || couplet || named || proved && first >= 4 {
            return Some(above..best + 1);
        }
    }
    Some(best..best + 1)
}

/// Where the text begins: the paragraph after the salutation, or the first one that is a sentence
/// or has a block marker; and the salutation's paragraph.
fn body_start(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    range: Range<usize>,
) -> (usize, Option<usize>) {
    let mut first_text = None;
    let mut titled = false;
    let mut texts = 0;
    for at in range.clone() {
        let paragraph = &paragraphs[at];
        let text = paragraph.text.as_ref();
        // A quoted line in front of the text is the editor's.
        if text.is_empty() || paragraph.markup == Markup::Quote && first_text.is_none() {
            continue;
        }
        // What stands above the line that introduces the speech is the news.
        if at < range.start + NEWS && grammar.titles.is("full-text", text) {
            (first_text, texts) = (None, 0);
            continue;
        }
        titled |= paragraph.markup == Markup::Title;
        let heads_a_part = grammar.titles.is("heading", text)
            || titled
                && paragraph.markup == Markup::Heading
                && !is_title(grammar, text)
                && !date::is_date_line(text)
                && !is_terminated(text)
                && chrome::furniture(grammar, text, Edge::Head).is_none();
        if heads_a_part {
            return (first_text.unwrap_or(at), None);
        }
        let address = opening(grammar, &text[label(grammar, text)..]).is_some();
        // 大家好！ without a salutation
        if !address && whole_greeting(grammar, text) {
            return (at, None);
        }
        if address && chrome::furniture(grammar, text, Edge::Head).is_none() {
            return (at, Some(at));
        }
        let begins_list = || {
            marker_at(grammar, text).is_some_and(|marker| {
                begins_list(grammar, marker, text, &paragraphs[at + 1..range.end])
                    && chrome::furniture(grammar, text, Edge::Head).is_none()
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
            || introduces(grammar, text, paragraphs[at + 1..range.end].first());
        let is_text = sentence
            && chrome::furniture(grammar, text, Edge::Head).is_none()
            && !text.starts_with(['<', '!', '{'])
            || begins_list();
        if is_text {
            first_text.get_or_insert(at);
            texts += 1;
        }
        if texts >= 3 {
            break;
        }
    }
    // A salutation may still come after a preface of one or two paragraphs: it was looked for above.
    (first_text.unwrap_or(range.end), None)
}

/// Whether a line is a greeting and nothing else.
fn whole_greeting(grammar: &Grammar, line: &str) -> bool {
    line.len() <= 60
        && line.ends_with(['！', '!', '。', '，'])
        && crate::recognize::salutation::greeting(grammar, line) == line.len()
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

/// Reads the salutation, the lines stacked under it and the greeting.
fn read_salutation(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    end: usize,
    first: usize,
    front: &mut Front,
) {
    let text = |at: usize| paragraphs[at].text.as_ref();
    let mut last = first;
    let honours = |line: &str| grammar.salutations.is("vocative", line);
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
        // The greeting as a paragraph of its own.
        if greeting == 0 && front.body < end {
            let next = text(front.body);
            let length = crate::recognize::salutation::greeting(grammar, next);
            if length > 0 && closing::closing(grammar, next).is_none() {
                front.greeting = Some(Part { paragraph: front.body, start: 0, end: length });
                front.offset = length;
                if next[length..].trim_matches(is_space).is_empty() {
                    front.body += 1;
                    front.offset = 0;
                }
            }
        }
    } else if greeting == 0 {
        let rest = &text(last)[length..];
        let found = crate::recognize::salutation::greeting(grammar, rest);
        if found > 0 {
            front.greeting = Some(Part { paragraph: last, start: length, end: length + found });
            front.offset = length + found;
        }
    }
}
