//! Any soup of markers, with the numbers in and out of order, becomes a tree that keeps the promises.
#![no_main]

#[path = "../../promises/fragments.rs"]
mod fragments;
#[path = "../../promises/mod.rs"]
mod promises;

use fragments::FRAGMENTS;
use libfuzzer_sys::fuzz_target;

/// The frames of markers: `N` is a Chinese numeral, `n` a digit, `o` a digit in a ring.
const FRAMES: [&str; 24] = [
    "N、",
    "（N）",
    "N是",
    "N要",
    "第N，",
    "第N、",
    "第N点：",
    "第N部分 ",
    "第N篇：",
    "【篇N】",
    "篇N：",
    "其N，",
    "n.",
    "n、",
    "（n）",
    "n）",
    "o",
    "N看：",
    "\nN、",
    "\n（N）",
    "\nn.",
    "\n第N，",
    "：N是",
    "；N是",
];

// Two bytes are a piece: which frame or fragment, and the number in a frame.
fuzz_target!(|bytes: &[u8]| {
    let text: String = bytes.chunks_exact(2).map(|x| piece(x[0].into(), x[1].into())).collect();
    promises::check_input(&gangmu::Input::text(&text)).unwrap();
});

fn piece(which: usize, number: usize) -> String {
    let which = which % (FRAMES.len() * 2 + FRAGMENTS.len());
    match which.checked_sub(FRAMES.len() * 2) {
        Some(at) => FRAGMENTS[at].to_owned(),
        None => frame(FRAMES[which / 2], 1 + number % 12),
    }
}

fn frame(frame: &str, number: usize) -> String {
    const NUMERALS: [&str; 12] =
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    frame
        .replace('N', NUMERALS[number - 1])
        .replace('n', &number.to_string())
        .replace('o', &char::from_u32('①' as u32 + number as u32 - 1).unwrap().to_string())
}
