//! One conversion: read, parse, write.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use gangmu::{Document, FormatError, Grammar, GrammarError, ParseOptions, Parser, ReadError};

use super::args::{Args, Format};

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
        let file_name = file.and_then(Path::file_name).map(|x| x.to_string_lossy().into_owned());
        document.source.name = file_name.map(Into::into);
    }
    if !args.spans {
        document = document.without_spans();
    }
    write(args.output.as_deref().filter(|x| *x != Path::new("-")), &document, args.to)
}

fn input(file: Option<&Path>) -> Result<Vec<u8>, ConvertError> {
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

fn grammar(file: &Path) -> Result<Grammar, ConvertError> {
    let yaml =
        fs::read_to_string(file).map_err(|why| ConvertError::Io { file: file.into(), why })?;
    Ok(Grammar::with_overlay(file, &yaml)?)
}

/// Writes to a file by way of a temporary name beside it, so that no half of it is ever seen.
fn write(file: Option<&Path>, document: &Document<'_>, to: Format) -> Result<(), ConvertError> {
    let Some(file) = file else {
        return match emit(document, to, io::stdout().lock()) {
            Err(FormatError::Io(why)) if why.kind() == io::ErrorKind::BrokenPipe => {
                Err(ConvertError::ClosedPipe)
            }
            Err(why) => Err(ConvertError::Format { file: "standard output".into(), why }),
            Ok(()) => Ok(()),
        };
    };
    let failed = |why| ConvertError::Format { file: file.into(), why };
    let create = |file: &Path| File::create(file).map_err(FormatError::Io);
    // A link or a device is written through, not replaced.
    if fs::symlink_metadata(file).is_ok_and(|x| !x.is_file()) {
        return create(file).and_then(|out| emit(document, to, out)).map_err(failed);
    }
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(name);
    let done = create(&part)
        .and_then(|out| emit(document, to, out))
        .and_then(|()| fs::rename(&part, file).map_err(FormatError::Io));
    done.map_err(|why| {
        let _ = fs::remove_file(&part);
        failed(why)
    })
}

fn emit(document: &Document<'_>, to: Format, out: impl Write) -> Result<(), FormatError> {
    let mut out = BufWriter::new(out);
    match to {
        Format::Yaml => gangmu::write_yaml(document, &mut out)?,
        Format::Json => {
            gangmu::write_json(document, &mut out)?;
            writeln!(out).map_err(FormatError::Io)?;
        }
    }
    out.flush().map_err(FormatError::Io)
}
