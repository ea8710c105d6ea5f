//! Text inside XML and HTML.

use std::fmt;

/// A text that nothing of can be read as markup, neither between tags nor in a quoted attribute.
///
/// Characters that XML 1.0 forbids (controls, U+FFFE, U+FFFF) become U+FFFD; a line end or a tab
/// becomes a space, as it would in an attribute.
pub(crate) struct Escaped<'t>(pub(crate) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_special(*c)) {
            f.write_str(&rest[..at])?;
            f.write_str(match c {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' | '\n' | '\r' => " ",
                _ => "\u{fffd}",
            })?;
            rest = &rest[at + c.len_utf8()..];
        }
        f.write_str(rest)
    }
}

fn is_special(c: char) -> bool {
    matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}') || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::Escaped;

    #[test]
    fn nothing_is_read_as_markup() {
        for (text, escaped) in [
            ("春耕", "春耕"),
            ("</script>", "&lt;/script&gt;"),
            ("]]>", "]]&gt;"),
            ("&amp; \"a\" 'b'", "&amp;amp; &quot;a&quot; &#39;b&#39;"),
            ("a\0b\u{1b}[31m\u{7f}", "a\u{fffd}b\u{fffd}[31m\u{fffd}"),
            ("甲\n乙\t丙\r\n", "甲 乙 丙  "),
            ("\u{ffff}", "\u{fffd}"),
        ] {
            assert_eq!(Escaped(text).to_string(), escaped);
        }
    }
}
