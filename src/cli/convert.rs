//! One conversion: read, parse, write.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use gangmu::{
    Document, FormatError, Grammar, GrammarError, Input, OutlineOptions, ParseOptions, Parser,
    ReadError, Severity,
};

use super::args::{Args, Format};
use super::check;
use super::run::INTERRUPTED;

/// What stopped a conversion.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConvertError {
    #[error("{}: {why}", file.display())]
    Io { file: PathBuf, why: io::Error },
    #[error("{}: {why}", file.display())]
    Read { file: PathBuf, why: ReadError },
    #[error("{}: {why}: only what gangmu -t yaml or -t json wrote is read back", file.display())]
    Tree { file: PathBuf, why: FormatError },
    #[error("{0}")]
    Grammar(#[from] GrammarError),
    #[error("{}: {why}", file.display())]
    Format { file: PathBuf, why: FormatError },
    #[error("standard output was closed")]
    ClosedPipe,
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Walk(ignore::Error),
    #[error(
        "{}: no speech is in it: --glob names files by their names, such as '*.log'; hidden and ignored ones are left out",
        directory.display()
    )]
    Empty { directory: PathBuf },
    #[error("{}: gangmu failed over it, which is a fault of gangmu: please report it", file.display())]
    Panic { file: PathBuf },
    #[error("stopped before the end: what is written is whole")]
    Stopped,
    #[error("threads: {0}")]
    Threads(io::Error),
}

impl ConvertError {
    /// Whether every further output would fail alike.
    pub(crate) fn is_about_the_disk(&self) -> bool {
        use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let (Self::Io { why, .. } | Self::Format { why: FormatError::Io(why), .. }) = self else {
            return false;
        };
        matches!(why.kind(), StorageFull | QuotaExceeded | ReadOnlyFilesystem)
    }

    /// The exit status that it ends the command with.
    pub(crate) fn status(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Stopped => ExitCode::from(INTERRUPTED),
            _ => ExitCode::FAILURE,
        }
    }
}

/// What was read of a file, and found in it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) bytes: usize,
    pub(crate) warnings: usize,
}

/// Converts one file, or standard input, as the arguments say.
pub(crate) fn convert(args: &Args) -> Result<(), ConvertError> {
    let grammar = grammar(args)?;
    let file = args.file();
    let output = args.output();
    if args.run.skip_existing && output.is_some_and(Path::exists) {
        return Ok(());
    }
    if let (Some(file), Some(output)) = (file, output)
        && is_same(file, output)
    {
        let says =
            format!("{}: it would be written over itself: -o names another file", file.display());
        return Err(ConvertError::Usage(says));
    }
    let name = file.and_then(Path::file_name).map(|x| x.to_string_lossy().into_owned());
    let to = |document: &Document<'_>| {
        if let Some(x) = document.diagnostics.iter().find(|x| x.code == "undecodable") {
            let file = file.unwrap_or(Path::new("standard input")).display();
            super::report(&format!("{file}: {}: --encoding names another", x.message));
        }
        match output {
            Some(output) => write(document, args, output),
            None => to_stdout(document, args),
        }
    };
    tree(args, &parser(args, &grammar), file, name, to).map(|_| ())
}

/// Whether two paths lead to one file, through links or not.
fn is_same(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// Reads a file and hands its tree on.
pub(crate) fn tree(
    args: &Args,
    parser: &Parser<'_>,
    file: Option<&Path>,
    name: Option<String>,
    to: impl FnOnce(&Document<'_>) -> Result<(), ConvertError>,
) -> Result<Tally, ConvertError> {
    let at = || file.unwrap_or(Path::new("standard input")).to_path_buf();
    let bytes = input(file, args.max_size)?;
    let input = gangmu::decode(&bytes, &args.read_options(file))
        .map_err(|why| ConvertError::Read { file: at(), why })?;
    let document = document(args, parser, &input, name)
        .map_err(|why| ConvertError::Tree { file: at(), why })?;
    to(&document)?;
    let warnings = document.diagnostics.iter().filter(|x| x.severity > Severity::Info).count();
    Ok(Tally { bytes: bytes.len(), warnings })
}

/// The tree of what was read, as the arguments ask for it.
pub(crate) fn document<'i>(
    args: &Args,
    parser: &Parser<'_>,
    input: &'i Input<'_>,
    name: Option<String>,
) -> Result<Document<'i>, FormatError> {
    let mut document = parser.read_input(input)?;
    // A saved tree says what it was read from.
    if !input.format.is_tree() {
        document.diagnostics =
            check::diagnostics(&args.check, parser.grammar(), &document, &input.text);
        document.source.name = name.map(Into::into);
    }
    if Format::TREES.contains(&args.format()) && !args.spans {
        document = document.without_spans();
    }
    Ok(document)
}

/// What became of writing to standard output.
pub(crate) fn printed(done: io::Result<()>) -> Result<(), ConvertError> {
    done.map_err(|why| unwritten(Path::new("standard output"), why))
}

