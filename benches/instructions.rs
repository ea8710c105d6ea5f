//! Instructions under callgrind: the same on every machine, so they can be compared.
//!
//! `cargo bench --bench instructions` needs valgrind, and `gungraun-runner` from crates.io at the
//! version of the `gungraun` crate. Divide the instructions by the bytes that `cargo bench --bench
//! parse` works through.
#![allow(missing_docs, reason = "the macros make public items")]

mod common;

use gungraun::{library_benchmark, library_benchmark_group, main};

fn texts() -> Vec<String> {
    let texts = common::texts();
    // Patterns are compiled when first needed: once a process, not once a text.
    for text in &texts {
        std::hint::black_box(gangmu::parse(text));
    }
    texts
}

#[library_benchmark]
#[bench::corpus(setup = texts)]
fn parse(texts: Vec<String>) -> usize {
    texts.iter().map(|text| std::hint::black_box(gangmu::parse(text)).speeches.len()).sum()
}

#[library_benchmark]
#[bench::corpus(setup = texts)]
fn yardstick(texts: Vec<String>) -> usize {
    texts.iter().map(|text| pulldown_cmark::Parser::new(text).count()).sum()
}

library_benchmark_group!(name = all, benchmarks = [parse, yardstick]);
main!(library_benchmark_groups = all);
