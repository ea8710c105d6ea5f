//! Salutations and greetings (section 1.6 of the domain).

use crate::grammar::{Grammar, Kind};

/// A whole line that addresses the audience: 同志们：
pub(crate) fn is_salutation(grammar: &Grammar, line: &str) -> bool {
    if !(6..=360).contains(&line.len()) {
        return false;
    }
    let addresses = line.ends_with([':', '：', '∶', '︰', '，', ',', '！', '!'])
        || line.len() <= 120 && grammar.salutations.is(Kind::Addressing, line);
    addresses && grammar.salutations.is(Kind::Salutation, line)
}

/// Characters a salutation may have in front of what is glued to it.
const LONGEST: usize = 90;

/// Greetings in one sentence: 大家早安、大家好！
const GREETINGS: usize = 2;

/// The length of the salutation at the start of a paragraph, its colon included, and of the
/// greeting after it: `各位家长：大家好！` is (15, 12). The salutation may be all there is.
pub(crate) fn salutation(grammar: &Grammar, text: &str) -> Option<(usize, usize)> {
    if let Some(found) = glued_greeting(grammar, text).filter(|_| text.ends_with(['：', ':'])) {
        return Some(found);
    }
    if is_salutation(grammar, text) {
        return Some((text.len(), 0));
    }
    // Glued to what follows: the part before the first colon or exclamation mark.
    let head_end = text
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| matches!(c, ':' | '：' | '∶' | '︰' | '﹕' | '!' | '！' | '。'))
        .map(|(at, c)| at + c.len_utf8())?;
    let (head, rest) = text.split_at(head_end);
    if head.ends_with('。') {
        return glued_greeting(grammar, text);
    }
    if is_salutation(grammar, head) {
        return Some((head_end, greeting(grammar, rest)));
    }
    glued_greeting(grammar, text)
}

/// The same where a speech may begin: a vocative may be glued to its first sentence there
/// (各位朋友，感谢大家).
pub(crate) fn opening(grammar: &Grammar, text: &str) -> Option<(usize, usize)> {
    let vocative = || {
        let comma = text.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '，' | ','))?;
        let (head, rest) = text.split_at(comma.0 + comma.1.len_utf8());
        let addressed =
            grammar.salutations.is(Kind::Vocative, head) && is_salutation(grammar, head);
        (addressed && !rest.is_empty()).then_some((head.len(), 0))
    };
    salutation(grammar, text).or_else(vocative)
}

/// `各位家长，大家好！…`: address and greeting in one sentence.
fn glued_greeting(grammar: &Grammar, text: &str) -> Option<(usize, usize)> {
    let end = crate::text::sentence::first_end(text).unwrap_or(text.len());
    let sentence = &text[..end];
    if sentence.chars().count() > LONGEST {
        return None;
    }
    let commas = sentence.char_indices().rev();
    let mut commas =
        commas.filter(|(_, c)| matches!(c, '，' | ',' | '、' | ' ' | '　')).take(GREETINGS);
    commas.find_map(|(at, c)| {
        let cut = at + c.len_utf8();
        let (head, tail) = sentence.split_at(cut);
        (is_salutation(grammar, head) && grammar.salutations.is(Kind::Greeting, tail.trim()))
            .then_some((cut, end - cut))
    })
}

/// The length of the greeting at the start of a text, or 0.
pub(crate) fn greeting(grammar: &Grammar, text: &str) -> usize {
    let end = crate::text::sentence::first_end(text).unwrap_or(text.len());
    let sentence = text[..end].trim();
    if sentence.len() <= 180 && grammar.salutations.is(Kind::Greeting, sentence) { end } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::rows;

    /// Salutation and greeting.
    #[test]
    fn rows() {
        let grammar = Grammar::bundled();
        rows::check(include_str!("rows/salutation.txt"), |section, text| match section {
            "salutation" => {
                let (head, greeting) = salutation(grammar, text)?;
                let (head, rest) = text.split_at(head);
                Some(format!("{head} | {}", &rest[..greeting]).trim_end().to_owned())
            }
            "greeting" => {
                Some(text[..greeting(grammar, text)].to_owned()).filter(|x| !x.is_empty())
            }
            _ => panic!("{section}"),
        });
    }
}
