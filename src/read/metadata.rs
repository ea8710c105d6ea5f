//! What a file says about itself beside its text.

/// Title, author and date as the file names them. They may be those of the page or the form it was
/// made from, not of the speech.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) date: Option<String>,
}
