//! Every sample, beside the tree that it should become.
//!
//! After a change that is meant, `GOLDEN=overwrite cargo test --test golden` writes the trees
//! anew; then read the difference.

use std::fs;
use std::path::Path;

#[test]
fn samples_become_their_trees() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let overwrite = std::env::var_os("GOLDEN").is_some_and(|x| x == "overwrite");
    let mut seen = 0;
    let mut failures = Vec::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|x| x != "txt") {
            continue;
        }
        seen += 1;
        let bytes = fs::read(&path).unwrap();
        let document = gangmu::read(&bytes, &gangmu::ReadOptions::default()).unwrap();
        let found = gangmu::to_yaml(&document.without_spans()).unwrap();
        let golden = path.with_extension("yaml");
        if overwrite {
            fs::write(&golden, &found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if let Some((at, (old, new))) = expected
            .lines()
            .chain(["(end)"])
            .zip(found.lines().chain(["(end)"]))
            .enumerate()
            .find(|(_, (a, b))| a != b)
        {
            failures.push(format!(
                "{}:{}: expected {old:?}, found {new:?}",
                golden.display(),
                at + 1
            ));
        }
    }
    assert!(seen >= 12, "only {seen} samples");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
