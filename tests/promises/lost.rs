//! Nothing is lost, and spans and levels are in order.

use gangmu::{Block, Document, Span};

/// Leaves are disjoint and hold every character that is no white space; spans are nested.
pub(crate) fn nothing_is_lost(document: &Document<'_>, text: &str) -> Result<(), String> {
    let leaves = document.leaves();
    for pair in leaves.windows(2) {
        if pair[0].end > pair[1].start {
            return Err(format!("leaves {} and {} overlap", pair[0], pair[1]));
        }
    }
    for leaf in &leaves {
        if text.get(leaf.range()).is_none() {
            return Err(format!("leaf {leaf} is no piece of the text"));
        }
    }
    let mut next = leaves.iter().peekable();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        while next.next_if(|leaf| leaf.end <= at).is_some() {}
        if next.peek().is_none_or(|leaf| leaf.start > at) {
            return Err(format!("{c:?} at byte {at} is lost"));
        }
    }
    for speech in &document.speeches {
        for zone in [&speech.opening, &speech.body, &speech.closing, &speech.appendix] {
            nested(zone, 1, speech.span)?;
        }
    }
    Ok(())
}

/// Blocks stand inside their owner, in the order of the text, and levels count on.
fn nested(blocks: &[Block<'_>], level: u32, owner: Span) -> Result<(), String> {
    let mut before = owner.start;
    for block in blocks {
        let span = match block {
            Block::Paragraph(x) => x.span,
            Block::Salutation(x) => x.span,
            Block::Section(x) => {
                if x.level != level {
                    return Err(format!("level {} at depth {level}", x.level));
                }
                nested(&x.body, level + 1, x.span)?;
                x.span
            }
        };
        if span.start < before || span.end > owner.end {
            return Err(format!("{span} is out of order in {owner}"));
        }
        before = span.end;
    }
    Ok(())
}
