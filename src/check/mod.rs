//! What is odd about a finished tree.
//!
//! Each file holds the rules of one kind: what they say in both languages, an example wrong and
//! right, and a function from the finished document to findings. A rule reads what the parser
//! decided and never decides it again; it knows nothing of how the tree was built.

mod counts;
mod draft;
mod duplicates;
mod fix;
mod layout;
mod levels;
mod numbering;
mod placeholders;
mod punctuation;
mod quotes;
mod rule;
mod script;
mod truncation;
mod width;
mod words;

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::{Document, Punctuation, Speech};
use crate::grammar::Grammar;
use crate::span::Span;
use draft::Draft;
pub use fix::{apply_fixes, mend, mend_where};
pub use rule::{Language, Rule, Text};

/// How a document is checked.
#[derive(Debug, Clone, Copy)]
pub struct CheckOptions<'g> {
    /// The grammar that the document was parsed with.
    pub grammar: &'g Grammar,
    /// The language of the messages.
    pub language: Language,
}

impl Default for CheckOptions<'static> {
    fn default() -> Self {
        Self { grammar: Grammar::bundled(), language: Language::default() }
    }
}

/// Says what is odd about a document, in the order of the text: gaps in a numbering, counts that
/// do not agree, brackets without their partner, placeholders …
///
/// `text` is the text that the document was parsed from: the rules look at the places that its
/// spans name. A document of another text has no diagnostics, one without spans has few. What the
/// parser reported already (`undecodable`) is among them. The work grows with the length of the
/// text.
///
/// ```
/// let text = "下面，我讲三点意见。\n一、抓早\n早备种。\n三、抓实\n实干。";
/// let document = gangmu::parse(text);
/// let found = gangmu::check(&document, text, &gangmu::CheckOptions::default());
/// let codes: Vec<_> = found.iter().map(|x| (x.line, &*x.code)).collect();
/// assert!(codes.contains(&(1, "count-mismatch")));
/// assert!(codes.contains(&(4, "number-gap")));
/// ```
pub fn check(document: &Document<'_>, text: &str, options: &CheckOptions<'_>) -> Vec<Diagnostic> {
    if !belongs(document, text) {
        return Vec::new();
    }
    let draft = Draft::new(options.grammar, text, document);
    let mut findings = Findings::default();
    for kind in KINDS {
        (kind.look)(&draft, &mut findings);
    }
    findings.diagnostics(&draft, options.language)
}

/// Whether all places of a document are pieces of the text.
fn belongs(document: &Document<'_>, text: &str) -> bool {
    let fits = |span: Span| text.get(span.range()).is_some();
    let speech = |x: &Speech<'_>| {
        let announcement = x.announcement.as_ref().map_or(Span::default(), |x| x.span);
        fits(x.span) && fits(announcement)
    };
    document.speeches.iter().all(speech)
        && document.leaves().into_iter().all(fits)
        && document.sections().all(|x| fits(x.span))
}

/// All rules of the check, by group.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    KINDS.iter().flat_map(|kind| kind.rules)
}

/// The rules of one kind.
struct Kind {
    rules: &'static [Rule],
    look: fn(&Draft<'_>, &mut Findings),
}

const KINDS: [Kind; 11] = [
    Kind { rules: numbering::RULES, look: numbering::look },
    Kind { rules: counts::RULES, look: counts::look },
    Kind { rules: levels::RULES, look: levels::look },
    Kind { rules: punctuation::RULES, look: punctuation::look },
    Kind { rules: width::RULES, look: width::look },
    Kind { rules: quotes::RULES, look: quotes::look },
    Kind { rules: placeholders::RULES, look: placeholders::look },
    Kind { rules: duplicates::RULES, look: duplicates::look },
    Kind { rules: layout::RULES, look: layout::look },
    Kind { rules: truncation::RULES, look: truncation::look },
    Kind { rules: script::RULES, look: script::look },
];

/// What the rules found so far.
#[derive(Debug, Default)]
struct Findings {
    found: Vec<Finding>,
}

/// A rule broken at a place.
#[derive(Debug)]
struct Finding {
    rule: &'static Rule,
    severity: Severity,
    span: Span,
    /// What fills the message.
    words: Vec<String>,
    fix: Option<Fix>,
}

impl Findings {
    /// Reports a place.
    fn add(&mut self, rule: &'static Rule, span: Span, words: &[&dyn ToString]) -> &mut Finding {
        let words = words.iter().map(|x| x.to_string()).collect();
        self.found.push(Finding { rule, severity: rule.severity, span, words, fix: None });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Reports many places as one: the first of them, with their number.
    fn add_all(&mut self, rule: &'static Rule, spans: &[Span]) {
        if let Some(first) = spans.first() {
            self.add(rule, *first, &[&spans.len()]);
        }
    }

    /// In the order of the text, with their lines and columns.
    fn diagnostics(mut self, draft: &Draft<'_>, language: Language) -> Vec<Diagnostic> {
        self.found.sort_by_key(|x| x.span);
        let mut place = draft.places();
        let diagnostic = |x: Finding| {
            let (line, column) = place(x.span.start);
            Diagnostic {
                code: x.rule.code.into(),
                severity: x.severity,
                message: x.rule.message.fill(language, &x.words),
                line,
                column,
                span: x.span,
                fix: x.fix,
            }
        };
        self.found.into_iter().map(diagnostic).collect()
    }
}

impl Finding {
    /// The text that should stand at the place.
    fn mend(&mut self, text: impl Into<String>) {
        self.fix = Some(Fix { span: self.span, text: text.into(), safe: false });
    }

