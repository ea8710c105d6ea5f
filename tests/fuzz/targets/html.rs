//! Any text is a page.
#![no_main]

#[path = "../../promises/mod.rs"]
mod promises;

use gangmu::{InputFormat, ReadOptions};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let options = ReadOptions { format: Some(InputFormat::Html), ..ReadOptions::default() };
    if let Ok(input) = gangmu::decode(text.as_bytes(), &options) {
        promises::check_input(&input).unwrap();
    }
});
