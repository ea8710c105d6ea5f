#![doc = include_str!("../README.md")]

mod diagnostic;
mod document;
mod emit;
mod error;
mod grammar;
mod numeral;
mod owned;
mod parser;
mod read;
mod recognize;
mod span;
mod structure;
mod text;

pub use diagnostic::{Diagnostic, Severity};
pub use document::{
    Announcement, Block, Chrome, Confidence, Document, FORMAT_VERSION, Genre, LeadIn, Paragraph,
    Placement, Punctuation, Salutation, Script, Section, SectionKind, SectionRef, Separator,
    Source, Speaker, Speech,
};
pub use emit::json::{from_json, to_json, write_json};
pub use emit::yaml::{from_yaml, to_yaml, write_yaml};
pub use error::{FormatError, GrammarError, ReadError};
pub use grammar::Grammar;
pub use parser::{ParseOptions, Parser, parse};
pub use read::{Input, InputFormat, MAX_SIZE, ReadOptions, decode, read};
pub use span::Span;
