//! JSON: the same shape as the YAML.

use std::io;

use serde::Serialize;

use super::yaml::{known, unreadable};
use crate::document::Document;
use crate::error::FormatError;

/// Writes a document as JSON on one line, with its spans.
///
/// # Errors
///
/// None for a document that was parsed.
pub fn to_json(document: &Document<'_>) -> Result<String, FormatError> {
    Ok(serde_json::to_string(document)?)
}

/// Writes a document as JSON to a file or stream, without holding the whole text: give it a
/// [`BufWriter`](io::BufWriter).
///
/// # Errors
///
/// [`FormatError::Io`] when the writer fails.
pub fn write_json(document: &Document<'_>, out: impl io::Write) -> Result<(), FormatError> {
    serde_json::to_writer(out, document).map_err(unwritten)
}

/// Writes a document as JSON of many lines, indented, for people.
///
/// # Errors
///
/// [`FormatError::Io`] when the writer fails.
pub fn write_json_pretty(document: &Document<'_>, out: impl io::Write) -> Result<(), FormatError> {
    serde_json::to_writer_pretty(out, document).map_err(unwritten)
}

/// Writes a document as a line of JSON with its line end, as a file of many documents wants it
/// (NDJSON).
///
/// # Errors
///
/// [`FormatError::Io`] when the writer fails.
pub fn write_ndjson(document: &Document<'_>, mut out: impl io::Write) -> Result<(), FormatError> {
    write_line(document, &mut out)
}

/// Writes a value as a line of JSON.
pub(crate) fn write_line(
    value: &impl Serialize,
    out: &mut impl io::Write,
) -> Result<(), FormatError> {
    serde_json::to_writer(&mut *out, value).map_err(unwritten)?;
    writeln!(out).map_err(FormatError::Io)
}

fn unwritten(why: serde_json::Error) -> FormatError {
    match why.io_error_kind() {
        Some(_) => FormatError::Io(why.into()),
        None => why.into(),
    }
}

/// Reads a document that [`to_json`] wrote.
///
/// ```
/// let document = gangmu::parse("一、春耕\n备种。").into_owned();
/// assert_eq!(gangmu::from_json(&gangmu::to_json(&document)?)?, document);
/// # Ok::<(), gangmu::FormatError>(())
/// ```
///
/// # Errors
///
/// When the text is not JSON, or not a document of a known format version.
pub fn from_json(json: &str) -> Result<Document<'static>, FormatError> {
    serde_json::from_str(json)
        .map_err(|error| match serde_json::from_str(json) {
            Ok(version) => unreadable(version, error.into()),
            Err(_) => error.into(),
        })
        .and_then(known)
}
