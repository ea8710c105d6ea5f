//! What can go wrong before or after parsing; parsing itself never fails.

/// A grammar file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GrammarError {
    /// The file is not YAML, or not of the right shape.
    #[error("{file}: {why}")]
    Yaml {
        /// The file's name.
        file: String,
        /// What is wrong, with the YAML path, line and column.
        why: String,
    },
    /// An entry is wrong.
    #[error("{file}: {path}: {why}")]
    Entry {
        /// The file's name.
        file: String,
        /// Where it stands, as `markers[2] (id)`.
        path: String,
        /// What is wrong with which text.
        why: String,
    },
}

impl GrammarError {
    pub(crate) fn entry(file: &str, list: &str, at: usize, id: &str, why: String) -> Self {
        Self::Entry { file: file.into(), path: format!("{list}[{at}] ({id})"), why }
    }
}

/// A file that cannot be read as a text.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A kind of file that is not read.
    #[error("this is {what}, which gangmu does not read: {advice}")]
    Unsupported {
        /// What it is.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// The bytes are no text.
    #[error(
        "not a text: byte {offset} begins what no encoding of Chinese has; name the encoding if you know it"
    )]
    Binary {
        /// The first byte that is wrong.
        offset: usize,
    },
    /// The file, or the text inside it, is larger than it may be.
    #[error(
        "{size} bytes are more than the {most} that may be read: raise the limit if it is sound"
    )]
    TooLarge {
        /// Bytes that it has at least.
        size: usize,
        /// Bytes that it may have.
        most: usize,
    },
    /// A name that no encoding has.
    #[error("no encoding is named {name:?}: use a name such as gb18030, big5, utf-16le or utf-8")]
    UnknownEncoding {
        /// The name.
        name: String,
    },
    /// A Word document or a page that is broken.
    #[error("not a sound {what}: {why}")]
    Broken {
        /// What it should be.
        what: &'static str,
        /// What is wrong.
        why: String,
    },
    /// A saved tree that is broken.
    #[error(transparent)]
    Tree(#[from] FormatError),
    /// The bytes are no UTF-8, and nothing else can be decoded.
    #[error(
        "not UTF-8 at byte {offset} (line {line}): convert it first, for example with iconv -f GB18030 -t UTF-8"
    )]
    NotUtf8 {
        /// The first byte that is wrong.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
}

/// A tree that cannot be written or read back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// The YAML is broken or is not a document of this format.
    #[error("not a gangmu document: {0}")]
    Yaml(#[from] serde_yaml::Error),
    /// The JSON is broken or is not a document of this format.
    #[error("not a gangmu document: {0}")]
    Json(#[from] serde_json::Error),
    /// The output cannot be written to.
    #[error("cannot be written: {0}")]
    Io(std::io::Error),
    /// A value that YAML cannot hold.
    #[error("cannot be written as YAML: {0}")]
    Emit(String),
    /// A later format than this library knows.
    #[error(
        "format version {found} is newer than this library knows ({known}): use a newer gangmu"
    )]
    Version {
        /// The version of the text.
        found: u32,
        /// The version of this library.
        known: u32,
    },
}
