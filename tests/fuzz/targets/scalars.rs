//! Any strings, parted by NULs, stand in a tree that two readers of YAML see alike.
#![no_main]

#[path = "../../promises/strings.rs"]
mod strings;

use gangmu::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let document = strings::document(&text.split('\0').collect::<Vec<_>>());
    let yaml = gangmu::to_yaml(&document).unwrap();
    assert_eq!(gangmu::from_yaml(&yaml).unwrap(), document, "{yaml}");
    let options = serde_saphyr::options! { budget: None };
    let back: Document<'_> = serde_saphyr::from_str_with_options(&yaml, options).unwrap();
    assert_eq!(back, document, "{yaml}");
});
