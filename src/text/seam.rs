//! The seam between lines that belong together so far and the line that may go on with them.

use super::chars::{is_han, is_weak_boundary};
use super::lines::{Line, Markup};
use super::repair::Page;
use super::sentence::{self, is_bracketed, is_terminated};
use crate::grammar::{Grammar, Kind};
use crate::recognize::marker::{Marker, marker_at};
use crate::recognize::scan::scan;
use crate::recognize::{byline, chrome, date, salutation, separator, title};

pub(super) struct Seam<'s> {
    pub(super) page: &'s Page<'s>,
    /// The lines that belong together so far; there is one at least.
    pub(super) before: &'s [Line],
    pub(super) line: &'s Line,
    /// The last line before it, as it is read.
    pub(super) end: &'s str,
    /// The line, as it is read.
    pub(super) next: &'s str,
}

/// What is known of a paragraph that may go on; each line is looked at once.
#[derive(Debug, Default)]
pub(super) struct Begun {
    lines: usize,
    marked: bool,
    has_sentence: bool,
    has_clause: bool,
    chars: usize,
}

impl Begun {
    fn take(&mut self, grammar: &Grammar, text: &str, before: &[Line]) {
        for line in &before[self.lines..] {
            let content = &text[line.text.range()];
            self.marked |= self.lines == 0 && marker_at(grammar, content).is_some();
            self.has_sentence |= content.contains(['。', '！', '？', '!', '?']);
            self.has_clause |= content.contains(['，', ',', '；', ';']);
            self.chars += content.chars().count();
            self.lines += 1;
        }
    }
}

/// Lines within which the members of a list inside a paragraph follow each other.
const LIST: usize = 12;

impl Seam<'_> {
    /// Whether the line goes on with what the lines before it began.
    pub(super) fn joins(&self, begun: &mut Begun) -> bool {
        let &Self { page, line, end, next, .. } = self;
        let grammar = page.grammar;
        if self.last().markup != line.markup
            || matches!(line.markup, Markup::Heading | Markup::Title)
            || next.is_empty()
            || !self.looks_cut(begun)
            || !self.is_inside() && (translates(end, next) || translates(next, end))
        {
            return false;
        }
        if self.is_inside() && !is_terminated(end) && !is_bracketed(end) {
            return !chrome::is_page_number(grammar, next);
        }
        if self.is_cut_title() {
            return true;
        }
        if self.begins_item() {
            return false;
        }
        // Titles and salutations seldom fill their line.
        let prose = self.is_inside() && page.wrap.is_some_and(|wrap| wrap.is_full(page.text, line));
        prose || !is_border(grammar, end) && !is_border(grammar, next)
    }

    fn last(&self) -> &Line {
        &self.before[self.before.len() - 1]
    }

    /// Whether the layout alone says that the line goes on.
    pub(super) fn is_inside(&self) -> bool {
        let &Self { page, line, .. } = self;
        page.wrap.is_some_and(|wrap| wrap.is_inside(page.text, self.last(), line))
    }

    /// Whether the last line is as long as the width of the text lets it be.
    pub(super) fn is_full(&self) -> bool {
        self.page.wrap.is_some_and(|wrap| wrap.is_full(self.page.text, self.last()))
    }

    /// Whether the line begins with a marker that is not inside a paragraph by the layout or by the
    /// list that it goes on with.
    fn begins_item(&self) -> bool {
        let &Self { page, before, next, .. } = self;
        let grammar = page.grammar;
        let Some(marker) = marker_at(grammar, next) else { return false };
        if self.is_inside() && !page.wrap.is_some_and(|wrap| wrap.flush) {
            return false;
        }
        let first = marker_at(grammar, &page.text[before[0].text.range()]);
        let goes_on = first.is_some_and(|first| follows(first, marker));
        // A bare numeral at the beginning of a line may be anything; a marker with its punctuation
        // is one.
        let certain = grammar.markers.forms[marker.form as usize].needs.is_none();
        (certain || goes_on) && !self.lists(marker)
    }

    /// Whether the marker at the start of the line goes on with a list inside the paragraph.
    fn lists(&self, next: Marker) -> bool {
        let &Self { page, before, .. } = self;
        let mut near = before.iter().enumerate().rev().take(LIST);
        self.is_full()
            && near.any(|(at, line)| {
                let inside = |x: usize| at > 0 || x > 0;
                scan(page.grammar, &page.visible(line))
                    .iter()
                    .any(|x| inside(x.at) && follows(x.marker, next))
            })
    }

    /// Whether the line is the end of a title or a salutation that the width had cut.
    fn is_cut_title(&self) -> bool {
        let &Self { page, end, next, .. } = self;
        let grammar = page.grammar;
        if !self.is_full() || is_terminated(end) || next.len() > BORDER || is_border(grammar, end) {
            return false;
        }
        let whole = [end, next].concat();
        salutation::is_salutation(grammar, &whole) || title::is_title(grammar, &whole)
    }

    /// Whether the last line ends, and the next begins, as the halves of a cut line do.
    fn looks_cut(&self, begun: &mut Begun) -> bool {
        let &Self { page, before, line, end, next } = self;
        let (grammar, text, last) = (page.grammar, page.text, self.last());
        if end.ends_with(is_weak_boundary) {
            return line.number == last.number + 1 || !line.indented;
        }
        if self.is_inside() {
            return true;
        }
        // 我们深刻认识到——
        if end.ends_with(['—', '─', '―']) {
            return false;
        }
        if let Some(wrap) = page.wrap {
            return self.is_full() && !wrap.begins_at(text, line);
        }
        let wide = || text[..line.text.start].ends_with('\u{3000}');
        if line.indented && (!last.indented && before.len() == 1 || wide()) {
            return false;
        }
        if line.after_blank || ends_in_heading(grammar, end) {
            return false;
        }
        begun.take(grammar, text, before);
        if begun.marked && !begun.has_sentence && begun.chars <= 60 {
            // The 、 of the marker coordinates nothing.
            let marker = marker_at(grammar, end).map_or(0, |x| x.len);
            return is_wrapped_heading(grammar, &end[marker..], next);
        }
        // A broken body has a clause in it; a title has none.
        let long = || end.chars().count() >= 15;
        (begun.has_sentence || begun.has_clause) && (begun.marked || long())
    }
}

