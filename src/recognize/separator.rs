//! Collections: separator lines and the title that counts the pieces (sections 1.2 and 1.4).

use crate::grammar::{Grammar, Kind};
use crate::numeral;
use crate::text::chars::is_space;

/// A line that may separate two speeches.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Separator<'t> {
    /// The rule that found it: one collection uses one.
    pub(crate) rule: String,
    pub(crate) number: u32,
    /// It names what it separates, so that the first needs no second.
    pub(crate) alone: bool,
    /// What it names, without noise such as (精选).
    pub(crate) title: &'t str,
}

/// Whether a line has the form of a separator, whatever its neighbours.
pub(crate) fn is_separator(grammar: &Grammar, line: &str) -> bool {
    separator(grammar, line).is_some()
}

/// Reads a line as a separator.
pub(crate) fn separator<'t>(grammar: &Grammar, line: &'t str) -> Option<Separator<'t>> {
    if line.len() > 300 {
        return None;
    }
    let rule = grammar.separators.find(Kind::Separator, line)?;
    let found = rule.captures(line)?;
    let number = numeral::count(found.name("number")?.as_str())?;
    let title = found.name("title").map_or(&line[line.len()..], |x| x.as_str());
    (!title.contains('。')).then(|| Separator {
        rule: rule.id.clone(),
        number,
        alone: rule.value.is_some(),
        title: without_suffix(grammar, title),
    })
}

/// A title without what sites hang on it: (本站推荐), (精选), (2).
pub(crate) fn without_suffix<'t>(grammar: &Grammar, title: &'t str) -> &'t str {
    let found = grammar.separators.captures(Kind::Suffix, title).and_then(|x| x.get(0));
    found.map_or(title, |x| &title[..x.start()]).trim_matches(is_space)
}

/// A collection's title: what the pieces are called, and how many there are.
pub(crate) fn compilation<'t>(grammar: &Grammar, line: &'t str) -> Option<(&'t str, u32)> {
    if line.len() > 240 || line.contains(['。', '，', ',']) {
        return None;
    }
    let found = grammar.separators.captures(Kind::Compilation, line)?;
    let count = numeral::count(found.name("count")?.as_str()).filter(|n| *n >= 2)?;
    Some((found.name("base")?.as_str(), count))
}

/// A line made of the collection's base title and a number.
pub(crate) fn numbered_base<'t>(grammar: &Grammar, line: &'t str) -> Option<(&'t str, u32)> {
    if line.len() > 240 || line.contains(['。', '，', ',']) {
        return None;
    }
    let found = grammar.separators.captures(Kind::NumberedBase, line)?;
    Some((found.name("base")?.as_str(), numeral::count(found.name("number")?.as_str())?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::rows;

    /// Number and title, base and number.
    #[test]
    fn rows() {
        let grammar = Grammar::bundled();
        rows::check(include_str!("rows/separator.txt"), |section, text| {
            let (title, number) = match section {
                "separator" => separator(grammar, text).map(|x| (x.title, x.number)),
                "compilation" => compilation(grammar, text),
                "numbered base" => numbered_base(grammar, text),
                _ => panic!("{section}"),
            }?;
            Some(format!("{number} {title}").trim_end().to_owned())
        });
    }
}
