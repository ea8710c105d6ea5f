//! Back matter, read from the end: furniture, date, signature, thanks, wishes (sections 1.12 to 1.16).

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::grammar::{Edge, Grammar, Kind};
use crate::recognize::byline;
use crate::recognize::chrome;
use crate::recognize::closing::{Closing, begins_peroration, closing, thanks_tail};
use crate::recognize::date::{self, Date};
use crate::recognize::marker::marker_at;
use crate::recognize::salutation::is_salutation;
use crate::recognize::title::is_citation;
use crate::structure::outline::Part;
use crate::text::chars::{head, is_han, is_space};
use crate::text::paragraph::Paragraph;
use crate::text::sentence::is_terminated;

/// Bytes of a paragraph that is text, whatever stands above it.
const LONG: usize = 200;
/// Bytes of a line with a name: 完 is none.
const NAME: usize = 60;
const WORD: usize = 6;
/// Bytes of a short line that may be an item.
const ITEM: usize = 120;

/// The lowest layer that goes on over what is put between its members.
const LAYER: u8 = 20;

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
    // What shares its paragraph with the salutation is text.
    let floor = range.start + usize::from(offset > 0);
    let mut reader = Reader { grammar, paragraphs, range, floor, back: Back::default() };
    let end = reader.end_of_text();
    let appendix = reader.appendix(end);
    let tail = appendix.or_else(|| thanked(grammar, paragraphs, floor..end)).unwrap_or(end);
    reader.back.appendix.extend(tail..end);
    reader.read_below(end, appendix.is_some());
    reader.read_above(tail);
    reader.read_last_words(offset);
    let mut back = reader.back;
    back.chrome.sort_by_key(|(at, _)| *at);
    back
}

/// Back matter that is being read.
struct Reader<'r, 'a> {
    grammar: &'r Grammar,
    paragraphs: &'r [Paragraph<'a>],
    range: Range<usize>,
    /// The first paragraph that may be back matter.
    floor: usize,
    back: Back,
}

