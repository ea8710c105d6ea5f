//! OPML 2.0, which outliners and mind-map programs open.

use std::io::{self, Write};

use super::markup::Escaped;
use super::nodes::{self, Node};
use crate::document::Document;
use crate::error::FormatError;

/// Writes the outline as OPML 2.0: an `outline` for each speech and section, with the text that
/// stands under it in `_note`, where outliners look for it. Page furniture is left out.
///
/// ```
/// let document = gangmu::parse("一、春耕\n备种。\n二、秋收\n颗粒归仓。");
/// assert!(gangmu::to_opml(&document).contains(r#"<outline text="一、春耕" _note="备种。"/>"#));
/// ```
pub fn to_opml(document: &Document<'_>) -> String {
    super::string(|out| map(document, out))
}

/// Writes the outline as OPML 2.0 to a file or stream: see [`to_opml`].
///
/// # Errors
///
/// [`FormatError::Io`] when the writer fails.
pub fn write_opml(document: &Document<'_>, mut out: impl io::Write) -> Result<(), FormatError> {
    map(document, &mut out).map_err(FormatError::Io)
}

fn map(document: &Document<'_>, out: &mut impl Write) -> io::Result<()> {
    let root = nodes::root(document);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<opml version="2.0">"#)?;
    writeln!(out, "<head><title>{}</title></head>", Escaped(&root.name))?;
    writeln!(out, "<body>")?;
    node(&root, 0, out)?;
    writeln!(out, "</body>")?;
    writeln!(out, "</opml>")
}

fn node(x: &Node<'_>, depth: usize, out: &mut impl Write) -> io::Result<()> {
    write!(out, r#"{:depth$}<outline text="{}""#, "", Escaped(&x.name))?;
    for (at, paragraph) in x.note.iter().enumerate() {
        let start = if at == 0 { " _note=\"" } else { "&#10;" };
        write!(out, "{start}{}", Escaped(paragraph))?;
    }
    let quote = if x.note.is_empty() { "" } else { "\"" };
    if x.nodes.is_empty() {
        return writeln!(out, "{quote}/>");
    }
    writeln!(out, "{quote}>")?;
    x.nodes.iter().try_for_each(|x| node(x, depth + 1, out))?;
    writeln!(out, "{:depth$}</outline>", "")
}
