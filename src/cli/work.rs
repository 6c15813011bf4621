//! The work itself: threads, a bar that shows how far it is, Ctrl-C.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::{Exit, Failure, Terminal};
use crate::diagnostic::Diagnostic;
use crate::experiment::{Means, Progress};

/// Whether Ctrl-C was pressed, and what it must not cut in two.
#[derive(Clone, Debug, Default)]
pub struct Interruption {
    stop: Arc<AtomicBool>,
    writing: Arc<Mutex<()>>,
}

impl Interruption {
    /// Listens from now on: the first Ctrl-C stops the work, the second ends the process once no folder is half written.
    ///
    /// # Errors
    /// The operating system does not let us listen.
    pub fn listen(terminal: &Terminal) -> Result<Interruption, Failure> {
        let interruption = Interruption::default();
        let heard = interruption.clone();
        let watched = terminal.is_watched();
        ctrlc::set_handler(move || {
            if heard.stop.swap(true, Ordering::Relaxed) {
                let _whole = heard.writing.lock();
                process::exit(Exit::Interrupted as i32);
            }
            if watched {
                eprintln!("\nStopping: what is done is reported. Ctrl-C again ends it at once.");
            }
        })
        .map_err(|error| -> Failure {
            Diagnostic::error(format!("Ctrl-C cannot be heard: {error}"))
                .help("start it from an ordinary terminal")
                .into()
        })?;
        Ok(interruption)
    }

    /// Whether the work was stopped.
    pub fn happened(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Held while a folder is written.
    pub fn writing(&self) -> &Mutex<()> {
        &self.writing
    }
}

/// Does work with a number of threads (one for each core where none is given), watched by a bar of `total` runs.
///
/// # Errors
/// The threads cannot be had.
pub fn with_means<T>(
    threads: Option<usize>,
    total: u32,
    interruption: &Interruption,
    terminal: &Terminal,
    work: impl FnOnce(&mut Means<'_>) -> T,
) -> Result<T, Failure> {
    let pool = pool(threads)?;
    terminal.mention(&format!("{total} runs on {} threads", pool.current_num_threads()));
    let bar = bar(total, terminal.is_watched());
    let mut progress = |progress: Progress| {
        // Who decides step by step learns on the way how much there is to do.
        bar.set_length(u64::from(progress.planned));
        bar.set_position(u64::from(progress.done));
    };
    let done = work(&mut Means {
        pool: &pool,
        stop: &interruption.stop,
        progress: &mut progress,
    });
    bar.finish_and_clear();
    Ok(done)
}

fn pool(threads: Option<usize>) -> Result<ThreadPool, Failure> {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.unwrap_or_else(cores);
    ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| -> Failure {
            Diagnostic::error(format!("{threads} threads cannot be started: {error}"))
                .help("give fewer with `--threads`")
                .into()
        })
}

fn bar(total: u32, watched: bool) -> ProgressBar {
    let target = if watched {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(u64::from(total)), target);
    // The template is ours; a default bar is better than none should it not parse.
    let style = ProgressStyle::with_template("[{bar:30}] {pos} of {len} runs, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style.progress_chars("=> "));
    bar
}
