//! From bytes to text. It knows encodings; it does not know what a speech is.

use crate::document::Document;
use crate::error::ReadError;
use crate::parser::parse;

/// Decodes bytes: UTF-8, a byte order mark is dropped.
///
/// # Errors
///
/// When the bytes are not UTF-8; the message names the place.
///
/// ```
/// assert_eq!(gangmu::decode("\u{feff}春耕".as_bytes())?, "春耕");
/// let error = gangmu::decode(b"ab\n\xb4\xba").unwrap_err();
/// assert!(error.to_string().starts_with("not UTF-8 at byte 3 (line 2)"));
/// # Ok::<(), gangmu::ReadError>(())
/// ```
pub fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(text).map_err(|e| {
        let offset = bytes.len() - text.len() + e.valid_up_to();
        let line = bytes[..offset].iter().filter(|b| **b == b'\n').count() + 1;
        ReadError::NotUtf8 { offset, line }
    })
}

/// Decodes bytes and parses the text with the bundled grammar.
///
/// # Errors
///
/// As [`decode`].
///
/// ```
/// let document = gangmu::read("一、春耕\n备种。".as_bytes())?;
/// assert_eq!(document.sections().count(), 1);
/// # Ok::<(), gangmu::ReadError>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<Document<'_>, ReadError> {
    decode(bytes).map(parse)
}
