//! Classes of characters.

/// White space, and the characters without width that scraped text is full of.
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

/// Bytes of the characters at the start of a text that are plainly no punctuation: most of any text.
pub(crate) fn plain_run(bytes: &[u8]) -> usize {
    // The first byte of a Han character in UTF-8, or of a few rare signs of its length
    let is_han = |lead: u8| (0xE4..=0xE9).contains(&lead);
    let mut at = 0;
    loop {
        let chars = bytes[at..].chunks_exact(3);
        let han = chars.take_while(|c| is_han(c[0])).count();
        at += 3 * han;
        let latin = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        at += latin;
        if latin == 0 {
            return at;
        }
    }
}

/// Punctuation that a heading ends with in the text but not in the outline.
pub(crate) fn is_heading_end(c: char) -> bool {
    matches!(c, '。' | '；' | ';' | '，' | ',' | '．' | '*') || is_space(c)
}
