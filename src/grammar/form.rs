//! The small language in which a marker is written: `第{n}(点|条)?(，|：)`.
//!
//! ```text
//! form        := atom+
//! atom        := literal | placeholder | choice | ' ' | '$'
//! placeholder := '{' name '}'
//! choice      := '(' [ literals ] { '|' literals } ')' [ '?' ]
//! ```
//!
//! A literal stands for both of its widths and for its Traditional forms; a blank for any white
//! space; `$` for the end of the paragraph. Space inside a marker is passed over.

use std::collections::{BTreeMap, BTreeSet};

use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::{char, none_of};
use nom::combinator::{all_consuming, map, opt};
use nom::multi::{many1, separated_list1};
use nom::sequence::delimited;
use nom::{IResult, Parser};

use super::script::Script;
use crate::numeral;
use crate::text::chars::{is_han, is_space};

/// The ordinal of 最后: whatever number is next.
pub(crate) const LAST: u16 = u16::MAX;

/// A form, ready to be matched.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    atoms: Vec<Atom>,
}

#[derive(Debug, Clone)]
enum Atom {
    /// One of these; `word`: no punctuation, so that no space may stand before it.
    Char {
        chars: Box<[char]>,
        word: bool,
    },
    Space,
    End,
    Number(Number),
    Choice(Choice),
    /// One to four Han characters, as few as let the form go on.
    Noun,
}

/// One of several spellings.
#[derive(Debug, Clone)]
struct Choice {
    options: Vec<Vec<Atom>>,
    /// What options begin with, in order, and those that do.
    by_first: Vec<(char, Vec<u16>)>,
    optional: bool,
    /// The numbers of the options, where they are words that count.
    ordinals: Vec<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Number {
    /// Chinese or digits.
    Any,
    Cjk,
    Arabic,
    Capital,
    Stem,
    Latin,
    Roman,
    Dotted,
    Circled,
    ParenArabic,
    DotArabic,
    ParenCjk,
    CircledCjk,
}

/// The numerals that most forms begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead {
    /// 第 and a numeral
    Di,
    /// 一, 十二
    Cjk,
    /// 1, １２
    Arabic,
    /// A, iv
    Latin,
}

impl Lead {
    pub(crate) const ALL: [Self; 4] = [Self::Di, Self::Cjk, Self::Arabic, Self::Latin];

    /// What a text that begins with the character may begin with.
    pub(crate) fn of(c: char) -> Option<Self> {
        match c {
            '第' => Some(Self::Di),
            _ if c.is_ascii_alphabetic() => Some(Self::Latin),
            _ if numeral::digit_value(c).is_some() => Some(Self::Arabic),
            _ if numeral::is_ordinal_digit(c) => Some(Self::Cjk),
            _ => None,
        }
    }

    /// What follows the numeral at the start of a text, if one stands there.
    pub(crate) fn after(self, text: &str) -> Option<&str> {
        let numeral = if self == Self::Di { &text['第'.len_utf8()..] } else { text };
        let rest = match self {
            Self::Latin => match numeral.trim_start_matches(['I', 'V', 'i', 'v']) {
                rest if rest.len() < numeral.len() => rest,
                _ => &numeral[1..],
            },
            _ => numeral.trim_start_matches(numeral::is_ordinal_digit),
        };
        (rest.len() < numeral.len()).then_some(rest)
    }
}

/// What a form found at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// Bytes of the marker.
    pub(crate) len: usize,
    /// Its number; 0 when it has none.
    pub(crate) ordinal: u16,
    /// Which of the first choice's options stood there, counted from 1.
    pub(crate) option: u16,
}

impl Form {
    /// Reads a form; `words` are what `{word}` stands for, in order of their numbers; a
    /// word may have several spellings: 再次|再者.
    pub(crate) fn compile(source: &str, words: &[String], script: &Script) -> Result<Self, String> {
        let parsed = all_consuming(many1(|i| atom(i, words, script))).parse(source);
        match parsed {
            Ok((_, atoms)) if atoms.iter().all(|x| matches!(x, Atom::Space | Atom::End)) => {
                Err("a form needs more than white space".into())
            }
            // Forms are found by the characters that they begin with.
            Ok((_, atoms)) if begins_with_noun(&atoms) => {
                Err("a form cannot begin with {noun}".into())
            }
            Ok((_, atoms)) => Ok(Self { atoms }),
            Err(nom::Err::Error(e) | nom::Err::Failure(e)) if !e.input.is_empty() => {
                Err(format!("cannot read it from {:?}", e.input))
            }
            Err(_) => Err("it is empty".into()),
        }
    }

