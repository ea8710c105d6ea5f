//! Places in the text.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A range of **bytes** in the decoded UTF-8 text, written `120..245`.
///
/// The empty span at 0 stands for "not known": a tree that was read from YAML
/// written without spans has only such spans.
///
/// ```
/// use gangmu::Span;
/// let span = Span::new(3, 9);
/// assert_eq!(&"一、二"[span.range()], "、二");
/// assert_eq!(span.to_string(), "3..9");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The span from `start` to before `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// As a range, to index the text with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The smallest span that holds both; an empty one counts for nothing.
    pub fn join(self, other: Self) -> Self {
        match (self.is_empty(), other.is_empty()) {
            (true, _) => other,
            (_, true) => self,
            _ => Self::new(self.start.min(other.start), self.end.max(other.end)),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (mut start, mut end) = (itoa::Buffer::new(), itoa::Buffer::new());
        let text = [start.format(self.start), "..", end.format(self.end)].concat();
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.split_once("..")
            .and_then(|(start, end)| Some(Self::new(start.parse().ok()?, end.parse().ok()?)))
            .filter(|span| !span.is_empty())
            .ok_or_else(|| {
                D::Error::custom(format!("expected a span such as 3..9, found {text:?}"))
            })
    }
}

/// As it is written.
#[cfg(feature = "schema")]
impl schemars::JsonSchema for Span {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "Bytes of the decoded UTF-8 text, the first and the one after the last.",
            "type": "string",
            "pattern": r"^[0-9]+\.\.[0-9]+$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_span_that_holds_something_is_read() {
        for (json, expected) in [
            ("\"3..9\"", Some(Span::new(3, 9))),
            ("\"9..3\"", None),
            ("\"3..3\"", None),
            ("\"3-9\"", None),
            ("\"..9\"", None),
        ] {
            assert_eq!(serde_json::from_str(json).ok(), expected, "{json}");
        }
    }
}
