//! The command: arguments in, one conversion, messages out.

mod args;
mod convert;

use std::process::ExitCode;

use clap::Parser as _;

/// Runs the command: 0 done, 1 something failed, 2 wrong use.
pub(crate) fn main() -> ExitCode {
    let args = args::Args::parse();
    match convert::convert(&args) {
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