    /// Tries the form at the start of `text`.
    pub(crate) fn at_start(&self, text: &str) -> Option<Found> {
        let mut found = Found { len: 0, ordinal: 0, option: 0 };
        let rest = run(&self.atoms, text, text.len(), &mut found)?;
        found.len = text.len() - rest.len();
        Some(found)
    }

    /// Which numeral the form begins with, and the characters that can stand after it; `None` when
    /// it begins otherwise.
    pub(crate) fn lead(&self) -> Option<(Lead, Vec<char>)> {
        let is_di = |atom: &Atom| matches!(atom, Atom::Char { chars, .. } if chars[0] == '第');
        let (lead, rest) = match self.atoms.as_slice() {
            [Atom::Number(Number::Cjk), rest @ ..] => (Lead::Cjk, rest),
            [Atom::Number(Number::Arabic), rest @ ..] => (Lead::Arabic, rest),
            [Atom::Number(Number::Latin | Number::Roman), rest @ ..] => (Lead::Latin, rest),
            [Atom::Number(Number::Dotted), ..] => return Some((Lead::Arabic, vec!['.', '．'])),
            [di, Atom::Number(Number::Any), rest @ ..] if is_di(di) => (Lead::Di, rest),
            [Atom::Choice(choice), di, Atom::Number(Number::Any), rest @ ..]
                if choice.optional && is_di(di) =>
            {
                (Lead::Di, rest)
            }
            _ => return None,
        };
        Some((lead, first_of(rest)))
    }

    /// The characters that a text must begin with for the form to fit.
    pub(crate) fn first_chars(&self) -> Vec<char> {
        first_of(&self.atoms)
    }

    /// The same, each with what can stand after it: `None` is any character.
    pub(crate) fn first_pairs(&self) -> Vec<(char, Option<char>)> {
        pairs_of(&self.atoms)
    }
}

fn begins_with_noun(atoms: &[Atom]) -> bool {
    let may_be_nothing = |atom: &&Atom| match atom {
        Atom::Choice(choice) => choice.optional,
        atom => matches!(atom, Atom::Space | Atom::End),
    };
    matches!(atoms.iter().find(|x| !may_be_nothing(x)), Some(Atom::Noun))
}

fn pairs_of(atoms: &[Atom]) -> Vec<(char, Option<char>)> {
    let Some((first, rest)) = atoms.split_first() else { return Vec::new() };
    match first {
        Atom::Char { chars, .. } => {
            let needs_more = rest.iter().any(|x| !matches!(x, Atom::Choice(x) if x.optional));
            let next: Vec<Option<char>> = match first_of(rest) {
                next if needs_more && !next.is_empty() => next.into_iter().map(Some).collect(),
                _ => vec![None],
            };
            chars.iter().flat_map(|c| next.iter().map(|next| (*c, *next))).collect()
        }
        Atom::Number(number) => number.first_chars().into_iter().map(|c| (c, None)).collect(),
        Atom::Choice(choice) => {
            let skipped = if choice.optional { pairs_of(rest) } else { Vec::new() };
            let taken = choice.options.iter().flat_map(|x| pairs_of(&[x, rest].concat()));
            taken.chain(skipped).collect()
        }
        Atom::Space | Atom::End => pairs_of(rest),
        Atom::Noun => Vec::new(),
    }
}

fn first_of(atoms: &[Atom]) -> Vec<char> {
    let mut out = Vec::new();
    for atom in atoms {
        match atom {
            Atom::Char { chars, .. } => out.extend(chars.iter()),
            Atom::Number(number) => out.extend(number.first_chars()),
            Atom::Choice(choice) => {
                out.extend(choice.by_first.iter().map(|(c, _)| c));
                if choice.optional {
                    continue;
                }
            }
            Atom::Space | Atom::End => continue,
            // A form that begins with any word begins with nothing in particular.
            Atom::Noun => return Vec::new(),
        }
        break;
    }
    out
}

impl Atom {
    fn char(c: char, script: &Script) -> Self {
        Self::Char { chars: script.like(c).collect(), word: c.is_alphanumeric() }
    }
}

