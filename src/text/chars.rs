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

/// By its first byte, the length of a character that is plainly no punctuation: Han characters, a
/// few rare signs of their length, and ASCII letters and digits; 0 of any other.
const PLAIN: [u8; 256] = {
    let mut out = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        out[byte] = match byte as u8 {
            0xE4..=0xE9 => 3,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => 1,
            _ => 0,
        };
        byte += 1;
    }
    out
};

/// Bytes of the characters at the start of a text that are plainly no punctuation: most of any text.
#[inline]
pub(crate) fn plain_run(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(&lead) = bytes.get(at)
        && PLAIN[lead as usize] > 0
    {
        at += PLAIN[lead as usize] as usize;
    }
    at
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
