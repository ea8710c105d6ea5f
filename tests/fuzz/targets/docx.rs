//! Any parts make a Word document: the text, the numbers and the styles, parted by a NUL.
#![no_main]

#[path = "../../promises/mod.rs"]
mod promises;

use std::io::{Cursor, Write as _};

use gangmu::{InputFormat, ReadOptions};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fuzz_target!(|text: &str| {
    let options = ReadOptions { format: Some(InputFormat::Docx), ..ReadOptions::default() };
    if let Ok(input) = gangmu::decode(&document(text), &options) {
        promises::check_input(&input).unwrap();
    }
});

fn document(text: &str) -> Vec<u8> {
    let one = |kind: &str, target: &str| {
        format!("<Relationship Id='r' Type='{TYPE}/{kind}' Target='{target}'/>")
    };
    let all = |parts: &str| format!("<Relationships>{parts}</Relationships>");
    let mut parts = text.split('\0');
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("_rels/.rels", all(&one("officeDocument", "word/document.xml"))),
        (
            "word/_rels/document.xml.rels",
            all(&(one("numbering", "numbering.xml") + &one("styles", "styles.xml"))),
        ),
        ("word/document.xml", parts.next().unwrap_or_default().to_owned()),
        ("word/numbering.xml", parts.next().unwrap_or_default().to_owned()),
        ("word/styles.xml", parts.next().unwrap_or_default().to_owned()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
