//! What the check costs beside a plain conversion, over the same texts in the same run.
//!
//! `cargo bench --bench check`. `check` may take half as long again as `json`.

mod common;

use divan::Bencher;
use divan::counter::BytesCount;
use gangmu::CheckOptions;

fn main() {
    divan::main();
}

fn run(bencher: Bencher<'_, '_>, work: impl Fn(&str) -> usize + Sync) {
    let texts = common::texts();
    let bytes: usize = texts.iter().map(|x| x.text.len()).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| texts.iter().map(|x| work(&x.text)).sum::<usize>());
}

/// Text to JSON.
#[divan::bench]
fn json(bencher: Bencher<'_, '_>) {
    run(bencher, |text| gangmu::to_json(&gangmu::parse(text)).map_or(0, |x| x.len()));
}

/// Text to diagnostics.
#[divan::bench]
fn check(bencher: Bencher<'_, '_>) {
    let options = CheckOptions::default();
    run(bencher, |text| gangmu::check(&gangmu::parse(text), text, &options).len());
}
