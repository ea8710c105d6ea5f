//! The text of a document, paragraph by paragraph (ECMA-376 part 1, 17.2 to 17.4 and 17.16).

use std::collections::HashMap;
use std::mem;

use quick_xml::events::BytesStart;

use super::equation::equation;
use super::flow::Flow;
use super::numbering::{Counters, Number, Numbering, Suffix};
use super::styles::{Style, Styles};
use super::symbol::symbol;
use super::xml::{Node, Xml, attribute, is_on, number, value};
use crate::error::ReadError;

/// Characters that a heading has at most; what is longer was styled by mistake.
const HEADING: usize = 60;
/// Text boxes that may stand inside one another; what is deeper stands in the last of them.
const BOXES: usize = 8;

/// Where a note is kept: its part (`footnote`, `endnote`) and its id there.
pub(super) type NoteId = (&'static str, String);

/// The walk through a part.
pub(super) struct Body<'d> {
    styles: &'d Styles,
    counters: Counters<'d>,
    /// What the open elements are.
    open: Vec<Element>,
    /// The text that is being written: of the document, or of a text box in it.
    story: Story,
    /// Where text boxes stand.
    around: Vec<Story>,
    /// The open run is not shown.
    hidden: bool,
    /// The open fields.
    fields: Vec<Field>,
    /// Fields whose result has not come yet.
    instructions: usize,
    /// Notes in the order of their references.
    pub(super) notes: Vec<NoteId>,
    numbers: HashMap<NoteId, usize>,
    /// Bytes that were written, and that may be.
    written: usize,
    most: usize,
}

/// An element that does something when it closes, or says what its children are.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Element {
    Paragraph,
    /// A run inside one that was or was not shown.
    Run(bool),
    Row,
    Cell,
    TextBox,
    /// Ways to show one thing, and whether one of them was taken.
    Alternatives(bool),
    Other,
}

/// A field: an instruction, and its result after it.
#[derive(Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
}

/// Paragraphs that follow one another.
#[derive(Debug, Default)]
struct Story {
    flow: Flow,
    paragraph: Option<Paragraph>,
    /// Text of paragraphs whose end is deleted or hidden: it belongs to the next one.
    carried: Carried,
}

#[derive(Debug, Default)]
struct Carried {
    text: String,
    numbered: bool,
    boxes: Vec<Flow>,
}

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    style: Style,
    /// Its end is hidden, or deleted.
    end_hidden: bool,
    end_deleted: bool,
    boxes: Vec<Flow>,
}

impl<'d> Body<'d> {
    /// A walk that writes at most so many bytes.
    pub(super) fn new(styles: &'d Styles, numbering: &'d Numbering, most: usize) -> Self {
        Self {
            styles,
            counters: Counters::new(numbering),
            open: Vec::new(),
            story: Story::default(),
            around: Vec::new(),
            hidden: false,
            fields: Vec::new(),
            instructions: 0,
            notes: Vec::new(),
            numbers: HashMap::new(),
            written: 0,
            most,
        }
    }

