//! Hard wraps: lines that belong to one paragraph are joined again (section 3.5 of the domain).

use std::borrow::Cow;

use super::chars::{has_invisible, is_han, is_invisible, is_weak_boundary};
use super::heads::heads;
use super::lines::Line;
use super::paragraph::Paragraph;
use super::seam::{Begun, Seam};
use super::sentence::is_terminated;
use super::wrap::Wrap;
use crate::grammar::Grammar;
use crate::recognize::chrome::is_page_number;
use crate::recognize::marker::marker_at;

/// Makes paragraphs of lines; `blocks` are the numbers of lines that begin a new one for certain.
pub(crate) fn repair<'a>(
    grammar: &Grammar,
    text: &'a str,
    lines: &[Line],
    blocks: &[usize],
) -> Vec<Paragraph<'a>> {
    let wrap = wrap(grammar, text, lines);
    let page = Page {
        grammar,
        text,
        blocks,
        invisible: has_invisible(text),
        heads: if wrap.is_none() { heads(text, lines) } else { Vec::new() },
        unended: wrap.is_none() && is_unended(text, lines),
        wrap,
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
    let is_marked =
        |line: &str| marker_at(grammar, line).is_some() && !is_page_number(grammar, line);
    Wrap::of(text, lines, is_marked)
}

/// What all lines of a text are read by.
pub(super) struct Page<'p> {
    pub(super) grammar: &'p Grammar,
    pub(super) text: &'p str,
    pub(super) wrap: Option<Wrap>,
    blocks: &'p [usize],
    /// Numbers of lines that head the text below them.
    heads: Vec<usize>,
    invisible: bool,
    /// Its paragraphs lack their ends.
    unended: bool,
}

/// Bytes of a line that no width of a page has cut.
const WIDE: usize = 180;

/// Whether most lines that are longer than a page is wide lack the end of their last sentence.
fn is_unended(text: &str, lines: &[Line]) -> bool {
    let wide = lines.iter().map(|line| &text[line.text.range()]).filter(|x| x.len() > WIDE);
    let (unended, ended): (Vec<_>, Vec<_>) = wide.partition(|x| x.ends_with(is_han));
    unended.len() >= 3 && unended.len() > ended.len()
}

impl Page<'_> {
    /// Whether a line goes on with what the lines before it began.
    fn goes_on(&self, before: &[Line], line: &Line, begun: &mut Begun) -> bool {
        let last = &before[before.len() - 1];
        let (end, next) = (&self.visible(last), &self.visible(line));
        let seam = Seam { page: self, before, line, end, next };
        !end.is_empty()
            && line.number > last.number
            && self.blocks.binary_search(&line.number).is_err()
            && self.heads.binary_search(&last.number).is_err()
            && (!self.unended || end.ends_with(is_weak_boundary))
            && (!is_terminated(end) || seam.is_inside() || !line.after_blank && seam.is_full())
            && seam.joins(begun)
    }

    /// A line without the characters that have no width.
    pub(super) fn visible(&self, line: &Line) -> Cow<'_, str> {
        let content = &self.text[line.text.range()];
        if self.invisible && content.contains(is_invisible) {
            return Cow::Owned(content.replace(is_invisible, ""));
        }
        Cow::Borrowed(content)
    }

    /// The lines without the numbers of pages that end inside a sentence: such a number is no text,
    /// and decorates the line above. `None` when there is no such page.
    fn without_breaks(&self, lines: &[Line]) -> Option<Vec<Line>> {
        let is_number = |line: &Line| is_page_number(self.grammar, &self.text[line.text.range()]);
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
