//! What is odd about a speech.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// An oddity, with its place. Parsing never fails; it says what it doubts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// What it is, a stable kebab-case word: `number-gap`, `count-mismatch` …
    pub code: Cow<'static, str>,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in plain words.
    pub message: String,
    /// Line of the input, from 1.
    pub line: usize,
    /// Column of the line in characters, from 1.
    pub column: usize,
    /// The place in the decoded text.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub span: Span,
}

/// How grave an oddity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Style or provenance.
    Info,
    /// Probably a defect.
    Warning,
    /// The structure cannot be trusted.
    Error,
}
