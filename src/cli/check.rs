//! The check of drafts: read, parse, report, mend.

use std::fs;
use std::io::{self, IsTerminal as _, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};
use gangmu::{CheckOptions, Diagnostic, Grammar, Language, Parser, Severity};

use super::args::Args;
use super::convert::{self, ConvertError};
use super::inputs::{Input, inputs};
use super::render::{self, Report};
use super::run::{WINDOW, each};
use super::settings::{Lang, Settings, SettingsError, known};

/// Options of `--check`.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Check")]
pub(crate) struct CheckArgs {
    /// Say what is odd about the files instead of converting them.
    #[arg(long, conflicts_with_all = ["to", "output", "stream"])]
    pub(crate) check: bool,

    /// Apply the mends that need no thought, and keep what was as FILE.bak, FILE.bak2 …
    #[arg(long, requires = "check")]
    pub(crate) fix: bool,

    /// Keep no original.
    #[arg(long, requires = "fix")]
    pub(crate) no_backup: bool,

    /// Report a rule, or a group of rules, as an error.
    #[arg(long, value_name = "CODE", requires = "check")]
    pub(crate) deny: Vec<String>,

    /// Report it as a warning.
    #[arg(long, value_name = "CODE", requires = "check")]
    pub(crate) warn: Vec<String>,

    /// Do not report it.
    #[arg(long, value_name = "CODE", requires = "check")]
    pub(crate) allow: Vec<String>,

    /// The least grave finding that makes the exit status 1; warning unless gangmu.toml says
    /// otherwise.
    #[arg(long, value_enum, value_name = "SEVERITY", requires = "check")]
    pub(crate) fail_on: Option<FailOn>,

    /// How findings are written.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = MessageFormat::Human, requires = "check")]
    pub(crate) message_format: MessageFormat,

    /// The language of messages: that of the locale when left out.
    #[arg(long, value_enum)]
    pub(crate) lang: Option<Lang>,

    /// Explain a rule, a group, or all of them, with an example wrong and right.
    #[arg(long, value_name = "CODE", conflicts_with = "check")]
    pub(crate) explain: Option<String>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people.
    Human,
    /// One list for editors.
    Json,
    /// SARIF 2.1.0 for code-scanning services.
    Sarif,
}

/// A severity, on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// The structure cannot be trusted.
    Error,
    /// Probably a defect.
    Warning,
    /// Style or provenance.
    Info,
}

impl From<FailOn> for Severity {
    fn from(x: FailOn) -> Self {
        match x {
            FailOn::Error => Self::Error,
            FailOn::Warning => Self::Warning,
            FailOn::Info => Self::Info,
        }
    }
}

