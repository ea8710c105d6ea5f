//! What kind of file some bytes are: by their content first, then by the extension of the name.

use super::{InputFormat, ReadOptions};
use crate::error::ReadError;

/// What reads the bytes.
#[derive(Debug, PartialEq)]
pub(super) enum Kind {
    Html,
    Docx,
    Text(InputFormat),
}

/// How a zip archive begins, and so a Word document.
const ZIP: &[u8] = b"PK\x03\x04";
/// How the old Word format begins, in which encrypted documents of the new one are wrapped.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The name of what such a wrapper holds: EncryptedPackage.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// Files that are refused: how they begin, what they are, and how to convert them.
const REFUSED: [(&[u8], &str, &str); 6] = [
    (
        OLE,
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

/// Documents that are text but no text of a speech: what stands at their start, in small letters.
const REFUSED_MARKUP: [(&str, &str, &str); 3] = [
    (
        "<?mso-application progid=\"word.document\"",
        "a Word document as XML",
        "convert it first: libreoffice --headless --convert-to docx FILE",
    ),
    (
        "<office:document",
        "an OpenDocument as XML",
        "convert it first: libreoffice --headless --convert-to docx FILE",
    ),
    (
        "\ncontent-type: multipart/related",
        "a page saved with its pictures (MHT)",
        "open it in a browser and save it as HTML",
    ),
];

/// Bytes at the start of a file that tell what it is.
const HEAD: usize = 4096;

/// Bytes within which a page has its first tag, and a saved tree its first key.
const FIRST: usize = 256;

/// Tells the kind.
pub(super) fn kind(bytes: &[u8], options: &ReadOptions) -> Result<Kind, ReadError> {
    match options.format {
        Some(InputFormat::Html) => return Ok(Kind::Html),
        Some(InputFormat::Docx) => return Ok(Kind::Docx),
        Some(format) => return Ok(Kind::Text(format)),
        None => {}
    }
    if bytes.starts_with(ZIP) {
        return Ok(Kind::Docx);
    }
    if bytes.starts_with(OLE) && memchr::memmem::find(bytes, ENCRYPTED).is_some() {
        return Err(ReadError::Unsupported {
            what: "an encrypted Word document",
            advice: "open it with its password and save it without",
        });
    }
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if let Some((_, what, advice)) = REFUSED.iter().find(|(magic, ..)| bare.starts_with(magic)) {
        return Err(ReadError::Unsupported { what, advice });
    }
    let head = head(bytes);
    if let Some((_, what, advice)) = REFUSED_MARKUP.iter().find(|(tag, ..)| head.contains(tag)) {
        return Err(ReadError::Unsupported { what, advice });
    }
    let extension = options.name.as_deref().and_then(|name| name.rsplit_once('.')).map(|x| x.1);
    let extension = extension.unwrap_or_default().to_ascii_lowercase();
    Ok(match extension.as_str() {
        _ if is_html(&head) => Kind::Html,
        _ if is_yaml_tree(&head) => Kind::Text(InputFormat::Yaml),
        _ if is_json_tree(&head) => Kind::Text(InputFormat::Json),
        "yaml" | "yml" => Kind::Text(InputFormat::Yaml),
        "json" => Kind::Text(InputFormat::Json),
        "md" | "markdown" => Kind::Text(InputFormat::Markdown),
        "htm" | "html" | "xhtml" | "shtml" | "php" | "jsp" | "asp" | "aspx"
            if memchr::memchr(b'<', bytes).is_some() =>
        {
            Kind::Html
        }
        _ => Kind::Text(InputFormat::Text),
    })
}

/// How a file begins, in small letters; what is ASCII is so in every encoding, in UTF-16 between
/// NULs.
fn head(bytes: &[u8]) -> String {
    // Most texts have no tag and no key near their beginning.
    let begins = |b: &u8| b.is_ascii_alphabetic() || matches!(b, b'<' | b'{');
    if !bytes.iter().take(FIRST).any(begins) {
        return String::new();
    }
    let head = bytes.iter().take(HEAD).filter(|b| **b != 0).map(u8::to_ascii_lowercase);
    let head = String::from_utf8_lossy(&head.collect::<Vec<_>>()).into_owned();
    let mark = |c: char| matches!(c, '\u{feff}' | '\u{fffd}') || c.is_whitespace();
    head.trim_start_matches(mark).to_owned()
}

/// Whether a file begins as a page does.
fn is_html(head: &str) -> bool {
    let begins = ["<!doctype html", "<html", "<head", "<body", "<?xml", "<!--", "<meta", "<title"];
    begins.iter().any(|tag| head.starts_with(tag))
        && ["<html", "<body", "<head", "<p>", "<p ", "<div"].iter().any(|tag| head.contains(tag))
}

/// Whether a file begins with the first key of a tree.
fn is_yaml_tree(head: &str) -> bool {
    head.strip_prefix("---").unwrap_or(head).trim_start().starts_with("gangmu: ")
}

fn is_json_tree(head: &str) -> bool {
    head.strip_prefix('{').is_some_and(|x| x.trim_start().starts_with("\"gangmu\""))
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
            (b"chrome: []", "a.yml", Kind::Text(InputFormat::Yaml)),
    // Most texts have no tag and no key near their beginning.
    let begins = |b: &u8| b.is_ascii_alphabetic() || matches!(b, b'<' | b'{');
    if !bytes.iter().take(FIRST).any(begins) {
        return String::new();
    }
        ] {
            assert_eq!(kind(bytes, &named(name)).unwrap(), expected, "{name}");
        }
        for (bytes, says) in [
            (OLE, "libreoffice --headless"),
            (&[OLE, ENCRYPTED].concat(), "password"),
            (b"{\\rtf1\\ansi", "libreoffice --headless"),
            (b"%PDF-1.4", "pdftotext -layout"),
            (b"\xef\xbb\xbf\n{\\rtf1", "an RTF document"),
            (b"<?xml?>\n<?mso-application progid=\"Word.Document\"?>", "a Word document as XML"),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x", "(MHT)"),
        ] {
            let error = kind(bytes, &named("a.docx")).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        for (bytes, expected) in [
            ("\u{feff}<!DOCTYPE html>\n<html>".as_bytes(), Kind::Html),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", Kind::Html),
            ("<请勿外传>\n同志们：".as_bytes(), Kind::Text(InputFormat::Text)),
            (b"gangmu: 1\nsource:", Kind::Text(InputFormat::Yaml)),
            (b"{ \"gangmu\": 1", Kind::Text(InputFormat::Json)),
            (b"{\"a\": 1", Kind::Text(InputFormat::Text)),
        ] {
            assert_eq!(kind(bytes, &ReadOptions::default()).unwrap(), expected);
        }
    }
}
