//! Lexical rules, compiled when first needed.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::{Captures, Regex};

use super::file::{Edge, RuleEntry};
use super::script::Script;

/// The rules of one file, in the order in which they are tried.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    pub(crate) rules: Vec<Rule>,
}

/// A rule.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) value: Option<String>,
    pub(crate) inside: bool,
    pub(crate) edge: Option<Edge>,
    max: usize,
    /// The characters that a matching text begins with, in order; `None` when it may be any.
    first: Option<Box<[char]>>,
    pattern: String,
    regex: OnceLock<Regex>,
}

impl Rule {
    pub(crate) fn new(
        entry: &RuleEntry,
        default_max: usize,
        words: &BTreeMap<String, Vec<String>>,
        script: &Script,
    ) -> Result<Self, String> {
        let pattern = script.widen(&expand(&entry.pattern, words, 0)?).replace(r"\p{Han}", HAN);
        Ok(Self {
            id: entry.id.clone(),
            kind: entry.kind.clone(),
            value: entry.value.clone(),
            inside: entry.inside,
            edge: entry.edge,
            max: entry.max.unwrap_or(default_max),
            first: first_chars(&pattern),
            pattern,
            regex: OnceLock::new(),
        })
    }

    /// Compiles the pattern now, so that a mistake in it shows.
    pub(crate) fn check(&self) -> Result<(), String> {
        Regex::new(&self.pattern).map(drop).map_err(|e| e.to_string())
    }

    fn regex(&self) -> &Regex {
        // Every pattern was checked: a user's when it was read, the bundled ones by a test.
        self.regex.get_or_init(|| Regex::new(&self.pattern).expect("checked when it was read"))
    }

    /// Whether the text is short enough and matches.
    pub(crate) fn fits(&self, text: &str) -> bool {
        self.may_fit(text) && self.regex().is_match(text)
    }

    /// The groups of the first match.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if self.may_fit(text) { self.regex().captures(text) } else { None }
    }

    /// Whether length and first character let the text match.
    fn may_fit(&self, text: &str) -> bool {
        let begins = match (&self.first, text.chars().next()) {
            (Some(first), Some(c)) => first.binary_search(&c).is_ok(),
            (Some(_), None) => false,
            (None, _) => true,
        };
        begins && (text.len() <= self.max || text.chars().nth(self.max).is_none())
    }
}

/// The characters that a text which matches an anchored pattern begins with, if they are few.
fn first_chars(pattern: &str) -> Option<Box<[char]>> {
    let hir = regex_syntax::parse(pattern).ok()?;
    if !hir.properties().look_set_prefix().contains(regex_syntax::hir::Look::Start) {
        return None;
    }
    let mut extractor = regex_syntax::hir::literal::Extractor::new();
    extractor.limit_class(400).limit_total(4000);
    let prefixes = extractor.extract(&hir);
    let mut first = prefixes
        .literals()?
        .iter()
        .map(|literal| {
            let bytes = literal.as_bytes();
            (1..=4).find_map(|n| std::str::from_utf8(bytes.get(..n)?).ok()?.chars().next())
        })
        .collect::<Option<Vec<char>>>()?;
    first.sort_unstable();
    first.dedup();
    Some(first.into())
}

impl Lexicon {
    /// The rules of a kind.
    pub(crate) fn of<'g>(&'g self, kind: &'g str) -> impl Iterator<Item = &'g Rule> {
        self.rules.iter().filter(move |rule| rule.kind == kind)
    }

    /// Whether a rule of the kind matches.
    pub(crate) fn is(&self, kind: &str, text: &str) -> bool {
        self.of(kind).any(|rule| rule.fits(text))
    }

    /// The groups of the first rule of the kind that matches.
    pub(crate) fn captures<'t>(&self, kind: &str, text: &'t str) -> Option<Captures<'t>> {
        self.of(kind).find_map(|rule| rule.captures(text))
    }

    /// The first rule of the kind that matches.
    #[cfg(test)]
    pub(crate) fn find<'g>(&'g self, kind: &'g str, text: &str) -> Option<&'g Rule> {
        self.of(kind).find(|rule| rule.fits(text))
    }
}

/// `\p{Han}` by the blocks that texts use: a small automaton, where all of Unicode's is a large one.
const HAN: &str = "[\u{4e00}-\u{9fff}\u{3400}-\u{4dbf}々〇]";

/// What a bare macro stands for in a pattern.
const MACROS: [(&str, &str); 5] = [
    ("n", "[一二三四五六七八九十百零〇○两兩廿卅]{1,5}"),
    ("a", "[0-9０-９]{1,3}"),
    ("col", "[:：∶︰﹕]"),
    ("lp", "[(（﹙〔]"),
    ("rp", "[)）﹚〕]"),
];

/// Puts macros and word lists in the place of their names; `{2,5}` stays a repetition.
fn expand(
    pattern: &str,
    words: &BTreeMap<String, Vec<String>>,
    depth: usize,
) -> Result<String, String> {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        out.push_str(before);
        if before.ends_with('\\') {
            out.push('{');
            rest = &from[1..];
            continue;
        }
        let close = from.find('}').ok_or("a { without its }")?;
        let name = &from[1..close];
        let kept = name.starts_with(|c: char| c.is_ascii_digit() || c == '^')
            || before.ends_with("\\p")
            || before.ends_with("\\P")
            || before.ends_with("\\u");
        if kept {
            out.push_str(&from[..=close]);
        } else if let Some((_, text)) = MACROS.iter().find(|(x, _)| *x == name) {
            out.push_str(text);
        } else if let Some(list) = words.get(name).filter(|_| depth < 4) {
            let mut list = list
                .iter()
                .map(|word| expand(word, words, depth + 1))
                .collect::<Result<Vec<_>, _>>()?;
            // The longest word first: a regular expression takes the first that fits.
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
            out.push_str(&format!("(?:{})", list.join("|")));
        } else {
            return Err(format!("no word list is named {name:?}"));
        }
        rest = &from[close + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_expanded_and_repetitions_kept() {
        let words =
            BTreeMap::from([("x".to_owned(), vec!["甲".to_owned(), "甲乙{lp}".to_owned()])]);
        assert_eq!(
            expand(r"^\p{Han}{2,4}{x}$", &words, 0).unwrap(),
            r"^\p{Han}{2,4}(?:甲乙[(（﹙〔]|甲)$"
        );
        assert!(expand("{nothing}", &words, 0).is_err());
        assert!(expand("{x", &words, 0).is_err());
    }
}
