//! The words that the check looks for: `grammar/drafts.yaml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::span::Span;

/// The file, as serde reads it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DraftsFile {
    confusions: BTreeMap<String, String>,
    conversions: BTreeMap<String, String>,
    rules: Vec<RuleEntry>,
    not_names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    /// For the reader, and for the test of the file.
    #[cfg_attr(not(test), expect(dead_code))]
    id: String,
    kind: String,
    /// Words without which the pattern cannot match.
    #[serde(default)]
    near: Vec<String>,
    pattern: String,
    #[cfg_attr(not(test), expect(dead_code))]
    example: String,
    #[cfg_attr(not(test), expect(dead_code))]
    unlike: String,
}

/// Words that each stand for a better one.
#[derive(Debug)]
pub(super) struct Pairs {
    any: Regex,
    right: HashMap<String, String>,
}

impl Pairs {
    fn new(pairs: BTreeMap<String, String>) -> Self {
        let words: Vec<&str> = pairs.keys().map(String::as_str).collect();
        let any = Regex::new(&words.join("|")).expect("a test reads the file");
        Self { any, right: pairs.into_iter().collect() }
    }

    /// The places of the words in a text, with the better word.
    pub(super) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Span, &'t str)> {
        self.any.find_iter(text).filter_map(|x| {
            Some((Span::new(x.start(), x.end()), self.right.get(x.as_str())?.as_str()))
        })
    }
}

/// The words, ready to be looked for.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) confusions: Pairs,
    pub(super) conversions: Pairs,
    rules: Vec<PlaceRule>,
    /// The words near which the rules are tried.
    near: Regex,
    pub(super) not_names: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file = file();
    let mut near: Vec<String> =
        file.rules.iter().flat_map(|x| &x.near).map(|x| regex::escape(x)).collect();
    near.sort_unstable();
    near.dedup();
    let expect = "a test reads the file";
    let rule = |x: RuleEntry| PlaceRule {
        kind: x.kind,
        near: x.near,
        regex: Regex::new(&x.pattern).expect(expect),
    };
    Words {
        confusions: Pairs::new(file.confusions),
        conversions: Pairs::new(file.conversions),
        rules: file.rules.into_iter().map(rule).collect(),
        near: Regex::new(&near.join("|")).expect(expect),
        not_names: file.not_names,
    }
});

fn file() -> DraftsFile {
    serde_yaml::from_str(include_str!("../../grammar/drafts.yaml")).expect("a test reads the file")
}

impl Words {
    pub(super) fn get() -> &'static Self {
        &WORDS
    }

    /// The places that the rules of a kind name.
    pub(super) fn of<'t>(&'t self, kind: &'t str, text: &'t str) -> impl Iterator<Item = Span> {
        let rules = self.rules.iter().filter(move |x| x.kind == kind);
        rules.flat_map(move |rule| {
            rule.regex.captures_iter(text).filter_map(|x| {
                let place = x.name("text").or(x.get(0))?;
                Some(Span::new(place.start(), place.end()))
            })
        })
    }

    /// The places that the rules name, with their kinds: the text is searched once, and the rules
    /// are tried on the windows that hold one of their words.
    pub(super) fn places(&'static self, text: &str) -> Vec<(&'static str, Span)> {
        let mut out: Vec<(&'static str, Span)> = Vec::new();
        for word in self.near.find_iter(text) {
            let from = back(text, word.start());
            let window = &text[from..forth(text, word.end())];
            for rule in &self.rules {
                if !rule.near.iter().any(|x| x == word.as_str()) {
                    continue;
                }
                for captures in rule.regex.captures_iter(window) {
                    let Some(place) = captures.name("text").or(captures.get(0)) else { continue };
                    let span = Span::new(from + place.start(), from + place.end());
                    // Windows may overlap.
                    if !out.iter().rev().take(4).any(|x| *x == (&*rule.kind, span)) {
                        out.push((&rule.kind, span));
                    }
                }
            }
        }
        out
    }
}

/// Characters on each side of a word that a pattern may look at.
const SIDE: usize = 16;

fn back(text: &str, at: usize) -> usize {
    text[..at].char_indices().rev().take(SIDE).last().map_or(at, |(at, _)| at)
}

fn forth(text: &str, at: usize) -> usize {
    text[at..].char_indices().nth(SIDE).map_or(text.len(), |(x, _)| at + x)
}

/// A pattern that says what a place is.
#[derive(Debug)]
struct PlaceRule {
    kind: String,
    near: Vec<String>,
    regex: Regex,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_an_example_that_it_matches() {
        for entry in file().rules {
            let fits = |text: &str| match entry.near.is_empty() {
                true => Words::get().of(&entry.kind, text).next().is_some(),
                false => Words::get().places(text).iter().any(|(kind, _)| *kind == entry.kind),
            };
            assert!(fits(&entry.example), "{}: {}", entry.id, entry.example);
            assert!(!fits(&entry.unlike), "{}: {}", entry.id, entry.unlike);
        }
    }

    #[test]
    fn no_right_word_holds_its_wrong_one() {
        let file = file();
        for (wrong, right) in file.confusions.iter().chain(&file.conversions) {
            assert!(!right.contains(wrong), "{wrong}");
        }
    }
}
