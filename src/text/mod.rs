//! From text to paragraphs: lines, indents, hard wraps, sentence ends.
//!
//! This layer knows punctuation and width, and asks the grammar whether a line begins with a
//! marker; it does not know what a speech is.

pub(crate) mod chars;
mod gaps;
mod heads;
pub(crate) mod lines;
mod noise;
pub(crate) mod paragraph;
pub(crate) mod repair;
mod seam;
pub(crate) mod sentence;
pub(crate) mod wrap;
