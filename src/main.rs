//! The command `flowcast`.

use std::process::ExitCode;

fn main() -> ExitCode {
    flowcast::cli::main(std::env::args_os())
}
