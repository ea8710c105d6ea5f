//! Back matter, read from the end: furniture, date, signature, thanks, wishes (sections 1.12 to 1.16).

use std::ops::Range;

use crate::grammar::{Edge, Grammar, Kind};
use crate::recognize::byline;
use crate::recognize::chrome;
use crate::recognize::closing::{Closing, begins_peroration, closing, thanks_tail};
use crate::recognize::date::{self, Date};
use crate::recognize::marker::marker_at;
use crate::recognize::title::is_citation;
use crate::structure::outline::Part;
use crate::text::chars::{head, is_han, is_space};
use crate::text::paragraph::Paragraph;
use crate::text::sentence::is_terminated;

/// Bytes of a paragraph that is text, whatever stands above it.
const LONG: usize = 200;
/// Bytes of a short line that may be an item.
const ITEM: usize = 120;

/// Paragraphs of an appendix.
const APPENDIX: usize = 400;

/// What the back matter says.
#[derive(Debug, Default)]
pub(crate) struct Back {
    pub(crate) wish: Option<Part>,
    pub(crate) thanks: Option<Part>,
    pub(crate) end_formula: Option<Part>,
    pub(crate) signature: Option<Part>,
    pub(crate) date: Option<(Date, Part)>,
    /// Furniture: paragraph and kind.
    pub(crate) chrome: Vec<(usize, String)>,
    /// Paragraphs that follow the end and are no furniture.
    pub(crate) appendix: Vec<usize>,
    /// The text ends before this paragraph …
    pub(crate) end: usize,
    /// … or inside the one before it.
    pub(crate) cut: Option<usize>,
}