/// Whether a line has words of another language alone, and the other line is Chinese.
fn translates(line: &str, other: &str) -> bool {
    !line.contains(is_han) && other.contains(is_han) && {
        let words = line.split_whitespace().filter(|x| x.contains(char::is_alphabetic));
        words.count() >= WORDS
    }
}

/// Words of another language that are more than a name.
const WORDS: usize = 2;

/// Whether a marker is the next of its series.
fn follows(last: Marker, next: Marker) -> bool {
    last.series == next.series && last.ordinal.checked_add(1) == Some(next.ordinal)
}

/// Whether a line ends in a heading that lost the line break before it: …完成。二、下步打算
fn ends_in_heading(grammar: &Grammar, line: &str) -> bool {
    let (start, _) = sentence::last(line);
    let tail = &line[start..];
    let heading = |x: Marker| {
        let rest = &tail[x.len..];
        grammar.markers.forms[x.form as usize].rank.is_some_and(|rank| rank <= 20)
            && (2..=HEADING).contains(&rest.chars().count())
            && !rest.contains(['，', ',', '；', '：', ':'])
    };
    start > 0 && marker_at(grammar, tail).is_some_and(heading)
}

/// Characters of a heading that stands at the end of a line.
const HEADING: usize = 24;

/// A marked heading that was cut: the next line is its short end.
fn is_wrapped_heading(grammar: &Grammar, heading: &str, next: &str) -> bool {
    let short = next.chars().count() <= 20 && next.ends_with(['。', '；', ';']);
    let open = grammar.titles.is(Kind::Unfinished, heading)
        || heading
            .rsplit('、')
            .next()
            .is_some_and(|tail| heading.contains('、') && tail.chars().count() <= 4);
    // A word that the width had cut: …增强责任感和紧|迫感
    let rest = heading.chars().count() >= 10 && next.chars().count() <= 3;
    if rest && next.chars().all(is_han) {
        return true;
    }
    short && open && next.find('。').is_none_or(|at| at + '。'.len_utf8() == next.len())
}

/// Bytes of a line that is more than a piece of prose.
const BORDER: usize = 240;

/// A line that never goes on and is never gone on with.
fn is_border(grammar: &Grammar, line: &str) -> bool {
    line.len() <= BORDER
        && (separator::is_separator(grammar, line)
            || salutation::is_salutation(grammar, line)
            || date::is_date_line(line)
            || title::is_title(grammar, line)
            || grammar.titles.is(Kind::Note, line)
            || chrome::furniture_inside(grammar, line).is_some()
            || is_bracketed(line)
            || line.ends_with(['）', ')']) && byline::byline(grammar, line).is_some()
            || line.starts_with('【') && line.ends_with('】')
            || line.starts_with(['<', '|', '{', '!', '['])
            || ["--", "——", "──"].iter().any(|dash| line.starts_with(dash))
            || line.chars().all(|c| !c.is_alphanumeric()))
}