impl Number {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "n" => Self::Any,
            "cjk" => Self::Cjk,
            "arabic" => Self::Arabic,
            "capital" => Self::Capital,
            "stem" => Self::Stem,
            "latin" => Self::Latin,
            "roman" => Self::Roman,
            "dotted" => Self::Dotted,
            "circled" => Self::Circled,
            "paren-arabic" => Self::ParenArabic,
            "dot-arabic" => Self::DotArabic,
            "paren-cjk" => Self::ParenCjk,
            "circled-cjk" => Self::CircledCjk,
            _ => return None,
        })
    }

    fn parse(self, i: &str) -> IResult<&str, u16> {
        match self {
            Self::Any => alt((numeral::cjk, numeral::arabic)).parse(i),
            Self::Cjk => numeral::cjk(i),
            Self::Arabic => numeral::arabic(i),
            Self::Capital => numeral::capital(i),
            Self::Stem => numeral::stem(i),
            Self::Latin => numeral::latin(i),
            Self::Roman => numeral::roman(i),
            Self::Dotted => numeral::dotted(i),
            Self::Circled => numeral::enclosed(numeral::CIRCLED, i),
            Self::ParenArabic => numeral::enclosed(numeral::PAREN_ARABIC, i),
            Self::DotArabic => numeral::enclosed(numeral::DOT_ARABIC, i),
            Self::ParenCjk => numeral::enclosed(numeral::PAREN_CJK, i),
            Self::CircledCjk => numeral::enclosed(numeral::CIRCLED_CJK, i),
        }
    }

    fn first_chars(self) -> Vec<char> {
        let ranges = |table: &[(char, char, u16)]| {
            table.iter().flat_map(|(first, last, _)| *first..=*last).collect()
        };
        match self {
            Self::Any => [Self::Cjk.first_chars(), Self::Arabic.first_chars()].concat(),
            Self::Cjk => "一二三四五六七八九十百廿卅".chars().collect(),
            Self::Arabic | Self::Dotted => ('0'..='9').chain('０'..='９').collect(),
            Self::Capital => "壹贰貳叁叄參肆伍陆陸柒捌玖拾".chars().collect(),
            Self::Stem => "甲乙丙丁戊己庚辛壬癸".chars().collect(),
            Self::Latin => ('A'..='Z').chain('a'..='z').collect(),
            Self::Roman => ('Ⅰ'..='ⅿ').chain("IViv".chars()).collect(),
            Self::Circled => ranges(numeral::CIRCLED),
            Self::ParenArabic => ranges(numeral::PAREN_ARABIC),
            Self::DotArabic => ranges(numeral::DOT_ARABIC),
            Self::ParenCjk => ranges(numeral::PAREN_CJK),
            Self::CircledCjk => ranges(numeral::CIRCLED_CJK),
        }
    }
}

/// Characters of a noun.
const NOUN: usize = 4;

fn is_noun(c: char) -> bool {
    is_han(c) && !numeral::is_ordinal_digit(c)
}

/// Runs the atoms one after the other; `whole` is the length of the text that the form began with.
fn run<'a>(atoms: &[Atom], text: &'a str, whole: usize, found: &mut Found) -> Option<&'a str> {
    let mut rest = text;
    for (at, atom) in atoms.iter().enumerate() {
        rest = match atom {
            Atom::Noun => {
                let words = rest.char_indices().take_while(|(_, c)| is_noun(*c)).take(NOUN);
                let mut ends = words.map(|(at, c)| at + c.len_utf8());
                return ends.find_map(|end| run(&atoms[at + 1..], &rest[end..], whole, found));
            }
            Atom::Char { chars, word } => {
                let mut at = rest;
                let mut c = at.chars().next()?;
                // Inside a marker space is noise (一 、), but not between the words of its text.
                if !*word && is_space(c) {
                    at = rest.trim_start_matches(is_space);
                    c = at.chars().next()?;
                }
                chars.contains(&c).then(|| &at[c.len_utf8()..])?
            }
            Atom::Space => {
                let after = rest.trim_start_matches(is_space);
                (after.len() < rest.len()).then_some(after)?
            }
            Atom::End => {
                let after = rest.trim_start_matches(is_space);
                after.is_empty().then_some(after)?
            }
            Atom::Number(number) => {
                let at = if rest.len() == whole { rest } else { rest.trim_start_matches(is_space) };
                let (rest, ordinal) = number.parse(at).ok()?;
                found.ordinal = ordinal;
                rest
            }
            Atom::Choice(choice) => match choice.run(rest, whole, found) {
                Some(rest) => rest,
                None if choice.optional => rest,
                None => return None,
            },
        };
    }
    Some(rest)
}

impl Choice {
    fn new(options: Vec<Vec<Atom>>, optional: bool, ordinals: Vec<u16>) -> Self {
        let mut by_first: BTreeMap<char, Vec<u16>> = BTreeMap::new();
        for (at, option) in (0u16..).zip(&options) {
            let chars: BTreeSet<char> = first_of(option).into_iter().collect();
            chars.into_iter().for_each(|c| by_first.entry(c).or_default().push(at));
        }
        Self { options, by_first: by_first.into_iter().collect(), optional, ordinals }
    }

