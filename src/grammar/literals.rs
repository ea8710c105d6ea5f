//! What every text that a pattern matches begins with, ends with, and holds somewhere: two
//! characters at most of each, which tells most texts from it.
//!
//! What is found may err on one side: it is `None` where nothing short can be said.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// One or two characters next to each other; the second may be any.
pub(crate) type Pair = (char, Option<char>);

/// Pairs and characters of a class that are told one by one.
const MOST: usize = 800;
/// Characters of a class inside a word.
const FEW: usize = 12;

/// What a pattern cannot match without.
#[derive(Debug, Default)]
pub(crate) struct Literals {
    /// One of these stands at the start of the text.
    pub(crate) first: Option<Vec<Pair>>,
    /// One of these stands at its end, the last character before the one in front of it.
    pub(crate) last: Option<Vec<Pair>>,
    /// One of these stands somewhere.
    pub(crate) inner: Option<Vec<Pair>>,
}

impl Literals {
    /// Of a pattern; one that cannot be read is refused when it is compiled.
    pub(crate) fn of(pattern: &str) -> Self {
        let Ok(hir) = regex_syntax::parse(pattern) else { return Self::default() };
        let looks = hir.properties();
        Self {
            first: looks
                .look_set_prefix()
                .contains(Look::Start)
                .then(|| pairs(&beginning(&hir, Side::Start, MOST)?))
                .flatten(),
            last: looks
                .look_set_suffix()
                .contains(Look::End)
                .then(|| pairs(&beginning(&hir, Side::End, MOST)?))
                .flatten(),
            inner: inner(&hir),
        }
    }
}

/// The side from which a match is read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Start,
    End,
}

/// What a match may begin with.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Beginning {
    chars: [Option<char>; 2],
    /// It is all of the match, so that what comes next follows right after it.
    whole: bool,
}

const NOTHING: Beginning = Beginning { chars: [None; 2], whole: true };

impl Beginning {
    /// What a match begins with that goes on so.
    fn then(self, next: Self) -> Self {
        match self.chars {
            _ if !self.whole => self,
            [None, _] => next,
            [first, _] => {
                let second = next.chars[0];
                Self { chars: [first, second], whole: second.is_none() && next.whole }
            }
        }
    }
}

/// All that matches begin with, read from a side; `None` where that is much.
fn beginning(hir: &Hir, side: Side, class: usize) -> Option<Vec<Beginning>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(vec![NOTHING]),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            let mut chars = text.chars();
            let mut next = || if side == Side::Start { chars.next() } else { chars.next_back() };
            let found = [next(), next()];
            Some(vec![Beginning { chars: found, whole: found[1].is_none() }])
        }
        HirKind::Class(Class::Unicode(ranges)) => {
            let size = |x: &regex_syntax::hir::ClassUnicodeRange| {
                x.end() as usize - x.start() as usize + 1
            };
            if ranges.iter().map(size).sum::<usize>() > class {
                return None;
            }
            let one = |c| Beginning { chars: [Some(c), None], whole: true };
            Some(ranges.iter().flat_map(|x| x.start()..=x.end()).map(one).collect())
        }
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Capture(x) => beginning(&x.sub, side, class),
        HirKind::Repetition(x) => {
            let mut all = beginning(&x.sub, side, class)?;
            if x.max != Some(1) {
                let repeats = |x: &&mut Beginning| x.chars[0].is_some();
                all.iter_mut().filter(repeats).for_each(|x| x.whole = false);
            }
            all.extend((x.min == 0).then_some(NOTHING));
            Some(all)
        }
        HirKind::Concat(parts) => sequence(parts, side, class),
        HirKind::Alternation(options) => {
            let mut all = Vec::new();
            for option in options {
                all.extend(beginning(option, side, class)?);
            }
            few(all)
        }
    }
}

