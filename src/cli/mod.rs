//! The command: arguments in, one conversion or one check, messages out.

mod about;
mod args;
mod check;
mod convert;
mod render;
mod sarif;
mod settings;

use std::process::ExitCode;

/// Runs the command: 0 done, 1 something failed or was found, 2 wrong use.
pub(crate) fn main() -> ExitCode {
    let args = args::Args::from_command_line();
    if args.check.check || args.check.explain.is_some() {
        return main_check(&args);
    }
    let done = about::about(&args).map_or_else(|| convert::convert(&args), convert::printed);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(convert::ConvertError::ClosedPipe) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
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
            if error.is_usage() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}

#[expect(clippy::print_stderr, reason = "this is where messages go")]
fn report(error: &dyn std::error::Error) {
    eprintln!("gangmu: {error}");
}
