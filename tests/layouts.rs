//! How a text is laid out does not change what it says: wrapped at any width, with or without
//! indents and empty lines, a sample keeps its outline.

use std::fmt::Write as _;
use std::fs;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use gangmu::Document;

/// Samples of which each line is a paragraph, and long enough to be seen to be wrapped.
const SAMPLES: [&str; 13] = [
    "bullets",
    "collection",
    "collection-titled",
    "groups",
    "hong-kong",
    "lists-inside-paragraphs",
    "mixed-series",
    "no-markers",
    "ordinals-on-top",
    "quoted-and-false",
    "three-ranks",
    "traditional",
    "web-page",
];

#[test]
fn indented_and_wrapped() {
    check(WIDTHS, |text, width| laid_out(text, width, "　　", ""));
}

#[test]
fn indented_between_empty_lines_and_wrapped() {
    check(WIDTHS, |text, width| laid_out(text, width, "　　", "\n"));
}

#[test]
fn between_empty_lines_and_wrapped() {
    check(WIDTHS, |text, width| laid_out(text, width, "", "\n"));
}

#[test]
fn wrapped_and_broken_into_pages() {
    for number in ["- 7 -", "\n12\n", "第 3 页 共 9 页"] {
        check(WIDTHS, |text, width| {
            let lines = laid_out(text, width, "　　", "");
            let lines: Vec<&str> = lines.lines().collect();
            let pages: Vec<String> = lines.chunks(20).map(|page| page.join("\n")).collect();
            pages.join(&format!("\n{number}\n"))
        });
    }
}

#[test]
fn indented_or_between_empty_lines() {
    check(WHOLE, |text, width| laid_out(text, width, "　　", ""));
    check(WHOLE, |text, width| laid_out(text, width, "", "\n"));
    check(WHOLE, |text, width| laid_out(text, width, "", "").replace('\n', "\r\n"));
}

#[test]
fn quoted_or_broken_by_tags() {
    let each = |text: &str, line: fn(&str) -> String| text.lines().map(line).collect::<String>();
    check(WHOLE, |text, _| each(text, |line| format!("> {line}\n")));
    check(WHOLE, |text, _| each(text, |line| format!("{line}<br/>\n")));
    check(WHOLE, |text, _| each(text, |line| format!("\u{200b}{line}\u{200b}\n")));
}

/// Characters of a line.
const WIDTHS: RangeInclusive<usize> = 24..=40;
/// Lines as long as their paragraph.
const WHOLE: RangeInclusive<usize> = usize::MAX..=usize::MAX;

fn check(widths: RangeInclusive<usize>, layout: impl Fn(&str, usize) -> String) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut failed = String::new();
    for name in SAMPLES {
        let text = fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
        let expected = outline(&gangmu::parse(&text));
        for width in widths.clone() {
            let found = outline(&gangmu::parse(&layout(&text, width)));
            if found != expected {
                let (a, b) = first_difference(&expected, &found);
                writeln!(failed, "{name} at {width}:\n  - {a}\n  + {b}").unwrap();
            }
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

fn first_difference<'s>(expected: &'s str, found: &'s str) -> (&'s str, &'s str) {
    let padded = |text: &'s str| text.lines().chain(std::iter::repeat(""));
    let longer = expected.lines().count().max(found.lines().count());
    let mut pairs = padded(expected).zip(padded(found)).take(longer);
    pairs.find(|(a, b)| a != b).unwrap_or_default()
}

/// Each line as a paragraph of lines, each as wide as `width` Han characters at most.
fn laid_out(text: &str, width: usize, indent: &str, after: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut columns: usize = 0;
        for c in indent.chars().chain(line.chars()) {
            columns += if c.is_ascii() { 1 } else { 2 };
            // Such marks hang over the edge.
            if columns > width.saturating_mul(2) && !"，。、；：！？”）》,.".contains(c)
            {
                out.push('\n');
                columns = if c.is_ascii() { 1 } else { 2 };
            }
            out.push(c);
        }
        out.push('\n');
        out.push_str(after);
    }
    out
}

/// The outline as it is written, without the chrome, which a layout may add to.
fn outline(document: &Document<'_>) -> String {
    let mut document = document.clone().without_spans();
    document.chrome.clear();
    gangmu::to_yaml(&document).unwrap()
}
