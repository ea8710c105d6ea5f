//! Which of many patterns a text may match: a look at its ends and at its pairs of characters.
//!
//! Most lines match no rule, and asking each rule in turn is what would cost. A pattern that is
//! anchored says with which characters a text must begin or end, and most hold a word without
//! which they cannot match. All looks may err on one side: what passes need not match.

use super::literals::{Literals, Pair};

/// Patterns that one sieve holds at most: the bits of a mask.
pub(crate) const MOST: usize = 64;

/// A sieve for a few patterns; bit `n` of its masks is the pattern `n`.
#[derive(Debug, Clone)]
pub(crate) struct Sieve {
    /// By [`pair`] of the first two characters, the patterns that may match.
    first: Box<[u64; PLACES]>,
    /// The same of the last two.
    last: Box<[u64; PLACES]>,
    /// Bytes that a text has at most, and the patterns of which that is asked.
    longest: Vec<(usize, u64)>,
    /// The patterns that need a word.
    wordy: u64,
    /// By [`place`], the patterns that have a word which begins with such a character.
    heads: Box<[u64; PLACES]>,
    /// By [`pair`], the patterns that have a word which begins with two such characters.
    pairs: Box<[u64; PLACES]>,
}

impl Sieve {
    /// A sieve for at most [`MOST`] patterns, each with the bytes that its texts have at most.
    pub(crate) fn new<'p>(patterns: impl Iterator<Item = (&'p str, usize)>) -> Self {
        let none = || Box::new([0; PLACES]);
        let (first, last, heads, pairs) = (none(), none(), none(), none());
        let mut out = Self { first, last, longest: Vec::new(), wordy: 0, heads, pairs };
        let mut anywhere = [0; 2];
        for (at, (pattern, longest)) in patterns.enumerate() {
            let bit = 1 << at;
            match out.longest.iter_mut().find(|(known, _)| *known == longest) {
                Some((_, bits)) => *bits |= bit,
                None => out.longest.push((longest, bit)),
            }
            let found = Literals::of(pattern);
            match found.first {
                Some(found) => found.into_iter().for_each(|x| mark(&mut out.first, x, bit)),
                None => anywhere[0] |= bit,
            }
            match found.last {
                Some(found) => found.into_iter().for_each(|x| mark(&mut out.last, x, bit)),
                None => anywhere[1] |= bit,
            }
            for word in found.inner.into_iter().flatten() {
                out.wordy |= bit;
                out.heads[place(word.0)] |= bit;
                mark(&mut out.pairs, word, bit);
            }
        }
        out.first.iter_mut().for_each(|bits| *bits |= anywhere[0]);
        out.last.iter_mut().for_each(|bits| *bits |= anywhere[1]);
        out
    }

    /// Those of the `asked` patterns that may match the text.
    pub(crate) fn sift(&self, text: &str, asked: u64) -> u64 {
        let (Some(first), Some(last)) = (two(text.chars()), two(text.chars().rev())) else {
            return asked;
        };
        let mut passed = asked & self.first[first] & self.last[last];
        if passed == 0 {
            return 0;
        }
        for (_, bits) in self.longest.iter().filter(|(longest, _)| text.len() > *longest) {
            passed &= !bits;
        }
        let mut missing = passed & self.wordy;
        if missing == 0 || text.len() > LONG {
            return passed;
        }
        let bytes = text.as_bytes();
        let (mut before, mut at) = next_place(bytes, 0);
        while at < bytes.len() {
            let (c, end) = next_place(bytes, at);
            let begun = missing & self.heads[before];
            if begun != 0 {
                missing &= !(begun & self.pairs[pair(before, c)]);
                if missing == 0 {
                    return passed;
                }
            }
            (before, at) = (c, end);
        }
        missing &= !(self.heads[before] & self.pairs[pair(before, 0)]);
        passed & !missing
    }
}

/// Bytes of a text that is too long to be looked through: it holds some word of most patterns.
const LONG: usize = 0x1_0000;

/// Characters, and pairs of characters, that are told apart.
const PLACES: usize = 64 * 64;

/// The place of a character.
fn place(c: char) -> usize {
    c as usize % PLACES
}

/// The place of the character of a text that begins at a byte, and the byte after it: the low bits
/// of a character are those of its last two bytes.
fn next_place(bytes: &[u8], at: usize) -> (usize, usize) {
    let end = at
        + match bytes[at] {
            lead @ 0..=0x7F => return (lead.into(), at + 1),
            0x80..=0xDF => 2,
            0xE0..=0xEF => 3,
            _ => 4,
        };
    let low = |at: usize| usize::from(bytes[at] & 63);
    ((low(end - 2) << 6) | low(end - 1), end)
}

/// The place of two characters, by their own places.
fn pair(first: usize, second: usize) -> usize {
    ((first % 64) << 6) | (second % 64)
}

/// The place of the first two characters; of one alone, that of the pair with nothing.
fn two(mut chars: impl Iterator<Item = char>) -> Option<usize> {
    Some(pair(place(chars.next()?), chars.next().map_or(0, place)))
}

/// Sets a pattern's bit at a pair.
fn mark(table: &mut [u64; PLACES], (first, second): Pair, bit: u64) {
    let first = place(first);
    match second {
        Some(second) => table[pair(first, place(second))] |= bit,
        None => (0..64).for_each(|x| table[pair(first, x)] |= bit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_match_passes() {
        let patterns = ["^(?:来源|转自)[:：]", "[0-9]+页$", "(?:版权|免责)所有", "点击数", ".*"];
        let sieve = Sieve::new(patterns.into_iter().map(|x| (x, 30)));
        for (text, passes) in [
            ("来源：本站", 0b10001),
            ("第3页", 0b10010),
            ("本站版权所有", 0b10100),
            ("一切权利保留", 0b10000),
            ("本站版权所有，一切权利保留", 0),
        ] {
            assert_eq!(sieve.sift(text, u64::MAX), passes, "{text}");
        }
        assert_eq!(sieve.sift("第3页", 0b1), 0);
        assert_eq!(sieve.sift("", 0b11), 0b11);
    }

    #[test]
    fn places_are_read_from_bytes() {
        let text = "aé春𠀀\u{7ff}";
        let (mut at, mut found) = (0, Vec::new());
        while at < text.len() {
            let (place, end) = next_place(text.as_bytes(), at);
            found.push(place);
            at = end;
        }
        assert_eq!(found, text.chars().map(place).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_that_matches_is_turned_away() {
        for (pattern, text) in [
            ("^a?b", "b"),
            ("^a?b$", "ab"),
            ("^(?:甲|乙?丙)$", "丙"),
            ("^甲$", "甲"),
            ("(?:讲话)?$", "春耕"),
            ("^[^。]{2,4}好", "大家好"),
            ("^(?:好){2,}了?", "好好"),
            ("x{0,2}", "春"),
            ("(?i)abc", "ABC"),
        ] {
            assert!(regex::Regex::new(pattern).unwrap().is_match(text));
            assert_eq!(Sieve::new([(pattern, 99)].into_iter()).sift(text, 1), 1, "{pattern}");
        }
    }
}