    fn run<'a>(&self, text: &'a str, whole: usize, found: &mut Found) -> Option<&'a str> {
        let mut try_one = |at: u16| {
            let rest = run(&self.options[at as usize], text, whole, found)?;
            Some((at + 1, rest))
        };
        let (option, rest) = match text.chars().next().filter(|c| !is_space(*c)) {
            Some(c) => {
                let at = self.by_first.binary_search_by_key(&c, |(c, _)| *c).ok()?;
                self.by_first[at].1.iter().find_map(|at| try_one(*at))?
            }
            // Options may begin with white space or the end, or after noise.
            None => (0..self.options.len() as u16).find_map(try_one)?,
        };
        if found.option == 0 {
            found.option = option;
        }
        if let Some(ordinal) = self.ordinals.get(usize::from(option) - 1) {
            found.ordinal = *ordinal;
        }
        Some(rest)
    }
}

fn atom<'a>(i: &'a str, words: &[String], script: &Script) -> IResult<&'a str, Atom> {
    alt((|i| placeholder(i, words, script), |i| choice(i, script), |i| literal(i, script))).parse(i)
}

fn placeholder<'a>(i: &'a str, words: &[String], script: &Script) -> IResult<&'a str, Atom> {
    let name = delimited(char('{'), take_while1(|c: char| c != '}'), char('}'));
    nom::combinator::map_opt(name, |name: &str| {
        if name == "word"
            && !words.is_empty()
            && words.iter().all(|x| x.split('|').all(|x| !x.is_empty()))
        {
            let spell =
                |word: &str| word.chars().map(|c| Atom::char(c, script)).collect::<Vec<_>>();
            // Spellings of one word have one number; the last word, whatever number is next.
            let number = |at: usize| if at > 1 && at == words.len() { LAST } else { at as u16 };
            let all = (1..).zip(words).flat_map(|(at, word)| {
                word.split('|').map(move |spelling| (number(at), spell(spelling)))
            });
            let (ordinals, options) = all.unzip();
            return Some(Atom::Choice(Choice::new(options, false, ordinals)));
        }
        if name == "noun" {
            return Some(Atom::Noun);
        }
        Number::named(name).map(Atom::Number)
    })
    .parse(i)
}

fn choice<'a>(i: &'a str, script: &Script) -> IResult<&'a str, Atom> {
    let option = many1(|i| literal(i, script));
    let options = delimited(char('('), separated_list1(char('|'), option), char(')'));
    map((options, opt(char('?'))), |(options, optional)| {
        Atom::Choice(Choice::new(options, optional.is_some(), Vec::new()))
    })
    .parse(i)
}

fn literal<'a>(i: &'a str, script: &Script) -> IResult<&'a str, Atom> {
    map(none_of("{}()|?"), |c| match c {
        ' ' => Atom::Space,
        '$' => Atom::End,
        _ => Atom::char(c, script),
    })
    .parse(i)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(form: &str, text: &str) -> Option<(usize, u16)> {
        let script = Script::new(&["项項".into()]);
        let form = Form::compile(form, &[], &script).unwrap();
        form.at_start(text).map(|x| (text[..x.len].chars().count(), x.ordinal))
    }

    #[test]
    fn widths_scripts_and_spaces_are_one_form() {
        for (form, text, expected) in [
            ("{cjk}、", "十二、总结", Some((3, 12))),
            ("{cjk}、", "一 、总结", Some((3, 1))),
            ("（{cjk}）", "(三)", Some((3, 3))),
            ("（{cjk}）", "（ 三 )", Some((5, 3))),
            ("（{cjk}）", "〔三〕", Some((3, 3))),
            ("第{n}项，", "第２項,", Some((4, 2))),
            ("第{n}(点|条)?，", "第一，", Some((3, 1))),
            ("第{n}(点|条)?，", "第一条，", Some((4, 1))),
            ("第{n}(点|条)?，", "第一批，", None),
            ("{cjk} ", "三　关系", Some((2, 3))),
            ("{cjk}$", "三", Some((1, 3))),
            ("{cjk}$", "三月", None),
            ("{circled}", "③做", Some((1, 3))),
        ] {
            assert_eq!(found(form, text), expected, "{form} on {text}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        let script = Script::new(&[]);
        for form in ["", "{nothing}、", "第{n", "(", "$", "{noun}一：", " (这)?{noun}一："] {
            assert!(Form::compile(form, &[], &script).is_err(), "{form}");
        }
    }
}
