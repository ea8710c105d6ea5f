//! Instructions under callgrind: nearly the same on every machine, so they can be kept.
//!
//! `.ci/instructions` runs this over the samples, and compares with what `benches/instructions.txt`
//! keeps. By itself, `cargo bench --bench instructions` needs valgrind, and `gungraun-runner` from
//! crates.io at the version of the `gungraun` crate.
#![allow(missing_docs, reason = "the macros make public items")]

mod common;

use common::{Text, work};
use gungraun::{library_benchmark, library_benchmark_group, main};

/// The samples, after one pass over them: patterns are compiled when first needed, once a process.
fn samples() -> Vec<Text> {
    let texts = common::samples();
    for text in &texts {
        std::hint::black_box(work::bytes_to_yaml(text));
    }
    texts
}

macro_rules! rows {
    ($($name:ident)*) => {
        $(
            #[library_benchmark]
            #[bench::samples(setup = samples)]
            fn $name(texts: Vec<Text>) -> (usize, Vec<Text>) {
                // The texts are handed back, so that dropping them is not counted.
                (texts.iter().map(work::$name).sum(), texts)
            }
        )*
        library_benchmark_group!(name = all, benchmarks = [$($name),*]);
    };
}

rows! {
    parse pulldown_cmark comrak
    bytes_to_tree bytes_to_yaml bytes_to_json
    tree_to_yaml tree_to_yaml_serde_yaml tree_to_json serde_json_strings
    newlines validation memcpy
}

main!(library_benchmark_groups = all);
