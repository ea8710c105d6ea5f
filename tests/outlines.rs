//! Small speeches and their outlines: a rule of the structure each in `outlines.txt`, in
//! `rejects.txt` what looks like a marker and is none, by the numbers of the domain (section 4).
//!
//! A row is `=== the rule`, the text, a line (`---` alone, the last such line of the row), the
//! outline. In the outline `# a | b` is the front or back matter, `[a]` an unnumbered heading, `<a>` a
//! group, `. a` the beginning of a paragraph, and `kind: a` the beginning of a line of furniture.

use std::fmt::Write as _;

use gangmu::{Block, Document, SectionKind, Speech};

#[test]
fn every_rule_has_its_outline() {
    check(include_str!("outlines.txt"));
}

#[test]
fn what_looks_like_a_marker() {
    check(include_str!("rejects.txt"));
}

fn check(rows: &str) {
    let mut failed = String::new();
    let mut count = 0;
    for row in rows.split("=== ").skip(1) {
        let (rule, row) = row.split_once('\n').unwrap();
        let (text, expected) = row.rsplit_once("\n---\n").unwrap();
        let text = text.replace("<ZWSP>", "\u{200b}").replace("<BOM>", "\u{feff}");
        let found = outline(&gangmu::parse(&text));
        if found.trim_end() != expected.trim_end() {
            writeln!(failed, "=== {rule}\nexpected:\n{expected}\nfound:\n{found}").unwrap();
        }
        count += 1;
    }
    assert!(failed.is_empty(), "{failed}");
    assert!(count > 30, "{count} rows only");
}

fn outline(document: &Document<'_>) -> String {
    let mut out = String::new();
    for speech in &document.speeches {
        front(speech, &mut out);
        if let Some(announcement) = speech.announcement.as_ref().filter(|x| !x.agenda.is_empty()) {
            zone("agenda\n", &announcement.agenda, &mut out);
        }
        zone("opening\n", &speech.opening, &mut out);
        zone(if speech.opening.is_empty() { "" } else { "body\n" }, &speech.body, &mut out);
        zone("closing\n", &speech.closing, &mut out);
        zone("appendix\n", &speech.appendix, &mut out);
        fields(&[&speech.wish, &speech.thanks, &speech.end_formula, &speech.signature], &mut out);
    }
    for x in &document.chrome {
        writeln!(out, "{}: {}", x.kind, start(&x.text, 12)).unwrap();
    }
    out
}

fn front(speech: &Speech<'_>, out: &mut String) {
    let speaker = speech.speaker.as_ref().map(|x| x.name.clone());
    fields(
        &[
            &speech.title,
            &speech.subtitle,
            &speaker,
            &speech.date,
            &speech.salutation,
            &speech.greeting,
        ],
        out,
    );
}

fn fields(fields: &[&Option<std::borrow::Cow<'_, str>>], out: &mut String) {
    let all: Vec<&str> = fields.iter().filter_map(|x| x.as_deref()).collect();
    if !all.is_empty() {
        writeln!(out, "# {}", all.join(" | ")).unwrap();
    }
}

fn zone(name: &str, zone: &[Block<'_>], out: &mut String) {
    if !zone.is_empty() {
        out.push_str(name);
        blocks(zone, 1, out);
    }
}

fn blocks(all: &[Block<'_>], depth: usize, out: &mut String) {
    for block in all {
        let line = match block {
            Block::Paragraph(x) => format!(". {}", start(&x.text, 10)),
            Block::Salutation(x) => format!("@ {}", x.text),
            Block::Section(x) => {
                let name = x.heading.as_ref().or(x.label.as_ref()).map_or("", |x| x);
                match x.kind {
                    SectionKind::Marked => {
                        format!("{} {name}", x.marker.as_deref().unwrap_or_default())
                    }
                    SectionKind::Group => format!("<{name}>"),
                    SectionKind::Heading => format!("[{name}]"),
                    SectionKind::Parallel => format!("={name}"),
                }
            }
        };
        writeln!(out, "{:width$}{}", "", line.trim_end(), width = depth * 2).unwrap();
        if let Block::Section(x) = block {
            blocks(&x.body, depth + 1, out);
        }
    }
}

fn start(text: &str, chars: usize) -> String {
    text.chars().take(chars).collect()
}
