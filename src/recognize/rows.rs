//! Rows of cases for the recognizers, one file of `rows/` for each: what a text is read as.
//!
//! A row is a line: the text, a tab, what is found there; `-` is nothing. `== name` begins rows
//! that are read in one way, `# …` is a comment.

use std::fmt::Write as _;

/// Holds every row against what `read` finds in its text; `read` gets the section's name first.
pub(crate) fn check(rows: &str, read: impl Fn(&str, &str) -> Option<String>) {
    let mut section = "";
    let mut failed = String::new();
    let mut count = 0;
    for line in rows.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        if let Some(name) = line.strip_prefix("== ") {
            section = name;
            continue;
        }
        let (text, expected) = line.split_once('\t').unwrap_or_else(|| panic!("no tab: {line}"));
        let found = read(section, text).unwrap_or_else(|| "-".into());
        if found != expected {
            writeln!(failed, "{section}: {text}\texpected {expected}\tfound {found}").unwrap();
        }
        count += 1;
    }
    assert!(failed.is_empty(), "{failed}");
    assert!(count > 0, "no rows");
}
