//! Markdown: its text as lines, as a page would show them.
//!
//! The marks vanish from the text, so that offsets refer to what is shown, as with a page. Marks
//! that tell headings (`#`, a line all in bold, `>`) stay, because the text's own reader knows them.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Decoded, Input, InputFormat, front_matter, html};
use crate::error::ReadError;

/// The signs before the items of a list, as browsers draw them, by depth.
const SIGNS: [char; 3] = ['●', '○', '■'];

/// Reads a text with Markdown in it.
pub(super) fn read<'a>(decoded: Decoded<'a>) -> Result<Input<'a>, ReadError> {
    let (front, body) = front_matter::split(&decoded.text);
    let mut page = Lines { begins: true, ..Lines::default() };
    for line in front.lines() {
        page.begins = true;
        page.line.push_str(line);
        page.end_line(true);
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut events = Parser::new_ext(body, options).into_offset_iter();
    for (event, range) in events.by_ref() {
        page.event(event, body, range)?;
    }
    // What looks like the address of a link may be a note: [注]: 有删节
    let mut notes: Vec<_> = events.reference_definitions().iter().map(|(_, x)| x.clone()).collect();
    notes.sort_by_key(|x| x.span.start);
    for note in notes.iter().filter(|x| !x.dest.is_ascii()) {
        page.put(&body[note.span.clone()].replace('\n', " "));
        page.end_line(true);
    }
    Ok(Input {
        format: InputFormat::Markdown,
        encoding: decoded.encoding,
        undecodable: decoded.undecodable,
        blocks: page.blocks,
        metadata: front_matter::metadata(front),
        ..Input::text(page.text)
    })
}

/// Lines as they are written.
#[derive(Debug, Default)]
struct Lines {
    text: String,
    /// Numbers of the lines that begin a block.
    blocks: Vec<usize>,
    number: usize,
    line: String,
    /// Bytes of the line that are bold, and how deep in bold it is.
    bold: usize,
    strong: usize,
    /// The line begins a block.
    begins: bool,
    heading: usize,
    quotes: usize,
    code: bool,
    lists: Vec<Option<Numbers>>,
    /// What stands before the next text: the number or sign of an item.
    marker: Marker,
    /// The end of the last cell, in the source.
    shown: usize,
    /// Markup of a page inside the text.
    html: String,
}

/// The numbers of a list: the first, and the one that comes next.
#[derive(Debug)]
struct Numbers {
    first: u64,
    next: u64,
}

#[derive(Debug, Default)]
enum Marker {
    #[default]
    None,
    Sign(char),
    Typed(String),
}

