//! A run over many files: on every core, one bad file stops nothing, and what is written is whole.

use std::fs;
use std::io::{self, IsTerminal as _, Write};
use std::ops::ControlFlow;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::Args as ClapArgs;
use clap::builder::RangedU64ValueParser;
use gangmu::{Document, Parser};
use indicatif::{ProgressBar, ProgressStyle};

use super::args::{Args, Format, is_directory};
use super::convert::{self, ConvertError, Screen, Tally, unwritten};
use super::in_order::{in_order, threads};
use super::inputs::{Input, Inputs, Outputs, inputs};
use super::report;

/// Options of a run.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Many files")]
pub(crate) struct RunArgs {
    /// Threads; one for each core when left out.
    #[arg(short, long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..=1024))]
    pub(crate) jobs: Option<usize>,

    /// Read of a directory what the glob names, or leave it out when it begins with !; of several
    /// the last one that fits counts. When left out: texts, Markdown, pages and documents by their
    /// extensions (.txt .md .html .docx …).
    #[arg(short, long, value_name = "GLOB")]
    pub(crate) glob: Vec<String>,

    /// Leave out what has its output already.
    #[arg(long, requires = "output")]
    pub(crate) skip_existing: bool,
}

/// Where the outputs of a run go.
#[derive(Debug)]
enum Target<'a> {
    /// Each to its own file, below a directory.
    Directory(&'a Path),
    /// All to one file.
    File(&'a Path),
    /// All to standard output.
    Stdout,
}

impl<'a> Target<'a> {
    fn of(args: &'a Args) -> Result<Self, ConvertError> {
        let lines = Format::LINES.contains(&args.format());
        let usage = |why: String| Err(ConvertError::Usage(why));
        match args.output() {
            None if lines => Ok(Self::Stdout),
            None => usage("several files need -o DIRECTORY; or write them one after the other with -t ndjson or -t chunks".into()),
            Some(out) if is_directory(out) => Ok(Self::Directory(out)),
            Some(out) if lines && (out.exists() || Format::of_name(out) == Some(Format::Ndjson)) => {
                Ok(Self::File(out))
            }
            Some(out) if out.exists() || Format::of_name(out).is_some() => usage(format!(
                "-o {}: several files need a directory; or write them one after the other with -t ndjson or -t chunks",
                out.display()
            )),
            Some(out) => Ok(Self::Directory(out)),
        }
    }
}

/// Files that may be under way or wait for one before them, for each thread: few where what was
/// made of them waits with them.
pub(crate) const WINDOW: usize = 4;
const WIDE_WINDOW: usize = 256;

/// Converts all files; returns whether none failed.
pub(crate) fn run(args: &Args) -> Result<bool, ConvertError> {
    let target = Target::of(args)?;
    let extension = args.format().extension();
    let outputs = match target {
        Target::Directory(directory) => Some(Outputs { directory, extension }),
        _ if args.run.skip_existing => {
            let why =
                "--skip-existing is for files with outputs of their own: name a directory with -o";
            return Err(ConvertError::Usage(why.into()));
        }
        _ => None,
    };
    let inputs = inputs(&args.paths, &args.run.glob, outputs)?;
    let grammar = convert::grammar(args)?;
    let parser = convert::parser(args, &grammar);
    match target {
        Target::Directory(out) => {
            make_directory(out)?;
            each_to_its_own(args, &parser, inputs, out)
        }
        Target::File(out) => {
            convert::to_file(out, |file| one_after_the_other(args, &parser, inputs, out, file))
        }
        Target::Stdout => {
            let name = Path::new("standard output");
            one_after_the_other(args, &parser, inputs, name, io::stdout().lock())
        }
    }
}

/// Writes a file for each.
fn each_to_its_own(
    args: &Args,
    parser: &Parser<'_>,
    inputs: Inputs,
    out: &Path,
) -> Result<bool, ConvertError> {
    let extension = args.format().extension();
    let work = |input: &Input| {
        let out = out.join(input.output(extension));
        if args.run.skip_existing && out.exists() {
            return Ok(None);
        }
        let write = |document: &Document<'_>| {
            make_directory(out.parent().unwrap_or(Path::new("")))?;
            convert::write(document, args, &out)
        };
        convert::tree(args, parser, Some(&input.path), Some(input.name()), write).map(Some)
    };
    let mut summary = Summary::begin();
    let end = each(args, inputs, WIDE_WINDOW, work, |done, bar| {
        let is_full = done.as_ref().is_err_and(ConvertError::is_about_the_disk);
        summary.add(done, bar);
        if is_full { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let all_done = summary.end();
    end.map(|()| all_done)
}

/// Makes a directory where there is none: a look is cheaper than a try, which locks its parent.
fn make_directory(path: &Path) -> Result<(), ConvertError> {
    if path.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(path).map_err(|why| ConvertError::Io { file: path.into(), why })
}

/// Writes all to one file or stream, in the order of the inputs.
fn one_after_the_other(
    args: &Args,
    parser: &Parser<'_>,
    inputs: Inputs,
    name: &Path,
    mut out: impl Write,
) -> Result<bool, ConvertError> {
    let work = |input: &Input| {
        let mut lines = Vec::new();
        let write = |document: &Document<'_>| {
            convert::emit(document, args, Screen::default(), &mut lines)
                .map_err(|why| ConvertError::Format { file: input.path.clone(), why })
        };
        let tally = convert::tree(args, parser, Some(&input.path), Some(input.name()), write)?;
        Ok((tally, lines))
    };
    let mut summary = Summary::begin();
    let mut written = Ok(());
    each(args, inputs, WINDOW, work, |done, bar| {
        let (done, lines) = match done {
            Ok((tally, lines)) => (Ok(Some(tally)), lines),
            Err(why) => (Err(why), Vec::new()),
        };
        written = out.write_all(&lines);
        summary.add(done, bar);
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written.and_then(|()| out.flush()).map_err(|why| unwritten(name, why))?;
    Ok(summary.end())
}

/// Works on all files, on several threads, and hands over what became of them in their order.
pub(crate) fn each<R, E>(
    args: &Args,
    inputs: Inputs,
    window: usize,
    work: impl Fn(&Input) -> Result<R, E> + Sync,
    mut take: impl FnMut(Result<R, E>, &ProgressBar) -> ControlFlow<()>,
) -> Result<(), E>
where
    R: Send,
    E: Send + From<ConvertError>,
{
    let pool = threads(args.run.jobs).map_err(ConvertError::Threads)?;
    let bar = bar(inputs.len(), args.output().is_none());
    let stop = stop_flag();
    let work = |input: Result<Input, ConvertError>| {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        Some(input.map_err(E::from).and_then(|input| {
            panic::catch_unwind(AssertUnwindSafe(|| work(&input)))
                .unwrap_or_else(|_| Err(ConvertError::Panic { file: input.path }.into()))
        }))
    };
    let mut is_stopped = false;
    in_order(&pool, window * pool.current_num_threads(), inputs, work, |done| {
        bar.inc(1);
        match done {
            Some(done) => take(done, &bar),
            None => {
                is_stopped = true;
                ControlFlow::Break(())
            }
        }
    });
    bar.finish_and_clear();
    if is_stopped { Err(ConvertError::Stopped.into()) } else { Ok(()) }
}

/// Is set by Ctrl-C and kill: files that are under way are finished, and no other is begun. A second one
/// does not wait.
fn stop_flag() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    // What is ignored, as a hang-up under nohup, stays so.
    let _ = ctrlc::try_set_handler(move || {
        if set.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED.into());
        }
    });
    flag
}

/// The exit status of a command that Ctrl-C ended.
pub(crate) const INTERRUPTED: u8 = 130;

/// How far the run is: seen only on a terminal, and not between results.
fn bar(files: usize, to_stdout: bool) -> ProgressBar {
    if to_stdout && io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} files, {eta} left");
    let bar = ProgressBar::new(files as u64);
    style.map_or_else(|_| ProgressBar::hidden(), |style| bar.with_style(style))
}

