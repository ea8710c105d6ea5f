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
    /// How it is mended, where there is one way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// A mend: what should stand in the place of what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fix {
    /// What is replaced.
    #[serde(default, skip_serializing_if = "Span::is_empty")]
    pub span: Span,
    /// By which text.
    pub text: String,
    /// Nobody needs to look at it: it changes the form of a mark and no word. See
    /// [`apply_fixes`](crate::apply_fixes).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub safe: bool,
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