    /// Reads what stands inside the element that was just opened.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<Flow, ReadError> {
        let depth = xml.depth();
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) => self.open(xml, &tag)?,
                Node::Close if xml.depth() < depth => break,
                Node::Close => self.close(),
                Node::Text(_) => {}
            }
            // A number is longer than the element that asks for it.
            if self.written > self.most {
                return Err(ReadError::TooLarge { size: self.written, most: self.most });
            }
        }
        self.end_story();
        Ok(mem::take(&mut self.story).flow)
    }

    fn open(&mut self, xml: &mut Xml<'_>, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        let name = tag.local_name();
        let element = match name.as_ref() {
            "p" => {
                self.end_paragraph();
                let style = self.styles.default;
                self.story.paragraph = Some(Paragraph { style, ..Paragraph::default() });
                Element::Paragraph
            }
            "r" => {
                let before = self.hidden;
                self.hidden |= self.paragraph().style.hidden == Some(true);
                Element::Run(before)
            }
            "pPr" => return self.paragraph_properties(xml),
            "rPr" => match self.open.last() {
                Some(Element::Run(outside)) => return self.run_properties(xml, *outside),
                _ => return xml.skip(tag),
            },
            "t" => {
                let kept = attribute(tag, "space").is_some_and(|x| x == "preserve");
                return self.text(xml, kept);
            }
            "instrText" => {
                let field = self.fields.last_mut().filter(|x| !x.in_result);
                let mut dropped = String::new();
                return xml.text(field.map_or(&mut dropped, |x| &mut x.instruction));
            }
            "tr" => {
                self.story.flow.open_row();
                Element::Row
            }
            "tc" => {
                self.story.flow.open_cell();
                Element::Cell
            }
            "txbxContent" | "txBody" if !self.is_shown() => return xml.skip(tag),
            "txbxContent" | "txBody" if self.around.len() < BOXES => {
                self.around.push(mem::take(&mut self.story));
                Element::TextBox
            }
            "AlternateContent" => Element::Alternatives(false),
            "Choice" | "Fallback" => match self.open.last_mut() {
                Some(Element::Alternatives(taken)) if *taken => return xml.skip(tag),
                Some(Element::Alternatives(taken)) => {
                    *taken = true;
                    Element::Other
                }
                _ => Element::Other,
            },
            // Deleted and moved away, properties of what is not text, readings above the characters.
            "del" | "moveFrom" | "rt" | "sectPr" | "tblPr" | "tblGrid" | "sdtPr" => {
                return xml.skip(tag);
            }
            "trPr" | "tcPr" => {
                if is_gone(xml)? {
                    // The row or the cell ends without having been written.
                    let depth = xml.depth();
                    while xml.child(depth)?.is_some() {}
                    self.close();
                }
                return Ok(());
            }
            "altChunk" => {
                return Err(ReadError::Unsupported {
                    what: "a Word document that holds another file",
                    advice: "open it in Word and save it again",
                });
            }
            name => {
                self.inline(name, tag);
                Element::Other
            }
        };
        self.open.push(element);
        Ok(())
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Element::Paragraph) => self.end_paragraph(),
            Some(Element::Run(before)) => self.hidden = before,
            Some(Element::Cell) => {
                self.end_story();
                self.story.flow.close_cell();
            }
            Some(Element::Row) => self.story.flow.close_row(),
            Some(Element::TextBox) => {
                self.end_story();
                let outer = self.around.pop().unwrap_or_default();
                let flow = mem::replace(&mut self.story, outer).flow;
                self.paragraph().boxes.push(flow);
            }
            Some(Element::Alternatives(_) | Element::Other) | None => {}
        }
    }

    /// What stands for characters inside a run.
    fn inline(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "fldChar" => self.field(&attribute(tag, "fldCharType").unwrap_or_default()),
            _ if !self.is_shown() => {}
            "tab" | "ptab" => self.push('\t'),
            // A page that begins with a paragraph is no line in it.
            "br" if attribute(tag, "type").is_some() && self.paragraph().text.is_empty() => {}
            "br" | "cr" => self.push('\n'),
            "noBreakHyphen" => self.push('-'),
            // The line of a fraction.
            "den" => self.push('/'),
            "sym" => {
                let code = attribute(tag, "char");
                let code = code.and_then(|x| u32::from_str_radix(&x, 16).ok());
                let font = attribute(tag, "font").unwrap_or_default();
                if let Some(c) = code.and_then(|code| symbol(&font, code)) {
                    self.push(c);
                }
            }
            "footnoteReference" => self.reference("footnote", tag),
            "endnoteReference" => self.reference("endnote", tag),
            _ => {}
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => {
                self.fields.push(Field::default());
                self.instructions += 1;
            }
            "separate" => {
                if let Some(field) = self.fields.last_mut().filter(|x| !x.in_result) {
                    field.in_result = true;
                    self.instructions -= 1;
                }
            }
            "end" => {
                if let Some(field) = self.fields.pop().filter(|x| !x.in_result) {
                    self.instructions -= 1;
                    if let Some(text) = equation(&field.instruction).filter(|_| self.is_shown()) {
                        self.paragraph().text.push_str(&text);
                    }
                }
            }
            _ => {}
        }
    }

    fn is_shown(&self) -> bool {
        !self.hidden && self.instructions == 0
    }

    fn reference(&mut self, kind: &'static str, tag: &BytesStart<'_>) {
        let note = (kind, attribute(tag, "id").unwrap_or_default().into_owned());
        let next = self.notes.len() + 1;
        let number = *self.numbers.entry(note.clone()).or_insert(next);
        if number == next {
            self.notes.push(note);
        }
        self.paragraph().text.push_str(&format!("[{number}]"));
    }

    fn text(&mut self, xml: &mut Xml<'_>, kept: bool) -> Result<(), ReadError> {
        if !self.is_shown() {
            return xml.text(&mut String::new());
        }
        let text = &mut self.paragraph().text;
        let from = text.len();
        xml.text(text)?;
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        if !kept {
            text.truncate(from + text[from..].trim_end_matches(is_space).len());
            let space = text[from..].len() - text[from..].trim_start_matches(is_space).len();
            text.drain(from..from + space);
        }
        // Line breaks of the markup are not those of the text.
        if memchr::memchr2(b'\n', b'\r', &text.as_bytes()[from..]).is_some() {
            let one_line = text[from..].replace(['\n', '\r'], " ");
            text.replace_range(from.., &one_line);
        }
        Ok(())
    }

    fn push(&mut self, c: char) {
        self.paragraph().text.push(c);
    }

    /// The open paragraph; text outside any stands in one of its own.
    fn paragraph(&mut self) -> &mut Paragraph {
        self.story.paragraph.get_or_insert_default()
    }

    fn paragraph_properties(&mut self, xml: &mut Xml<'_>) -> Result<(), ReadError> {
        let (mut list, mut level, mut outline) = (None, None, None);
        let (mut end_hidden, mut end_deleted) = (None, false);
        let mut style = self.styles.default;
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.local_name().as_ref() {
                "pStyle" => style = self.styles.get(&value(&tag).unwrap_or_default()),
                "numId" => list = number(&tag),
                "ilvl" => level = number(&tag),
                "outlineLvl" => outline = number(&tag),
                "vanish" => end_hidden = Some(is_on(&tag)),
                "del" | "moveFrom" => end_deleted = true,
                // What they were before a tracked change.
                "pPrChange" | "rPrChange" | "sectPr" | "numberingChange" => xml.skip(&tag)?,
                _ => {}
            }
        }
        // A list of its own begins at its first level, unless the paragraph says otherwise.
        style.level = level.or(style.level.filter(|_| list.is_none() || list == style.list));
        style.list = list.or(style.list);
        style.outline = outline.or(style.outline);
        let paragraph = self.paragraph();
        paragraph.end_hidden = end_hidden.or(style.hidden).unwrap_or(false);
        paragraph.end_deleted = end_deleted;
        paragraph.style = style;
        Ok(())
    }

    /// The properties of a run; `outside` says whether it would be hidden without them.
    fn run_properties(&mut self, xml: &mut Xml<'_>, outside: bool) -> Result<(), ReadError> {
        let (mut own, mut styled) = (None, None);
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.local_name().as_ref() {
                "rStyle" => styled = self.styles.get(&value(&tag).unwrap_or_default()).hidden,
                "vanish" => own = Some(is_on(&tag)),
                "rPrChange" => xml.skip(&tag)?,
                _ => {}
            }
        }
        if let Some(hidden) = own.or(styled) {
            self.hidden = outside || hidden;
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.story.paragraph.take() else { return };
        // The instruction of a field ends with its paragraph, or it was never closed.
        if self.instructions > 0 {
            self.fields.clear();
            self.instructions = 0;
        }
        let carried = &mut self.story.carried;
        let gone = paragraph.end_deleted || paragraph.end_hidden && paragraph.text.is_empty();
        if gone {
            carried.text.push_str(&paragraph.text);
            carried.boxes.append(&mut paragraph.boxes);
            return;
        }
        let list = paragraph.style.list.filter(|id| *id != 0);
        let number =
            list.and_then(|id| self.counters.count(id, paragraph.style.level.unwrap_or(0)));
        let carried = mem::take(carried);
        let number = number.filter(|x| !carried.numbered && !x.text.is_empty());
        let numbered = carried.numbered || number.is_some();
        let mut text = carried.text + &paragraph.text;
        if let Some(number) = number {
            text.insert_str(0, &number.before(&text));
        }
        let mut boxes = carried.boxes;
        boxes.append(&mut paragraph.boxes);
        if paragraph.end_hidden {
            self.story.carried = Carried { text, numbered, boxes };
            return;
        }
        let flow = &mut self.story.flow;
        if !numbered && !flow.in_table() && self.around.is_empty() {
            text.insert_str(0, paragraph.style.heading(&text, !flow.written));
        }
        self.written += text.len();
        flow.paragraph(&text);
        for text_box in &boxes {
            flow.append(text_box);
        }
    }

    /// Ends what a cell, a text box or the document leaves open.
    fn end_story(&mut self) {
        self.end_paragraph();
        let carried = mem::take(&mut self.story.carried);
        if !carried.text.is_empty() {
            self.story.flow.paragraph(&carried.text);
        }
        for text_box in &carried.boxes {
            self.story.flow.append(text_box);
        }
    }
}