impl<'r> Reader<'r, '_> {
    fn text(&self, at: usize) -> &'r str {
        self.paragraphs[at].text.as_ref()
    }

    fn whole(&self, at: usize) -> Part {
        Part { paragraph: at, start: 0, end: self.text(at).len() }
    }

    /// The paragraph after the last one that is text.
    fn end_of_text(&self) -> usize {
        let &Self { grammar, floor, .. } = self;
        let mut end = self.credit_line().map_or(self.range.end, |at| at + 1);
        let is_text = |at: usize| is_text(grammar, &self.paragraphs[at], at == self.range.start);
        while end > floor && !is_text(end - 1) {
            end -= 1;
        }
        // Under a heading without a text, and after a lead-in, short lines are what they announce.
        let announces = |at: usize| {
            let line = self.text(at);
            line.ends_with(['：', ':'])
                || !is_terminated(line) && marker_at(grammar, line).is_some_and(|x| x.ordinal > 0)
        };
        if end > floor && end < self.range.end && announces(end - 1) {
            let is_item = |at: &usize| is_item(grammar, self.text(*at));
            let items = (end..self.range.end).take_while(is_item).count();
            // One line alone may be the site's.
            end += if items >= 2 { items } else { 0 };
        }
        end
    }

    /// The line that says where the text comes from: titles and links after it are no text.
    fn credit_line(&self) -> Option<usize> {
        let Range { end, .. } = self.range;
        let half = self.floor + (end - self.floor.min(end)) / 2;
        let last = |long: usize| {
            // A question may be the title of another page.
            let told = |at: &usize| {
                let text = self.text(*at);
                text.len() >= long && is_terminated(text) && !text.ends_with('？')
            };
            (half..end).rev().find(told).unwrap_or(half)
        };
        let (last_sentence, last_text) = (last(0), last(LONG));
        let credits = |at: &usize| {
            let line = self.text(*at);
            *at >= last_text && self.grammar.closings.is(Kind::Credit, line)
                || *at >= last_sentence
                    && chrome::furniture_inside(self.grammar, line) == Some("related")
        };
        (half..end).find(credits).or_else(|| self.last_thanks())
    }

    /// The line of thanks right above what a site prints, when no speech stands below it.
    fn last_thanks(&self) -> Option<usize> {
        let lines = &self.paragraphs[self.range.clone()];
        let (first, last) = (lines.first()?.span.start, lines.last()?.span.end);
        let middle = first + (last - first) / 2;
        let is_thanks = |at: &usize| self.grammar.closings.is(Kind::Thanks, self.text(*at));
        let is_furniture = |x: &Paragraph<'_>| {
            let kind = chrome::furniture(self.grammar, &x.text, Edge::Tail);
            kind.is_some_and(|kind| kind != chrome::PAGE_NUMBER)
        };
        let ends = |at: &usize| {
            let below = self.paragraphs[..self.range.end].get(at + 1);
            below.is_some_and(|x| x.span.start >= middle && is_furniture(x))
        };
        // Asked once, and only where there are such thanks.
        let addressed = LazyCell::new(|| {
            let last = lines.iter().rposition(|x| is_salutation(self.grammar, &x.text));
            last.map_or(0, |at| self.range.start + at)
        });
        let mut thanks = (self.floor..self.range.end).filter(is_thanks).filter(ends);
        thanks.find(|at| *at >= *addressed)
    }

    /// Where an appendix begins in the text.
    fn appendix(&self, end: usize) -> Option<usize> {
        let is = |kind: Kind, line: &str| self.grammar.closings.is(kind, line);
        let near = (self.floor.min(end)..end).rev().take_while(|at| *at + APPENDIX > end);
        let labels = near.filter(|at| is(Kind::Appendix, head(self.text(*at), 12)));
        // A label far above the end may be the text's own, but not the line 注释.
        let start = self.range.start;
        let appends = |at: &usize| {
            let late = *at > start && (*at - start) * 4 >= end - start;
            late || *at + 1 == end
        };
        let notes = || labels.clone().find(|at| is(Kind::Notes, self.text(*at)));
        let label = labels.clone().last().filter(appends).or_else(notes);
        label.filter(|at| !self.goes_on(*at, end))
    }

    /// Whether the numbers of the text go on below a line: what stands there is no appendix.
    fn goes_on(&self, line: usize, end: usize) -> bool {
        let numbered = |at: usize| {
            let marker = marker_at(self.grammar, self.text(at))?;
            let form = &self.grammar.markers.forms[marker.form as usize];
            form.rank.filter(|rank| *rank <= LAYER).map(|_| (marker.series, marker.ordinal))
        };
        let last: HashMap<u16, u16> = (self.range.start..line).filter_map(numbered).collect();
        let mut seen = HashSet::new();
        (line + 1..end).filter_map(numbered).any(|(series, ordinal)| {
            seen.insert(series)
                && last.get(&series).is_some_and(|n| n.checked_add(1) == Some(ordinal))
        })
    }

    /// A line that is a date and nothing else, when none was found before.
    fn date_line(&self, line: &str) -> Option<Date> {
        date::date_line(line).filter(|_| self.back.date.is_none() && date::is_date_line(line))
    }

    /// Whether a date stands right below a line.
    fn is_dated(&self, at: usize) -> bool {
        self.paragraphs.get(at + 1).is_some_and(|x| date::is_date_line(&x.text))
    }

    /// Whether a line is a few words above a date: 青石文化馆 / 2022年5月10日
    fn is_dated_name(&self, at: usize) -> bool {
        let line = self.text(at);
        (WORD..=NAME).contains(&line.len()) && line.chars().all(is_han) && self.is_dated(at)
    }

    /// The lines below the text; `appended`: an appendix stands there.
    fn read_below(&mut self, end: usize, appended: bool) {
        let grammar = self.grammar;
        for at in end..self.range.end {
            let (line, whole) = (self.text(at), self.whole(at));
            let names = byline::is_unit(grammar, line) || byline::byline(grammar, line).is_some();
            let noted =
                || self.back.chrome.iter().all(|(_, kind)| kind == "note" || kind == "source");
            let signs = || {
                names
                    || self.is_dated_name(at)
                    || grammar.titles.is(Kind::Signed, line) && self.is_dated(at)
            };
            if let Some(found) = self.date_line(line) {
                self.back.date = Some((found, whole));
            } else if self.back.signature.is_none() && noted() && signs() {
                self.back.signature = Some(whole);
            } else if let Some((name, found)) = signed_and_dated(grammar, line)
                && self.back.signature.is_none()
                && self.back.date.is_none()
            {
                self.back.signature = Some(Part { end: name, ..whole });
                self.back.date = Some((found, Part { start: name, ..whole }));
            } else if self.back.signature.is_some_and(|x| x.paragraph + 1 == at) && names {
                // The second of two that sign together, or the name below its post.
                self.back.appendix.push(at);
            } else {
                let kind = chrome::furniture(grammar, line, Edge::Tail)
                    .or_else(|| grammar.closings.is(Kind::Credit, line).then_some("source"))
                    .or_else(|| grammar.closings.is(Kind::Note, line).then_some("note"));
                // The lines of a form or a table that is appended.
                let furnished = line.contains(['|', '>', '<']) || chrome::is_decoration(line);
                if kind.is_none() && appended && !line.is_empty() && !furnished {
                    self.back.appendix.push(at);
                } else {
                    self.back.chrome.push((at, kind.unwrap_or("navigation").to_owned()));
                }
            }
        }
    }

    /// Signature and date that stand among the text's last lines, thanks, wishes.
    fn read_above(&mut self, mut end: usize) {
        let grammar = self.grammar;
        while end > self.floor {
            let at = end - 1;
            let (line, whole) = (self.text(at), self.whole(at));
            let back = &self.back;
            let signs = || {
                let unit =
                    || byline::is_unit(grammar, line) || grammar.titles.is(Kind::Signed, line);
                back.signature.is_none()
                    && line.len() <= 90
                    && !is_terminated(line)
                    && (byline::byline(grammar, line).is_some()
                        || unit() && back.date.is_some()
                        || self.is_dated_name(at))
            };
            if line.is_empty() {
                self.back.chrome.push((at, "note".into()));
            } else if let Some(kind) = credit(grammar, line) {
                self.back.chrome.push((at, kind.to_owned()));
            } else if let Some(found) = self.date_line(line) {
                self.back.date = Some((found, whole));
            } else if signs() {
                self.back.signature = Some(whole);
            } else {
                let field = match closing(grammar, line) {
                    Some(Closing::Thanks) => &mut self.back.thanks,
                    Some(Closing::Wish) => &mut self.back.wish,
                    Some(Closing::EndFormula) => &mut self.back.end_formula,
                    None => break,
                };
                if field.is_some() {
                    break;
                }
                *field = Some(whole);
            }
            end -= 1;
        }
        self.back.end = end;
    }

    /// The thanks with which the last paragraph of the text ends.
    fn read_last_words(&mut self, offset: usize) {
        let Some(at) = self.back.end.checked_sub(1).filter(|at| *at >= self.range.start) else {
            return;
        };
        let text = self.text(at);
        let from = if at < self.floor { offset } else { 0 };
        let found = thanks_tail(self.grammar, text).filter(|start| *start > from);
        let Some(start) = found.filter(|_| self.back.thanks.is_none()) else { return };
        if at >= self.floor && text[..start].trim_matches(is_space).is_empty() {
            self.back.end = at;
        } else {
            self.back.cut = Some(start);
        }
        self.back.thanks = Some(Part { start, ..self.whole(at) });
    }
}

/// Whether a line may be an item of a list that has no marks.
fn is_item(grammar: &Grammar, line: &str) -> bool {
    line.contains(is_han)
        && line.len() <= ITEM
        && credit(grammar, line).is_none()
        && !grammar.closings.is(Kind::Note, line)
        && !date::is_date_line(line)
        && byline::byline(grammar, line).is_none()
        && !byline::is_unit(grammar, line)
        && !chrome::is_decoration(line)
        && !line.contains(['|', '>', '<', '：', ':'])
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
