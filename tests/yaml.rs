//! Every reader of YAML sees the same values: libyaml's, one written from the specification of 1.2,
//! and PyYAML, which keeps to 1.1.
#![expect(clippy::print_stderr, reason = "a judge that is not there is said to be missing")]

#[path = "promises/strings.rs"]
mod strings;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gangmu::{Document, Grammar, Parser, ReadOptions};
use proptest::prelude::*;

/// What a reader could take for something else than the string it is.
const AWKWARD: [&str; 92] = [
    "",
    " ",
    "  甲",
    "甲 ",
    "甲　",
    "　甲",
    "\u{a0}甲\u{a0}",
    "甲:",
    "甲：",
    ":",
    "::",
    ": ",
    "甲: 乙",
    "甲:乙",
    "#",
    "# 甲",
    "甲 #乙",
    "甲# 乙",
    "-",
    "- ",
    "- 甲",
    "-甲",
    "--",
    "---",
    "--- 甲",
    "...",
    "... 甲",
    "?",
    "? 甲",
    "*",
    "*甲",
    "&",
    "&甲",
    "!",
    "!甲",
    "!!str 甲",
    "%",
    "%YAML 1.2",
    "@",
    "@甲",
    "`甲",
    "|",
    "|-",
    ">",
    ">+ 甲",
    "[",
    "[]",
    "[甲",
    "]",
    "{",
    "{}",
    "{甲: 乙}",
    "}",
    ",",
    ", 甲",
    "'",
    "''",
    "'甲'",
    "\"",
    "\"甲\"",
    "\\",
    "\\n",
    "no",
    "No",
    "NO",
    "n",
    "y",
    "yes",
    "on",
    "Off",
    "true",
    "FALSE",
    "null",
    "Null",
    "~",
    "=",
    "<<",
    "1.",
    "1_000",
    "0x1f",
    "0o17",
    "017",
    "1e3",
    ".5",
    ".inf",
    "-.INF",
    ".nan",
    "12:30",
    "190:20:30",
    "2023-01-05",
    "2023-01-05T10:00:00Z",
    "20--年",
];

/// Characters that need care, beside some that do not.
const CHARS: &str = "甲，。 :#-?*&!%@'\"\\\t\r\n\u{85}\u{a0}\u{2028}\u{2029}\u{feff}\u{0}\u{7}\u{1b}\u{7f}\u{9f}\u{fffe}\u{ffff}\u{200b}　😀\u{10ffff}[]{},|>~=.+019eExn";

/// Reads a document's YAML with the two readers that are libraries.
fn judge(document: &Document<'_>) -> Result<(), String> {
    let yaml = gangmu::to_yaml(document).map_err(|e| e.to_string())?;
    let libyaml = gangmu::from_yaml(&yaml).map_err(|e| format!("libyaml: {e}\n{yaml}"))?;
    let options = serde_saphyr::options! { budget: None };
    let saphyr: Document<'_> = serde_saphyr::from_str_with_options(&yaml, options)
        .map_err(|e| format!("saphyr: {e}\n{yaml}"))?;
    for (reader, back) in [("libyaml", &libyaml), ("saphyr", &saphyr)] {
        if back != document {
            return Err(format!("{reader} reads something else:\n{yaml}"));
        }
    }
    Ok(())
}

/// Reads the YAML of documents with PyYAML and compares it with their JSON. Small texts go through
/// the reader that is written in Python, all others through that in C where there is one.
fn judge_by_python(name: &str, documents: &[Document<'_>]) {
    const SCRIPT: &str = r"
import json, pathlib, sys, yaml
bad = 0
for file in sorted(pathlib.Path(sys.argv[1]).glob('*.yaml')):
    text = file.read_bytes().decode()
    loader = yaml.SafeLoader if len(text) < 20000 else getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
    expected = json.loads(file.with_suffix('.json').read_bytes())
    try:
        ok = yaml.load(text, Loader=loader) == expected
    except yaml.YAMLError as why:
        ok = False
        print(why)
    if not ok:
        bad += 1
        print('PyYAML reads something else:', file)
sys.exit(bad > 0)
";
    if !Command::new("python3")
        .args(["-c", "import yaml"])
        .output()
        .is_ok_and(|x| x.status.success())
    {
        eprintln!("skipped: PyYAML is not installed, so {name} were read by two judges only");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (at, document) in documents.iter().enumerate() {
        fs::write(folder.join(format!("{at}.yaml")), gangmu::to_yaml(document).unwrap()).unwrap();
        fs::write(folder.join(format!("{at}.json")), gangmu::to_json(document).unwrap()).unwrap();
    }
    let out = Command::new("python3").args(["-c", SCRIPT]).arg(&folder).output().unwrap();
    assert!(
        out.status.success(),
        "{}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
}

fn files_below(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files_below(&path, out) } else { out.push(path) }
    }
}

/// All samples, and all files below the folder that `GANGMU_CORPUS` names, with and without spans.
#[test]
fn of_texts() {
    let mut files = Vec::new();
    files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"), &mut files);
    if let Some(folder) = std::env::var_os("GANGMU_CORPUS") {
        files_below(Path::new(&folder), &mut files);
    }
    let parser = Parser::new(Grammar::bundled());
    let mut documents = Vec::new();
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let name = Some(file.to_string_lossy().into_owned());
        let options = ReadOptions { name, ..ReadOptions::default() };
        let Ok(input) = gangmu::decode(&bytes, &options) else { continue };
        let Ok(document) = parser.read_input(&input) else { continue };
        let document = document.into_owned();
        for document in [document.clone(), document.without_spans()] {
            judge(&document).unwrap();
            documents.push(document);
        }
    }
    assert!(documents.len() > 20);
    judge_by_python("texts", &documents);
}

#[test]
fn of_awkward_strings() {
    let long = "很长".repeat(5_000);
    let quoted = "“a: b #c”, ".repeat(500);
    let chars: Vec<String> = CHARS
        .chars()
        .flat_map(|c| [format!("{c}"), format!("甲{c}乙"), format!("{c}甲"), format!("甲{c}")])
        .collect();
    let mut strings: Vec<&str> = AWKWARD.to_vec();
    strings.extend([long.as_str(), quoted.as_str()]);
    strings.extend(chars.iter().map(String::as_str));
    let documents: Vec<_> = strings.iter().map(|x| strings::document(&[x, x, x])).collect();
    for document in &documents {
        judge(document).unwrap();
    }
    judge_by_python("awkward", &documents);
}

/// A string of awkward ones and characters.
fn string() -> impl Strategy<Value = String> {
    let chars: Vec<String> = CHARS.chars().map(String::from).collect();
    let piece = prop_oneof![
        prop::sample::select(&AWKWARD[..]).prop_map(str::to_owned),
        prop::sample::select(chars),
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|x| x.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(16) })]

    #[test]
    fn of_random_trees(trees in prop::collection::vec(prop::collection::vec(string(), 1..30), 20)) {
        let trees: Vec<Vec<&str>> = trees.iter().map(|x| x.iter().map(String::as_str).collect()).collect();
        let documents: Vec<_> = trees.iter().map(|x| strings::document(x)).collect();
        for document in &documents {
            prop_assert_eq!(judge(document), Ok(()));
        }
        judge_by_python("random", &documents);
    }
}
