//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use gangmu::{InputFormat, ReadOptions};

/// Turns a Chinese policy speech (讲话稿) into a typed outline tree.
///
/// Reads a speech, or a collection of speeches, from a text in any encoding of Chinese, Markdown or a
/// saved web page, and writes its outline: title, speaker, date, salutation, announcement, numbered
/// sections and lists with their levels, closing, and the page furniture it set aside. Nothing of
/// the text is lost.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The speech; standard input for - or when left out.
    pub(crate) file: Option<PathBuf>,

    /// Where to write; standard output for - or when left out.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// What to write.
    #[arg(short, long, value_enum, default_value_t = Format::Yaml)]
    pub(crate) to: Format,

    /// What the file is; looked for in its content, then in its name, when left out.
    #[arg(short, long, value_enum, default_value_t = From::Auto)]
    pub(crate) from: From,

    /// The file's encoding (gb18030, big5, utf-16le …); detected when left out.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Bytes that the file, and the text inside it, may have at most.
    #[arg(long, value_name = "BYTES", default_value_t = gangmu::MAX_SIZE)]
    pub(crate) max_size: usize,

    /// Write with every text its place: byte offsets into the UTF-8 text, as 120..245.
    #[arg(long)]
    pub(crate) spans: bool,

    /// Lay a grammar file of your own over the bundled one (see grammar/README.md).
    #[arg(long, value_name = "FILE")]
    pub(crate) grammar: Option<PathBuf>,

    /// Make no sections of unmarked paragraphs with parallel first sentences.
    #[arg(long)]
    pub(crate) no_parallel: bool,
}

impl Args {
    /// How the file is to be read.
    pub(crate) fn read_options(&self) -> ReadOptions {
        let format = match self.from {
            From::Text => Some(InputFormat::Text),
            From::Markdown => Some(InputFormat::Markdown),
            From::Html => Some(InputFormat::Html),
            From::Yaml => Some(InputFormat::Yaml),
            From::Json => Some(InputFormat::Json),
            From::Auto => None,
        };
        let name = self.file.as_ref().map(|file| file.to_string_lossy().into_owned());
        ReadOptions { format, encoding: self.encoding.clone(), name, max_size: self.max_size }
    }
}

/// An input format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum From {
    /// Whatever its content, then its name, says.
    Auto,
    /// Plain text.
    Text,
    /// A saved web page.
    Html,
    /// Markdown.
    Markdown,
    /// A tree that gangmu wrote as YAML.
    Yaml,
    /// A tree that gangmu wrote as JSON.
    Json,
}

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// The tree as YAML.
    Yaml,
    /// The same tree as JSON, on one line.
    Json,
}

const EXAMPLES: &str = "\
Examples:
  gangmu speech.txt                      the outline as YAML
  gangmu speech.txt -o speech.yaml       into a file
  cat speech.txt | gangmu -t json --spans -
  gangmu --grammar mine.yaml speech.txt  with marker forms of your own

Exit status: 0 done, 1 the file could not be read or written, 2 wrong use.";
