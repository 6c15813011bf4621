//! The reader: whatever the bytes are, it tells what is wrong with them or hands over a model.
#![no_main]

use flowcast_fuzz::bytes::{changed, input};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| { changed(data, size, most, seed, fuzzer_mutate) });

fuzz_target!(|data: &[u8]| {
    flowcast_fuzz::fuzzing::trial::read(&input(data));
});
