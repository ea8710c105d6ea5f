//! Which of many patterns a text may match: a look at its ends and at its pairs of characters.
//!
//! Most lines match no rule, and asking each rule in turn is what would cost. A pattern that is
//! anchored says with which characters a text must begin or end, and most hold a word without
//! which they cannot match. All looks may err on one side: what passes need not match.

use super::literals::{Literals, Pair};
use super::script::Script;

/// Patterns that one sieve holds at most: the bits of a mask.
pub(crate) const MOST: usize = 64;

/// A sieve for a few patterns; bit `n` of its masks is the pattern `n`.
#[derive(Debug, Clone)]
pub(crate) struct Sieve {
    /// The first two characters.
    first: Pairs,
    /// The last two, the very last first.
    last: Pairs,
    /// Bytes that a text has at most, and the patterns of which that is asked.
    longest: Vec<(usize, u64)>,
    /// Two characters of a word.
    inner: Pairs,
}

/// Which patterns have two characters next to each other.
#[derive(Debug, Clone)]
struct Pairs {
    /// By [`place`], the patterns with a pair that begins with such a character.
    heads: Box<[u64; PLACES]>,
    /// By [`pair`], the patterns with a pair of such characters.
    pairs: Box<[u64; PLACES]>,
    /// The patterns that ask for none.
    free: u64,
}

impl Pairs {
    fn new() -> Self {
        Self { heads: Box::new([0; PLACES]), pairs: Box::new([0; PLACES]), free: 0 }
    }

    fn add(&mut self, pairs: Option<Vec<Pair>>, bit: u64, script: &Script) {
        let Some(found) = pairs else {
            self.free |= bit;
            return;
        };
        for (first, second) in found {
            for first in script.like(first).map(place) {
                self.heads[first] |= bit;
                let mut mark = |second| self.pairs[pair(first, second)] |= bit;
                match second {
                    Some(second) => script.like(second).map(place).for_each(&mut mark),
                    None => (0..64).for_each(&mut mark),
                }
            }
        }
    }

    /// The patterns that may have the two characters at these places.
    #[inline]
    fn at(&self, first: usize, second: usize) -> u64 {
        self.heads[first] & self.pairs[pair(first, second)]
    }
}

impl Sieve {
    /// A sieve for at most [`MOST`] patterns in Simplified characters, each with the bytes that its
    /// texts have at most; the texts may be in both scripts and widths.
    pub(crate) fn new(
        patterns: impl Iterator<Item = (impl AsRef<str>, usize)>,
        script: &Script,
    ) -> Self {
        let (first, last, inner) = (Pairs::new(), Pairs::new(), Pairs::new());
        let mut out = Self { first, last, longest: Vec::new(), inner };
        for (at, (pattern, longest)) in patterns.enumerate() {
            let bit = 1 << at;
            match out.longest.iter_mut().find(|(known, _)| *known == longest) {
                Some((_, bits)) => *bits |= bit,
                None => out.longest.push((longest, bit)),
            }
            let found = Literals::of(pattern.as_ref());
            out.first.add(found.first, bit, script);
            out.last.add(found.last, bit, script);
            out.inner.add(found.inner, bit, script);
        }
        out
    }

    /// Those of the `asked` patterns that may match the text.
    pub(crate) fn sift(&self, text: &str, asked: u64) -> u64 {
        let (mut ahead, mut back) = (text.as_bytes(), text.as_bytes());
        let (Some(first), Some(last)) = (next_place(&mut ahead), last_place(&mut back)) else {
            return asked;
        };
        let second = next_place(&mut ahead).unwrap_or(0);
        let mut passed = asked & (self.first.at(first, second) | self.first.free);
        if passed == 0 {
            return 0;
        }
        let second = last_place(&mut back).unwrap_or(0);
        passed &= self.last.at(last, second) | self.last.free;
        if passed == 0 {
            return 0;
        }
        for (_, bits) in self.longest.iter().filter(|(longest, _)| text.len() > *longest) {
            passed &= !bits;
        }
        let mut missing = passed & !self.inner.free;
        if missing == 0 || text.len() > LONG {
            return passed;
        }
        let mut rest = text.as_bytes();
        let mut before = next_place(&mut rest).unwrap_or(0);
        while let Some(c) = next_place(&mut rest) {
            let begun = missing & self.inner.heads[before];
            if begun != 0 {
                missing &= !(begun & self.inner.pairs[pair(before, c)]);
                if missing == 0 {
                    return passed;
                }
            }
            before = c;
        }
        missing &= !self.inner.at(before, 0);
        passed & !missing
    }
}

/// Bytes of a text that is too long to be looked through: it holds some word of most patterns.
const LONG: usize = 2048;

/// Characters, and pairs of characters, that are told apart.
const PLACES: usize = 64 * 64;

/// The place of a character.
fn place(c: char) -> usize {
    c as usize % PLACES
}

/// Takes a character from a text in UTF-8: the low bits of a character are those of its last two
/// bytes.
#[inline(always)]
fn next_place(rest: &mut &[u8]) -> Option<usize> {
    let low = |a: u8, b: u8| (usize::from(a & 63) << 6) | usize::from(b & 63);
    let (place, after) = match *rest {
        [0xE0..=0xEF, a, b, after @ ..] => (low(*a, *b), after),
        [a @ 0..=0x7F, after @ ..] => (usize::from(*a), after),
        [a @ 0..=0xDF, b, after @ ..] => (low(*a, *b), after),
        [_, _, a, b, after @ ..] => (low(*a, *b), after),
        _ => return None,
    };
    *rest = after;
    Some(place)
}

/// The same from the end.
#[inline(always)]
fn last_place(rest: &mut &[u8]) -> Option<usize> {
    let is_start = |byte: &u8| (*byte as i8) >= -0x40;
    let start = rest.iter().rposition(is_start)?;
    let (before, mut last) = rest.split_at(start);
    *rest = before;
    next_place(&mut last)
}

/// The place of two characters, by their own places.
#[inline(always)]
fn pair(first: usize, second: usize) -> usize {
    ((first % 64) << 6) | (second % 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_match_passes() {
        let patterns = ["^(?:来源|转自)[:：]", "[0-9]+页$", "(?:版权|免责)所有", "点击数", ".*"];
        let sieve = Sieve::new(patterns.into_iter().map(|x| (x, 30)), &Script::default());
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
        let (mut rest, mut back) = (text.as_bytes(), text.as_bytes());
        let found: Vec<usize> = std::iter::from_fn(|| next_place(&mut rest)).collect();
        assert_eq!(found, text.chars().map(place).collect::<Vec<_>>());
        let found: Vec<usize> = std::iter::from_fn(|| last_place(&mut back)).collect();
        assert_eq!(found, text.chars().rev().map(place).collect::<Vec<_>>());
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
            let sieve = Sieve::new([(pattern, 99)].into_iter(), &Script::default());
            assert_eq!(sieve.sift(text, 1), 1, "{pattern}");
        }
    }
}
