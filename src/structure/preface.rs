//! What stands before the first speech of a file (sections 1.2 and 1.4 of the domain).

use crate::document::{Block, Paragraph as TextBlock};
use crate::grammar::{Edge, Grammar};
use crate::recognize::chrome;
use crate::structure::Furniture;
use crate::structure::split::Plan;
use crate::text::paragraph::Paragraph;
use crate::text::sentence::is_terminated;

/// Bytes of a line that belongs to the head of a page.
const PAGE_LINE: usize = 120;

/// The texts before the first speech, and what is no text there.
pub(super) fn preface<'a>(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'a>],
    plan: &Plan,
) -> (Vec<Block<'a>>, Furniture) {
    let mut furniture = Furniture::new();
    furniture.extend(plan.metadata.clone().map(|at| (at, "front-matter".into())));
    let mut texts = Vec::new();
    for at in plan.preface.clone().filter(|at| Some(*at) != plan.title) {
        let paragraph = &paragraphs[at];
        let text = paragraph.text.as_ref();
        let kind = match chrome::furniture(grammar, text, Edge::Head) {
            _ if plan.echoes.contains(&at) => Some("page-title"),
            Some(kind) => Some(kind),
            None if text.is_empty() => Some("note"),
            // Lines without a sentence are the head of a page.
            None if text.len() <= PAGE_LINE && !is_terminated(text) => Some("page-title"),
            None => None,
        };
        match kind {
            Some(kind) => furniture.push((at, kind.into())),
            None => texts.push(Block::Paragraph(TextBlock {
                text: paragraph.text.clone(),
                lead_in: None,
                span: paragraph.span,
            })),
        }
    }
    (texts, furniture)
}
