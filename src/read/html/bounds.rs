//! The bounds of a page that is read: time and memory grow with its markup, not only with its bytes.

use crate::error::ReadError;

/// Tags, attributes and character references that a page may have.
pub(super) const MOST_MARKUP: usize = 500_000;
/// Attributes that a tag may have; each is compared with all before it.
const MOST_ATTRIBUTES: usize = 1_000;
/// Bytes of a tag, what is quoted left out, that are looked at.
const LONGEST_TAG: usize = 64 * 1024;
/// Elements that may stand inside one another.
const DEEPEST: usize = 1_000;
/// Elements that need no end tag.
const UNCLOSED: [&str; 26] = [
    "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "br", "hr",
    "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr",
    "param", "font",
];

/// Elements that only say how text looks.
const LOOKS: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Refuses pages that no person reads, before anything of them is built; gives how much work it is
/// to find the main text.
pub(super) fn bounded(html: &str) -> Result<usize, ReadError> {
    let (mut depth, mut deepest, mut work) = (0usize, 0, 0);
    let (mut markup, mut looks, mut widest) = (0, 0usize, 0);
    for at in memchr::memchr2_iter(b'<', b'&', html.as_bytes()) {
        let rest = &html.as_bytes()[at + 1..];
        markup += 1;
        match rest.first() {
            _ if html.as_bytes()[at] == b'&' => {}
            Some(b'/') => {
                depth = depth.saturating_sub(1);
                looks = looks.saturating_sub(usize::from(is_one_of(&LOOKS, &rest[1..])));
                markup += looks;
            }
            Some(c) if c.is_ascii_alphabetic() => {
                depth += usize::from(!is_one_of(&UNCLOSED, rest));
                looks += usize::from(is_one_of(&LOOKS, rest));
                // In every paragraph a parser opens again what was not closed.
                markup += looks;
                let attributes = attributes(rest);
                widest = widest.max(attributes);
                markup += attributes;
                work += depth;
            }
            _ => {}
        }
        deepest = deepest.max(depth);
        if markup > MOST_MARKUP || widest > MOST_ATTRIBUTES {
            break;
        }
    }
    let why = if widest > MOST_ATTRIBUTES {
        format!("a tag has more than {MOST_ATTRIBUTES} attributes")
    } else if markup > MOST_MARKUP {
        format!("it has more than {MOST_MARKUP} tags, attributes and character references")
    } else if deepest > DEEPEST {
        format!("its elements nest {deepest} deep, more than {DEEPEST}")
    } else {
        return Ok(work);
    };
    Err(ReadError::Broken { what: "web page", why })
}

/// Whether a tag has one of these names.
fn is_one_of(names: &[&str], tag: &[u8]) -> bool {
    let end = tag.iter().take(12).position(|c| !c.is_ascii_alphanumeric());
    let name = &tag[..end.unwrap_or(0)];
    names.iter().any(|x| x.as_bytes().eq_ignore_ascii_case(name))
}

/// How many attributes a tag has; a tag that does not end has too many.
fn attributes(tag: &[u8]) -> usize {
    let (mut count, mut quoted) = (0, 0);
    let (mut before, mut at) = (b'a', 0);
    while at < tag.len() && at - quoted < LONGEST_TAG && count <= MOST_ATTRIBUTES {
        let c = tag[at];
        let parts = |c: u8| c.is_ascii_whitespace() || c == b'/';
        match c {
            b'>' => return count,
            b'"' | b'\'' if before == b'=' => {
                let end = memchr::memchr(c, &tag[at + 1..]).map_or(tag.len(), |end| at + 1 + end);
                quoted += end - at;
                at = end;
            }
            c if !parts(c) && (parts(before) || matches!(before, b'"' | b'\'')) && c != b'=' => {
                count += 1;
            }
            _ => {}
        }
        if !(before == b'=' && c.is_ascii_whitespace()) {
            before = c;
        }
        at += 1;
    }
    if at < tag.len() { MOST_ATTRIBUTES + 1 } else { count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_outside_quotes() {
        for (tag, count) in [
            ("p>", 0),
            ("a href=x>", 1),
            ("a href = 'a b > c' title=\"春 耕\"id=3/>", 3),
            ("a b c=d e>", 3),
            ("a", 0),
        ] {
            assert_eq!(attributes(tag.as_bytes()), count, "{tag}");
        }
    }

    #[test]
    fn pages_that_no_person_reads_are_refused() {
        let deep = format!("<html>{}春耕", "<div>".repeat(DEEPEST - 1));
        assert!(bounded(&deep).is_ok());
        for (hostile, says) in [
            ("<div>".repeat(DEEPEST + 1), "nest 1001 deep"),
            ("<p>".repeat(MOST_MARKUP + 1), "more than 500000 tags"),
            ("&amp;".repeat(MOST_MARKUP + 1), "more than 500000 tags"),
            ("<".repeat(MOST_MARKUP + 1), "more than 500000 tags"),
            (format!("<p>{}", "<b>".repeat(900)) + &"<p>春".repeat(1000), "more than 500000 tags"),
            (format!("<p {}>", "a ".repeat(MOST_ATTRIBUTES + 1)), "more than 1000 attributes"),
            (
                format!("<p a=\">\"{}>", "/a".repeat(MOST_ATTRIBUTES + 1)),
                "more than 1000 attributes",
            ),
            (format!("<p{}", "a".repeat(LONGEST_TAG + 1)), "more than 1000 attributes"),
        ] {
            let error = bounded(&hostile).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
