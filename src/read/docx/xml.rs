//! The elements of a part, one after the other.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::broken;
use crate::error::ReadError;

/// Elements that may stand inside one another.
const DEEPEST: usize = 1_000;

/// What stands next in a part. An empty element opens and closes.
#[derive(Debug)]
pub(super) enum Node<'p> {
    Open(BytesStart<'p>),
    Close,
    Text(Cow<'p, str>),
}

/// A part that is being read.
pub(super) struct Xml<'p> {
    name: &'p str,
    reader: Reader<&'p [u8]>,
    depth: usize,
}

impl<'p> Xml<'p> {
    pub(super) fn new(name: &'p str, text: &'p str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { name, reader, depth: 0 }
    }

    /// Elements that are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The next node; none at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<Node<'p>>, ReadError> {
        loop {
            let event = self.reader.read_event().map_err(|why| self.broken(&why.to_string()))?;
            return Ok(Some(match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(self.broken("its elements nest more than 1,000 deep"));
                    }
                    Node::Open(tag)
                }
                Event::End(_) => {
                    self.depth -= 1;
                    Node::Close
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(name) => {
                    let c = name.resolve_char_ref().map_err(|why| self.broken(&why.to_string()))?;
                    match (c, resolve_predefined_entity(&name)) {
                        (Some(c), _) => Node::Text(c.to_string().into()),
                        (None, Some(text)) => Node::Text(text.into()),
                        (None, None) => {
                            return Err(self.broken(&format!("it does not define &{};", &*name)));
                        }
                    }
                }
                Event::DocType(_) => {
                    return Err(self.broken("it declares a document type, which Word never does"));
                }
                Event::Eof if self.depth > 0 => return Err(self.broken("it is cut off")),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// Passes over everything inside an element that was just opened.
    pub(super) fn skip(&mut self, tag: &BytesStart<'_>) -> Result<(), ReadError> {
        self.reader.read_to_end(tag.name()).map_err(|why| self.broken(&why.to_string()))?;
        self.depth -= 1;
        Ok(())
    }

    /// Opens the part's outermost element.
    pub(super) fn root(&mut self) -> Result<BytesStart<'p>, ReadError> {
        while let Some(node) = self.next()? {
            if let Node::Open(tag) = node {
                return Ok(tag);
            }
        }
        Err(self.broken("it is empty"))
    }

    /// The next element inside one that holds others, and was opened at `depth`; none at its end.
    pub(super) fn child(&mut self, depth: usize) -> Result<Option<BytesStart<'p>>, ReadError> {
        while let Some(node) = self.next()? {
            match node {
                Node::Open(tag) => return Ok(Some(tag)),
                Node::Close if self.depth < depth => return Ok(None),
                Node::Close | Node::Text(_) => {}
            }
        }
        Ok(None)
    }

    /// The text inside an element that was just opened.
    pub(super) fn text(&mut self, out: &mut String) -> Result<(), ReadError> {
        let depth = self.depth;
        while let Some(node) = self.next()? {
            match node {
                Node::Text(text) => out.push_str(&text),
                Node::Close if self.depth < depth => break,
                Node::Close | Node::Open(_) => {}
            }
        }
        Ok(())
    }

    fn broken(&self, why: &str) -> ReadError {
        broken(format!("{}, byte {}: {why}", self.name, self.reader.error_position().max(1)))
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    let found = tag
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|x| x.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok()
}

/// The value that most elements hold: `w:val`.
pub(super) fn value<'t>(tag: &'t BytesStart<'_>) -> Option<Cow<'t, str>> {
    attribute(tag, "val")
}

/// The value as a number.
pub(super) fn number<T: std::str::FromStr>(tag: &BytesStart<'_>) -> Option<T> {
    value(tag)?.trim().parse().ok()
}

/// Whether a property is on: it is when nothing else is said.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    !value(tag).is_some_and(|x| matches!(x.as_ref(), "0" | "false" | "off"))
}
