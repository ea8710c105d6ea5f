//! What stands in a grammar file, as serde reads it: no logic here.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One file of `grammar/`, or a user's file: any of the lists, in any number.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct GrammarFile {
    /// Rows of characters that stand for one another.
    pub(crate) variants: Vec<String>,
    /// Simplified characters that Traditional text uses as well: no evidence of a script.
    pub(crate) shared: String,
    /// Named lists, used in patterns as `{name}`.
    pub(crate) words: BTreeMap<String, Vec<String>>,
    /// What goes on with a coordination of numerals: 一、二、三产业.
    pub(crate) conjunctions: Vec<String>,
    /// What follows numerals that are counted together: 一、二级.
    pub(crate) coordinated: Vec<String>,
    /// What follows a number that is no decimal: 2.3月份.
    pub(crate) counted: Vec<String>,
    /// What stands between two members of a list: …；以及（三）
    pub(crate) joins: Vec<String>,
    pub(crate) markers: Vec<MarkerEntry>,
    pub(crate) salutations: Vec<RuleEntry>,
    pub(crate) closings: Vec<RuleEntry>,
    pub(crate) titles: Vec<RuleEntry>,
    pub(crate) lead_ins: Vec<RuleEntry>,
    pub(crate) separators: Vec<RuleEntry>,
    pub(crate) chrome: Vec<RuleEntry>,
    pub(crate) placeholders: Vec<RuleEntry>,
}

/// A marker form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkerEntry {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) form: String,
    #[serde(default)]
    pub(crate) words: Vec<String>,
    pub(crate) series: Option<String>,
    pub(crate) rank: Option<u8>,
    #[serde(default)]
    pub(crate) inline: bool,
    pub(crate) needs: Option<Needs>,
    #[serde(default)]
    pub(crate) unless: Vec<String>,
    /// What must follow, if anything is named.
    #[serde(default)]
    pub(crate) only: Vec<String>,
    /// As the first of a list that goes on, it is a marker whatever `unless` says.
    #[serde(default)]
    pub(crate) lenient: bool,
    /// Words that may stand right before the first member of a list, without punctuation.
    #[serde(default)]
    pub(crate) after: Vec<String>,
    /// What must be the same in all members of a series: the option of the form's first choice.
    pub(crate) same: Option<String>,
    /// For the reader, and for the tests of the bundled files.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code))]
    pub(crate) example: String,
    #[cfg_attr(not(test), expect(dead_code))]
    pub(crate) unlike: Option<String>,
    #[serde(default)]
    pub(crate) off: bool,
}

/// What a form asks of its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Needs {
    /// A neighbour in number.
    Run,
    /// The same in the paragraph or one beside it.
    Near,
    /// A short line after it.
    Line,
}

/// A lexical rule: a regular expression with a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleEntry {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) pattern: String,
    /// Characters a line may have at most.
    pub(crate) max: Option<usize>,
    /// What the rule says of a text that it matches, where its kind alone is not enough.
    pub(crate) value: Option<String>,
    /// Furniture only: may stand inside the text.
    #[serde(default)]
    pub(crate) inside: bool,
    /// Furniture only: on which side of the text.
    pub(crate) edge: Option<Edge>,
    /// For the reader, and for the tests of the bundled files.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code))]
    pub(crate) example: String,
    #[cfg_attr(not(test), expect(dead_code))]
    pub(crate) unlike: Option<String>,
    #[serde(default)]
    pub(crate) off: bool,
}

/// A side of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Edge {
    Head,
    Tail,
}
