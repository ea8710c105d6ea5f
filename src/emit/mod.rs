//! The tree as text, and back.

pub(crate) mod json;
pub(crate) mod yaml;
