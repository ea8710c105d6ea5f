//! A mind map of FreeMind (.mm), which Freeplane, XMind and most others open as well.

use std::io::{self, Write};

use super::markup::Escaped;
use super::nodes::{self, Node};
use crate::document::Document;
use crate::error::FormatError;

/// Writes the outline as a mind map of FreeMind: a node for each speech and section, folded below
/// the first level, with the text that stands under it as its note. Page furniture is left out.
///
/// ```
/// let document = gangmu::parse("在春耕现场会上的讲话\n一、抓早\n二、抓实");
/// assert!(gangmu::to_freemind(&document).contains(r#"<node TEXT="一、抓早"/>"#));
/// ```
pub fn to_freemind(document: &Document<'_>) -> String {
    super::string(|out| map(document, out))
}

/// Writes the outline as a mind map of FreeMind to a file or stream: see [`to_freemind`].
///
/// # Errors
///
/// [`FormatError::Io`] when the writer fails.
pub fn write_freemind(document: &Document<'_>, mut out: impl io::Write) -> Result<(), FormatError> {
    map(document, &mut out).map_err(FormatError::Io)
}

fn map(document: &Document<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, r#"<map version="1.0.1">"#)?;
    node(&nodes::root(document), 0, out)?;
    writeln!(out, "</map>")
}

fn node(x: &Node<'_>, depth: usize, out: &mut impl Write) -> io::Result<()> {
    let fold = depth > 0 && !x.nodes.is_empty();
    let folded = if fold { r#" FOLDED="true""# } else { "" };
    write!(out, r#"{:depth$}<node TEXT="{}"{folded}"#, "", Escaped(&x.name))?;
    if x.nodes.is_empty() && x.note.is_empty() {
        return writeln!(out, "/>");
    }
    writeln!(out, ">")?;
    if !x.note.is_empty() {
        write!(out, r#"{:depth$}<richcontent TYPE="NOTE"><html><head/><body>"#, "")?;
        x.note.iter().try_for_each(|x| write!(out, "<p>{}</p>", Escaped(x)))?;
        writeln!(out, "</body></html></richcontent>")?;
    }
    x.nodes.iter().try_for_each(|x| node(x, depth + 1, out))?;
    writeln!(out, "{:depth$}</node>", "")
}
