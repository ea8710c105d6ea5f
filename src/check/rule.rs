//! A rule as its reader meets it: code, gravity, words in both languages, examples.

use crate::diagnostic::Severity;

/// A rule of the check. [`rules`](crate::rules) lists them all.
///
/// ```
/// let rule = gangmu::rules().find(|rule| rule.code == "number-gap").unwrap();
/// assert_eq!(rule.group, "numbering");
/// assert_eq!(rule.severity, gangmu::Severity::Warning);
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Its stable name, in kebab-case.
    pub code: &'static str,
    /// The kind of rule, for switching several at once.
    pub group: &'static str,
    /// How grave it is unless the user says otherwise.
    pub severity: Severity,
    /// What a diagnostic says; `{0}`, `{1}` stand for what was found.
    pub message: Text,
    /// What the rule is and why it matters, with the standard where one says so.
    pub why: Text,
    /// A text that breaks the rule.
    pub wrong: &'static str,
    /// The same text as it should be.
    pub right: &'static str,
}

/// Words in both languages.
#[derive(Debug)]
#[non_exhaustive]
pub struct Text {
    /// 中文
    pub zh: &'static str,
    /// English
    pub en: &'static str,
}

impl Text {
    /// The words in a language.
    pub fn get(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    /// The words with what was found in the place of `{0}`, `{1}`.
    pub(super) fn fill(&self, language: Language, found: &[String]) -> String {
        let mut out = self.get(language).to_owned();
        for (at, x) in found.iter().enumerate() {
            out = out.replace(&format!("{{{at}}}"), x);
        }
        out
    }
}

/// Words in both languages.
pub(super) const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 中文
    Chinese,
    /// English
    #[default]
    English,
}
