//! Which of many patterns a text may match: a look at its ends and at its pairs of characters.
//!
//! Most lines match no rule, and asking each rule in turn is what would cost. A pattern that is
//! anchored says with which characters a text must begin or end, and most hold a word without
//! which they cannot match. All looks may err on one side: what passes need not match.

use regex_syntax::hir::literal::{ExtractKind, Extractor, Seq};
use regex_syntax::hir::{Hir, HirKind, Look};

/// Patterns that one sieve holds at most: the bits of a mask.
pub(crate) const MOST: usize = 64;

/// A sieve for a few patterns; bit `n` of its masks is the pattern `n`.
#[derive(Debug, Clone)]
pub(crate) struct Sieve {
    /// By the low byte of the first character, the patterns that may match.
    first: Box<[u64; 256]>,
    /// By the low byte of the last character.
    last: Box<[u64; 256]>,
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
        let mut out = Self {
            first: Box::new([0; 256]),
            last: Box::new([0; 256]),
            longest: Vec::new(),
            wordy: 0,
            heads: Box::new([0; PLACES]),
            pairs: Box::new([0; PLACES]),
        };
        for (at, (pattern, longest)) in patterns.enumerate() {
            let bit = 1 << at;
            match out.longest.iter_mut().find(|(known, _)| *known == longest) {
                Some((_, bits)) => *bits |= bit,
                None => out.longest.push((longest, bit)),
            }
            // A pattern that cannot be read is refused when it is compiled.
            let hir = regex_syntax::parse(pattern).unwrap_or_else(|_| Hir::empty());
            mark(&mut out.first, first_chars(&hir), bit);
            mark(&mut out.last, last_chars(&hir), bit);
            let words = needed(&hir).unwrap_or_default();
            if !words.is_empty() {
                out.wordy |= bit;
            }
            for word in words {
                let mut word = word.chars();
                let first = place(word.next().unwrap_or('\0'));
                out.heads[first] |= bit;
                match word.next() {
                    Some(second) => out.pairs[pair(first, place(second))] |= bit,
                    None => (0..64).for_each(|x| out.pairs[pair(first, x)] |= bit),
                }
            }
        }
        out
    }

    /// The patterns that may match the text.
    pub(crate) fn sift(&self, text: &str) -> u64 {
        let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
            return u64::MAX;
        };
        let mut passed = self.first[low_byte(first)] & self.last[low_byte(last)];
        for (_, bits) in self.longest.iter().filter(|(longest, _)| text.len() > *longest) {
            passed &= !bits;
        }
        let mut missing = passed & self.wordy;
        if missing == 0 || text.len() > LONG {
            return passed;
        }
        let mut chars = text.chars().map(place);
        let mut before = chars.next().unwrap_or(0);
        for c in chars.chain([0]) {
            let begun = missing & self.heads[before];
            if begun != 0 {
                missing &= !(begun & self.pairs[pair(before, c)]);
                if missing == 0 {
                    return passed;
                }
            }
            before = c;
        }
        passed & !missing
    }
}

/// Bytes of a text that is too long to be looked through: it holds some word of most patterns.
const LONG: usize = 4096;

/// Characters, and pairs of characters, that are told apart.
const PLACES: usize = 64 * 64;

/// The place of a character.
fn place(c: char) -> usize {
    c as usize % PLACES
}

/// The place of two characters, by their own places.
fn pair(first: usize, second: usize) -> usize {
    ((first % 64) << 6) | (second % 64)
}

fn low_byte(c: char) -> usize {
    c as usize & 0xFF
}

/// Sets a pattern's bit at the characters that it allows; at all of them when it names none.
fn mark(table: &mut [u64; 256], chars: Option<Vec<char>>, bit: u64) {
    match chars {
        Some(chars) => chars.into_iter().for_each(|c| table[low_byte(c)] |= bit),
        None => table.iter_mut().for_each(|bits| *bits |= bit),
    }
}

/// The characters that a text begins with which an anchored pattern matches, if they are few.
fn first_chars(hir: &Hir) -> Option<Vec<char>> {
    if !hir.properties().look_set_prefix().contains(Look::Start) {
        return None;
    }
    let seq = extractor(ExtractKind::Prefix).extract(hir);
    chars(&seq, |text| text.chars().next())
}