/// Whether the properties of a row or a cell say that it is deleted or hidden.
fn is_gone(xml: &mut Xml<'_>) -> Result<bool, ReadError> {
    let mut gone = false;
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        gone |= match tag.local_name().as_ref() {
            "del" | "cellDel" => true,
            "hidden" => is_on(&tag),
            // What they were before a tracked change.
            "trPrChange" | "tcPrChange" => {
                xml.skip(&tag)?;
                false
            }
            _ => false,
        };
    }
    Ok(gone)
}

impl Number {
    /// The number as one types it before a text: without a space after `一、`, but with one where
    /// number and text would grow together.
    fn before(&self, text: &str) -> String {
        let last = self.text.chars().next_back().unwrap_or(' ');
        let open =
            last.is_alphabetic() || matches!(last, '0'..='9' | '０'..='９' | '-' | '–' | '—');
        let latin = text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let apart = latin || last.is_ascii_alphanumeric() || self.suffix == Suffix::Gap && open;
        format!("{}{}", self.text, if apart && !text.is_empty() { " " } else { "" })
    }
}

impl Style {
    /// How a paragraph is marked as a heading: as in Markdown, where the title has one `#`.
    fn heading(&self, text: &str, is_first: bool) -> &'static str {
        let mark = match self.outline.filter(|x| *x < 9) {
            _ if self.title => "# ",
            Some(_) if is_first => "# ",
            Some(0) => "## ",
            Some(1) => "### ",
            Some(2) => "#### ",
            Some(3) => "##### ",
            Some(_) => "###### ",
            None => return "",
        };
        let line = text.trim();
        let is_heading =
            !line.is_empty() && !line.contains('\n') && line.chars().nth(HEADING).is_none();
        if is_heading { mark } else { "" }
    }
}