/// Reads the back matter of a piece whose text begins at `range.start`, `offset` bytes into it.
pub(crate) fn back(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    range: Range<usize>,
    offset: usize,
) -> Back {
    let text = |at: usize| paragraphs[at].text.as_ref();
    let whole = |at: usize| Part { paragraph: at, start: 0, end: text(at).len() };
    let mut back = Back::default();
    // What shares its paragraph with the salutation is text.
    let floor = range.start + usize::from(offset > 0);
    // After the line that says where a text comes from, titles and links are no text any more.
    let half = floor + (range.end - floor.min(range.end)) / 2;
    let last = |long: usize| {
        // A question may be the title of another page.
        let told = |at: &usize| {
            text(*at).len() >= long && is_terminated(text(*at)) && !text(*at).ends_with('？')
        };
        (half..range.end).rev().find(told).unwrap_or(half)
    };
    let (last_sentence, last_text) = (last(0), last(LONG));
    let credited = (half..range.end).find(|at| {
        *at >= last_text && grammar.closings.is(Kind::Credit, text(*at))
            || *at >= last_sentence
                && chrome::furniture_inside(grammar, text(*at)) == Some("related")
    });
    // The last paragraph that is text.
    let mut end = credited.map_or(range.end, |at| at + 1);
    while end > floor && !is_text(grammar, &paragraphs[end - 1], end - 1 == range.start) {
        end -= 1;
    }
    // Under a heading without a text, and after a lead-in, short lines are what they announce.
    let announces = |at: usize| {
        let line = text(at);
        line.ends_with(['：', ':'])
            || !is_terminated(line) && marker_at(grammar, line).is_some_and(|x| x.ordinal > 0)
    };
    if end > floor && end < range.end && announces(end - 1) {
        let is_item = |at: &usize| {
            let line = text(*at);
            line.contains(is_han)
                && line.len() <= ITEM
                && credit(grammar, line).is_none()
                && !grammar.closings.is(Kind::Note, line)
                && !date::is_date_line(line)
                && byline::byline(grammar, line).is_none()
                && !byline::is_unit(grammar, line)
                && !chrome::is_decoration(line)
                && !line.contains(['|', '>', '<', '：', ':'])
        };
        let items = (end..range.end).take_while(is_item).count();
        // One line alone may be the site's.
        end += if items >= 2 { items } else { 0 };
    }
    let near = (floor.min(end)..end).rev().take_while(|at| *at + APPENDIX > end);
    let labels = near.filter(|at| grammar.closings.is(Kind::Appendix, head(text(*at), 12)));
    // A label far above the end may be the text's own, but not the line 注释.
    let appends = |at: &usize| {
        let late = *at > range.start && (*at - range.start) * 4 >= end - range.start;
        late || *at + 1 == end
    };
    let appendix_from = labels
        .clone()
        .last()
        .filter(appends)
        .or_else(|| labels.clone().find(|at| grammar.closings.is(Kind::Notes, text(*at))));
    let tail_from =
        appendix_from.or_else(|| thanked(grammar, paragraphs, floor..end)).unwrap_or(end);
    back.appendix.extend(tail_from..end);
    let appended = appendix_from.is_some();
    for at in end..range.end {
        let line = text(at);
        if let Some(found) =
            date::date_line(line).filter(|_| back.date.is_none() && date::is_date_line(line))
        {
            back.date = Some((found, whole(at)));
        } else if back.signature.is_none()
            && back.chrome.is_empty()
            && (byline::byline(grammar, line).is_some()
                || byline::is_unit(grammar, line)
                || (line.chars().all(is_han) && line.len() <= 60
                    || grammar.titles.is(Kind::Signed, line))
                    && paragraphs.get(at + 1).is_some_and(|x| date::is_date_line(&x.text)))
        {
            back.signature = Some(whole(at));
        } else if let Some((name, found)) = signed_and_dated(grammar, line)
            && back.signature.is_none()
            && back.date.is_none()
        {
            back.signature = Some(Part { end: name, ..whole(at) });
            back.date = Some((found, Part { start: name, ..whole(at) }));
        } else if back.signature.is_some_and(|x| x.paragraph + 1 == at)
            && (byline::is_unit(grammar, line) || byline::byline(grammar, line).is_some())
        {
            // The second of two that sign together, or the name below its post.
            back.appendix.push(at);
        } else {
            let kind = chrome::furniture(grammar, line, Edge::Tail)
                .or_else(|| grammar.closings.is(Kind::Credit, line).then_some("source"))
                .or_else(|| grammar.closings.is(Kind::Note, line).then_some("note"));
            // The lines of a form or a table that is appended.
            let furnished = line.contains(['|', '>', '<']) || chrome::is_decoration(line);
            if kind.is_none() && appended && !line.is_empty() && !furnished {
                back.appendix.push(at);
            } else {
                back.chrome.push((at, kind.unwrap_or("navigation").to_owned()));
            }
        }
    }
    // Above it: signature and date that stand among the text's last lines, thanks, wishes.
    let mut end = tail_from;
    while end > floor {
        let at = end - 1;
        let line = text(at);
        if line.is_empty() {
            back.chrome.push((at, "note".into()));
        } else if let Some(kind) = credit(grammar, line) {
            back.chrome.push((at, kind.to_owned()));
        } else if let Some(found) =
            date::date_line(line).filter(|_| back.date.is_none() && date::is_date_line(line))
        {
            back.date = Some((found, whole(at)));
        } else if back.signature.is_none()
            && line.len() <= 90
            && !is_terminated(line)
            && (byline::byline(grammar, line).is_some()
                || (byline::is_unit(grammar, line) || grammar.titles.is(Kind::Signed, line))
                    && back.date.is_some())
        {
            back.signature = Some(whole(at));
        } else {
            match closing(grammar, line) {
                Some(Closing::Thanks) if back.thanks.is_none() => back.thanks = Some(whole(at)),
                Some(Closing::Wish) if back.wish.is_none() => back.wish = Some(whole(at)),
                Some(Closing::EndFormula) if back.end_formula.is_none() => {
                    back.end_formula = Some(whole(at));
                }
                _ => break,
            }
        }
        end -= 1;
    }
    back.end = end;
    if back.thanks.is_none() && end > range.start {
        let at = end - 1;
        if let Some(start) = thanks_tail(grammar, text(at))
            .filter(|start| *start > if at < floor { offset } else { 0 })
        {
            if at >= floor && text(at)[..start].trim_matches(is_space).is_empty() {
                back.end = at;
            } else {
                back.cut = Some(start);
            }
            back.thanks = Some(Part { start, ..whole(at) });
        }
    }
    back.chrome.sort_by_key(|(at, _)| *at);
    back
}

