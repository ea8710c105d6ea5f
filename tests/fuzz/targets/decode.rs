//! Any bytes whatever are read or refused.
#![no_main]

#[path = "../../promises/mod.rs"]
mod promises;

use gangmu::ReadOptions;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(input) = gangmu::decode(bytes, &ReadOptions::default()) {
        promises::check_input(&input).unwrap();
    }
});
