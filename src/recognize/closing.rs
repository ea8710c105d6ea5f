//! Closings: wishes, thanks, end formulas, perorations (sections 1.11 to 1.14 of the domain).

use crate::grammar::{Grammar, Kind};
use crate::text::chars::{head, is_space};

/// A paragraph at the end of a speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closing {
    Wish,
    Thanks,
    EndFormula,
}

/// What kind of closing a whole paragraph is.
pub(crate) fn closing(grammar: &Grammar, text: &str) -> Option<Closing> {
    if text.len() > 600 {
        return None;
    }
    let text = text.trim_matches(is_space);
    let is = |kind| grammar.closings.is(kind, text);
    if is(Kind::Thanks) {
        Some(Closing::Thanks)
    } else if is(Kind::Wish) {
        Some(Closing::Wish)
    } else if is(Kind::End) {
        Some(Closing::EndFormula)
    } else {
        None
    }
}

/// Where the thanks begin that a paragraph ends with: 再接再厉。谢谢大家！
pub(crate) fn thanks_tail(grammar: &Grammar, text: &str) -> Option<usize> {
    let from = text.char_indices().rev().nth(30).map_or(0, |(at, _)| at);
    let tail = &text[from..];
    let found = from + grammar.closings.captures(Kind::ThanksTail, tail)?.get(0)?.start();
    // Thanks are a sentence of their own.
    let before = text[..found].trim_end_matches(is_space).chars().next_back();
    (found == 0 || before.is_some_and(crate::text::chars::is_sentence_end)).then_some(found)
}

/// Whether an unmarked paragraph begins a peroration: 同志们， 总之， 最后，
pub(crate) fn begins_peroration(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is(Kind::Peroration, head(text, 40))
}

/// Whether a sentence turns to the audience: 同志们，
pub(crate) fn begins_address(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is(Kind::Address, head(text, 12))
}

/// Whether an unmarked paragraph turns from a finished list to the layer above: 我们也清醒地看到
pub(crate) fn begins_turn(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is(Kind::Turn, head(text, 60))
}

/// Whether an unmarked paragraph or sentence looks back on a finished series: 这些问题， 上述
pub(crate) fn begins_summary(grammar: &Grammar, text: &str) -> bool {
    looks_back(grammar, text) || grammar.closings.is(Kind::Aside, head(text, 20))
}

/// Whether it looks back, and does not merely add to the series: 此外，
pub(crate) fn looks_back(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is(Kind::Summary, head(text, 20))
}

/// Whether a paragraph tells what all that was done has led to: 经过三年的努力，
pub(crate) fn tells_outcome(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is(Kind::Outcome, head(text, 24))
}

/// Whether the words after 最后， are the speaker's last, and no member of a list: 希望大家
pub(crate) fn is_parting(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is(Kind::Parting, head(text, 12))
}

/// Whether the last paragraph of a text appeals to the audience: …。让我们携手前进！
pub(crate) fn is_appeal(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is(Kind::Appeal, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::rows;

    /// All that a paragraph may be, and the thanks that it ends with.
    #[test]
    fn rows() {
        let grammar = Grammar::bundled();
        rows::check(include_str!("rows/closing.txt"), |_, text| {
            let mut found: Vec<String> = Vec::new();
            let name = |x| match x {
                Closing::Wish => "wish",
                Closing::Thanks => "thanks",
                Closing::EndFormula => "end",
            };
            found.extend(closing(grammar, text).map(|x| name(x).to_owned()));
            for (begins, name) in [
                (begins_peroration(grammar, text), "peroration"),
                (begins_address(grammar, text), "address"),
                (begins_turn(grammar, text), "turn"),
                (begins_summary(grammar, text), "summary"),
            ] {
                found.extend(begins.then(|| name.to_owned()));
            }
            let tail = thanks_tail(grammar, text).filter(|at| *at > 0);
            found.extend(tail.map(|at| format!("…{}", &text[at..])));
            (!found.is_empty()).then(|| found.join(" "))
        });
    }
}
