//! The promises, on samples and on random text.

#[path = "promises/fragments.rs"]
mod fragments;
mod promises;

use std::fs;
use std::path::{Path, PathBuf};

use fragments::FRAGMENTS;
use gangmu::{Input, ReadOptions};
use promises::check_input;
use proptest::prelude::*;

/// Checks every promise on one text.
fn check(text: &str) -> Result<(), String> {
    check_input(&Input::text(text))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files_below(&path));
        } else {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// All samples, and all files that can be read below the folder that `GANGMU_CORPUS` names.
#[test]
fn on_samples() {
    let mut files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"));
    assert!(!files.is_empty());
    if let Some(folder) = std::env::var_os("GANGMU_CORPUS") {
        files.extend(files_below(Path::new(&folder)));
    }
    let mut failures = Vec::new();
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let name = Some(file.to_string_lossy().into_owned());
        let options = ReadOptions { name, ..ReadOptions::default() };
        let Ok(input) = gangmu::decode(&bytes, &options) else { continue };
        if let Err(why) = check_input(&input) {
            failures.push(format!("{}: {why}", file.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn an_empty_document_is_a_valid_document() {
    for text in ["", " \n\u{3000}\n", "\u{feff}"] {
        assert_eq!(check(text), Ok(()));
        assert!(gangmu::parse(text).speeches.is_empty());
    }
}

/// Lists in lists in lists: no deeper than a reader of YAML can follow.
/// What random texts showed.
#[test]
fn on_found_texts() {
    for text in
        ["王大山在春耕会上的讲话\n青禾县委书记\n", "王大山在春耕会上的讲话\n青禾县县长,书记"]
    {
        assert_eq!(check(text), Ok(()), "{text:?}");
    }
}

#[test]
fn a_deep_tree_is_read_back() {
    let text = format!(
        "{}{}{}\n{}",
        "一、甲。\n".repeat(45),
        "一是甲。".repeat(45),
        "二是乙。".repeat(45),
        "二、乙。\n".repeat(45)
    );
    assert_eq!(check(&text), Ok(()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn on_any_text(text in "\\PC{0,200}|[\\s\\S]{0,120}") {
        prop_assert_eq!(check(&text), Ok(()));
    }

    #[test]
    fn on_splices_of_fragments(parts in prop::collection::vec(prop::sample::select(&FRAGMENTS[..]), 0..60)) {
        let text = parts.concat();
        prop_assert_eq!(check(&text), Ok(()), "in {:?}", text);
    }

    #[test]
    fn on_lines_of_fragments(lines in prop::collection::vec(prop::collection::vec(prop::sample::select(&FRAGMENTS[..]), 0..8), 0..30)) {
        let text = lines.iter().map(|x| x.concat()).collect::<Vec<_>>().join("\n");
        prop_assert_eq!(check(&text), Ok(()), "in {:?}", text);
    }

    /// Markdown shows every Han character that stands in its source.
    #[cfg(feature = "markdown")]
    #[test]
    fn on_markdown(lines in prop::collection::vec(prop::collection::vec(prop::sample::select(&MARKS[..]), 0..8), 0..20)) {
        let source = lines.iter().map(|x| x.concat()).collect::<Vec<_>>().join("\n");
        let options = ReadOptions { format: Some(gangmu::InputFormat::Markdown), ..ReadOptions::default() };
        let input = gangmu::decode(source.as_bytes(), &options).unwrap();
        let han = |text: &str| text.chars().filter(|c| ('一'..='龥').contains(c)).collect::<String>();
        prop_assert_eq!(han(&input.text), han(&source), "{:?} became {:?}", source, input.text);
        prop_assert_eq!(check_input(&input), Ok(()), "in {:?}", source);
    }
}

/// What Markdown is made of, without pieces of pages.
#[cfg(feature = "markdown")]
const MARKS: [&str; 34] = [
    "春耕",
    "秋收",
    "一、",
    "第一，",
    "。",
    "，",
    "：",
    "“",
    "”",
    "# ",
    "## ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "> ",
    "**",
    "*",
    "__",
    "_",
    "`",
    "```",
    "---",
    "===",
    "|",
    "|-|",
    "    ",
    "  ",
    "\\",
    "~",
    "title: ",
    "![",
    "\t",
];
