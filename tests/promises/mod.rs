//! What holds for any input whatever: nothing is lost, spans are ordered and nested, levels
//! count on, and what is written is read back.

mod chunks;

use gangmu::{Block, Grammar, Input, Parser, Span};

/// Checks every promise on what a file was read as.
pub(crate) fn check_input(input: &Input<'_>) -> Result<(), String> {
    let text = input.text.as_ref();
    let document = Parser::new(Grammar::bundled()).parse_input(input);
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
    for max_chars in [1, 40, 800] {
        chunks::in_chunks(&document, text, max_chars)?;
    }
    let owned = document.into_owned();
    for document in [&owned, &owned.clone().without_spans()] {
        let yaml = gangmu::to_yaml(document).map_err(|e| e.to_string())?;
        let back = gangmu::from_yaml(&yaml).map_err(|e| format!("{e}\n{yaml}"))?;
        if back != *document {
            return Err(format!("YAML does not read back:\n{yaml}"));
        }
        let json = gangmu::to_json(document).map_err(|e| e.to_string())?;
        if gangmu::from_json(&json).map_err(|e| e.to_string())? != *document {
            return Err(format!("JSON does not read back:\n{json}"));
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
