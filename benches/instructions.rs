//! Instructions under callgrind: the same on every machine, so they can be compared.
//!
//! `cargo bench --bench instructions` needs valgrind and `cargo install gungraun-runner` at the
//! version of the `gungraun` crate. It prints the texts' size; divide the instructions by it.

mod common;

use gungraun::{library_benchmark, library_benchmark_group, main};

fn texts() -> Vec<String> {
    let texts = common::texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} texts, {bytes} bytes", texts.len());
    // The grammar is read once per process, not per text.
    let _ = gangmu::parse("一、");
    texts
}

#[library_benchmark]
#[bench::corpus(setup = texts)]
fn parse(texts: Vec<String>) -> usize {
    texts.iter().map(|text| std::hint::black_box(gangmu::parse(text)).speeches.len()).sum()
}

#[library_benchmark]
#[bench::corpus(setup = texts)]
fn pulldown_cmark(texts: Vec<String>) -> usize {
    texts.iter().map(|text| pulldown_cmark::Parser::new(text).count()).sum()
}

library_benchmark_group!(name = all, benchmarks = [parse, pulldown_cmark]);
main!(library_benchmark_groups = all);