/// What stopped the writing; a reader that went away is no failure.
pub(crate) fn unwritten(file: &Path, why: io::Error) -> ConvertError {
    match why.kind() {
        io::ErrorKind::BrokenPipe => ConvertError::ClosedPipe,
        _ => ConvertError::Io { file: file.into(), why },
    }
}

/// The bytes of a file, or of standard input; a little more than `max_size` of what is larger.
pub(crate) fn input(file: Option<&Path>, max_size: usize) -> Result<Vec<u8>, ConvertError> {
    let at = || file.unwrap_or(Path::new("standard input")).to_path_buf();
    let failed = |why| ConvertError::Io { file: at(), why };
    let mut bytes = Vec::new();
    let most = (max_size as u64).saturating_add(1);
    match file {
        None => io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(failed)?,
        Some(file) => {
            let file = File::open(file).map_err(failed)?;
            let size = file.metadata().map_err(failed)?.len();
            if size > max_size as u64 {
                let size = usize::try_from(size).unwrap_or(usize::MAX);
                let why = ReadError::TooLarge { size, most: max_size };
                return Err(ConvertError::Read { file: at(), why });
            }
            bytes.reserve_exact(usize::try_from(size).unwrap_or(0));
            file.take(most).read_to_end(&mut bytes).map_err(failed)?
        }
    };
    Ok(bytes)
}

/// The bundled grammar, or with a file of the user's laid over it.
pub(crate) fn grammar(args: &Args) -> Result<Cow<'static, Grammar>, ConvertError> {
    let Some(file) = &args.grammar else { return Ok(Cow::Borrowed(Grammar::bundled())) };
    let yaml =
        fs::read_to_string(file).map_err(|why| ConvertError::Io { file: file.into(), why })?;
    Ok(Cow::Owned(Grammar::with_overlay(file, &yaml)?))
}

/// The parser that the arguments ask for.
pub(crate) fn parser<'g>(args: &Args, grammar: &'g Grammar) -> Parser<'g> {
    Parser::with_options(grammar, ParseOptions { parallel: !args.no_parallel })
}

fn to_stdout(document: &Document<'_>, args: &Args) -> Result<(), ConvertError> {
    match emit(document, args, Screen::of(&io::stdout()), io::stdout().lock()) {
        Err(FormatError::Io(why)) => printed(Err(why)),
        Err(why) => Err(ConvertError::Format { file: "standard output".into(), why }),
        Ok(()) => Ok(()),
    }
}

/// Writes a tree to a file.
pub(crate) fn write(document: &Document<'_>, args: &Args, file: &Path) -> Result<(), ConvertError> {
    to_file(file, |out| {
        emit(document, args, Screen::default(), out)
            .map_err(|why| ConvertError::Format { file: file.into(), why })
    })
}

/// Writes to a file by way of a temporary name beside it, so that no half of it is ever seen.
pub(crate) fn to_file<T>(
    file: &Path,
    write: impl FnOnce(File) -> Result<T, ConvertError>,
) -> Result<T, ConvertError> {
    let failed = |why| ConvertError::Format { file: file.into(), why: FormatError::Io(why) };
    let create = |file: &Path| File::create(file).map_err(failed);
    // A link or a device is written through, not replaced.
    if fs::symlink_metadata(file).is_ok_and(|x| !x.is_file()) {
        return create(file).and_then(write);
    }
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(name);
    let done = create(&part)
        .and_then(write)
        .and_then(|done| fs::rename(&part, file).map(|()| done).map_err(failed));
    if done.is_err() {
        let _ = fs::remove_file(&part);
    }
    done
}

/// What an outline is shown on.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Screen {
    width: Option<usize>,
    color: bool,
}

impl Screen {
    /// The terminal, if it is one; NO_COLOR is obeyed.
    fn of(out: &io::Stdout) -> Self {
        let size = terminal_size::terminal_size_of(out);
        let color = AutoStream::choice(out) != ColorChoice::Never;
        Self { width: size.map(|(width, _)| width.0.into()), color }
    }
}

/// Writes a tree in the format that is asked for.
pub(crate) fn emit(
    document: &Document<'_>,
    args: &Args,
    screen: Screen,
    out: impl Write,
) -> Result<(), FormatError> {
    let mut out = BufWriter::new(out);
    match args.format() {
        Format::Yaml => gangmu::write_yaml(document, &mut out)?,
        Format::Json if args.pretty => {
            gangmu::write_json_pretty(document, &mut out)?;
            writeln!(out).map_err(FormatError::Io)?;
        }
        Format::Json | Format::Ndjson => gangmu::write_ndjson(document, &mut out)?,
        Format::Chunks => {
            gangmu::write_chunks(document, &args.chunk_options(), &mut out)?;
        }
        Format::Outline => {
            let Screen { width, color } = screen;
            let options = OutlineOptions { width: args.width.or(width), depth: args.depth, color };
            gangmu::write_outline(document, &options, &mut out)?;
        }
        Format::Markdown => gangmu::write_markdown(document, &mut out)?,
        Format::Html => gangmu::write_html(document, &mut out)?,
        Format::Opml => gangmu::write_opml(document, &mut out)?,
        Format::Freemind => gangmu::write_freemind(document, &mut out)?,
    }
    out.flush().map_err(FormatError::Io)
}
