//! Signs of the fonts that hold signs in place of letters.

/// Where such fonts keep their characters.
const PRIVATE: std::ops::RangeInclusive<u32> = 0xF000..=0xF0FF;

/// The character that a sign looks like, written as list markers write it; none for a picture.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    let code = if PRIVATE.contains(&code) { code - 0xF000 } else { code };
    match font {
        "Wingdings" => wingdings(code),
        "Wingdings 2" => match code {
            0x50 | 0x52 => Some('✓'),
            0x97 | 0x98 => Some('●'),
            0xA2 | 0xA3 => Some(if code == 0xA2 { '■' } else { '□' }),
            _ => None,
        },
        "Symbol" => match code {
            0xB7 => Some('•'),
            0xB4 => Some('×'),
            0xB8 => Some('÷'),
            0xB1 => Some('±'),
            0xA3 => Some('≤'),
            0xB3 => Some('≥'),
            0xAE => Some('→'),
            0xDE => Some('⇒'),
            0x20..=0x7E => char::from_u32(code).filter(|x| !x.is_ascii_alphabetic()),
            _ => None,
        },
        _ => char::from_u32(code).filter(|c| code >= 0x100 && !is_private(*c)),
    }
}

fn wingdings(code: u32) -> Option<char> {
    Some(match code {
        0x6C | 0x9F => '●',
        0x6D | 0xA1 | 0xA2 => '○',
        0x6E | 0xA7 => '■',
        0x6F..=0x72 | 0xA8 => '□',
        0x73..=0x76 => '◆',
        0x9E => '·',
        0xA4 => '◎',
        0xAB => '★',
        0xD8 => '➢',
        0xFC | 0xFE => '✓',
        0xFB | 0xFD => '✗',
        0xDF | 0xE7 => '←',
        0xE0 | 0xE8 | 0xF0 => '→',
        0x81..=0x8A => char::from_u32('①' as u32 + code - 0x81)?,
        0x8C..=0x95 => char::from_u32('❶' as u32 + code - 0x8C)?,
        _ => return None,
    })
}

/// The sign of a bulleted list. Every bullet is one that a reader of lists knows.
pub(super) fn bullet(font: &str, text: &str) -> String {
    let signs = font.starts_with("Wingdings") || matches!(font, "Symbol" | "Webdings");
    let sign = |c: char| match c {
        'o' if font.starts_with("Courier") => '○',
        c if is_private(c) || signs && u32::from(c) < 0x100 => {
            symbol(font, c.into()).unwrap_or('●')
        }
        c => c,
    };
    text.chars().map(sign).collect()
}

fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_characters() {
        for (font, code, expected) in [
            ("Wingdings", 0xF06C, Some('●')),
            ("Wingdings", 0x6E, Some('■')),
            ("Wingdings", 0xF083, Some('③')),
            ("Wingdings", 0xF04A, None),
            ("Symbol", 0xF0B7, Some('•')),
            ("Symbol", 0xF02B, Some('+')),
            ("宋体", 0x2460, Some('①')),
            ("Webdings", 0xF021, None),
        ] {
            assert_eq!(symbol(font, code), expected, "{font} {code:x}");
        }
    }

    #[test]
    fn bullets_are_those_of_lists() {
        for (font, text, expected) in [
            ("Wingdings", "\u{f06c}", "●"),
            ("Wingdings", "l", "●"),
            ("Wingdings", "\u{f0d8}", "➢"),
            ("Symbol", "\u{f0b7}", "•"),
            ("Courier New", "o", "○"),
            ("Webdings", "\u{f034}", "●"),
            ("宋体", "※", "※"),
            ("", "——", "——"),
        ] {
            assert_eq!(bullet(font, text), expected, "{font} {text}");
        }
    }
}
