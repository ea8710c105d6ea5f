//! Hard wraps: lines that belong to one paragraph are joined again (section 3.5 of the domain).

use std::borrow::Cow;

use super::chars::{has_invisible, is_han, is_invisible, is_weak_boundary};
use super::lines::{Line, Markup};
use super::paragraph::Paragraph;
use super::sentence::{self, is_bracketed, is_terminated};
use super::wrap::Wrap;
use crate::grammar::Grammar;
use crate::recognize::marker::{Marker, marker_at};
use crate::recognize::scan::scan;
use crate::recognize::{chrome, date, salutation, separator, title};

/// Makes paragraphs of lines; `blocks` are the numbers of lines that begin a new one for certain.
pub(crate) fn repair<'a>(
    grammar: &Grammar,
    text: &'a str,
    lines: &[Line],
    blocks: &[usize],
) -> Vec<Paragraph<'a>> {
    let page = Page {
        grammar,
        text,
        blocks,
        invisible: has_invisible(text),
        wrap: wrap(grammar, text, lines),
    };
    let unbroken = page.without_breaks(lines);
    let lines = unbroken.as_deref().unwrap_or(lines);
    let mut out = Vec::with_capacity(lines.len());
    let mut first = 0;
    let mut begun = Begun::default();
    for at in 1..=lines.len() {
        let before = &lines[first..at];
        let goes_on = lines.get(at).is_some_and(|line| page.goes_on(before, line, &mut begun));
        if !goes_on && first < at {
            out.push(Paragraph::join(text, before, page.invisible));
            first = at;
            begun = Begun::default();
        }
    }
    out
}

fn wrap(grammar: &Grammar, text: &str, lines: &[Line]) -> Option<Wrap> {
    let is_marked = |line: &str| marker_at(grammar, line).is_some() && !is_number(grammar, line);
    Wrap::of(text, lines, is_marked)
}

/// What all lines of a text are read by.
struct Page<'p> {
    grammar: &'p Grammar,
    text: &'p str,
    blocks: &'p [usize],
    invisible: bool,
    wrap: Option<Wrap>,
}

impl Page<'_> {
    /// Whether a line goes on with what the lines before it began.
    fn goes_on(&self, before: &[Line], line: &Line, begun: &mut Begun) -> bool {
        let &Page { grammar, text, blocks, invisible, wrap } = self;
        let last = &before[before.len() - 1];
        let (end, next) = (&visible(text, last, invisible), &visible(text, line, invisible));
        let seam = Seam { text, before, line, end, next, wrap };
        !end.is_empty()
            && line.number > last.number
            && blocks.binary_search(&line.number).is_err()
            && (!is_terminated(end) || seam.is_inside() || !line.after_blank && seam.is_full())
            && joins(grammar, &seam, begun)
    }

    /// The lines without the numbers of pages that end inside a sentence: such a number is no text,
    /// and decorates the line above. `None` when there is no such page.
    fn without_breaks(&self, lines: &[Line]) -> Option<Vec<Line>> {
        let is_number = |line: &Line| is_number(self.grammar, &self.text[line.text.range()]);
        let mut out: Option<Vec<Line>> = None;
        let mut kept = 0;
        for at in 1..lines.len().saturating_sub(1) {
            if !is_number(&lines[at]) {
                continue;
            }
            let [last, number, next] = &lines[at - 1..=at + 1] else { continue };
            let next = Line { after_blank: false, ..next.clone() };
            let end = &self.text[last.text.range()];
            let prose = !is_terminated(end) && end.contains(is_weak_boundary)
                || self.wrap.is_some_and(|wrap| wrap.is_inside(self.text, last, &next));
            let cut =
                prose && self.goes_on(std::slice::from_ref(last), &next, &mut Begun::default());
            if cut {
                let out = out.get_or_insert_default();
                out.extend_from_slice(&lines[kept..at]);
                if let Some(last) = out.last_mut() {
                    last.span.end = number.span.end;
                }
                out.push(next);
                kept = at + 2;
            }
        }
        let mut out = out?;
        out.extend_from_slice(&lines[kept..]);
        Some(out)
    }
}

