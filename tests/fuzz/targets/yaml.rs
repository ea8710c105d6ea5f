//! What is read as a tree is written and read back as the same tree.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(document) = gangmu::from_yaml(text) {
        let yaml = gangmu::to_yaml(&document).unwrap();
        assert_eq!(gangmu::from_yaml(&yaml).unwrap(), document);
        let json = gangmu::to_json(&document).unwrap();
        assert_eq!(gangmu::from_json(&json).unwrap(), document);
    }
});
