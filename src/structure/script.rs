//! The script of the characters and the width of the punctuation.

use crate::document::{Punctuation, Script};
use crate::grammar::Grammar;

/// Bytes of a text that are looked at: enough to tell.
const SAMPLE: usize = 4 * 1024;

/// Counts characters that only one script has, and commas, colons and the like of both widths.
pub(crate) fn script(grammar: &Grammar, text: &str) -> (Script, Punctuation) {
    let (mut simplified, mut traditional) = (0usize, 0usize);
    let (mut full, mut half) = (0usize, 0usize);
    for c in sample(text).chars() {
        match c {
            '\u{3400}'..='\u{9fff}' => {
                let (s, t) = grammar.scripts_of(c);
                simplified += usize::from(s);
                traditional += usize::from(t);
            }
            '，' | '：' | '；' | '！' | '？' | '（' | '）' => full += 1,
            ',' | ':' | ';' | '!' | '?' | '(' | ')' => half += 1,
            _ => {}
        }
    }
    let script = match (simplified, traditional) {
        (s, t) if t * 20 <= s + t => Script::Simplified,
        (s, t) if s * 20 <= s + t => Script::Traditional,
        _ => Script::Mixed,
    };
    let punctuation = match (full, half) {
        (f, h) if h * 10 <= f + h => Punctuation::FullWidth,
        (f, h) if f * 10 <= f + h => Punctuation::HalfWidth,
        _ => Punctuation::Mixed,
    };
    (script, punctuation)
}

fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
