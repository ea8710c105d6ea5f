//! The command line.

use std::path::{Path, PathBuf};

use clap::builder::RangedU64ValueParser;
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, ValueEnum};
use clap_complete::Shell;
use gangmu::{InputFormat, ReadOptions};

use super::check::CheckArgs;

/// Turns a Chinese policy speech (讲话稿) into a typed outline tree.
///
/// Reads a speech, or a collection of speeches, from a text in any encoding of Chinese, a Word
/// document, Markdown or a saved web page, and writes its outline: title, speaker, date, salutation,
/// announcement, numbered sections and lists with their levels, closing, and the page furniture it
/// set aside. Nothing of the text is lost.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The speech; standard input for - or when left out.
    pub(crate) file: Option<PathBuf>,

    /// Where to write; standard output for - or when left out.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// What to write; told from the name of the output (.json .ndjson .md .html .opml .mm), else
    /// YAML, when left out.
    #[arg(short, long, value_enum)]
    pub(crate) to: Option<Format>,

    /// What the file is; looked for in its content, then in its name, when left out.
    #[arg(short, long, value_enum, default_value_t = From::Auto)]
    pub(crate) from: From,

    /// The file's encoding (gb18030, big5, utf-16le …); detected when left out.
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Bytes that the file, and the text inside it, may have at most.
    #[arg(long, value_name = "BYTES", default_value_t = gangmu::MAX_SIZE)]
    pub(crate) max_size: usize,

    /// Write with every text its place: byte offsets into the UTF-8 text, as 120..245 (yaml, json,
    /// ndjson).
    #[arg(long)]
    pub(crate) spans: bool,

    /// Indent the JSON (json).
    #[arg(long)]
    pub(crate) pretty: bool,

    /// Show so many levels of sections, 0 for none (outline).
    #[arg(long, value_name = "N")]
    pub(crate) depth: Option<usize>,

    /// Cut lines at so many columns, a Chinese character taking two; the terminal's width when left
    /// out (outline).
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(20..))]
    pub(crate) width: Option<usize>,

    /// Characters that a piece may have; 800 when left out (chunks).
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub(crate) max_chars: Option<usize>,

    /// Lay a grammar file of your own over the bundled one (see grammar/README.md).
    #[arg(long, value_name = "FILE")]
    pub(crate) grammar: Option<PathBuf>,

    /// Make no sections of unmarked paragraphs with parallel first sentences.
    #[arg(long)]
    pub(crate) no_parallel: bool,

    /// Print the JSON Schema of the YAML and JSON.
    #[arg(long, exclusive = true)]
    pub(crate) schema: bool,

    /// Print the completions for a shell.
    #[arg(long, exclusive = true, hide = true, value_name = "SHELL")]
    pub(crate) completions: Option<Shell>,

    /// Print the man page.
    #[arg(long, exclusive = true, hide = true)]
    pub(crate) man: bool,

    #[command(flatten)]
    pub(crate) check: CheckArgs,
}

impl Args {
    /// The arguments of this run; leaves with a word on wrong use.
    pub(crate) fn from_command_line() -> Self {
        let args = Self::parse();
        if let Some(why) = args.misplaced() {
            Self::command().error(ErrorKind::ArgumentConflict, why).exit();
        }
        args
    }

    /// An option that is for other formats than the one asked for.
    fn misplaced(&self) -> Option<String> {
        let to = self.format();
        let name =
            |x: &Format| x.to_possible_value().map_or(String::new(), |x| x.get_name().to_owned());
        let options: [(bool, &str, &[Format]); 5] = [
            (self.spans, "--spans", &Format::TREES),
            (self.pretty, "--pretty", &[Format::Json]),
            (self.depth.is_some(), "--depth", &[Format::Outline]),
            (self.width.is_some(), "--width", &[Format::Outline]),
            (self.max_chars.is_some(), "--max-chars", &[Format::Chunks]),
        ];
        let (_, option, of) =
            options.into_iter().find(|(given, _, of)| *given && !of.contains(&to))?;
        let of: Vec<_> = of.iter().map(name).collect();
        Some(format!("{option} is for -t {}, not for {}", of.join(", "), name(&to)))
    }

    /// What to write: as said, else as the output's name says, else YAML.
    pub(crate) fn format(&self) -> Format {
        let extension = || Some(self.output.as_ref()?.extension()?.to_str()?.to_lowercase());
        self.to.or_else(|| Format::of_extension(&extension()?)).unwrap_or(Format::Yaml)
    }

    /// How the file is to be read.
    pub(crate) fn read_options(&self) -> ReadOptions {
        self.read_options_of(self.file.as_deref())
    }

    /// How a file is to be read.
    pub(crate) fn read_options_of(&self, file: Option<&Path>) -> ReadOptions {
        let format = match self.from {
            From::Text => Some(InputFormat::Text),
            From::Markdown => Some(InputFormat::Markdown),
            From::Html => Some(InputFormat::Html),
            From::Docx => Some(InputFormat::Docx),
            From::Yaml => Some(InputFormat::Yaml),
            From::Json => Some(InputFormat::Json),
            From::Auto => None,
        };
        let name = file.map(|file| file.to_string_lossy().into_owned());
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
    /// A Word document (.docx, .docm, .dotx).
    Docx,
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
    /// The same, for files of many documents: one a line.
    Ndjson,
    /// Pieces for retrieval with the headings above them: one a line, as JSON.
    Chunks,
    /// The 提纲, to read on a terminal.
    Outline,
    /// Markdown.
    Markdown,
    /// One page with outline and text, to open in a browser.
    Html,
    /// OPML, for outliners and mind maps.
    Opml,
    /// A mind map of FreeMind (.mm), for Freeplane, XMind and others.
    Freemind,
}

impl Format {
    /// Those that hold the whole tree.
    pub(crate) const TREES: [Self; 3] = [Self::Yaml, Self::Json, Self::Ndjson];

    fn of_extension(name: &str) -> Option<Self> {
        Some(match name {
            "yaml" | "yml" => Self::Yaml,
            "json" => Self::Json,
            "ndjson" | "jsonl" => Self::Ndjson,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" => Self::Html,
            "opml" => Self::Opml,
            "mm" => Self::Freemind,
            _ => return None,
        })
    }
}

const EXAMPLES: &str = "\
Examples:
  gangmu speech.txt                      the outline as YAML
  gangmu speech.txt -o speech.yaml       into a file
  gangmu -t outline speech.txt           the headings, to read
  gangmu speech.txt -o speech.html       a page with outline and text
  cat speech.txt | gangmu -t json --spans -
  gangmu --grammar mine.yaml speech.txt  with marker forms of your own
  gangmu --check draft.txt               what is odd about a draft
  gangmu --check --fix draft.txt         and mend what needs no thought
  gangmu --explain number-gap            what a rule is

Exit status: 0 done, 1 something was found or a file could not be read or written, 2 wrong use.";
