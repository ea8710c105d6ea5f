//! The texts that both benches read.

use std::fs;
use std::path::{Path, PathBuf};

/// Every sample, and every UTF-8 text of `../shared/corpus` where there is one, each on its own.
pub(crate) fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in [root.join("samples"), root.join("../shared/corpus")] {
        collect(&folder, &mut files);
    }
    files.sort();
    files.into_iter().filter_map(|file| fs::read_to_string(file).ok()).collect()
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