impl Lines {
    /// One event of the parser, with its place in the source.
    fn event(
        &mut self,
        event: Event<'_>,
        body: &str,
        source: Range<usize>,
    ) -> Result<(), ReadError> {
        match event {
            Event::Text(text) if self.code => {
                for line in text.split_inclusive('\n') {
                    self.put(line.trim_end_matches('\n'));
                    if line.ends_with('\n') {
                        self.end_line(true);
                    }
                }
            }
            Event::Text(text) | Event::Code(text) => self.put(&text),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(tag) => {
                if tag.get(..3).is_some_and(|x| x.eq_ignore_ascii_case("<br")) {
                    self.end_line(false);
                }
            }
            Event::SoftBreak | Event::HardBreak => self.end_line(false),
            Event::Rule => {
                self.put("---");
                self.end_line(true);
            }
            Event::FootnoteReference(name) => self.put(&format!("[{name}]")),
            Event::Start(tag) => self.start(tag, &body[source]),
            Event::End(tag) => self.end(tag, body, source)?,
            // Of extensions that are not asked for.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
        Ok(())
    }

    fn put(&mut self, text: &str) {
        match std::mem::take(&mut self.marker) {
            // Who writes a number behind the sign means the number.
            Marker::Sign(sign) if !text.starts_with(begins_a_number) => self.line.push(sign),
            Marker::Typed(typed) => self.line.push_str(&typed),
            _ => {}
        }
        self.line.push_str(text);
        if self.strong > 0 {
            self.bold += text.len();
        }
    }

    fn start(&mut self, tag: Tag<'_>, source: &str) {
        match tag {
            Tag::Strong => return self.strong += 1,
            Tag::TableCell if !self.line.is_empty() => return self.put("\t"),
            Tag::TableCell | Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. } => return,
            _ => self.end_line(true),
        }
        match tag {
            Tag::Heading { level, .. } => self.heading = level as usize,
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(kind) => {
                if let CodeBlockKind::Fenced(info) = kind
                    && !info.is_ascii()
                {
                    self.put(&info);
                    self.end_line(true);
                }
                self.code = true;
            }
            Tag::List(first) => {
                self.lists.push(first.map(|first| Numbers { first, next: first }));
            }
            Tag::Item => self.marker = self.item(source),
            Tag::FootnoteDefinition(name) => self.marker = Marker::Typed(format!("[{name}] ")),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, body: &str, source: Range<usize>) -> Result<(), ReadError> {
        match tag {
            TagEnd::Strong => self.strong -= 1,
            TagEnd::TableCell => self.shown = source.end,
            TagEnd::TableRow => {
                // Cells beyond the columns of the head are not shown.
                let rest = body.get(self.shown..source.end).unwrap_or_default();
                self.put(&rest.trim_end_matches(['|', ' ']).replace('|', "\t"));
                self.end_line(true);
            }
            TagEnd::Emphasis | TagEnd::Link | TagEnd::Image => {}
            TagEnd::HtmlBlock => {
                for line in html::shown(&std::mem::take(&mut self.html))? {
                    self.put(&line);
                    self.end_line(true);
                }
            }
            _ => {
                if let (TagEnd::Item, Marker::Typed(_)) = (tag, &self.marker) {
                    self.put("");
                }
                self.end_line(true);
            }
        }
        match tag {
            TagEnd::Heading(_) => self.heading = 0,
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::CodeBlock => self.code = false,
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Item => self.marker = Marker::None,
            _ => {}
        }
        Ok(())
    }

    /// The number of an item as it is typed; where all are typed alike, as it is shown.
    fn item(&mut self, source: &str) -> Marker {
        let depth = self.lists.len();
        let Some(Some(numbers)) = self.lists.last_mut() else {
            return Marker::Sign(SIGNS[depth.clamp(1, SIGNS.len()) - 1]);
        };
        let rest = source.trim_start_matches(|c: char| c.is_ascii_digit());
        let typed = source[..source.len() - rest.len()].parse().unwrap_or(numbers.first);
        let number = if typed == numbers.first { numbers.next } else { typed };
        numbers.next = number.saturating_add(1);
        Marker::Typed(format!("{number}{} ", if rest.starts_with(')') { ')' } else { '.' }))
    }

    fn end_line(&mut self, block: bool) {
        let line = std::mem::take(&mut self.line);
        let bold = std::mem::take(&mut self.bold) == line.len() && self.heading == 0;
        let line = without_stars(line);
        if !line.trim().is_empty() {
            self.number += 1;
            if self.begins {
                self.blocks.push(self.number);
            }
            let quote = if self.quotes > 0 { "> " } else { "" };
            let hashes =
                ["", "# ", "## ", "### ", "#### ", "##### ", "###### "][self.heading.min(6)];
            let stars = if bold { "**" } else { "" };
            self.text.extend([quote, hashes, stars, &line, stars, "\n"]);
            self.begins = false;
        }
        self.begins |= block;
    }
}

/// Digits, numerals and brackets, with which items are numbered by hand.
fn begins_a_number(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十第首其再最（(①②③④⑤⑥⑦⑧⑨⑩●•·".contains(c)
}

/// The line without the `**` that CommonMark takes for stars because they stand between a Han
/// character and punctuation: `**第一，**提高认识`. Those of a name that was taken out stay: `张**、`.
fn without_stars(line: String) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some((before, inner, after)) = starred(rest) {
        out.extend([before, inner]);
        rest = after;
    }
    if out.is_empty() {
        return line;
    }
    out + rest
}

/// What stands before, between and after a pair of `**`.
fn starred(line: &str) -> Option<(&str, &str, &str)> {
    let opens = |c: char| "“‘《〈（「『【([".contains(c) || c.is_whitespace();
    let closes = |c: char| "”’》〉）」』】)]，。、；：！？,.;:!?".contains(c) || c.is_whitespace();
    let (before, rest) = line.split_once("**")?;
    let (inner, after) = rest.split_once("**")?;
    let pair = !inner.contains('*') && !before.ends_with('*') && !after.starts_with('*');
    let bold = pair && !inner.is_empty() && !inner.starts_with(closes) && !inner.ends_with(opens);
    bold.then_some((before, inner, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{ReadOptions, decode};

    fn input(text: &str) -> Input<'_> {
        let options = ReadOptions { format: Some(InputFormat::Markdown), ..ReadOptions::default() };
        decode(text.as_bytes(), &options).unwrap()
    }

    #[test]
    fn marks_become_structure_or_vanish() {
        for (source, expected) in [
            ("# 春耕讲话\n同志们：", "# 春耕讲话\n同志们：\n"),
            ("春耕讲话\n===\n抓早\n---\n早备种。", "# 春耕讲话\n## 抓早\n早备种。\n"),
            ("要*早*，要**实**。\n__要细__。", "要早，要实。\n要细。\n"),
            ("**一、抓早**\n\n早备种。", "**一、抓早**\n早备种。\n"),
            ("**早**和**实**", "早和实\n"),
            ("**第一，**抓早，说**“实”**字。", "第一，抓早，说“实”字。\n"),
            ("张**、李**到会，罚款****元。", "张**、李**到会，罚款****元。\n"),
            ("- 备种\n- 备肥\n  - 农家肥", "●备种\n●备肥\n○农家肥\n"),
            ("* 第一，备种\n* 第二，备肥", "第一，备种\n第二，备肥\n"),
            ("1. 备种\n1. 备肥\n\n   要足。", "1. 备种\n2. 备肥\n要足。\n"),
            ("2) 备种\n4) 备肥", "2) 备种\n4) 备肥\n"),
            ("1\\. 备种，3 \\* 4", "1. 备种，3 * 4\n"),
            ("> 春雨\n> 惊春", "> 春雨\n> 惊春\n"),
            ("见[通知](http://a.cn)和![图](b.png)<br>附后", "见通知和图\n附后\n"),
            ("```\n一、春耕\n  二、秋收\n```", "一、春耕\n  二、秋收\n"),
            ("|村|亩|\n|-|-|\n| 东 | 3 | *远* |", "村\t亩\n东\t3\t *远*\n"),
            ("~~~春\n耕\n~~~", "春\n耕\n"),
            ("|村|亩|\n|-|-|\n|东|3|", "村\t亩\n东\t3\n"),
            ("<div align=center>春&nbsp;耕</div>\n\n正文", "春\u{a0}耕\n正文\n"),
            ("早备种[^1]。\n\n[^1]: 见通知", "早备种[1]。\n[1] 见通知\n"),
            ("早备种。\n\n[注]: 有删节", "早备种。\n[注]: 有删节\n"),
            ("5~10天，约~~三~~四天", "5~10天，约~~三~~四天\n"),
        ] {
            assert_eq!(input(source).text, expected, "{source}");
        }
    }

    #[test]
    fn lines_of_one_paragraph_may_be_joined_and_blocks_not() {
        assert_eq!(input("春耕\n秋收\n\n冬藏\n- 备种\n\n---").blocks, [1, 3, 4, 5]);
    }

    #[test]
    fn front_matter_says_what_the_text_does_not() {
        let body = "同志们：\n\n备足良种，抓好春耕。";
        let front = "---\ntitle: 在春耕会上的讲话\ndate: 2021-03-05\nauthor: 县长 王建国\n---\n";
        let source = format!("{front}\n{body}");
        let document = crate::read(
            source.as_bytes(),
            &ReadOptions { name: Some("a.md".into()), ..ReadOptions::default() },
        )
        .unwrap();
        let speech = &document.speeches[0];
        assert_eq!(speech.title.as_deref(), Some("在春耕会上的讲话"));
        assert_eq!(speech.occasion.as_deref(), Some("春耕会"));
        assert_eq!(speech.date.as_deref(), Some("2021-03-05"));
        assert_eq!(speech.speaker.as_ref().unwrap().name, "王建国");
        assert!(speech.title_span.is_empty());
        assert_eq!(document.source.author.as_deref(), Some("县长 王建国"));
        assert!(document.chrome.iter().all(|x| x.kind == "front-matter"));
        assert_eq!(document.chrome.len(), 5);
    }

    #[test]
    fn front_matter_that_is_broken_stays_text() {
        for source in ["---\n同志们：\n---\n", "---\ntitle: [\n---\n春耕", "---\ntitle: 春耕\n"]
        {
            let input = input(source);
            let words = |x: &str| x.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            assert_eq!(words(&input.text), words(source));
        }
    }
}
