//! Word documents that LibreOffice has written (see `docx/make.py`), beside what it shows of them.
#![cfg(feature = "docx")]

use std::fs;
use std::path::{Path, PathBuf};

use gangmu::{Document, Placement, ReadOptions};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/docx").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(file(&format!("{name}.docx"))).unwrap()
}

fn document(name: &str) -> Document<'static> {
    gangmu::read(&bytes(name), &ReadOptions::default()).unwrap()
}

/// Lines without white space, and with one sign for all bullets.
fn lines(text: &str) -> Vec<String> {
    let bare = |line: &str| line.replace('•', "●").split_whitespace().collect::<String>();
    text.lines().map(bare).filter(|line| !line.is_empty()).collect()
}

#[test]
fn gangmu_and_libreoffice_read_the_same() {
    for name in ["three-levels", "numbered-headings", "several-lists"] {
        let shown = fs::read_to_string(file(&format!("{name}.txt"))).unwrap();
        let bytes = bytes(name);
        let input = gangmu::decode(&bytes, &ReadOptions::default()).unwrap();
        assert_eq!(lines(input.text.trim_start_matches("# ")), lines(&shown), "{name}");
    }
}

#[test]
fn automatic_numbers_make_three_levels() {
    let document = document("three-levels");
    let speech = &document.speeches[0];
    assert_eq!(speech.title.as_deref(), Some("在全县河湖管护工作推进会上的讲话"));
    assert_eq!(speech.date.as_deref(), Some("2021-04-16"));
    assert_eq!(speech.announcement.as_ref().unwrap().found, Some(3));
    let outline: Vec<String> = document
        .sections()
        .map(|x| {
            format!("{}{}", "  ".repeat(x.level as usize - 1), x.marker.as_deref().unwrap_or(""))
        })
        .collect();
    assert_eq!(
        outline.join("\n"),
        "一、\n  （一）\n  （二）\n    1.\n    2.\n\
         二、\n  （一）\n    1.\n    2.\n    3.\n  （二）\n三、"
    );
    let first = document.sections().nth(1).unwrap();
    assert_eq!(first.placement, Some(Placement::RunIn));
}

#[test]
fn numbers_of_heading_styles_are_restored() {
    let document = document("numbered-headings");
    let outline: Vec<String> = document
        .sections()
        .map(|x| format!("{} {} {}", x.level, x.marker.as_deref().unwrap_or("-"), x.name()))
        .collect();
    assert_eq!(
        outline,
        [
            "1 第一部分 去年的主要工作",
            "2 一、 良种推广",
            "2 二、 技术培训",
            "3 1. 田间课堂",
            "3 2. 网上课堂",
            "1 第二部分 今年的打算",
            "2 一、 建好示范田",
            "2 二、 管好技术员",
        ]
    );
}
