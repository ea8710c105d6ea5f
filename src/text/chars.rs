//! Classes of characters.

/// White space, and the characters without width that scraped text is full of.
#[inline]
pub(crate) fn is_space(c: char) -> bool {
    // Above the ideographic space there is but one, and most characters stand there.
    if c > '\u{3000}' { c == '\u{feff}' } else { c.is_whitespace() || is_invisible(c) }
}

/// Characters without width: zero-width space and joiners, soft hyphen, byte order mark.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether a text has characters without width.
pub(crate) fn has_invisible(text: &str) -> bool {
    let bytes = text.as_bytes();
    let at_e2 = |at: usize| text[at..].starts_with(is_invisible);
    memchr::memchr_iter(0xE2, bytes).filter(|at| text.is_char_boundary(*at)).any(at_e2)
        || memchr::memmem::find(bytes, "\u{feff}".as_bytes()).is_some()
        || memchr::memmem::find(bytes, "\u{ad}".as_bytes()).is_some()
}

/// Ends a sentence.
pub(crate) fn is_sentence_end(c: char) -> bool {
    matches!(c, '。' | '！' | '!' | '？' | '?' | '…')
}

/// Separates clauses of a sentence.
pub(crate) fn is_weak_boundary(c: char) -> bool {
    matches!(c, '，' | ',' | '、')
}

/// Closes a quotation or a bracket.
pub(crate) fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '】' | '》' | '〉' | '"' | '*')
}

/// A Han character, by the blocks that speeches use.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{20000}'..='\u{323af}')
}

/// Bytes of the characters at the start of a text that are plainly no punctuation, most of any
/// text: Han characters, a few rare signs of their length, and ASCII letters and digits.
#[inline]
pub(crate) fn plain_run(bytes: &[u8]) -> usize {
    let mut at = wide_run(bytes);
    while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
        at += 1;
        at += wide_run(&bytes[at..]);
    }
    at
}

/// The same of Han characters and those signs, eight bytes at a time: the bytes E4 to E9, with which
/// they begin, and 80 to BF, with which they go on.
#[inline]
fn wide_run(bytes: &[u8]) -> usize {
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    const fn all(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // The high bit of a sum of two low halves tells whether the byte is so large.
        let low = word & !HIGH;
        let is_lead = low + all(0x80 - 0x40);
        let is_han = (low + all(0x80 - 0x64)) & !(low + all(0x80 - 0x6A));
        let other = (!word | is_lead & !is_han) & HIGH;
        if other != 0 {
            return at * 8 + other.trailing_zeros() as usize / 8;
        }
    }
    let is_wide = |byte: &u8| matches!(byte, 0x80..=0xBF | 0xE4..=0xE9);
    let end = rest.iter().position(|byte| !is_wide(byte)).unwrap_or(rest.len());
    words.len() * 8 + end
}

/// Punctuation that a heading ends with in the text but not in the outline.
pub(crate) fn is_heading_end(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '，' | ',' | '．' | '*') || is_space(c)
}

/// The beginning of a text: so many Han characters, or more of narrower ones.
pub(crate) fn head(text: &str, chars: usize) -> &str {
    let mut end = text.len().min(chars * 3);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The last bytes of a text, from the start of a character on: what a look back may read, so that
/// it costs the same everywhere.
pub(crate) fn tail(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_without_punctuation() {
        for text in [
            "",
            "抓春耕",
            "抓好春耕备耕和秋收冬种",
            "2023年上半年GDP增长5个百分点",
            "a1Zz9",
            "々〇ｱ",
            "é",
            "Ω",
            "𠀀",
            "가",
            "\u{ad}",
            "—",
            "＊",
        ] {
            for end in ["", "，", "。抓", ".", "  ", "“"] {
                let all = format!("{text}{end}");
                let plain =
                    |c: char| matches!(c, '\u{4000}'..='\u{9fff}') || c.is_ascii_alphanumeric();
                let expected: usize =
                    all.chars().take_while(|c| plain(*c)).map(char::len_utf8).sum();
                assert_eq!(plain_run(all.as_bytes()), expected, "{all}");
            }
        }
    }
}
