//! Reader and engine: what can be read runs for some days, and what came of it is put into words.
#![no_main]

use flowcast_fuzz::bytes::{changed, input};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| { changed(data, size, most, seed, fuzzer_mutate) });

fuzz_target!(|data: &[u8]| {
    if let Some(scenario) = flowcast_fuzz::fuzzing::trial::read(&input(data)) {
        flowcast_fuzz::fuzzing::trial::run(&scenario);
    }
});
