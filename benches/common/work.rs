//! What is measured: one text at a time, on one thread.

use std::hint::black_box;

use gangmu::{Grammar, Parser, ReadOptions};

use super::Text;

pub(crate) fn parse(x: &Text) -> usize {
    black_box(gangmu::parse(&x.text)).speeches.len()
}

pub(crate) fn pulldown_cmark(x: &Text) -> usize {
    pulldown_cmark::Parser::new(&x.text).map(black_box).count()
}

pub(crate) fn comrak(x: &Text) -> usize {
    let arena = comrak::Arena::new();
    black_box(comrak::parse_document(&arena, &x.text, &comrak::Options::default()))
        .children()
        .count()
}

fn convert(x: &Text, write: impl Fn(&gangmu::Document<'_>) -> usize) -> usize {
    let input = gangmu::decode(x.text.as_bytes(), &ReadOptions::default()).unwrap();
    write(&black_box(Parser::new(Grammar::bundled()).parse_input(&input)))
}

pub(crate) fn bytes_to_tree(x: &Text) -> usize {
    convert(x, |document| document.speeches.len())
}

pub(crate) fn bytes_to_yaml(x: &Text) -> usize {
    convert(x, |document| gangmu::to_yaml(document).unwrap().len())
}

pub(crate) fn bytes_to_json(x: &Text) -> usize {
    convert(x, |document| gangmu::to_json(document).unwrap().len())
}

pub(crate) fn tree_to_yaml(x: &Text) -> usize {
    gangmu::to_yaml(&x.tree).unwrap().len()
}

pub(crate) fn tree_to_yaml_serde_yaml(x: &Text) -> usize {
    serde_yaml::to_string(&x.tree).unwrap().len()
}

pub(crate) fn tree_to_json(x: &Text) -> usize {
    gangmu::to_json(&x.tree).unwrap().len()
}

pub(crate) fn serde_json_strings(x: &Text) -> usize {
    serde_json::to_string(&x.text).unwrap().len()
}

pub(crate) fn newlines(x: &Text) -> usize {
    memchr::memchr_iter(b'\n', x.text.as_bytes()).count()
}

pub(crate) fn validation(x: &Text) -> usize {
    std::str::from_utf8(black_box(x.text.as_bytes())).unwrap().len()
}

pub(crate) fn memcpy(x: &Text) -> usize {
    black_box(x.text.as_bytes().to_vec()).len()
}
