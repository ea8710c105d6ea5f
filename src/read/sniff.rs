//! What kind of file some bytes are: by their content first, then by the extension of the name.

use super::{InputFormat, ReadOptions};
use crate::error::ReadError;

/// What reads the bytes.
#[derive(Debug, PartialEq)]
pub(super) enum Kind {
    Html,
    Text(InputFormat),
}

/// Files that are refused: how they begin, what they are, and how to convert them.
const REFUSED: [(&[u8], &str, &str); 7] = [
    (
        b"PK\x03\x04",
        "a Word document or another zip file",
        "take its text out first: libreoffice --headless --convert-to txt:Text FILE",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Word or WPS document",
        "convert it first: libreoffice --headless --convert-to docx FILE",
    ),
    (
        b"{\\rtf",
        "an RTF document",
        "convert it first: libreoffice --headless --convert-to docx FILE",
    ),
    (b"%PDF-", "a PDF", "take its text out first: pdftotext -layout FILE"),
    (b"\x89PNG", "a picture", "gangmu reads text"),
    (b"\xff\xd8\xff", "a picture", "gangmu reads text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first: gunzip FILE"),
];

/// Bytes at the start of a text that tell whether it is a page.
const HEAD: usize = 2048;

/// Tells the kind.
pub(super) fn kind(bytes: &[u8], options: &ReadOptions) -> Result<Kind, ReadError> {
    match options.format {
        Some(InputFormat::Html) => return Ok(Kind::Html),
        Some(format) => return Ok(Kind::Text(format)),
        None => {}
    }
    if let Some((_, what, advice)) = REFUSED.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Err(ReadError::Unsupported { what, advice });
    }
    let extension = options.name.as_deref().and_then(|name| name.rsplit_once('.')).map(|x| x.1);
    let extension = extension.unwrap_or_default().to_ascii_lowercase();
    Ok(match extension.as_str() {
        "md" | "markdown" => Kind::Text(InputFormat::Markdown),
        "htm" | "html" | "xhtml" | "shtml" | "php" | "jsp" | "asp" | "aspx"
            if memchr::memchr(b'<', bytes).is_some() =>
        {
            Kind::Html
        }
        _ => Kind::Text(InputFormat::Text),
    })
}

/// Whether a text begins as a page does.
pub(super) fn is_html(text: &str) -> bool {
    let head = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let head: String = head.chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    let begins = ["<!doctype html", "<html", "<head", "<body", "<?xml", "<!--", "<meta", "<title"];
    begins.iter().any(|tag| head.starts_with(tag))
        && ["<html", "<body", "<head", "<p>", "<p ", "<div"].iter().any(|tag| head.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_counts_before_the_name() {
        let named = |name: &str| ReadOptions { name: Some(name.into()), ..ReadOptions::default() };
        for (bytes, name, expected) in [
            (&b"# \xe6\x98\xa5"[..], "a.md", Kind::Text(InputFormat::Markdown)),
            (b"<p>", "a.HTML", Kind::Html),
            (b"\xe6\x98\xa5", "a.html", Kind::Text(InputFormat::Text)),
            (b"", "a", Kind::Text(InputFormat::Text)),
        ] {
            assert_eq!(kind(bytes, &named(name)).unwrap(), expected, "{name}");
        }
        for (bytes, says) in [
            (&b"PK\x03\x04\x14"[..], "libreoffice --headless"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "libreoffice --headless"),
            (b"{\\rtf1\\ansi", "libreoffice --headless"),
            (b"%PDF-1.4", "pdftotext -layout"),
        ] {
            let error = kind(bytes, &named("a.docx")).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        assert!(is_html("\u{feff}<!DOCTYPE html>\n<html>"));
        assert!(!is_html("<请勿外传>\n同志们："));
    }
}
