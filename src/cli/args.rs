//! The command line.

use std::path::{Path, PathBuf};

use clap::builder::RangedU64ValueParser;
use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, ValueEnum};
use clap_complete::Shell;
use gangmu::{ChunkOptions, InputFormat, ReadOptions};

use super::check::CheckArgs;
use super::run::RunArgs;

/// Turns a Chinese policy speech (讲话稿) into a typed outline tree.
///
/// Reads a speech, or a collection of speeches, from a text in any encoding of Chinese, a Word
/// document, Markdown or a saved web page, and writes its outline: title, speaker, date, salutation,
/// announcement, numbered sections and lists with their levels, closing, and the page furniture it
/// set aside. Nothing of the text is lost.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The speech, or several, or directories of speeches; standard input for - or when left out.
    #[arg(value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,

    /// Where to write; standard output for - or when left out. A directory for several files, or a
    /// file whose name ends in .ndjson for all of them.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

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

    /// Read records from standard input, one a line as JSON, and answer each with a line: instead of
    /// its "text" it has the "document", or with -t chunks the "chunks"; its other keys stay. What
    /// cannot be read is answered by {"id": …, "error": …}, and the exit status is still 0.
    #[arg(long, conflicts_with_all = ["paths", "output", "encoding", "pretty", "check", "jobs", "glob"])]
    pub(crate) stream: bool,

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
    pub(crate) run: RunArgs,

    #[command(flatten)]
    pub(crate) check: CheckArgs,
}

impl Args {
    /// The arguments of this run; leaves with a word on wrong use.
    pub(crate) fn from_command_line() -> Self {
        let mut args = Self::parse();
        let told = if args.stream { Some(Format::Ndjson) } else { args.told_format() };
        args.to = args.to.or(told);
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
        let options: [(bool, &str, &[Format]); 6] = [
            (self.stream, "--stream", &[Format::Json, Format::Ndjson, Format::Chunks]),
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

    /// What to write.
    pub(crate) fn format(&self) -> Format {
        self.to.unwrap_or(Format::Yaml)
    }

    /// What the name of the output says.
    fn told_format(&self) -> Option<Format> {
        self.output().filter(|x| !is_directory(x)).and_then(Format::of_name)
    }

    /// The one file, unless it is standard input.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.paths.first().map(PathBuf::as_path).filter(|x| *x != Path::new("-"))
    }

    /// Where to write, unless it is standard output.
    pub(crate) fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|x| *x != Path::new("-"))
    }

    /// How a document is cut into pieces.
    pub(crate) fn chunk_options(&self) -> ChunkOptions {
        let standard = ChunkOptions::default();
        ChunkOptions { max_chars: self.max_chars.unwrap_or(standard.max_chars) }
    }

    /// Whether there are files to go through, not one to convert.
    pub(crate) fn is_run(&self) -> bool {
        self.paths.len() > 1
            || self.paths.iter().any(|x| x.is_dir())
            || !self.paths.is_empty() && self.output().is_some_and(is_directory)
    }

    /// How a file is to be read.
    pub(crate) fn read_options(&self, file: Option<&Path>) -> ReadOptions {
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

/// Whether a path is a directory, or by its last character means to be one.
pub(crate) fn is_directory(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(std::path::is_separator)
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

    /// Those of which one file holds many documents: one after the other, a line each.
    pub(crate) const LINES: [Self; 2] = [Self::Ndjson, Self::Chunks];

    /// What the extension of a name says.
    pub(crate) fn of_name(path: &Path) -> Option<Self> {
        Some(match &*path.extension()?.to_str()?.to_lowercase() {
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

    /// The extension of a file that holds it.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Chunks => "chunks.ndjson",
            Self::Outline => "outline.txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Opml => "opml",
            Self::Freemind => "mm",
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  gangmu speech.txt                      the outline as YAML
  gangmu speech.txt -o speech.yaml       into a file
  gangmu -t outline speech.txt           the headings, to read
  gangmu speech.txt -o speech.html       a page with outline and text
  gangmu corpus -o trees                 every speech below a directory, on all cores
  gangmu corpus -o trees --skip-existing and go on where that stopped
  gangmu corpus -t ndjson | jq .         one after the other, in their order
  gangmu --stream < in.ndjson            records with a text in, with its tree out
  cat speech.txt | gangmu -t json --spans -
  gangmu --grammar mine.yaml speech.txt  with marker forms of your own
  gangmu --check draft.txt               what is odd about a draft
  gangmu --check --fix draft.txt         and mend what needs no thought
  gangmu --explain number-gap            what a rule is

Exit status: 0 done, 1 something was found or a file could not be read or written, 2 wrong use,
130 stopped by Ctrl-C.";
