//! What a forum puts between the lines of a text so that nobody copies it: `3 y# J) {7 G' f5 x`.
//!
//! Each unit of it is a mark or digit, a space, and a letter or mark from further up in ASCII,
//! drawn by chance; spaces next to each other have become one.

use super::chars::is_space;
use crate::span::Span;

/// Units of a piece of noise.
const UNITS: usize = 5;
/// Lines with noise by which a text is told.
const LINES: usize = 3;

/// Whether lines of the text begin or end in noise.
pub(super) fn is_jammed(text: &str) -> bool {
    // Every few pieces have one of these, and few texts.
    memchr::memchr3(b'`', b'^', b'~', text.as_bytes()).is_some()
        && text
            .lines()
            .map(|line| line.trim_matches(is_space))
            .filter(has_noise)
            .nth(LINES - 1)
            .is_some()
}

fn has_noise(line: &&str) -> bool {
    leading(line.as_bytes()) > 0 || trailing(line.as_bytes()) > 0
}

/// A line without the noise at both ends.
pub(super) fn without_noise(text: &str, line: Span) -> Span {
    let content = &text[line.range()];
    let start = line.start + leading(content.as_bytes());
    let end = line.end - trailing(&text.as_bytes()[start..line.end]);
    Span::new(start, end)
}

/// Bytes of the noise that a line begins with.
fn leading(line: &[u8]) -> usize {
    // A space before the first unit is gone.
    let mut at = usize::from(line.first().copied().is_some_and(is_high));
    let (mut units, mut marks) = (0, 0);
    loop {
        let marked = line.get(at).copied().is_some_and(is_low);
        let space = at + usize::from(marked);
        match line.get(space..space + 2) {
            Some(&[b' ', high]) if is_high(high) => at = space + 2,
            _ => break,
        }
        units += 1;
        marks += usize::from(marked);
    }
    if is_noise(units, marks) { at } else { 0 }
}

/// Bytes of the noise that a line ends in.
fn trailing(line: &[u8]) -> usize {
    let mut end = line.len();
    let (mut units, mut marks) = (0, 0);
    while let Some(&[b' ', high]) = end.checked_sub(2).and_then(|at| line.get(at..end)) {
        if !is_high(high) {
            break;
        }
        let marked = end.checked_sub(3).is_some_and(|at| is_low(line[at]));
        end -= 2 + usize::from(marked);
        units += 1;
        marks += usize::from(marked);
    }
    if is_noise(units, marks) { line.len() - end } else { 0 }
}

/// Most units keep their mark; words of one letter have none.
fn is_noise(units: usize, marks: usize) -> bool {
    units >= UNITS && marks * 3 >= units * 2
}

fn is_low(c: u8) -> bool {
    (b'!'..=b';').contains(&c)
}

fn is_high(c: u8) -> bool {
    (b'?'..=b'~').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_told_from_words() {
        for (line, expected) in [
            ("春耕讲话 3 y# J) {7 G' f5 x", "春耕讲话"),
            ("* t% N3 f2 V$ W, K(2014年3月1日) 2 G3 F4 Y0 u9 g/ y", "(2014年3月1日)"),
            ("' e( V7 ^# e1 ~+ x", ""),
            ("e( V7 ^# e1 ~+ x同志们：", "同志们："),
            ("A B C D E F G H", "A B C D E F G H"),
            ("选A 2. B 3. C", "选A 2. B 3. C"),
            ("春耕 a b c d e", "春耕 a b c d e"),
        ] {
            let found = without_noise(line, Span::new(0, line.len()));
            assert_eq!(line[found.range()].trim(), expected, "{line}");
        }
        assert!(is_jammed(", e( V7 ^# e1 ~+ x春\n, e( V7 ^# e1 ~+ x\n, e( V7 ^# e1 ~+ x耕"));
        assert!(!is_jammed(", e( V7 ^# e1 ~+ x春\n耕"));
    }
}
