//! One conversion: read, parse, write.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use anstream::{AutoStream, ColorChoice};
use gangmu::{
    ChunkOptions, Document, FormatError, Grammar, GrammarError, OutlineOptions, ParseOptions,
    Parser, ReadError,
};

use super::args::{Args, Format};
use super::check;

/// What stopped a conversion.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConvertError {
    #[error("{}: {why}", file.display())]
    Io { file: PathBuf, why: io::Error },
    #[error("{}: is a directory: name a file", file.display())]
    Directory { file: PathBuf },
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
}

/// Converts as the arguments say.
pub(crate) fn convert(args: &Args) -> Result<(), ConvertError> {
    let overlay = args.grammar.as_deref().map(grammar).transpose()?;
    let grammar = overlay.as_ref().unwrap_or_else(|| Grammar::bundled());
    let file = args.file.as_deref().filter(|x| *x != Path::new("-"));
    let name = file.map_or(PathBuf::from("standard input"), Path::to_path_buf);
    let bytes = input(file)?;
    let input = gangmu::decode(&bytes, &args.read_options())
        .map_err(|why| ConvertError::Read { file: name.clone(), why })?;
    let options = ParseOptions { parallel: !args.no_parallel };
    let mut document = Parser::with_options(grammar, options)
        .read_input(&input)
        .map_err(|why| ConvertError::Tree { file: name, why })?;
    // A saved tree says what it was read from.
    if !input.format.is_tree() {
        document.diagnostics = check::diagnostics(&args.check, grammar, &document, &input.text);
        let file_name = file.and_then(Path::file_name).map(|x| x.to_string_lossy().into_owned());
        document.source.name = file_name.map(Into::into);
    }
    if Format::TREES.contains(&args.format()) && !args.spans {
        document = document.without_spans();
    }
    write(args.output.as_deref().filter(|x| *x != Path::new("-")), &document, args)
}

/// What became of writing to standard output.
pub(crate) fn printed(done: io::Result<()>) -> Result<(), ConvertError> {
    done.map_err(|why| match why.kind() {
        io::ErrorKind::BrokenPipe => ConvertError::ClosedPipe,
        _ => ConvertError::Io { file: "standard output".into(), why },
    })
}

pub(crate) fn input(file: Option<&Path>) -> Result<Vec<u8>, ConvertError> {
    let Some(file) = file else {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        return match read {
            Ok(_) => Ok(bytes),
            Err(why) => Err(ConvertError::Io { file: "standard input".into(), why }),
        };
    };
    if file.is_dir() {
        return Err(ConvertError::Directory { file: file.into() });
    }
    fs::read(file).map_err(|why| ConvertError::Io { file: file.into(), why })
}

pub(crate) fn grammar(file: &Path) -> Result<Grammar, ConvertError> {
    let yaml =
        fs::read_to_string(file).map_err(|why| ConvertError::Io { file: file.into(), why })?;
    Ok(Grammar::with_overlay(file, &yaml)?)
}

/// Writes to a file by way of a temporary name beside it, so that no half of it is ever seen.
fn write(file: Option<&Path>, document: &Document<'_>, args: &Args) -> Result<(), ConvertError> {
    let Some(file) = file else {
        return match emit(document, args, Screen::of(&io::stdout()), io::stdout().lock()) {
            Err(FormatError::Io(why)) => printed(Err(why)),
            Err(why) => Err(ConvertError::Format { file: "standard output".into(), why }),
            Ok(()) => Ok(()),
        };
    };
    let failed = |why| ConvertError::Format { file: file.into(), why };
    let create = |file: &Path| File::create(file).map_err(FormatError::Io);
    let emit = |out| emit(document, args, Screen::default(), out);
    // A link or a device is written through, not replaced.
    if fs::symlink_metadata(file).is_ok_and(|x| !x.is_file()) {
        return create(file).and_then(emit).map_err(failed);
    }
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(name);
    let done = create(&part)
        .and_then(emit)
        .and_then(|()| fs::rename(&part, file).map_err(FormatError::Io));
    done.map_err(|why| {
        let _ = fs::remove_file(&part);
        failed(why)
    })
}

/// What an outline is shown on.
#[derive(Debug, Clone, Copy, Default)]
struct Screen {
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

fn emit(
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
            let max_chars = args.max_chars.unwrap_or(ChunkOptions::default().max_chars);
            gangmu::write_chunks(document, &ChunkOptions { max_chars }, &mut out)?;
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
