//! From bytes to text, whatever the file is. It knows encodings and file formats; it does not know
//! what a speech is.

#[cfg(feature = "docx")]
mod docx;
#[cfg(feature = "encodings")]
mod encoding;
mod front_matter;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "markdown")]
mod markdown;
mod metadata;
mod pages;
mod sniff;

use std::borrow::Cow;
use std::ops::Range;

use crate::document::Document;
use crate::error::ReadError;
use crate::parser::Parser;
pub(crate) use metadata::Metadata;
use sniff::Kind;

/// Bytes that a file may have unless [`ReadOptions::max_size`] says otherwise.
pub const MAX_SIZE: usize = 256 * 1024 * 1024;

/// How a file is read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// What the file is; `None` looks at its content, then at the extension of `name`.
    pub format: Option<InputFormat>,
    /// Its encoding as a WHATWG label (`gb18030`, `big5`, `utf-16le` …); `None` detects it.
    pub encoding: Option<String>,
    /// The file's name, for its extension.
    pub name: Option<String>,
    /// Bytes that the file, and the text inside it, may have at most.
    pub max_size: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { format: None, encoding: None, name: None, max_size: MAX_SIZE }
    }
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InputFormat {
    /// Plain text.
    Text,
    /// Text with Markdown in it.
    Markdown,
    /// A saved web page.
    Html,
    /// A tree that gangmu wrote as YAML.
    Yaml,
    /// A tree that gangmu wrote as JSON.
    Json,
    /// A Word document: `.docx`, `.docm`, `.dotx`.
    Docx,
}

impl InputFormat {
    /// The name that the output uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Yaml => "yaml",
            Self::Json => "json",
            Self::Docx => "docx",
        }
    }

    /// Whether it is a saved tree, which is read back and not parsed.
    pub fn is_tree(self) -> bool {
        matches!(self, Self::Yaml | Self::Json)
    }
}

/// A text, and what the file said about it.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    /// The text; spans of the tree are offsets into it.
    pub text: Cow<'a, str>,
    /// What it was read from.
    pub format: InputFormat,
    /// What the bytes were decoded from, a WHATWG name.
    pub encoding: &'static str,
    /// Characters that could not be decoded; they are U+FFFD in the text.
    pub undecodable: usize,
    /// The part of the text that is not the page's furniture.
    pub(crate) main: Range<usize>,
    /// Numbers of the lines at which the markup begins a new block, in order.
    pub(crate) blocks: Vec<usize>,
    /// What the file says about itself.
    pub(crate) metadata: Metadata,
}

impl<'a> Input<'a> {
    /// A text that is already decoded.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        Self {
            main: 0..text.len(),
            text,
            format: InputFormat::Text,
            encoding: "UTF-8",
            undecodable: 0,
            blocks: Vec::new(),
            metadata: Metadata::default(),
        }
    }
}

/// Characters, and what they were decoded from.
#[derive(Debug)]
struct Decoded<'a> {
    text: Cow<'a, str>,
    encoding: &'static str,
    undecodable: usize,
}

/// Reads the text of a file: decodes it, and takes it out of its markup. Of a saved tree it is
/// the YAML or JSON.
///
/// ```
/// use gangmu::ReadOptions;
///
/// let input = gangmu::decode("\u{feff}春耕".as_bytes(), &ReadOptions::default())?;
/// assert_eq!((input.text.as_ref(), input.encoding), ("春耕", "UTF-8"));
/// let error = gangmu::decode(b"%PDF-1.7", &ReadOptions::default()).unwrap_err();
/// assert!(error.to_string().contains("pdftotext -layout"));
/// # Ok::<(), gangmu::ReadError>(())
/// ```
///
/// # Errors
///
/// When the file is too large, is of a kind that is not read, or is no text.
pub fn decode<'a>(bytes: &'a [u8], options: &ReadOptions) -> Result<Input<'a>, ReadError> {
    if bytes.len() > options.max_size {
        return Err(ReadError::TooLarge { size: bytes.len(), most: options.max_size });
    }
    match sniff::kind(bytes, options)? {
        Kind::Html => html_text(bytes, options),
        Kind::Docx => docx_text(bytes, options),
        Kind::Text(format) => {
            let decoded = characters(bytes, options.encoding.as_deref())?;
            if format == InputFormat::Markdown {
                return markdown_text(decoded);
            }
            let paged = format == InputFormat::Text && decoded.text.contains(pages::FORM_FEED);
            let (encoding, undecodable) = (decoded.encoding, decoded.undecodable);
            let metadata = front_matter::metadata(front_matter::split(&decoded.text).0);
            let input = if paged { pages::read(&decoded.text) } else { Input::text(decoded.text) };
            Ok(Input { format, encoding, undecodable, metadata, ..input })
        }
    }
}

/// Reads a file and parses its text with the bundled grammar; a saved tree is read back.
///
/// # Errors
///
/// As [`decode`], and when a saved tree is broken.
///
/// ```
/// use gangmu::ReadOptions;
///
/// let document = gangmu::read("一、春耕\n备种。".as_bytes(), &ReadOptions::default())?;
/// assert_eq!(document.sections().count(), 1);
/// # Ok::<(), gangmu::ReadError>(())
/// ```
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Document<'static>, ReadError> {
    let input = decode(bytes, options)?;
    Ok(Parser::new(crate::Grammar::bundled()).read_input(&input)?.into_owned())
}

#[cfg(feature = "encodings")]
fn characters<'a>(bytes: &'a [u8], name: Option<&str>) -> Result<Decoded<'a>, ReadError> {
    encoding::decode(bytes, name)
}

#[cfg(not(feature = "encodings"))]
fn characters<'a>(bytes: &'a [u8], name: Option<&str>) -> Result<Decoded<'a>, ReadError> {
    if let Some(name) = name.filter(|x| !x.eq_ignore_ascii_case("utf-8")) {
        return Err(ReadError::UnknownEncoding { name: name.into() });
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(text).map_err(|e| {
        let offset = bytes.len() - text.len() + e.valid_up_to();
        ReadError::NotUtf8 {
            offset,
            line: memchr::memchr_iter(b'\n', &bytes[..offset]).count() + 1,
        }
    })?;
    Ok(Decoded { text: text.into(), encoding: "UTF-8", undecodable: 0 })
}

#[cfg(feature = "html")]
fn html_text<'a>(bytes: &'a [u8], options: &ReadOptions) -> Result<Input<'a>, ReadError> {
    html::read(bytes, options)
}

#[cfg(not(feature = "html"))]
fn html_text<'a>(_: &'a [u8], _: &ReadOptions) -> Result<Input<'a>, ReadError> {
    Err(ReadError::Unsupported { what: "a web page", advice: "build gangmu with the feature html" })
}

#[cfg(feature = "markdown")]
fn markdown_text(decoded: Decoded<'_>) -> Result<Input<'_>, ReadError> {
    markdown::read(decoded)
}

#[cfg(not(feature = "markdown"))]
fn markdown_text(_: Decoded<'_>) -> Result<Input<'_>, ReadError> {
    let advice = "build gangmu with the feature markdown";
    Err(ReadError::Unsupported { what: "a text in Markdown", advice })
}

#[cfg(feature = "docx")]
fn docx_text(bytes: &[u8], options: &ReadOptions) -> Result<Input<'static>, ReadError> {
    docx::read(bytes, options)
}

#[cfg(not(feature = "docx"))]
fn docx_text(_: &[u8], _: &ReadOptions) -> Result<Input<'static>, ReadError> {
    Err(ReadError::Unsupported {
        what: "a Word document or another zip file",
        advice: "build gangmu with the feature docx",
    })
}
