//! The tree that mind-map programs draw: a node for each speech and each section, and the text
//! that stands under it as its note.

use std::borrow::Cow;

use super::parts::{self, Part, Role, Zone};
use super::words::Words;
use crate::document::{Block, Document, Section, Speech};

/// A node of a mind map.
#[derive(Debug, Default)]
pub(crate) struct Node<'d> {
    pub(crate) name: Cow<'d, str>,
    /// Paragraphs.
    pub(crate) note: Vec<Cow<'d, str>>,
    pub(crate) nodes: Vec<Node<'d>>,
}

/// The one root: the speech, or the collection with its speeches.
pub(crate) fn root<'d>(document: &'d Document<'_>) -> Node<'d> {
    let untitled = Words::of(document).untitled;
    let mut speeches: Vec<_> = document.speeches.iter().map(|x| speech(x, untitled)).collect();
    if document.title.is_none() && speeches.len() == 1 {
        return speeches.remove(0);
    }
    let name = document.title.as_deref().or(document.source.name.as_deref());
    let mut root = Node { name: name.unwrap_or(untitled).into(), ..Node::default() };
    root.blocks(&document.preface);
    root.nodes.extend(speeches);
    root
}

fn speech<'d>(speech: &'d Speech<'_>, untitled: &'static str) -> Node<'d> {
    let name = parts::title(speech).unwrap_or(untitled);
    let mut node = Node { name: name.into(), ..Node::default() };
    for part in parts::parts(speech) {
        match part {
            Part::Line(Role::Title, ..) => {}
            Part::Line(_, text, _) => node.note.push(text),
            Part::Block(Zone::Agenda, Block::Section(x)) => node.note.push(parts::head(x).into()),
            Part::Block(_, block) => node.block(block),
        }
    }
    node
}

impl<'d> Node<'d> {
    fn blocks(&mut self, blocks: &'d [Block<'d>]) {
        blocks.iter().for_each(|x| self.block(x));
    }

    fn block(&mut self, block: &'d Block<'d>) {
        match block {
            Block::Paragraph(x) => self.note.push((&*x.text).into()),
            Block::Salutation(x) => self.note.push((&*x.text).into()),
            Block::Section(x) => self.nodes.push(section(x)),
        }
    }
}

fn section<'d>(section: &'d Section<'d>) -> Node<'d> {
    let mut node = Node { name: parts::name(section).into(), ..Node::default() };
    node.blocks(&section.body);
    node
}