/// The same of parts one after the other.
fn sequence(parts: &[Hir], side: Side, class: usize) -> Option<Vec<Beginning>> {
    let mut all = vec![NOTHING];
    for at in 0..parts.len() {
        let part = if side == Side::Start { at } else { parts.len() - 1 - at };
        if all.iter().all(|x| !x.whole) {
            break;
        }
        let Some(next) = beginning(&parts[part], side, class) else {
            // What stands there may be anything.
            all.iter_mut().for_each(|x| x.whole = false);
            break;
        };
        let (open, mut longer): (Vec<_>, Vec<_>) = all.into_iter().partition(|x| x.whole);
        longer.extend(open.iter().flat_map(|x| next.iter().map(|next| x.then(*next))));
        all = few(longer)?;
    }
    Some(all)
}

/// Where they are many, by their first characters alone.
fn few(mut all: Vec<Beginning>) -> Option<Vec<Beginning>> {
    if all.len() > MOST {
        for x in all.iter_mut().filter(|x| x.chars[0].is_some()) {
            *x = Beginning { chars: [x.chars[0], None], whole: false };
        }
        all.sort_unstable_by_key(|x| (x.chars, x.whole));
        all.dedup();
    }
    (all.len() <= MOST).then_some(all)
}

/// The pairs, if every match begins with one.
fn pairs(all: &[Beginning]) -> Option<Vec<Pair>> {
    all.iter().map(|x| Some((x.chars[0]?, x.chars[1]))).collect()
}

/// Pairs one of which stands in every match.
fn inner(hir: &Hir) -> Option<Vec<Pair>> {
    match hir.kind() {
        HirKind::Capture(x) => inner(&x.sub),
        HirKind::Repetition(x) if x.min > 0 => inner(&x.sub),
        HirKind::Alternation(options) => {
            let all: Option<Vec<_>> = options.iter().map(inner).collect();
            all.map(|all| all.concat()).filter(|pairs| pairs.len() <= MOST)
        }
        HirKind::Concat(parts) => {
            let begun =
                (0..parts.len()).filter_map(|at| pairs(&sequence(&parts[at..], Side::Start, FEW)?));
            let is_inner = |x: &&Hir| !matches!(x.kind(), HirKind::Literal(_) | HirKind::Class(_));
            begun.chain(parts.iter().filter(is_inner).filter_map(inner)).max_by_key(|x| worth(x))
        }
        _ => pairs(&beginning(hir, Side::Start, FEW)?),
    }
    .filter(|pairs| !pairs.is_empty())
}

/// Two characters first, then few of them.
fn worth(pairs: &[Pair]) -> (bool, std::cmp::Reverse<usize>) {
    (pairs.iter().all(|(_, second)| second.is_some()), std::cmp::Reverse(pairs.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pairs: Option<Vec<Pair>>) -> String {
        let one = |(a, b): Pair| [Some(a), b].into_iter().flatten().collect::<String>();
        pairs.map_or("?".into(), |x| x.into_iter().map(one).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn beginnings_ends_and_words() {
        for (pattern, first, last, inner) in [
            ("^(?:来源|转自)[:：]", "来源 转自", "?", "来源 转自"),
            (
                "[0-9]页$",
                "?",
                "页0 页1 页2 页3 页4 页5 页6 页7 页8 页9",
                "0页 1页 2页 3页 4页 5页 6页 7页 8页 9页",
            ),
            ("^a?bc", "ab bc", "?", "bc"),
            ("^a*b", "a b", "?", "b"),
            ("^[^。]+好话$", "?", "话好", "好话"),
            ("^(?:甲|)乙?", "?", "?", "?"),
            ("(?:春耕|秋收)?完", "?", "?", "完"),
            ("(?:甲乙)+丙", "?", "?", "甲乙"),
            ("^$", "?", "?", "?"),
        ] {
            let found = Literals::of(pattern);
            assert_eq!(shown(found.first), first, "first of {pattern}");
            assert_eq!(shown(found.last), last, "last of {pattern}");
            assert_eq!(shown(found.inner), inner, "inner of {pattern}");
        }
    }
}
