//! Page furniture (section 1.1 of the domain).

use crate::grammar::{Edge, Grammar};

/// The kind of furniture that a line is, if it stands at an edge of the text.
pub(crate) fn furniture<'g>(grammar: &'g Grammar, line: &str, edge: Edge) -> Option<&'g str> {
    grammar
        .chrome
        .rules
        .iter()
        .find(|rule| rule.edge.is_none_or(|x| x == edge) && rule.fits(line))
        .map(|rule| rule.kind.as_str())
}

/// The kind of furniture that a line is, wherever it stands.
pub(crate) fn furniture_inside<'g>(grammar: &'g Grammar, line: &str) -> Option<&'g str> {
    let plausible =
        line.len() <= 400 && !line.contains('。') || line.starts_with(['<', '!', '{', '[']);
    plausible
        .then(|| grammar.chrome.rules.iter().find(|rule| rule.inside && rule.fits(line)))
        .flatten()
        .map(|rule| rule.kind.as_str())
}

/// A line of decoration: `-----`, `***`, `……`.
pub(crate) fn is_decoration(line: &str) -> bool {
    !line.is_empty()
        && line.chars().all(|c| !c.is_alphanumeric() && !"“”「」《》（）()".contains(c))
}
