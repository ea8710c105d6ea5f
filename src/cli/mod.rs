//! The command: arguments in, one conversion, messages out.

mod about;
mod args;
mod convert;

use std::process::ExitCode;

/// Runs the command: 0 done, 1 something failed, 2 wrong use.
pub(crate) fn main() -> ExitCode {
    let args = args::Args::from_command_line();
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

#[expect(clippy::print_stderr, reason = "this is where messages go")]
fn report(error: &convert::ConvertError) {
    eprintln!("gangmu: {error}");
}