/// Bytes of the number of a page.
const NUMBER: usize = 24;

/// Whether a line is the number of a page: - 3 -
fn is_number(grammar: &Grammar, line: &str) -> bool {
    line.len() <= NUMBER
        && line.contains(|c: char| c.is_ascii_digit())
        && chrome::furniture_inside(grammar, line) == Some("page-number")
}

/// A line without the characters that have no width.
fn visible<'a>(text: &'a str, line: &Line, invisible: bool) -> Cow<'a, str> {
    let content = &text[line.text.range()];
    if invisible && content.contains(is_invisible) {
        return Cow::Owned(content.replace(is_invisible, ""));
    }
    Cow::Borrowed(content)
}

/// What is known of a paragraph that may go on; each line is looked at once.
#[derive(Debug, Default)]
struct Begun {
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

/// Lines that belong together so far, and the one that may go on with them.
struct Seam<'s> {
    text: &'s str,
    before: &'s [Line],
    line: &'s Line,
    /// The last line before it, as it is read.
    end: &'s str,
    /// The line, as it is read.
    next: &'s str,
    wrap: Option<Wrap>,
}

impl Seam<'_> {
    fn last(&self) -> &Line {
        &self.before[self.before.len() - 1]
    }

    /// Whether the layout alone says that the line goes on.
    fn is_inside(&self) -> bool {
        self.wrap.is_some_and(|wrap| wrap.is_inside(self.text, self.last(), self.line))
    }

    /// Whether the last line is as long as the width of the text lets it be.
    fn is_full(&self) -> bool {
        self.wrap.is_some_and(|wrap| wrap.is_full(self.text, self.last()))
    }

    /// Whether the marker at the start of the line goes on with a list inside the paragraph.
    fn lists(&self, grammar: &Grammar, next: Marker) -> bool {
        let near = self.before.iter().enumerate().rev().take(LIST);
        self.is_full()
            && near.clone().any(|(at, line)| {
                scan(grammar, &self.text[line.text.range()]).iter().any(|x| {
                    (at > 0 || x.at > 0)
                        && x.marker.series == next.series
                        && x.marker.ordinal.checked_add(1) == Some(next.ordinal)
                })
            })
    }
}

/// Lines within which the members of a list inside a paragraph follow each other.
const LIST: usize = 12;

/// Whether the line goes on with what the lines before it began; the last of them has no end.
fn joins(grammar: &Grammar, seam: &Seam<'_>, begun: &mut Begun) -> bool {
    let &Seam { line, end, next, .. } = seam;
    let last = seam.last();
    if last.markup != line.markup || matches!(line.markup, Markup::Heading | Markup::Title) {
        return false;
    }
    if next.is_empty() || !looks_cut(grammar, seam, begun) {
        return false;
    }
    if seam.is_inside() && !is_terminated(end) {
        return !is_number(grammar, next);
    }
    if is_cut_title(grammar, seam) {
        return true;
    }
    if begins_item(grammar, seam) {
        return false;
    }
    // Titles and salutations seldom fill their line.
    let prose = seam.is_inside() && seam.wrap.is_some_and(|wrap| wrap.is_full(seam.text, line));
    prose || !is_border(grammar, end) && !is_border(grammar, next)
}

