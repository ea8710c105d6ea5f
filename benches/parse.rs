//! Speed in memory, beside yardsticks and physical limits over the same texts in the same run.
//!
//! `cargo bench --bench parse`. Every row is measured against the bytes of the texts, on one thread.
//! Compare the rows with each other, not with another day's.

mod common;

use common::work;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident = $work:expr;)*) => {$(
        $(#[$doc])*
        #[divan::bench]
        fn $name(bencher: Bencher<'_, '_>) {
            let texts = common::texts();
            let bytes = texts.iter().map(|x| x.text.len()).sum::<usize>();
            bencher.counter(BytesCount::new(bytes)).bench(|| texts.iter().map($work).sum::<usize>());
        }
    )*};
}

rows! {
    /// Text to tree, dropped again.
    a_parse = work::parse;
    /// A yardstick: the events of a fast parser of another plain-text format.
    a_pulldown_cmark = work::pulldown_cmark;
    /// A yardstick: the tree of the same format.
    a_comrak = work::comrak;
    /// Bytes to tree: what they are, their encoding, and the text parsed.
    b_bytes_to_tree = work::bytes_to_tree;
    /// Bytes to YAML.
    b_bytes_to_yaml = work::bytes_to_yaml;
    /// Bytes to JSON.
    b_bytes_to_json = work::bytes_to_json;
    /// A tree that is there, as YAML.
    c_tree_to_yaml = work::tree_to_yaml;
    /// The same through libyaml.
    c_tree_to_yaml_serde_yaml = work::tree_to_yaml_serde_yaml;
    /// A tree that is there, as JSON.
    d_tree_to_json = work::tree_to_json;
    /// The limit: the strings of the tree and nothing around them, through serde_json.
    d_serde_json = work::serde_json_strings;
    /// A limit: finding the line ends.
    e_newlines = work::newlines;
    /// A limit: is it UTF-8?
    e_validation = work::validation;
    /// A limit: copying the bytes.
    e_memcpy = work::memcpy;
}
