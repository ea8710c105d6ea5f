//! What reading costs, beside what it cannot do without, in the same run.
//!
//! `cargo bench --bench read`. A Word document: unzipping its parts and walking the events of their
//! XML. Plain UTF-8 text: validating it. Compare the rows with each other, not with another day's.

mod common;

use std::io::{Cursor, Read as _, Write as _};

use divan::Bencher;
use divan::counter::BytesCount;
use gangmu::ReadOptions;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn main() {
    divan::main();
}

const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A speech of about 20 kB with automatic numbers, marked up as Word does it.
fn document() -> Vec<u8> {
    let fonts = "<w:rPr><w:rFonts w:ascii=\"仿宋_GB2312\" w:eastAsia=\"仿宋_GB2312\" \
                 w:hint=\"eastAsia\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/></w:rPr>";
    let run = |text: &str| format!("<w:r w:rsidRPr=\"00632669\">{fonts}<w:t>{text}</w:t></w:r>");
    let paragraph = |properties: &str, texts: &[&str]| {
        let runs: String = texts.iter().map(|x| run(x)).collect();
        format!(
            "<w:p w:rsidR=\"00E37E38\" w:rsidRDefault=\"00E37E38\"><w:pPr>{properties}\
             <w:spacing w:line=\"560\" w:lineRule=\"exact\"/>{fonts}</w:pPr>{runs}</w:p>"
        )
    };
    let mut body = String::new();
    for _ in 0..12 {
        for level in ["0", "1", "2", "2", "2", "1", "2", "2"] {
            let list =
                format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>");
            body += &paragraph(&list, &["认真抓好春耕备耕，", "切实增强责任感和紧迫感。"]);
            body += &paragraph(
                "<w:pStyle w:val=\"a\"/>",
                &[
                    "各乡镇要把任务分解到村、落实到户，",
                    "逐户登记造册，缺种的由县里统一调剂，缺肥的由供销社优先供应。",
                ],
            );
        }
    }
    let level = |at: u32, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/></w:lvl>"
        )
    };
    let levels = level(0, "chineseCounting", "%1、")
        + &level(1, "chineseCounting", "（%2）")
        + &level(2, "decimal", "%3.");
    let style = |at: usize| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"a{at}\"><w:name w:val=\"style {at}\"/>\
             <w:basedOn w:val=\"a\"/><w:pPr><w:jc w:val=\"both\"/></w:pPr>{fonts}</w:style>"
        )
    };
    let styles: String = (0..40).map(style).collect();
    let relationship = |kind: &str, target: &str| {
        format!("<Relationship Id=\"{kind}\" Type=\"{TYPE}/{kind}\" Target=\"{target}\"/>")
    };
    let relationships = |inside: String| format!("<Relationships>{inside}</Relationships>");
    let parts = [
        ("_rels/.rels", relationships(relationship("officeDocument", "word/document.xml"))),
        (
            "word/_rels/document.xml.rels",
            relationships(
                relationship("styles", "styles.xml") + &relationship("numbering", "numbering.xml"),
            ),
        ),
        ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml", format!("<w:styles>{styles}</w:styles>")),
        (
            "word/numbering.xml",
            format!(
                "<w:numbering><w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>\
                 <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
            ),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[divan::bench]
fn docx(bencher: Bencher<'_, '_>) {
    let bytes = document();
    let text = gangmu::decode(&bytes, &ReadOptions::default()).unwrap().text.len();
    assert!((20_000..25_000).contains(&text), "{text} bytes");
    bencher
        .counter(BytesCount::new(text))
        .bench(|| gangmu::decode(&bytes, &ReadOptions::default()).unwrap().text.len());
}

/// The limit: the same parts, and nothing made of their events.
#[divan::bench]
fn docx_events(bencher: Bencher<'_, '_>) {
    let bytes = document();
    bencher.bench(|| {
        let mut zip = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        let mut events = 0;
        for at in 0..zip.len() {
            let mut text = String::new();
            zip.by_index(at).unwrap().read_to_string(&mut text).unwrap();
            let mut reader = Reader::from_str(&text);
            while !matches!(divan::black_box(reader.read_event().unwrap()), Event::Eof) {
                events += 1;
            }
        }
        events
    });
}

fn texts(bencher: Bencher<'_, '_>, work: impl Fn(&[u8]) -> usize + Sync) {
    let texts = common::texts();
    let bytes: usize = texts.iter().map(|x| x.text.len()).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| texts.iter().map(|x| work(x.text.as_bytes())).sum::<usize>());
}

#[divan::bench]
fn utf_8(bencher: Bencher<'_, '_>) {
    let options = ReadOptions::default();
    texts(bencher, |bytes| gangmu::decode(bytes, &options).unwrap().text.len());
}

/// The limit: is it UTF-8?
#[divan::bench]
fn utf_8_validation(bencher: Bencher<'_, '_>) {
    texts(bencher, |bytes| std::str::from_utf8(divan::black_box(bytes)).unwrap().len());
}