/// Whether the line begins with a marker that is not inside a paragraph by the layout or by the
/// list that it goes on with.
fn begins_item(grammar: &Grammar, seam: &Seam<'_>) -> bool {
    let Some(marker) = marker_at(grammar, seam.next) else { return false };
    if seam.is_inside() && !seam.wrap.is_some_and(|wrap| wrap.flush) {
        return false;
    }
    let first = marker_at(grammar, &seam.text[seam.before[0].text.range()]);
    let goes_on = first.is_some_and(|first| {
        first.series == marker.series && first.ordinal.checked_add(1) == Some(marker.ordinal)
    });
    // A bare numeral at the beginning of a line may be anything; a marker with its punctuation is one.
    let certain = grammar.markers.forms[marker.form as usize].needs.is_none();
    (certain || goes_on) && !seam.lists(grammar, marker)
}

/// Whether the line is the end of a title or a salutation that the width had cut.
fn is_cut_title(grammar: &Grammar, seam: &Seam<'_>) -> bool {
    let &Seam { end, next, .. } = seam;
    if !seam.is_full() || is_terminated(end) || next.len() > BORDER || is_border(grammar, end) {
        return false;
    }
    let whole = [end, next].concat();
    salutation::is_salutation(grammar, &whole) || title::is_title(grammar, &whole)
}

/// Whether the last line ends, and the next begins, as the halves of a cut line do.
fn looks_cut(grammar: &Grammar, seam: &Seam<'_>, begun: &mut Begun) -> bool {
    let &Seam { text, before, line, end, next, wrap } = seam;
    let last = seam.last();
    if end.ends_with(is_weak_boundary) {
        return line.number == last.number + 1 || !line.indented;
    }
    if seam.is_inside() {
        return true;
    }
    if let Some(wrap) = wrap {
        return seam.is_full() && !wrap.begins_at(text, line);
    }
    if line.indented
        && (!last.indented && before.len() == 1 || text[..line.text.start].ends_with('\u{3000}'))
    {
        return false;
    }
    let length = end.chars().count();
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
    (begun.has_sentence || begun.has_clause) && (begun.marked || length >= 15)
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
    let open = grammar.titles.is("unfinished", heading)
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
            || grammar.titles.is("note", line)
            || chrome::furniture_inside(grammar, line).is_some()
            || is_bracketed(line)
            || line.starts_with(['<', '|', '{', '!', '['])
            || ["--", "——", "──"].iter().any(|dash| line.starts_with(dash))
            || line.chars().all(|c| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lines::lines;

    fn paragraphs(text: &str) -> Vec<String> {
        repair(Grammar::bundled(), text, &lines(text), &[])
            .into_iter()
            .map(|x| x.text.into_owned())
            .collect()
    }

    #[test]
    fn wrapped_lines_are_joined() {
        for (text, expected) in [
            ("村里今年修了三条路，\n接通了自来水。", vec!["村里今年修了三条路，接通了自来水。"]),
            ("二、本次活动的目标和\n主要任务;", vec!["二、本次活动的目标和主要任务;"]),
            (
                "二、备种、整地、插秧的方法、要求\n和时间。\n正文。",
                vec!["二、备种、整地、插秧的方法、要求和时间。", "正文。"],
            ),
            (
                "（一）备种要早。各村各组都要登记造册，缺种的农户\n由县里补齐。",
                vec!["（一）备种要早。各村各组都要登记造册，缺种的农户由县里补齐。"],
            ),
            (
                "我们先后走访了十二个村，召开座谈会八次，收集意\n见六十条。",
                vec!["我们先后走访了十二个村，召开座谈会八次，收集意见六十条。"],
            ),
        ] {
            assert_eq!(paragraphs(text), expected);
        }
    }

    #[test]
    fn titles_markers_and_salutations_are_not() {
        for text in [
            "在春耕现场会上的讲话\n（2012年3月5日）\n同志们：\n今天开会。",
            "一、提高认识\n二、落实责任",
            "一、抓早\n早备种。",
            "1.四级联动;\n2.综合带动;",
            "春耕生产\n同种一片林 共护一河水",
            "第一篇:春耕讲话\n春耕讲话\n正文开始了。",
        ] {
            assert_eq!(paragraphs(text), text.split('\n').collect::<Vec<_>>());
        }
    }
}
