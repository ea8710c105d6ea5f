//! How a text was wrapped: lines broken at one width, as PDF files and mail programs do it.

use super::chars::{head, is_space, is_weak_boundary, tail};
use super::lines::Line;
use super::sentence::is_terminated;

/// The width at which a text was wrapped, and what begins its paragraphs. In columns: a Han
/// character has two of them, an ASCII character one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wrap {
    /// Columns of a full line.
    width: usize,
    /// Columns that a full line may lack.
    slack: usize,
    /// Columns in front of most lines.
    margin: usize,
    begins: Begins,
    /// Lines with a marker begin as lines that go on do.
    pub(crate) flush: bool,
}

/// What tells the first line of a paragraph from one that goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begins {
    /// An indent
    Indented,
    /// An empty line before it
    AfterBlank,
    /// Only that the line before it is not full
    Anyhow,
}

/// Lines by which a wrapped text is told.
const LINES: usize = 8;
/// Lines that are looked at.
const SAMPLE: usize = 2000;
/// Columns at which texts are wrapped.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=120;
/// Bytes of a line that is wrapped: a column has three at most.
const LONGEST: usize = 3 * 120;
/// Columns by which full lines differ: a word, or a mark that may not begin a line, moved over.
const RAGGED: usize = 6;
/// Columns that a full line may lack where the layout tells what goes on.
const LOOSE: usize = 10;

impl Wrap {
    /// Of lines most of which are cut at one width, in the middle of a sentence.
    pub(crate) fn of(text: &str, lines: &[Line], is_marked: impl Fn(&str) -> bool) -> Option<Self> {
        let lines = &lines[..lines.len().min(SAMPLE)];
        let is_long = |line: &&Line| line.text.end - line.text.start > LONGEST;
        let few = lines.len() / 32;
        if lines.len() < LINES || lines.iter().filter(is_long).nth(few).is_some() {
            return None;
        }
        let columns: Vec<usize> = lines.iter().map(|line| columns(text, line)).collect();
        let mut sorted = columns.clone();
        sorted.sort_unstable();
        let width = sorted[sorted.len() * 15 / 16];
        let reach = width.saturating_sub(RAGGED)..=width + RAGGED;
        if !WIDTHS.contains(&width) || sorted[sorted.len() - 1 - few] > *reach.end() {
            return None;
        }
        let full: Vec<&Line> =
            lines.iter().zip(&columns).filter(|x| reach.contains(x.1)).map(|x| x.0).collect();
        let cut = |line: &&&Line| {
            let line = &text[line.text.range()];
            !is_terminated(line) && line.contains(|c| is_weak_boundary(c) || c == '。')
        };
        let cuts = full.iter().filter(cut).count();
        // Titles, verses and lists are of one length as well, but whole.
        if full.len() * 4 < lines.len() || cuts * 2 < full.len() || cuts < LINES / 2 {
            return None;
        }
        let mut lacks: Vec<usize> = columns
            .iter()
            .filter(|x| reach.contains(x))
            .map(|columns| width.saturating_sub(*columns))
            .collect();
        lacks.sort_unstable();
        // An odd number of digits leaves a column that no Han character fits.
        let slack = lacks[lacks.len() * 4 / 5] + 1;
        let mut margins: Vec<usize> = full.iter().map(|line| indent(text, line)).collect();
        margins.sort_unstable();
        let margin = margins[margins.len() / 10];
        let mut wrap = Self { width, slack, margin, begins: Begins::Anyhow, flush: false };
        wrap.begins = wrap.begins(text, lines);
        if wrap.begins != Begins::Anyhow {
            wrap.slack = LOOSE;
        }
        let (begin, flush): (Vec<_>, Vec<_>) = lines
            .windows(2)
            .filter(|x| !wrap.is_full(text, &x[0]) && is_marked(&text[x[1].text.range()]))
            .partition(|x| wrap.begins_at(text, &x[1]));
        wrap.flush = flush.len() > begin.len();
        Some(wrap)
    }

