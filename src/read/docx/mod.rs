//! Word documents: their paragraphs as lines, with the numbers that Word gives them.
//!
//! ```text
//! zip ─ package ─▶ parts ─ numbering, styles ─▶ what numbers a paragraph
//!                        ─ body ─▶ Flow: lines, and where paragraphs begin
//! ```
//!
//! Headers, footers and comments are not part of the text; notes follow it.

mod body;
mod equation;
mod flow;
mod number_format;
mod numbering;
mod package;
mod styles;
mod symbol;
mod xml;

use std::collections::HashMap;

use super::{Input, InputFormat, Metadata, ReadOptions};
use crate::error::ReadError;
use body::{Body, NoteId};
use flow::Flow;
use numbering::Numbering;
use package::{Package, Relationship, target};
use styles::Styles;
use xml::{Xml, attribute};

/// What is read here.
const WHAT: &str = "Word document";

/// Reads a document.
pub(super) fn read(bytes: &[u8], options: &ReadOptions) -> Result<Input<'static>, ReadError> {
    let mut package = Package::open(bytes, options.max_size)?;
    let root = package.relationships("")?;
    let main = main_part(&package, &root)?;
    let text = package.part(&main)?.ok_or_else(|| broken(format!("{main} is missing")))?;
    let mut xml = Xml::new(&main, &text);
    match xml.root()?.local_name().as_ref() {
        "document" => {}
        "workbook" => return Err(other("an Excel workbook")),
        "presentation" => return Err(other("a PowerPoint presentation")),
        name => return Err(broken(format!("{main} holds a {name} in place of a document"))),
    }
    let relationships = package.relationships(&main)?;
    let numbering = optional(&mut package, &relationships, "numbering", Numbering::read)?;
    let styles = optional(&mut package, &relationships, "styles", |part, text| {
        Styles::read(part, text, &numbering)
    })?;
    let mut body = Body::new(&styles, &numbering, options.max_size);
    let mut flow = body.read(&mut xml)?;
    let notes = std::mem::take(&mut body.notes);
    if !notes.is_empty() {
        let mut found = HashMap::new();
        for (kind, element) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
            if let Some(part) = target(&relationships, kind)
                && let Some(text) = package.part(part)?
            {
                read_notes(&mut body, &mut Xml::new(part, &text), element, &mut found)?;
            }
        }
        for (number, note) in notes.iter().enumerate() {
            if let Some(note) = found.remove(note) {
                flow.append(&note.marked(&format!("[{}] ", number + 1)));
            }
        }
    }
    Ok(Input {
        format: InputFormat::Docx,
        blocks: flow.blocks,
        // Without its properties a document is still read.
        metadata: optional(&mut package, &root, "core-properties", properties).unwrap_or_default(),
        ..Input::text(flow.text)
    })
}

/// The part that the package says is its main one.
fn main_part(package: &Package<'_>, root: &[Relationship]) -> Result<String, ReadError> {
    if let Some(part) = target(root, "officeDocument") {
        return Ok(part.to_owned());
    }
    if package.has("mimetype") {
        return Err(ReadError::Unsupported {
            what: "an OpenDocument text or an e-book",
            advice: "convert it first: libreoffice --headless --convert-to docx FILE",
        });
    }
    if package.has("[Content_Types].xml") {
        return Err(broken("it names no document part; repair it in Word".into()));
    }
    Err(ReadError::Unsupported { what: "a zip archive", advice: "unpack it first: unzip FILE" })
}

/// What a document says about itself. Who typed it is seldom who speaks, and when it was made
/// seldom the day of the speech.
fn properties(part: &str, text: &str) -> Result<Metadata, ReadError> {
    let mut out = Metadata::default();
    let mut xml = Xml::new(part, text);
    xml.root()?;
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        let property = match tag.local_name().as_ref() {
            "title" => &mut out.title,
            "creator" => &mut out.author,
            "created" => &mut out.date,
            _ => continue,
        };
        let mut text = String::new();
        xml.text(&mut text)?;
        *property = Some(text.trim().to_owned()).filter(|x| !x.is_empty());
    }
    // The day, without the time of day.
    out.date = out.date.and_then(|x| Some(x.get(..10)?.to_owned()));
    Ok(out)
}

/// Reads a part that a document may have.
fn optional<T: Default>(
    package: &mut Package<'_>,
    relationships: &[Relationship],
    kind: &str,
    read: impl FnOnce(&str, &str) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let Some(part) = target(relationships, kind) else { return Ok(T::default()) };
    match package.part(part)? {
        Some(text) => read(part, &text),
        None => Ok(T::default()),
    }
}

fn read_notes(
    body: &mut Body<'_>,
    xml: &mut Xml<'_>,
    element: &'static str,
    found: &mut HashMap<NoteId, Flow>,
) -> Result<(), ReadError> {
    xml.root()?;
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        if tag.local_name().as_ref() == element {
            let id = attribute(&tag, "id").unwrap_or_default().into_owned();
            found.insert((element, id), body.read(xml)?);
        }
    }
    Ok(())
}

fn other(what: &'static str) -> ReadError {
    ReadError::Unsupported { what, advice: "gangmu reads text" }
}

fn broken(why: String) -> ReadError {
    ReadError::Broken { what: WHAT, why }
}

#[cfg(test)]
mod tests;
