//! Markdown (CommonMark), which reads well as it stands and in any viewer.

use std::io::{self, Write};

use super::parts::{self, Part, Role, one_line};
use crate::document::{Block, Document, Section, Speech};
use crate::error::FormatError;

/// Writes a document as Markdown: `#` for the title, `##` and so on for headings by their level
/// (`######` at most), bold for those that begin their paragraph, lists for those inside one.
///
/// Markers stand as they are, and nothing of the text is read as markup. Page furniture is left
/// out.
///
/// ```
/// let document = gangmu::parse("在春耕现场会上的讲话\n一、抓早\n（一）抓水利。修渠*引水。");
/// assert_eq!(
///     gangmu::to_markdown(&document),
///     "# 在春耕现场会上的讲话\n\n## 一、抓早\n\n**（一）抓水利**。修渠\\*引水。\n"
/// );
/// ```
pub fn to_markdown(document: &Document<'_>) -> String {
    super::string(|out| Writer::new(document, out).document(document))
}

/// Writes a document as Markdown to a file or stream: see [`to_markdown`].
///
/// # Errors
///
/// [`FormatError::Io`] when the writer fails.
pub fn write_markdown(document: &Document<'_>, mut out: impl io::Write) -> Result<(), FormatError> {
    Writer::new(document, &mut out).document(document).map_err(FormatError::Io)
}

#[derive(Debug)]
struct Writer<'o, W> {
    out: &'o mut W,
    /// The level of a speech's title: 2 below a collection's own.
    top: usize,
    /// Lists around.
    lists: usize,
    last: Last,
}

/// What was written last.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Block,
    Item,
}

impl<'o, W: Write> Writer<'o, W> {
    fn new(document: &Document<'_>, out: &'o mut W) -> Self {
        let top = if document.title.is_some() { 2 } else { 1 };
        Self { out, top, lists: 0, last: Last::Nothing }
    }

    fn document(&mut self, document: &Document<'_>) -> io::Result<()> {
        if let Some(title) = &document.title {
            self.heading(1, title)?;
        }
        self.blocks(&document.preface)?;
        document.speeches.iter().try_for_each(|x| self.speech(x))
    }

    fn speech(&mut self, speech: &Speech<'_>) -> io::Result<()> {
        let parts = parts::parts(speech);
        // A speech of a collection may have its separator only.
        let titled = speech.title.is_some();
        for part in &parts {
            match part {
                Part::Line(Role::Title, text, _) => self.heading(self.top, text)?,
                Part::Line(Role::Separator, text, _) if !titled => self.heading(self.top, text)?,
                Part::Line(_, text, _) => self.paragraph(&escaped(text))?,
                Part::Block(_, block) => self.block(block)?,
            }
        }
        Ok(())
    }