    /// What nearly all first lines of paragraphs have, and nearly no other line.
    fn begins(&self, text: &str, lines: &[Line]) -> Begins {
        let is_end =
            |line: &Line| !self.is_full(text, line) || is_terminated(&text[line.text.range()]);
        let told = |sign: &dyn Fn(&Line) -> bool| {
            let signs = lines.windows(2).filter(|pair| sign(&pair[1]));
            let (begin, go_on): (Vec<_>, Vec<_>) = signs.partition(|pair| is_end(&pair[0]));
            begin.len() >= 2 && go_on.len() * 4 <= begin.len()
        };
        let ends = lines.windows(2).filter(|pair| !self.is_full(text, &pair[0]));
        let blank = ends.clone().filter(|pair| pair[1].after_blank).count();
        if told(&|line| self.is_indented(text, line)) {
            Begins::Indented
        } else if told(&|line| line.after_blank) && blank * 5 >= ends.count() * 4 {
            Begins::AfterBlank
        } else {
            Begins::Anyhow
        }
    }

    /// Whether the layout alone says that a line goes on with the one before it.
    pub(crate) fn is_inside(&self, text: &str, last: &Line, line: &Line) -> bool {
        self.begins != Begins::Anyhow
            && !line.after_blank
            && self.is_full(text, last)
            && !self.begins_at(text, line)
    }

    /// Whether the layout alone says that a line begins a paragraph.
    pub(crate) fn begins_at(&self, text: &str, line: &Line) -> bool {
        match self.begins {
            Begins::Indented => self.is_indented(text, line),
            Begins::AfterBlank => line.after_blank,
            Begins::Anyhow => false,
        }
    }

    /// Whether a line is as long as the width lets it be.
    pub(crate) fn is_full(&self, text: &str, line: &Line) -> bool {
        columns(text, line) + self.slack >= self.width
    }

    /// Whether a line is indented deeper than lines that go on.
    fn is_indented(&self, text: &str, line: &Line) -> bool {
        indent(text, line) >= self.margin + 2
    }
}

/// Columns of a line and of the blanks in front of it.
fn columns(text: &str, line: &Line) -> usize {
    indent(text, line) + width(head(&text[line.text.range()], LONGEST / 3))
}

/// Columns of the blanks in front of a line.
fn indent(text: &str, line: &Line) -> usize {
    // No text is indented by more than its lines are wide.
    let before = tail(&text[..line.span.start], LONGEST);
    let blanks = before.trim_end_matches(|c| c != '\n' && is_space(c));
    width(&before[blanks.len()..])
}

fn width(text: &str) -> usize {
    2 * text.chars().count() - text.bytes().filter(u8::is_ascii).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::lines::lines;

    fn wrap(text: &str) -> Option<Wrap> {
        Wrap::of(text, &lines(text), |line| line.starts_with("一、"))
    }

    fn wrapped(sentence: &str, times: usize, indent: &str, after: &str) -> String {
        let mut out = String::new();
        for _ in 0..times {
            let chars: Vec<char> = format!("{indent}{}", sentence.repeat(4)).chars().collect();
            for line in chars.chunks(20) {
                out.extend(line);
                out.push('\n');
            }
            out.push_str(after);
        }
        out
    }

    #[test]
    fn wrapped_texts_are_told() {
        let sentence = "村里修了三条路，接通了自来水。";
        for (indent, after, begins) in [
            ("　　", "", Begins::Indented),
            ("　　", "\n", Begins::Indented),
            ("", "\n", Begins::AfterBlank),
            ("", "", Begins::Anyhow),
        ] {
            let found = wrap(&wrapped(sentence, 6, indent, after)).unwrap();
            assert_eq!((found.width, found.begins, found.flush), (40, begins, false));
        }
        let headed = format!("一、修路\n{}", wrapped(sentence, 6, "　　", "\n")).repeat(2);
        assert!(wrap(&headed).unwrap().flush);
    }

    #[test]
    fn others_are_not() {
        for text in [
            // One line to a paragraph
            "村里修了三条路，接通了自来水。\n".repeat(20),
            // Headings of one length
            "关于做好今年全县春耕备耕生产工作的通知\n".repeat(20),
            // Too few
            wrapped("村里修了三条路，接通了自来水。", 1, "", ""),
            // Too wide
            "村里修了三条路，接通了自来水".repeat(8) + "\n",
        ] {
            assert_eq!(wrap(&text), None, "{text}");
        }
    }
}