/// The characters that it ends with.
fn last_chars(hir: &Hir) -> Option<Vec<char>> {
    if !hir.properties().look_set_suffix().contains(Look::End) {
        return None;
    }
    let seq = extractor(ExtractKind::Suffix).extract(hir);
    chars(&seq, |text| text.chars().next_back())
}

fn chars(seq: &Seq, end: impl Fn(&str) -> Option<char>) -> Option<Vec<char>> {
    let whole = |literal: &[u8]| {
        let text = literal.utf8_chunks().map(|x| x.valid()).find(|x| !x.is_empty())?;
        end(text)
    };
    seq.literals()?.iter().map(|literal| whole(literal.as_bytes())).collect()
}

fn extractor(kind: ExtractKind) -> Extractor {
    let mut out = Extractor::new();
    out.kind(kind).limit_class(400).limit_literal_len(4).limit_total(4000);
    out
}

/// Words one of which stands in every text that matches, if there are such.
fn needed(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Capture(x) => needed(&x.sub),
        HirKind::Repetition(x) if x.min > 0 => needed(&x.sub),
        HirKind::Alternation(options) => {
            let all: Option<Vec<_>> = options.iter().map(needed).collect();
            all.map(|all| all.concat()).filter(|words| words.len() <= MOST_WORDS)
        }
        HirKind::Concat(parts) => {
            let begun: Vec<Seq> = parts.iter().map(beginning).collect();
            let begun = (0..parts.len()).filter_map(|at| words(&joined(&begun[at..])));
            let is_inner = |x: &&Hir| !matches!(x.kind(), HirKind::Literal(_) | HirKind::Class(_));
            let inner = parts.iter().filter(is_inner).filter_map(needed);
            begun.chain(inner).max_by_key(|words| worth(words))
        }
        _ => words(&beginning(hir)),
    }
}

/// Words of a pattern at most.
const MOST_WORDS: usize = 400;

/// What a match begins with, six bytes at most.
fn beginning(hir: &Hir) -> Seq {
    let mut extractor = Extractor::new();
    extractor.limit_class(12).limit_literal_len(6).limit_total(MOST_WORDS);
    extractor.extract(hir)
}

/// What the first of some parts begins with, and the next one after it where that is all of it.
fn joined(parts: &[Seq]) -> Seq {
    let mut seq = parts[0].clone();
    let next = parts.get(1).filter(|_| seq.is_exact());
    if let (Some(next), Some(n)) = (next, seq.len())
        && next.len().is_some_and(|m| n * m <= MOST_WORDS)
    {
        seq.cross_forward(&mut next.clone());
    }
    seq
}

/// The words of a sequence, if each is one.
fn words(seq: &Seq) -> Option<Vec<String>> {
    // Words are cut at six bytes, whatever characters stand there.
    let text = |bytes: &[u8]| Some(bytes.utf8_chunks().next()?.valid().to_owned());
    let words: Vec<String> =
        seq.literals()?.iter().map(|x| text(x.as_bytes())).collect::<Option<_>>()?;
    (!words.is_empty() && words.iter().all(|word| !word.is_empty())).then_some(words)
}

/// Words of two characters first, then few of them.
fn worth(words: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    let shortest = words.iter().map(|word| word.chars().take(2).count()).min().unwrap_or(0);
    (shortest, std::cmp::Reverse(words.len()))
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
            ("", u64::MAX),
        ] {
            assert_eq!(sieve.sift(text), passes, "{text}");
        }
    }

    #[test]
    fn nothing_that_matches_is_turned_away() {
        for (pattern, text) in [
            ("^a?b", "b"),
            ("^(?:甲|乙?丙)$", "丙"),
            ("(?:讲话)?$", "春耕"),
            ("^[^。]{2,4}好", "大家好"),
            ("x{0,2}", "春"),
            ("(?i)abc", "ABC"),
        ] {
            assert!(regex::Regex::new(pattern).unwrap().is_match(text));
            assert_eq!(Sieve::new([(pattern, 99)].into_iter()).sift(text), 1, "{pattern}");
        }
    }
}
