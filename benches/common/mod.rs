//! The texts that the benches read, and what they do with one.
#![allow(dead_code, reason = "not every bench does everything")]

pub(crate) mod work;

use std::fs;
use std::path::{Path, PathBuf};

use gangmu::Document;

/// A text with its tree, both ready.
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) tree: Document<'static>,
}

/// Every sample, and every UTF-8 text of `../shared/corpus` where there is one, each on its own.
pub(crate) fn texts() -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    below(&[root.join("samples"), root.join("../shared/corpus")])
}

/// Every sample: what every clone has.
pub(crate) fn samples() -> Vec<Text> {
    below(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")])
}

fn below(folders: &[PathBuf]) -> Vec<Text> {
    let mut files = Vec::new();
    for folder in folders {
        collect(folder, &mut files);
    }
    files.sort();
    let text = |text: String| Text { tree: gangmu::parse(&text).into_owned(), text };
    files.into_iter().filter_map(|file| fs::read_to_string(file).ok()).map(text).collect()
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, out);
        } else if path.extension().is_some_and(|x| x == "txt") {
            out.push(path);
        }
    }
}
