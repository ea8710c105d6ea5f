//! What the recognizers ask of a list: the kinds of its rules, and their groups.

use super::file::RuleEntry;
use crate::document::Genre;

/// The kinds that the recognizers ask a list for; furniture may have any.
fn kinds(list: &str) -> &'static [&'static str] {
    match list {
        "salutations" => &["salutation", "vocative", "addressing", "greeting", "address-start"],
        "closings" => &[
            "wish",
            "thanks",
            "thanks-tail",
            "end",
            "peroration",
            "address",
            "turn",
            "summary",
            "aside",
            "appeal",
            "call",
            "note",
            "credit",
            "appendix",
            "notes",
            "commentary",
            "credit-glued",
        ],
        "titles" => &[
            "genre",
            "title",
            "heading",
            "caption",
            "glued",
            "first-words",
            "topic",
            "occasion",
            "subtitle",
            "note",
            "speaker",
            "speaker-colon",
            "title-label",
            "contents",
            "dialogue",
            "subtitle-name",
            "frame",
            "editor-note",
            "foreword",
            "citation",
            "signed",
            "first-half",
            "half-start",
            "unfinished",
            "full-text",
            "headline",
            "bare-title",
            "date-label",
            "byline",
            "post",
            "unit-byline",
            "name-date",
            "name",
            "unit",
        ],
        "lead_ins" => &[
            "counted",
            "ordinal",
            "no-points",
            "reported",
            "past",
            "talk",
            "report",
            "exist",
            "as-follows",
        ],
        "separators" => &["separator", "compilation", "numbered-base", "suffix", "copy"],
        "placeholders" => &["name", "text"],
        _ => &[],
    }
}

/// The groups that a rule of a list and kind must have.
fn groups(list: &str, kind: &str) -> &'static [&'static str] {
    match kind {
        _ if !matches!(list, "titles" | "closings" | "separators") => &[],
        "occasion" | "byline" | "name" | "speaker" | "frame" | "editor-note" => &["name"],
        "name-date" => &["name", "date"],
        "speaker-colon" | "subtitle-name" => &["name", "text"],
        "commentary" | "credit-glued" | "title-label" | "dialogue" => &["text"],
        "glued" => &["title"],
        "date-label" => &["date"],
        "separator" => &["number"],
        "compilation" => &["base", "count"],
        "numbered-base" => &["base", "number"],
        _ => &[],
    }
}

/// Whether an entry has a pattern and a kind that something asks for.
pub(super) fn complete(entry: &RuleEntry, list: &str) -> Result<(), String> {
    let known = kinds(list);
    if entry.pattern.is_empty() {
        return Err("it has no pattern".into());
    }
    if entry.kind.is_empty() || (!known.is_empty() && !known.contains(&entry.kind.as_str())) {
        let known = if known.is_empty() { "a word".into() } else { known.join(", ") };
        return Err(format!("its kind {:?} is none of: {known}", entry.kind));
    }
    if let ("genre", Some(value)) = (entry.kind.as_str(), &entry.value)
        && Genre::named(value).is_none()
    {
        return Err(format!("there is no genre {value:?}"));
    }
    let missing = groups(list, &entry.kind)
        .iter()
        .find(|group| !entry.pattern.contains(&format!("(?<{group}>")));
    match missing {
        Some(group) => Err(format!("a rule of kind {:?} needs a group (?<{group}>…)", entry.kind)),
        None => Ok(()),
    }
}
