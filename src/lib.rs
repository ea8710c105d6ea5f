#![doc = include_str!("../README.md")]

mod check;
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

pub use check::{CheckOptions, Language, Rule, Text, apply_fixes, check, mend, mend_where, rules};
pub use diagnostic::{Diagnostic, Fix, Severity};
pub use document::{
    Announcement, Block, Chrome, Confidence, Document, FORMAT_VERSION, Genre, LeadIn, Paragraph,
    Placement, Punctuation, Salutation, Script, Section, SectionKind, SectionRef, Separator,
    Source, Speaker, Speech,
};
pub use emit::chunks::{Chunk, ChunkOptions, chunks, write_chunks};
pub use emit::freemind::{to_freemind, write_freemind};
pub use emit::html::{to_html, write_html};
pub use emit::json::{from_json, to_json, write_json, write_json_pretty, write_ndjson};
pub use emit::markdown::{to_markdown, write_markdown};
pub use emit::opml::{to_opml, write_opml};
pub use emit::outline::{OutlineOptions, to_outline, write_outline};
#[cfg(feature = "schema")]
pub use emit::schema::schema;
pub use emit::yaml::{from_yaml, to_yaml, write_yaml};
pub use error::{FormatError, GrammarError, ReadError};
pub use grammar::Grammar;
pub use parser::{ParseOptions, Parser, parse};
pub use read::{Input, InputFormat, MAX_SIZE, ReadOptions, decode, read};
pub use span::Span;
