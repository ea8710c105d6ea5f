//! How a text is laid out does not change what it says: wrapped at any width, with or without
//! indents and empty lines, a sample keeps its outline.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use gangmu::Document;

/// Samples of which each line is a paragraph, and long enough to be seen to be wrapped.
const SAMPLES: [&str; 13] = [
    "bullets",
    "collection-titled",
    "hong-kong",
    "web-page",
    "collection",
    "groups",
    "lists-inside-paragraphs",
    "mixed-series",
    "no-markers",
    "ordinals-on-top",
    "quoted-and-false",
    "three-ranks",
    "traditional",
];

#[test]
fn indented_and_wrapped() {
    check(|text, width| laid_out(text, width, "　　", ""));
}

#[test]
fn indented_between_empty_lines_and_wrapped() {
    check(|text, width| laid_out(text, width, "　　", "\n"));
}

#[test]
fn between_empty_lines_and_wrapped() {
    check(|text, width| laid_out(text, width, "", "\n"));
}

#[test]
fn indented_or_between_empty_lines() {
    check(|text, _| laid_out(text, usize::MAX, "　　", ""));
    check(|text, _| laid_out(text, usize::MAX, "", "\n"));
    check(|text, _| laid_out(text, usize::MAX, "", "").replace('\n', "\r\n"));
}

#[test]
fn wrapped_and_broken_into_pages() {
    for number in ["- 7 -", "\n12\n", "第 3 页 共 9 页"] {
        check(|text, width| {
            let lines = laid_out(text, width, "　　", "");
            let lines: Vec<&str> = lines.lines().collect();
            let pages: Vec<String> = lines.chunks(20).map(|page| page.join("\n")).collect();
            pages.join(&format!("\n{number}\n"))
        });
    }
}

#[test]
fn quoted_or_broken_by_tags() {
    let each = |text: &str, line: fn(&str) -> String| text.lines().map(line).collect::<String>();
    check(|text, _| each(text, |line| format!("> {line}\n")));
    check(|text, _| each(text, |line| format!("{line}<br/>\n")));
    check(|text, _| each(text, |line| format!("\u{200b}{line}\u{200b}\n")));
}

fn check(layout: impl Fn(&str, usize) -> String) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut failed = String::new();
    for name in SAMPLES {
        let text = fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
        let expected = outline(&gangmu::parse(&text));
        for width in 24..=40 {
            let found = outline(&gangmu::parse(&layout(&text, width)));
            if let Some((a, b)) = expected.lines().zip(found.lines()).find(|(a, b)| a != b) {
                writeln!(failed, "{name} at {width}:\n  - {a}\n  + {b}").unwrap();
            }
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

/// Each line as a paragraph of lines of at most `width` characters.
fn laid_out(text: &str, width: usize, indent: &str, after: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let chars: Vec<char> = format!("{indent}{line}").chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let mut end = chars.len().min(at.saturating_add(width));
            // Such marks hang over the edge.
            if chars.get(end).is_some_and(|c| "，。、；：！？”）》".contains(*c)) {
                end += 1;
            }
            out.extend(&chars[at..end]);
            out.push('\n');
            at = end;
        }
        out.push_str(after);
    }
    out
}

/// Titles and speakers, then the sections with the beginning of each paragraph.
fn outline(document: &Document<'_>) -> String {
    let mut out = String::new();
    for speech in &document.speeches {
        let speaker = speech.speaker.as_ref().map(|x| &x.name);
        writeln!(out, "{:?} {speaker:?} {:?}", speech.title, speech.salutation).unwrap();
    }
    for found in document.sections() {
        let section = found.section;
        writeln!(out, "{} {:?} {}", section.level, section.marker, section.name()).unwrap();
    }
    out
}
