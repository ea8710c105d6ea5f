//! What holds for any input whatever: nothing is lost, spans are ordered and nested, levels
//! count on, and what is written is read back.

mod chunks;
pub(crate) mod lost;

use gangmu::{Document, Grammar, Input, Parser};

/// Checks every promise on what a file was read as.
pub(crate) fn check_input(input: &Input<'_>) -> Result<(), String> {
    let text = input.text.as_ref();
    let document = Parser::new(Grammar::bundled()).parse_input(input);
    lost::nothing_is_lost(&document, text)?;
    for max_chars in [1, 40, 800] {
        chunks::in_chunks(&document, text, max_chars)?;
    }
    reads_back(document)
}

/// What is written is read back.
fn reads_back(document: Document<'_>) -> Result<(), String> {
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
