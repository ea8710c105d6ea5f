//! Any text becomes a tree that keeps the promises.
#![no_main]

#[path = "../../promises/mod.rs"]
mod promises;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    promises::check_input(&gangmu::Input::text(text)).unwrap();
});
