//! The lines above a text: what each of them may be, and which of them are the title (section 1.5 of
//! the domain).

use std::borrow::Cow;
use std::ops::Range;

use crate::grammar::{Edge, Grammar, Kind};
use crate::recognize::byline::{self, Speaker};
use crate::recognize::chrome;
use crate::recognize::date::{self, Date};
use crate::recognize::title::{is_editor_note, is_title, likeness};
use crate::text::chars::{is_han, is_space};
use crate::text::lines::Markup;
use crate::text::paragraph::Paragraph;
use crate::text::sentence::{is_bracketed, is_terminated};

/// Characters of a line that may belong to a title block.
pub(super) const TITLE_LINE: usize = 70;

/// What a line of the title block may be.
#[derive(Debug)]
pub(super) enum Role {
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

/// What a line is by itself.
pub(super) fn role(grammar: &Grammar, paragraph: &Paragraph<'_>) -> Role {
    let line = paragraph.text.as_ref();
    if line.is_empty() || chrome::is_decoration(line) {
        return Role::Chrome("note".into());
    }
    if paragraph.markup == Markup::Quote || is_editor_note(grammar, line) {
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
    let labelled = grammar.titles.captures(Kind::DateLabel, line).and_then(|x| x.name("date"));
    let found = match labelled {
        // 时间：2023年6月30日下午3:00
        Some(x) => date::date(x.as_str()).ok().map(|(_, found)| found),
        None => date::date_line(line).filter(|_| date::is_date_line(line)),
    };
    if let Some(found) = found {
        return Role::Date(found);
    }
    if let Some((speaker, found)) = byline::name_and_date(grammar, line) {
        return Role::NameDate(speaker, date::date_line(found).unwrap_or_default());
    }
    let in_brackets = line.strip_prefix(['（', '(']).and_then(|x| x.strip_suffix(['）', ')']));
    if let Some(speaker) = in_brackets.and_then(|x| byline::byline(grammar, x)) {
        return Role::Byline(speaker);
    }
    if grammar.titles.is(Kind::Subtitle, line) {
        return Role::Subtitle;
    }
    // When it was adopted or spoken: （2013年11月12日某某会议通过）
    let dated = in_brackets.and_then(|x| date::date(x).ok()).map(|(_, found)| found);
    if let Some(found) = dated.filter(|x| x.year.is_some() && x.day.is_some()) {
        return Role::Date(found);
    }
    if grammar.titles.is(Kind::Note, line)
        || grammar.closings.is(Kind::Note, line)
        || grammar.closings.is(Kind::Credit, line)
    {
        return Role::Chrome("note".into());
    }
    if in_brackets.is_some_and(|x| is_title(grammar, x)) {
        return Role::Subtitle;
    }
    if !is_title(grammar, line)
        && let Some(speaker) = byline::numbered(grammar, line)
    {
        return Role::Byline(speaker);
    }
    if let Some(speaker) = byline::post_alone(grammar, line) {
        return Role::Byline(speaker);
    }
    let mut words = line.split(is_space).filter(|x| !x.is_empty());
    if words.all(|word| grammar.titles.is(Kind::UnitByline, word)) {
        return Role::Unit;
    }
    // A sentence on who spoke, and when, is news.
    if is_terminated(line) && byline::in_frame(grammar, line).is_some() {
        return Role::Frame;
    }
    // The title once more, in another language.
    if !line.contains(is_han) {
        return Role::Chrome("navigation".into());
    }
    Role::Candidate
}

/// The title: of the candidates, from below, the one that ends as titles do or stands right above
/// byline, date or subtitle, with the line before it when it was wrapped.
pub(super) fn choose_title(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    roles: &[(usize, Role)],
) -> Option<Range<usize>> {
    let plain = |(at, role): &(usize, Role)| matches!(role, Role::Candidate).then_some(*at);
    let candidates: Vec<usize> = roles.iter().filter_map(plain).collect();
    let text = |at: usize| paragraphs[at].text.as_ref();

    let sound = |at: &usize| {
        let line = text(*at);
        let chars = line.chars().count();
        (2..=TITLE_LINE).contains(&chars)
            && !line.contains(['>', '»'])
            && !line.contains(" / ")
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
        line.len() <= 60 && grammar.titles.is(Kind::BareTitle, &unspaced())
    };
    let entitles = |at: &usize| {
        is_title(grammar, text(*at)) || grammar.titles.is(Kind::Headline, text(*at)) || bare(*at)
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
    // The headline of a page stands above the speech's own title and its date.
    let own = |above: usize| {
        near.iter().any(|at| *at > above && is_title(grammar, text(*at)) && headed(at))
    };
    let best = declared
        .filter(|at| (!framed || is_title(grammar, text(**at)) || headed(at)) && !own(**at))
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
    let alike = |at: &usize| paragraphs[*at].markup == paragraphs[best].markup;
    let unit = |(at, role): &&(usize, Role)| *at + 1 == best && matches!(role, Role::Unit);
    let unit = roles.iter().find(unit).map(|(at, _)| *at).filter(|_| is_title(grammar, text(best)));
    let above = candidates.iter().copied().find(|x| *x + 1 == best).or(unit);
    if let Some(above) = above.filter(alike) {
        let whole = format!("{}{}", text(above), text(best));
        // …在全县大会上强调 / 抓早抓实春耕
        let quoted =
            text(above).chars().count() >= 8 && grammar.titles.is(Kind::Unfinished, text(above));
        let wrapped = !is_title(grammar, text(above))
            && is_title(grammar, text(best))
            && likeness(text(above), text(best)) < 0.8
            && text(above).chars().count() >= 8
            && !grammar.titles.is(Kind::HalfStart, text(best))
            && (grammar.titles.is(Kind::FirstHalf, text(above)) && text(best).contains('的')
                || whole.chars().count() <= 60
                    && text(best).chars().count() <= 12
                    && !text(above).contains(['：', ':', '卷', '|']));
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
                !is_title(grammar, text(*at)) && !text(*at).contains(['。', '：', '|', '-', '【'])
            });
        // A theme above the name of the genre: 文明过节 绿色低碳 / 倡议书
        let named = bare(best) && (4..=40).contains(&first) && !is_title(grammar, text(above));
        if wrapped || quoted || couplet || named || proved && first >= 4 {
            return Some(above..best + 1);
        }
    }
    Some(best..best + 1)
}

/// The lines of a title as one.
pub(super) fn joined<'t>(paragraphs: &'t [Paragraph<'_>], lines: &Range<usize>) -> Cow<'t, str> {
    match lines.len() {
        1 => Cow::Borrowed(paragraphs[lines.start].text.as_ref()),
        _ => Cow::Owned(lines.clone().map(|at| paragraphs[at].text.as_ref()).collect()),
    }
}
