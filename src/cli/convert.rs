//! One conversion: read, parse, write.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use gangmu::{FormatError, Grammar, GrammarError, ParseOptions, Parser, ReadError};

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
    #[error("{0}")]
    Grammar(#[from] GrammarError),
    #[error("{0}")]
    Format(#[from] FormatError),
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
    let text = gangmu::decode(&bytes).map_err(|why| ConvertError::Read { file: name, why })?;
    let options = ParseOptions { parallel: !args.no_parallel };
    let mut document = Parser::with_options(grammar, options).parse(text);
    let file_name = file.and_then(Path::file_name).map(|x| x.to_string_lossy().into_owned());
    document.source.name = file_name.map(Into::into);
    if !args.spans {
        document = document.without_spans();
    }
    let mut out = match args.to {
        Format::Yaml => gangmu::to_yaml(&document)?,
        Format::Json => gangmu::to_json(&document)?,
    };
    if !out.ends_with('\n') {
        out.push('\n');
    }
    write(args.output.as_deref().filter(|x| *x != Path::new("-")), &out)
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
fn write(file: Option<&Path>, text: &str) -> Result<(), ConvertError> {
    let Some(file) = file else {
        let mut out = io::stdout().lock();
        return match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Err(ConvertError::ClosedPipe),
            Err(why) => Err(ConvertError::Io { file: "standard output".into(), why }),
            Ok(()) => Ok(()),
        };
    };
    // A link or a device is written through, not replaced.
    if fs::symlink_metadata(file).is_ok_and(|x| !x.is_file()) {
        return fs::write(file, text).map_err(|why| ConvertError::Io { file: file.into(), why });
    }
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = file.with_file_name(name);
    let done = fs::write(&part, text).and_then(|()| fs::rename(&part, file));
    done.map_err(|why| {
        let _ = fs::remove_file(&part);
        ConvertError::Io { file: file.into(), why }
    })
}
