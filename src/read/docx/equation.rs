//! `EQ` fields (ECMA-376 part 1, 17.16.5.18): what they show is in their instruction. Word writes
//! readings above characters and characters in circles with them.

/// What is drawn around a character.
const FRAMES: &str = "○〇□△◇";

/// The text that an instruction shows, where it is that of such a field.
///
/// `EQ \o\ad(\s\up 11(chuō),踔)` is 踔, `EQ \o\ac(○,3)` is ③, `EQ \f(1,2)` is 1/2.
pub(super) fn equation(instruction: &str) -> Option<String> {
    let mut words = instruction.split_whitespace();
    if !words.next()?.eq_ignore_ascii_case("eq") {
        return None;
    }
    let mut out = String::new();
    // The open brackets: whether they are shown, and what stands between their parts.
    let mut open: Vec<(bool, &str)> = Vec::new();
    let mut switches = String::new();
    let mut framed = false;
    let mut chars = instruction.chars().peekable();
    while let Some(c) = chars.next() {
        let shown = open.last().is_none_or(|x| x.0);
        match c {
            // A separator, a bracket or a backslash of the text.
            '\\' if chars.peek().is_some_and(|x| !x.is_ascii_alphabetic()) => {
                out.extend(chars.next().filter(|_| shown && !open.is_empty()));
            }
            '\\' => {
                while let Some(c) = chars.next_if(|x| !matches!(x, '(' | '\\')) {
                    switches.push(c);
                }
                switches.push(' ');
            }
            '(' if open.is_empty() || !switches.is_empty() => {
                let of = |name: &str| switches.split_whitespace().any(|x| x.starts_with(name));
                let joint = if of("f") { "/" } else { "" };
                open.push((shown && !of("up") && !of("do"), joint));
                switches.clear();
            }
            ')' => drop(open.pop()),
            ',' | ';' if !open.is_empty() => out.push_str(open.last().map_or("", |x| x.1)),
            c if FRAMES.contains(c) => framed = true,
            c if shown && !open.is_empty() => out.push(c),
            _ => {}
        }
    }
    Some(if framed { circled(&out) } else { out })
}

/// A number in a circle as one character, where there is one.
fn circled(text: &str) -> String {
    match text.trim().parse::<u32>() {
        Ok(n @ 1..=20) => char::from_u32('①' as u32 + n - 1).into_iter().collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_show_their_text() {
        for (instruction, expected) in [
            (r#"EQ \* jc2 \* "Font:等线" \* hps12 \o\ad(\s\up 11(chuō),踔)"#, Some("踔")),
            (r"eq \o\ac(○,3)", Some("③")),
            (r"eq \o\ac(□,印)", Some("印")),
            (r" EQ \f(1,2)", Some("1/2")),
            (r"EQ \r(3,x)\b(a\,b)", Some("3xa,b")),
            (r"EQ \o(a", Some("a")),
            ("EQ", Some("")),
            (r#"SEQ 图 \* ARABIC"#, None),
            ("", None),
        ] {
            assert_eq!(equation(instruction).as_deref(), expected, "{instruction}");
        }
    }
}
