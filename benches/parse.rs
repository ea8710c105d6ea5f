//! Speed in memory, beside a yardstick and a physical limit over the same texts in the same run.
//!
//! `cargo bench --bench parse`. Compare the rows with each other, not with another day's.

mod common;

use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

fn run(bencher: Bencher<'_, '_>, work: impl Fn(&str) -> usize + Sync) {
    let texts = common::texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| texts.iter().map(|text| work(text)).sum::<usize>());
}

/// Text to tree, dropped again.
#[divan::bench]
fn gangmu(bencher: Bencher<'_, '_>) {
    run(bencher, |text| divan::black_box(gangmu::parse(text)).speeches.len());
}

/// The yardstick: a fast parser of another plain-text format, events only.
#[divan::bench]
fn pulldown_cmark(bencher: Bencher<'_, '_>) {
    run(bencher, |text| pulldown_cmark::Parser::new(text).count());
}

/// The limit: finding the line ends.
#[divan::bench]
fn newlines(bencher: Bencher<'_, '_>) {
    run(bencher, |text| memchr::memchr_iter(b'\n', text.as_bytes()).count());
}
