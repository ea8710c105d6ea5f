//! The tree as text, and back.

mod markup;
mod nodes;
mod parts;
mod words;

pub(crate) mod chunks;
pub(crate) mod freemind;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod opml;
pub(crate) mod outline;
#[cfg(feature = "schema")]
pub(crate) mod schema;
pub(crate) mod yaml;

use std::io;

/// What a view writes, as a string.
fn string(view: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    // Neither can be: a vector takes everything, and views write strings.
    view(&mut out).unwrap_or_default();
    String::from_utf8(out).unwrap_or_default()
}