    /// The text that should stand there, which may be put there without asking: only where the
    /// whole document is full-width.
    fn mend_safely(&mut self, draft: &Draft<'_>, text: impl Into<String>) {
        let safe = draft.width == Punctuation::FullWidth;
        self.fix = Some(Fix { span: self.span, text: text.into(), safe });
    }
}

/// The rule of a code, which must be there.
const fn rule(rules: &'static [Rule], code: &str) -> &'static Rule {
    let mut at = 0;
    while at < rules.len() {
        let (a, b) = (rules[at].code.as_bytes(), code.as_bytes());
        let mut same = a.len() == b.len();
        let mut i = 0;
        while same && i < a.len() {
            same = a[i] == b[i];
            i += 1;
        }
        if same {
            return &rules[at];
        }
        at += 1;
    }
    panic!("there is no rule of this code")
}

/// The first words of a text, to be quoted in a message.
fn excerpt(text: &str) -> String {
    let text: String = text.split_whitespace().collect();
    match text.char_indices().nth(12) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The codes that a text is reported for.
    pub(super) fn codes(text: &str) -> Vec<String> {
        let found = check(&crate::parse(text), text, &CheckOptions::default());
        found.into_iter().map(|x| x.code.into_owned()).collect()
    }

    /// Tells of each text how often a rule fires on it.
    #[track_caller]
    pub(super) fn assert_fires(code: &str, rows: &[(&str, usize)]) {
        for (text, times) in rows {
            let found = codes(text);
            let n = found.iter().filter(|x| *x == code).count();
            assert_eq!(n, *times, "{code} on {text:?}: {found:?}");
        }
    }

    #[test]
    fn every_rule_fires_on_its_wrong_example_and_not_on_its_right_one() {
        for rule in rules() {
            let fires = |text: &str| codes(text).iter().any(|x| x == rule.code);
            let wrong = codes(rule.wrong);
            assert!(fires(rule.wrong), "{}: {:?} gives {wrong:?}", rule.code, rule.wrong);
            assert!(!fires(rule.right), "{}: {:?}", rule.code, rule.right);
        }
    }

    #[test]
    fn every_rule_speaks_both_languages() {
        let slots = |x: &str| -> BTreeSet<char> {
            x.match_indices('{').filter_map(|(at, _)| x[at + 1..].chars().next()).collect()
        };
        let mut seen = BTreeSet::new();
        for rule in rules() {
            assert!(seen.insert(rule.code), "{} twice", rule.code);
            for text in [&rule.message, &rule.why] {
                assert!(text.zh.contains(crate::text::chars::is_han), "{}", rule.code);
                assert!(text.en.contains(|c: char| c.is_ascii_lowercase()), "{}", rule.code);
                assert_eq!(slots(text.zh), slots(text.en), "{}", rule.code);
            }
        }
    }

    #[test]
    fn places_are_lines_and_characters() {
        let text = "第一行。\n\n甲乙（丙丁。\n（戊己，庚辛。";
        let found = check(&crate::parse(text), text, &CheckOptions::default());
        let places: Vec<_> =
            found.iter().filter(|x| x.code == "unbalanced").map(|x| (x.line, x.column)).collect();
        assert_eq!(places, [(3, 3), (4, 1)]);
        for x in &found {
            assert!(text.get(x.span.range()).is_some());
        }
    }
}
