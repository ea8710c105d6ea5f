//! The tree while it is being built: nodes in an arena, text as places in paragraphs.

use crate::document::{Confidence, Placement, SectionKind};
use crate::recognize::lead_in::Announced;
use crate::recognize::marker::Marker;

/// A stretch of a paragraph's text, in bytes of that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) paragraph: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What stands under a node or at the top.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Child {
    Text(Part),
    /// A vocative line.
    Salutation(Part),
    Node(usize),
}

/// A section to be.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) kind: SectionKind,
    /// The marker and where it stands.
    pub(crate) marker: Option<(Marker, Part)>,
    pub(crate) placement: Option<Placement>,
    pub(crate) glued: bool,
    /// The heading, final punctuation included.
    pub(crate) heading: Option<Part>,
    /// The first clause, where there is no heading.
    pub(crate) label: Option<Part>,
    pub(crate) confidence: Option<Confidence>,
    /// Which series it is a member of: index into [`Outline::series`].
    pub(crate) series: Option<usize>,
    pub(crate) children: Vec<Child>,
}

/// A series of nodes with one owner.
#[derive(Debug, Clone)]
pub(crate) struct Series {
    /// The sentence that introduces it.
    pub(crate) lead_in: Option<(Part, Announced)>,
    /// Its members stand inside a paragraph.
    pub(crate) inline: bool,
}

/// The tree of one speech.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outline {
    pub(crate) nodes: Vec<Node>,
    pub(crate) roots: Vec<Child>,
    /// A preview of the roots' headings.
    pub(crate) agenda: Vec<Child>,
    pub(crate) series: Vec<Series>,
}

impl Outline {
    /// Adds a node; it is nobody's child yet.
    pub(crate) fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The children of a node, or the top.
    pub(crate) fn children(&mut self, owner: Option<usize>) -> &mut Vec<Child> {
        match owner {
            Some(node) => &mut self.nodes[node].children,
            None => &mut self.roots,
        }
    }

    /// The series that a child is a member of.
    pub(crate) fn series_of(&self, child: &Child) -> Option<usize> {
        match child {
            Child::Node(node) => self.nodes[*node].series,
            _ => None,
        }
    }
}

impl Node {
    pub(crate) fn new(kind: SectionKind) -> Self {
        Self {
            kind,
            marker: None,
            placement: None,
            glued: false,
            heading: None,
            label: None,
            confidence: None,
            series: None,
            children: Vec::new(),
        }
    }
}
