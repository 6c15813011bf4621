//! Inputs as bytes, for a fuzzer that is guided by coverage: the bytes are the scenario, and what goes with it is a function of
//! them.

use std::path::Path;
use std::sync::LazyLock;

use flowcast::engine::streams::Key;

use crate::fuzzing::inputs::Corpus;
use crate::fuzzing::mutation::{Choices, mutated};
use crate::fuzzing::trial::Input;

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))));

/// What bytes stand for.
pub fn input(data: &[u8]) -> Input {
    // FNV-1a, 64 bits: so that the same bytes are always tried with the same files and overrides.
    let hash = data.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut choices = Choices(Key::replication(hash, 0).stream());
    CORPUS.beside(String::from_utf8_lossy(data).into_owned(), &mut choices)
}

/// Changes the first `size` bytes of `data`: one time in four as `by_bytes` does, otherwise word by word and table by table.
/// Returns how many bytes there are then, at most `most`.
pub fn changed(
    data: &mut [u8],
    size: usize,
    most: usize,
    seed: u32,
    by_bytes: impl Fn(&mut [u8], usize, usize) -> usize,
) -> usize {
    let mut choices = Choices(Key::replication(u64::from(seed), 1).stream());
    if choices.once_in(4) {
        return by_bytes(data, size, most);
    }
    let all: Vec<&str> = CORPUS.scenarios.iter().map(String::as_str).collect();
    let text = String::from_utf8_lossy(&data[..size]).into_owned();
    let text = if text.trim().is_empty() {
        choices.one(&all)
    } else {
        &text
    };
    let text = mutated(text, &all, &mut choices);
    let length = text.len().min(most).min(data.len());
    data[..length].copy_from_slice(&text.as_bytes()[..length]);
    length
}
