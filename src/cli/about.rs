//! What the command prints of itself: the schema of its output, completions, a man page.

use std::io::{self, Write};

use clap::CommandFactory as _;

use super::args::Args;

/// What the arguments ask of the command itself, if they do.
pub(crate) fn about(args: &Args) -> Option<io::Result<()>> {
    let text = if args.schema {
        format!("{:#}\n", gangmu::schema()).into_bytes()
    } else if let Some(shell) = args.completions {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut Args::command(), "gangmu", &mut text);
        text
    } else if args.man {
        let mut text = Vec::new();
        if let Err(why) = clap_mangen::Man::new(Args::command()).render(&mut text) {
            return Some(Err(why));
        }
        text
    } else {
        return None;
    };
    Some(io::stdout().write_all(&text))
}
