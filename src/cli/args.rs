//! The command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Turns a Chinese policy speech (讲话稿) into a typed outline tree.
///
/// Reads a speech, or a collection of speeches, as UTF-8 text, and writes its outline: title,
/// speaker, date, salutation, announcement, numbered sections and lists with their levels,
/// closing, and the page furniture it set aside. Nothing of the text is lost.
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
