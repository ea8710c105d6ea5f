//! Lexical rules, compiled when first needed.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use regex::{Captures, Regex};

use super::file::{Edge, RuleEntry};
use super::kinds::Kind;
use super::script::Script;
use super::sieve::{self, Sieve};

/// The rules of one file, in the order in which they are tried.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    pub(crate) rules: Vec<Rule>,
    /// For each of the sieves and each kind, the rules that answer it.
    asked: Vec<Vec<u64>>,
    /// For each [`sieve::MOST`] rules one.
    sieves: OnceLock<Vec<Sieve>>,
    script: Arc<Script>,
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
    /// In Simplified characters, as the grammar has it, with the word lists in their places.
    pattern: String,
    script: Arc<Script>,
    regex: OnceLock<Regex>,
}

impl Rule {
    pub(crate) fn new(
        entry: &RuleEntry,
        default_max: usize,
        words: &BTreeMap<String, Vec<String>>,
        script: &Arc<Script>,
    ) -> Result<Self, String> {
        Ok(Self {
            id: entry.id.clone(),
            kind: entry.kind.clone(),
            value: entry.value.clone(),
            inside: entry.inside,
            edge: entry.edge,
            max: entry.max.unwrap_or(default_max),
            pattern: expand(&entry.pattern, words, 0)?,
            script: Arc::clone(script),
            regex: OnceLock::new(),
        })
    }

    /// Compiles a word of a list, so that a mistake in it shows.
    pub(crate) fn of_word(word: &str, words: &BTreeMap<String, Vec<String>>) -> Result<(), String> {
        Regex::new(&with_classes(&expand(word, words, 1)?)).map(drop).map_err(|e| e.to_string())
    }

    /// Compiles the pattern now, so that a mistake in it shows.
    pub(crate) fn check(&self) -> Result<(), String> {
        let regex = self.compile()?;
        if regex.is_match("") { Err("its pattern matches nothing at all".into()) } else { Ok(()) }
    }

    /// For both scripts and widths.
    fn compile(&self) -> Result<Regex, String> {
        Regex::new(&with_classes(&self.script.widen(&self.pattern))).map_err(|e| e.to_string())
    }

    fn regex(&self) -> &Regex {
        // Every pattern was checked: a user's when it was read, the bundled ones by a test.
        self.regex.get_or_init(|| self.compile().expect("checked when it was read"))
    }

    /// Whether the text is short enough and matches.
    pub(crate) fn fits(&self, text: &str) -> bool {
        self.is_short(text) && self.regex().is_match(text)
    }

    /// The groups of the first match.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if self.is_short(text) { self.regex().captures(text) } else { None }
    }

    /// The pattern, and the bytes of a text that may match.
    fn sifted(&self) -> (String, usize) {
        (with_classes(&self.pattern), self.max.saturating_mul(4))
    }

    fn is_short(&self, text: &str) -> bool {
        text.len() <= self.max || text.len() <= self.max * 4 && text.chars().count() <= self.max
    }

    /// What the rule answers: its kind; of furniture, the places where it may stand.
    pub(super) fn answers(&self) -> impl Iterator<Item = Kind> {
        let places = [
            (self.inside, Kind::Inside),
            (self.edge != Some(Edge::Tail), Kind::Head),
            (self.edge != Some(Edge::Head), Kind::Tail),
        ];
        let places = places.into_iter().filter(|(stands, _)| *stands).map(|(_, kind)| kind);
        Kind::named(&self.kind).into_iter().chain(places)
    }
}

impl Lexicon {
    /// A lexicon of rules.
    pub(crate) fn new(rules: Vec<Rule>, script: &Arc<Script>) -> Self {
        let sieves = rules.len().div_ceil(sieve::MOST);
        let mut asked = vec![vec![0; Kind::COUNT]; sieves];
        for (at, rule) in rules.iter().enumerate() {
            for kind in rule.answers() {
                asked[at / sieve::MOST][kind as usize] |= 1 << (at % sieve::MOST);
            }
        }
        Self { rules, asked, sieves: OnceLock::new(), script: Arc::clone(script) }
    }

    fn sieves(&self) -> &[Sieve] {
        self.sieves.get_or_init(|| {
            self.rules
                .chunks(sieve::MOST)
                .map(|few| Sieve::new(few.iter().map(Rule::sifted), &self.script))
                .collect()
        })
    }

    /// The rules of a kind.
    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| Kind::named(&rule.kind) == Some(kind))
    }

    /// The rules of a kind that may fit the text.
    pub(crate) fn plausible(&self, kind: Kind, text: &str) -> impl Iterator<Item = &Rule> {
        let sieves = self.sieves().iter().zip(&self.asked).zip(self.rules.chunks(sieve::MOST));
        sieves.flat_map(move |((sieve, asked), rules)| {
            let asked = asked[kind as usize];
            bits(if asked == 0 { 0 } else { sieve.sift(text, asked) }).map(|bit| &rules[bit])
        })
    }

    /// Whether a rule of the kind matches.
    pub(crate) fn is(&self, kind: Kind, text: &str) -> bool {
        self.find(kind, text).is_some()
    }

    /// The first rule of the kind that matches.
    pub(crate) fn find(&self, kind: Kind, text: &str) -> Option<&Rule> {
        self.plausible(kind, text).find(|rule| rule.fits(text))
    }

    /// The groups of the first rule of the kind that matches.
    pub(crate) fn captures<'t>(&self, kind: Kind, text: &'t str) -> Option<Captures<'t>> {
        self.plausible(kind, text).find_map(|rule| rule.captures(text))
    }
}

/// The places of the bits of a mask, in order.
fn bits(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (mask != 0).then_some(mask.trailing_zeros() as usize);
        mask &= mask.wrapping_sub(1);
        bit
    })
}

/// `\p{Han}` by the blocks that texts use: a small automaton, where all of Unicode's is a large one.
const HAN: &str = "[\u{4e00}-\u{9fff}\u{3400}-\u{4dbf}々〇]";

/// `\d` by the digits of both widths.
const DIGIT: &str = "[0-9０-９]";

fn with_classes(pattern: &str) -> String {
    pattern.replace(r"\p{Han}", HAN).replace(r"\d", DIGIT)
}

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