/// Paragraphs that a report has after the speech that it quotes.
const REPORTED: usize = 3;

/// The paragraph after the line of thanks near the end: what follows it is said of the speech.
fn thanked(grammar: &Grammar, paragraphs: &[Paragraph<'_>], range: Range<usize>) -> Option<usize> {
    let text = |at: usize| paragraphs[at].text.as_ref();
    let told = |at: usize| {
        is_terminated(text(at))
            && marker_at(grammar, text(at)).is_none()
            && credit(grammar, text(at)).is_none()
    };
    let from = range.end.saturating_sub(REPORTED).max(range.start + REPORTED);
    let after =
        (from..range.end).rev().take_while(|at| told(*at) && closing(grammar, text(*at)).is_none());
    let after = after.last()?;
    let thanks = closing(grammar, text(after - 1)) == Some(Closing::Thanks);
    let spoken = thanks_tail(grammar, text(range.end - 1)).is_some();
    (thanks && !spoken).then_some(after)
}

/// Where the date begins in a line that a name and a date sign: 报告人：王建国 2024年1月10日
fn signed_and_dated(grammar: &Grammar, line: &str) -> Option<(usize, Date)> {
    let (_, found) = byline::name_and_date(grammar, line)?;
    let before = &line[..found.as_ptr() as usize - line.as_ptr() as usize];
    let name = before.trim_end_matches(|c| is_space(c) || matches!(c, '（' | '('));
    if name.is_empty() { None } else { Some((name.len(), date::date_line(found)?)) }
}

/// A line after the text that says where it comes from, even if it ends like a sentence.
fn credit<'g>(grammar: &'g Grammar, line: &str) -> Option<&'g str> {
    let short = line.len() <= 300;
    let found = short.then(|| chrome::furniture(grammar, line, Edge::Tail)).flatten();
    found.or_else(|| (short && grammar.closings.is(Kind::Credit, line)).then_some("source"))
}

/// Whether a paragraph at the end is text, not furniture: a sentence, a list item, a closing.
fn is_text(grammar: &Grammar, paragraph: &Paragraph<'_>, first: bool) -> bool {
    let line = paragraph.text.as_ref();
    if line.is_empty() || chrome::is_decoration(line) || line.starts_with(['<', '{', '!']) {
        return false;
    }
    let last = line.trim_end_matches(|c| is_space(c) || c == '*');
    // A sentence may end before a bracket: 谢谢大家！（掌声）
    let closed = is_terminated(last)
        || last.ends_with(['）', ')', '”', '"', '」']) && last.contains(['。', '！', '？', '!']);
    if line.len() > 900 || closed && line.chars().count() > 60 {
        return chrome::furniture(grammar, line, Edge::Tail).is_none();
    }
    if chrome::furniture(grammar, line, Edge::Tail).is_some()
        || grammar.closings.is(Kind::Note, line)
    {
        return false;
    }
    if grammar.closings.is(Kind::Credit, line) {
        return false;
    }
    closed
        || is_citation(grammar, line)
        || closing(grammar, line).is_some()
        || marker_at(grammar, line).is_some_and(|x| x.ordinal > 0)
        || grammar.closings.is(Kind::Appendix, head(line, 12))
        || line.contains(['，', ','])
            && (line.chars().count() > 20 || begins_peroration(grammar, line))
        // The text was cut off here.
        || line.ends_with(['，', ',', '；', ';', '、'])
        || first && line.contains(['，', ','])
}
