//! Page furniture (section 1.1 of the domain).

use super::scan::scan;
use crate::grammar::{Edge, Grammar, Kind};

/// The kind of furniture that a line is, if it stands at an edge of the text.
pub(crate) fn furniture<'g>(grammar: &'g Grammar, line: &str, edge: Edge) -> Option<&'g str> {
    let kind = match edge {
        Edge::Head => Kind::Head,
        Edge::Tail => Kind::Tail,
    };
    let found = grammar.chrome.find(kind, line)?;
    // A text whose line breaks were lost may have furniture in front of it, or behind it.
    let is_text = line.len() > INSIDE && holds_list(grammar, line);
    (!is_text).then_some(&found.kind)
}

/// Whether a line holds two members of a list.
fn holds_list(grammar: &Grammar, line: &str) -> bool {
    let list = scan(grammar, line);
    list.windows(2).any(|x| {
        let (first, second) = (x[0].marker, x[1].marker);
        first.series == second.series && first.ordinal == 1 && second.ordinal == 2
    })
}

/// Bytes of a line inside a text that may be furniture.
const INSIDE: usize = 240;

/// The kind of furniture that a line is, wherever it stands.
pub(crate) fn furniture_inside<'g>(grammar: &'g Grammar, line: &str) -> Option<&'g str> {
    // A sentence is no furniture, whatever its words; but one that a photographer signs is a caption.
    let sentence = line.len() > INSIDE || line.contains('。');
    let kind = match sentence && !line.starts_with(['<', '!', '{', '[']) {
        true if line.len() > INSIDE || line.ends_with('。') => return None,
        true => Kind::Caption,
        false => Kind::Inside,
    };
    Some(&grammar.chrome.find(kind, line)?.kind)
}

/// The kind of a line of a table of contents.
pub(crate) const CONTENTS: &str = "contents";
/// The kind of the number of a page.
pub(crate) const PAGE_NUMBER: &str = "page-number";
/// Bytes of the number of a page.
const NUMBER: usize = 24;

/// Whether a line is the number of a page: - 3 -
pub(crate) fn is_page_number(grammar: &Grammar, line: &str) -> bool {
    line.len() <= NUMBER
        && line.contains(|c: char| c.is_ascii_digit())
        && furniture_inside(grammar, line) == Some(PAGE_NUMBER)
}

/// A line of decoration: `-----`, `***`, `……`.
pub(crate) fn is_decoration(line: &str) -> bool {
    !line.is_empty()
        && line.chars().all(|c| !c.is_alphanumeric() && !"“”「」《》（）()".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::rows;

    /// Before, inside and behind the text.
    #[test]
    fn rows() {
        let grammar = Grammar::bundled();
        rows::check(include_str!("rows/chrome.txt"), |section, text| {
            let mut out = Vec::new();
            match section {
                "line" => {
                    for (place, kind) in [
                        ("head", furniture(grammar, text, Edge::Head)),
                        ("inside", furniture_inside(grammar, text)),
                        ("tail", furniture(grammar, text, Edge::Tail)),
                    ] {
                        out.extend(kind.map(|kind| format!("{place} {kind}")));
                    }
                }
                "decoration" => out.extend(is_decoration(text).then(|| "decoration".to_owned())),
                _ => panic!("{section}"),
            }
            (!out.is_empty()).then(|| out.join(", "))
        });
    }
}