/// What became of the files of a run.
#[derive(Debug)]
struct Summary {
    begun: Instant,
    done: usize,
    skipped: usize,
    failed: usize,
    tally: Tally,
}

impl Summary {
    fn begin() -> Self {
        let tally = Tally::default();
        Self { begun: Instant::now(), done: 0, skipped: 0, failed: 0, tally }
    }

    /// Counts a file, and reports it if it failed; one without a tally was skipped.
    fn add(&mut self, done: Result<Option<Tally>, ConvertError>, bar: &ProgressBar) {
        match done {
            Ok(Some(Tally { bytes, warnings })) => {
                self.done += 1;
                self.tally.bytes += bytes;
                self.tally.warnings += warnings;
            }
            Ok(None) => self.skipped += 1,
            Err(why) => {
                self.failed += 1;
                bar.suspend(|| report(&why));
            }
        }
    }

    /// Prints it; returns whether no file failed.
    fn end(self) -> bool {
        let Self { begun, done, skipped, failed, tally } = self;
        let s = |n: usize| if n == 1 { "" } else { "s" };
        let mut line = format!("{done} file{} done", s(done));
        if skipped > 0 {
            line += &format!(", {skipped} left out");
        }
        let speed = tally.bytes as f64 / 1e6 / begun.elapsed().as_secs_f64();
        let warnings = tally.warnings;
        line += &format!(", {failed} failed; {warnings} warning{}; {speed:.1} MB/s", s(warnings));
        report(&line);
        failed == 0
    }
}
