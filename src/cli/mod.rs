//! The command: arguments in; a conversion, a run over many files, a stream or a check; messages out.

mod about;
mod args;
mod check;
mod convert;
mod in_order;
mod inputs;
mod render;
mod run;
mod sarif;
mod settings;
mod stream;

use std::io::{self, Write as _};
use std::process::ExitCode;

use convert::ConvertError;

/// Runs the command: 0 done, 1 something failed or was found, 2 wrong use.
pub(crate) fn main() -> ExitCode {
    let args = args::Args::from_command_line();
    if args.check.check || args.check.explain.is_some() {
        return main_check(&args);
    }
    let done = match about::about(&args) {
        Some(printed) => convert::printed(printed).map(|()| true),
        None if args.stream => stream::stream(&args).map(|()| true),
        None if args.is_run() => run::run(&args),
        None => convert::convert(&args).map(|()| true),
    };
    match done {
        Ok(true) | Err(ConvertError::ClosedPipe) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            report(&error);
            error.status()
        }
    }
}

/// Checks: 0 clean, 1 something was found, 2 wrong use.
fn main_check(args: &args::Args) -> ExitCode {
    let done = match &args.check.explain {
        Some(code) => check::explain(args, code).map(|()| true),
        None => check::check(args),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            report(&error);
            error.status()
        }
    }
}

/// Says something on standard error; one that is closed is no failure.
fn report(message: &dyn std::fmt::Display) {
    let _ = writeln!(io::stderr(), "gangmu: {message}");
}
