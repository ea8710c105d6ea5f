//! Characters that stand for one another: Simplified and Traditional, half and full width.

use std::collections::HashMap;

/// The rows of `script.yaml`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Script {
    rows: HashMap<char, Box<[char]>>,
}

/// Punctuation in its widths and look-alikes.
const WIDTHS: [&str; 11] = [
    "，,﹐",
    "：:∶︰﹕",
    "；;﹔",
    "！!",
    "？?",
    "（(﹙〔［【",
    "）)﹚〕］】",
    "．.﹒",
    "、﹑､丶",
    "—―─–",
    "－-",
];

impl Script {
    /// Takes rows such as `书書`, the Simplified form first.
    pub(crate) fn new(rows: &[String]) -> Self {
        let all = WIDTHS.iter().map(|row| row.chars().collect::<Box<[char]>>());
        let all = all.chain(rows.iter().map(|row| row.chars().collect()));
        Self { rows: all.filter_map(|row| Some((*row.first()?, row))).collect() }
    }

    /// The characters that `c` stands for, itself first.
    pub(crate) fn like(&self, c: char) -> impl Iterator<Item = char> + Clone {
        let row = self.rows.get(&c).map_or(&[][..], |row| &row[1..]);
        std::iter::once(c).chain(row.iter().copied())
    }

    /// A word in every mixture of the scripts.
    pub(crate) fn spellings(&self, word: &str) -> Vec<String> {
        word.chars().fold(vec![String::new()], |heads, c| {
            heads.iter().flat_map(|head| self.like(c).map(move |c| format!("{head}{c}"))).collect()
        })
    }

    /// A regular expression in which every character stands for its whole row.
    pub(crate) fn widen(&self, pattern: &str) -> String {
        let mut out = String::with_capacity(pattern.len() * 2);
        let mut in_class = false;
        let mut escaped = false;
        for c in pattern.chars() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => in_class = true,
                ']' => in_class = false,
                _ => {}
            }
            match self.rows.get(&c) {
                Some(row) if !c.is_ascii() => {
                    let row = row.iter().map(|c| match c {
                        '[' | ']' | '-' | '(' | ')' => format!("\\{c}"),
                        _ => c.to_string(),
                    });
                    let row: String = row.collect();
                    out.push_str(&if in_class { row } else { format!("[{row}]") });
                }
                _ => out.push(c),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_widened_inside_and_outside_of_classes() {
        let script = Script::new(&["书書".into(), "讲講".into()]);
        assert_eq!(script.widen("书记[讲书]，"), "[书書]记[讲講书書][，,﹐]");
        assert_eq!(script.widen("[^：]{2,4}"), "[^：:∶︰﹕]{2,4}");
        assert_eq!(script.like('书').collect::<String>(), "书書");
        assert_eq!(script.like('大').collect::<String>(), "大");
    }
}