    fn blocks(&mut self, blocks: &[Block<'_>]) -> io::Result<()> {
        blocks.iter().try_for_each(|x| self.block(x))
    }

    fn block(&mut self, block: &Block<'_>) -> io::Result<()> {
        match block {
            Block::Paragraph(x) => self.paragraph(&escaped(&x.text)),
            Block::Salutation(x) => self.paragraph(&escaped(&x.text)),
            Block::Section(x) => self.section(x),
        }
    }

    fn section(&mut self, section: &Section<'_>) -> io::Result<()> {
        let (before, mut body) = section.body.split_at(parts::head_at(section));
        self.blocks(before)?;
        let mut line = match &section.heading {
            Some(_) if !parts::is_inline(section) => {
                strong(&parts::head(section), parts::stop(section))
            }
            _ => escaped(&parts::head(section)) + parts::stop(section),
        };
        if parts::runs_on(section)
            && let Some((Block::Paragraph(x), rest)) = body.split_first()
        {
            line.push_str(&if line.is_empty() { escaped(&x.text) } else { inside(&x.text) });
            body = rest;
        }
        match () {
            () if line.is_empty() => {}
            () if parts::is_inline(section) => {
                self.item(&line)?;
                self.lists += 1;
                self.blocks(body)?;
                self.lists -= 1;
                return Ok(());
            }
            () if parts::own_line(section) && self.lists == 0 => {
                self.heading(self.top + section.level as usize, &parts::head(section))?;
            }
            () => self.paragraph(&line)?,
        }
        self.blocks(body)
    }

    fn heading(&mut self, level: usize, text: &str) -> io::Result<()> {
        let text = inside(text.trim());
        self.paragraph(&format!("{} {text}", &"######"[..level.min(6)]))
    }

    fn paragraph(&mut self, line: &str) -> io::Result<()> {
        if self.last != Last::Nothing {
            writeln!(self.out)?;
        }
        self.last = Last::Block;
        writeln!(self.out, "{:width$}{line}", "", width = 2 * self.lists)
    }

    fn item(&mut self, line: &str) -> io::Result<()> {
        if self.last == Last::Block {
            writeln!(self.out)?;
        }
        self.last = Last::Item;
        writeln!(self.out, "{:width$}- {line}", "", width = 2 * self.lists)
    }
}

/// A heading in bold, and what stops it. ** between a mark and a letter closes nothing: where no
/// stop follows, the last marks stand outside.
fn strong(head: &str, stop: &str) -> String {
    let head = head.trim();
    let end = head.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let (bold, marks) = head.split_at(if stop.is_empty() { end } else { head.len() });
    if end == 0 {
        return escaped(head) + stop;
    }
    format!("**{}**{}{stop}", inside(bold), inside(marks))
}

/// A line of text, nothing of it markup.
fn escaped(text: &str) -> String {
    let text = text.trim();
    // Markers of lists, where a line begins.
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if text[digits..].starts_with(['.', ')']) && digits > 0 || text.starts_with(['-', '+']) {
        return format!("{}\\{}", &text[..digits], inside(&text[digits..]));
    }
    inside(text)
}

/// The same for text that does not begin its line.
fn inside(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if "\\`*_[]<>&~#$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser};

    /// What a viewer shows of Markdown.
    fn shown(markdown: &str) -> String {
        let text = |event| match event {
            Event::Text(x) | Event::Code(x) | Event::Html(x) | Event::InlineHtml(x) => Some(x),
            _ => None,
        };
        let shown = Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION)
            .filter_map(text);
        shown.map(|x| x.to_string()).collect()
    }

    #[test]
    fn nothing_is_read_as_markup() {
        for text in [
            "1. 春耕",
            "12) 春耕",
            "# 春耕",
            "- 春耕",
            "+ 春耕",
            "* 春耕",
            "> 春耕",
            "***",
            "---",
            "<b>春耕</b>",
            "a_b_c",
            "**春耕**",
            "~~春耕~~",
            "[春](耕)",
            "![春](耕)",
            "&amp;",
            "`春`",
            "\\*",
            "C#",
            "$a$",
            "</script>",
            "<!-- 春 -->",
            "[^1]: 春",
            "| 春 | 耕 |",
            "1.春耕",
            "[ ] 春",
            "=",
            "春\\",
        ] {
            for line in
                [escaped(text), format!("- {}", escaped(text)), format!("## {}", inside(text))]
            {
                assert_eq!(shown(&line), text, "{line}");
            }
            let bold = format!("{}春耕", strong(&format!("（一）{text}"), "。"));
            assert_eq!(shown(&bold), format!("（一）{text}。春耕"), "{bold}");
        }
    }

    #[test]
    fn bold_closes_whatever_stands_beside_it() {
        for (heading, stop, markdown) in [
            ("（一）抓水利", "。", "**（一）抓水利**。"),
            ("（二）落实“河长制”", "。", "**（二）落实“河长制”**。"),
            ("（三）怎么办？", "", "**（三）怎么办**？"),
            ("“怎么办？”", "", "**“怎么办**？”"),
            ("（四）抓水利", "", "**（四）抓水利**"),
            ("——", "", "——"),
        ] {
            let bold = strong(heading, stop);
            assert_eq!(bold, markdown);
            assert_eq!(shown(&format!("{bold}春耕")), format!("{heading}{stop}春耕"));
        }
    }
}