/// What stopped a check.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CheckError {
    #[error(transparent)]
    Convert(#[from] ConvertError),
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error("--explain: {0}")]
    Explain(#[from] super::settings::UnknownCode),
    #[error("{}: {why}", file.display())]
    Fix { file: PathBuf, why: &'static str },
    #[error("{}: {why}", file.display())]
    Write { file: PathBuf, why: io::Error },
    #[error("{}: a saved tree holds no text to check: check the speech it was made from", file.display())]
    Tree { file: PathBuf },
    #[error("standard output: {0}")]
    Output(io::Error),
}

impl CheckError {
    /// The exit status that it ends the command with.
    pub(crate) fn status(&self) -> ExitCode {
        match self {
            Self::Settings(_) | Self::Explain(_) => ExitCode::from(2),
            Self::Convert(why) => why.status(),
            _ => ExitCode::FAILURE,
        }
    }

    /// Whether it is about all files, not about one.
    fn ends_run(&self) -> bool {
        matches!(self, Self::Settings(_) | Self::Output(_))
    }
}

/// What was found in a file.
#[derive(Debug)]
struct Checked {
    name: String,
    text: String,
    found: Vec<Diagnostic>,
    language: Language,
    is_clean: bool,
    /// How many places were mended, if that was asked for.
    mends: Option<usize>,
}

/// Checks the files; returns whether nothing was found that is grave enough.
pub(crate) fn check(args: &Args) -> Result<bool, CheckError> {
    let grammar = convert::grammar(args)?;
    let parser = convert::parser(args, &grammar);
    let mut report = Report::new(args.check.message_format, is_painted(), io::stdout().lock());
    let mut write = |x: Checked| {
        report.mended(x.mends);
        written(report.file(&x.name, &x.text, x.found, x.language)).map(|()| x.is_clean)
    };
    let (mut clean, mut checked, mut end) = (true, 0, Ok(()));
    if args.is_run() {
        let inputs = inputs(&args.paths, &args.run.glob, None)?;
        let work = |input: &Input| check_file(args, &parser, Some(&input.path));
        each(args, inputs, WINDOW, work, |done, bar| match done.and_then(&mut write) {
            Ok(is_clean) => {
                clean &= is_clean;
                checked += 1;
                ControlFlow::Continue(())
            }
            Err(why) if why.ends_run() => {
                end = Err(why);
                ControlFlow::Break(())
            }
            Err(why) => {
                clean = false;
                bar.suspend(|| super::report(&why));
                ControlFlow::Continue(())
            }
        })?;
        end?;
    } else {
        clean = write(check_file(args, &parser, args.file())?)?;
        checked = 1;
    }
    // Nothing is said of files that could not be read.
    if checked > 0 {
        written(report.finish())?;
    }
    Ok(clean)
}

/// Checks a file, or standard input.
fn check_file(
    args: &Args,
    parser: &Parser<'_>,
    file: Option<&Path>,
) -> Result<Checked, CheckError> {
    let settings = Settings::of(&args.check, file)?;
    let mends = if args.check.fix { Some(mend(args, parser, &settings, file)?) } else { None };
    let name = file.map_or("<stdin>".into(), Path::to_string_lossy).into_owned();
    let bytes = convert::input(file, args.max_size)?;
    let input = gangmu::decode(&bytes, &args.read_options(file))
        .map_err(|why| ConvertError::Read { file: PathBuf::from(&name), why })?;
    if input.format.is_tree() {
        return Err(CheckError::Tree { file: name.into() });
    }
    let document = parser.parse_input(&input);
    let options = CheckOptions { grammar: parser.grammar(), language: settings.language };
    let found = settings.apply(gangmu::check(&document, &input.text, &options));
    let is_clean = found.iter().all(|x| x.severity < settings.fail_on);
    drop(document);
    let text = input.text.into_owned();
    Ok(Checked { name, text, found, is_clean, language: settings.language, mends })
}

/// A reader that went away is no failure.
fn written(done: io::Result<()>) -> Result<(), CheckError> {
    match done {
        Err(why) if why.kind() != io::ErrorKind::BrokenPipe => Err(CheckError::Output(why)),
        _ => Ok(()),
    }
}

/// Prints what rules are.
pub(crate) fn explain(args: &Args, code: &str) -> Result<(), CheckError> {
    known(code)?;
    let settings = Settings::of(&args.check, None)?;
    written(render::explain(code, settings.language, io::stdout().lock()))
}

/// Diagnostics for a document that is converted.
pub(crate) fn diagnostics(
    args: &CheckArgs,
    grammar: &Grammar,
    document: &gangmu::Document<'_>,
    text: &str,
) -> Vec<Diagnostic> {
    // The output is data: its words do not depend on where it was made.
    let language = match args.lang {
        Some(Lang::Zh) => gangmu::Language::Chinese,
        _ => gangmu::Language::English,
    };
    gangmu::check(document, text, &CheckOptions { grammar, language })
}

/// Colour only on a terminal, unless `NO_COLOR` is set.
fn is_painted() -> bool {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|x| !x.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|x| x == "dumb");
    io::stdout().is_terminal() && !no_color && !dumb
}

/// Puts the safe mends of what is reported into a file; returns their number.
fn mend(
    args: &Args,
    parser: &Parser<'_>,
    settings: &Settings,
    file: Option<&Path>,
) -> Result<usize, CheckError> {
    let refuse = |why| CheckError::Fix { file: file.unwrap_or(Path::new("-")).into(), why };
    let Some(path) = file else {
        return Err(refuse("--fix needs a file, not standard input"));
    };
    let bytes = convert::input(file, args.max_size)?;
    let input = gangmu::decode(&bytes, &args.read_options(file))
        .map_err(|why| ConvertError::Read { file: path.into(), why })?;
    if input.format != gangmu::InputFormat::Text {
        return Err(refuse("--fix mends plain text only: convert the file first"));
    }
    let (bom, text) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (&bytes[..3], rest),
        None => (&bytes[..0], &bytes[..]),
    };
    let Ok(text) = std::str::from_utf8(text) else {
        return Err(refuse("--fix mends UTF-8 only: convert the file with iconv first"));
    };
    let is_reported = |x: &Diagnostic| !settings.apply(vec![x.clone()]).is_empty();
    let (mended, count) = gangmu::mend_where(text, parser, is_reported);
    if count == 0 {
        return Ok(0);
    }
    let failed = |why| CheckError::Write { file: path.into(), why };
    if !args.check.no_backup {
        fs::copy(path, backup(path)).map_err(failed)?;
    }
    // A link is followed, so that it stays one; the permissions stay too.
    let place = fs::canonicalize(path).map_err(failed)?;
    let permissions = fs::metadata(&place).map_err(failed)?.permissions();
    convert::to_file(&place, |mut out| {
        out.set_permissions(permissions)
            .and_then(|()| out.write_all(bom))
            .and_then(|()| out.write_all(mended.as_bytes()))
            .and_then(|()| out.sync_all())
            .map_err(|why| ConvertError::Io { file: path.into(), why })
    })?;
    Ok(count)
}

/// The first name that is free for what was: FILE.bak, FILE.bak2 …
fn backup(path: &Path) -> PathBuf {
    let named = |end: String| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    };
    let numbered = (2u32..).map(|n| named(format!(".bak{n}")));
    let mut names = std::iter::once(named(".bak".into())).chain(numbered);
    names.find(|x| fs::symlink_metadata(x).is_err()).unwrap_or_else(|| named(".bak".into()))
}
