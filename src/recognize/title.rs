//! Title lines, occasions and genres (sections 1.5 and 5.3 to 5.4 of the domain).

use crate::document::Genre;
use crate::grammar::{Grammar, Kind};
use crate::text::chars::is_space;

/// Whether a line ends as the title of a speech does: …的讲话, …工作报告.
pub(crate) fn is_title(grammar: &Grammar, line: &str) -> bool {
    grammar.titles.is(Kind::Title, line)
        || is_spaced_out(line) && grammar.titles.is(Kind::Title, &line.replace(is_space, ""))
}

/// Characters of a title that is spaced out.
const SPACED: usize = 4;

/// Whether all characters of a line stand apart: 政 府 工 作 报 告
fn is_spaced_out(line: &str) -> bool {
    line.len() <= 120
        && line.chars().nth(1).is_some_and(is_space)
        && line.split(is_space).filter(|x| !x.is_empty()).count() >= SPACED
        && line.split(is_space).all(|x| x.chars().nth(1).is_none())
}

/// Whether a line names the source of the quotation above it: ——2015年1月13日，在某会议上的讲话
pub(crate) fn is_citation(grammar: &Grammar, line: &str) -> bool {
    grammar.titles.is(Kind::Citation, line)
}

/// Whether a paragraph says what the text below it is: 这是王建国同志在全县大会上的讲话。
pub(crate) fn is_editor_note(grammar: &Grammar, text: &str) -> bool {
    grammar.titles.is(Kind::EditorNote, text)
}

/// The event that a title names: 在全市教育工作会议上的讲话 → 全市教育工作会议.
pub(crate) fn occasion<'t>(grammar: &Grammar, title: &'t str) -> Option<&'t str> {
    Some(grammar.titles.captures(Kind::Occasion, title)?.name("name")?.as_str())
}

/// The genre that a title's words tell; the word that stands last decides.
pub(crate) fn genre(grammar: &Grammar, title: &str) -> Option<Genre> {
    // 政 府 工 作 报 告
    let title: String = title.chars().filter(|c| !is_space(*c)).collect();
    let title = title.as_str();
    let last_match = |rule: &crate::grammar::lexicon::Rule| {
        let mut end = None;
        let mut from = 0;
        while let Some(found) = rule.captures(&title[from..]).and_then(|x| x.get(0)) {
            end = Some(from + found.end());
            from += found.end();
            if found.is_empty() {
                break;
            }
        }
        end
    };
    // Of two words that end together (工作报告, 调研报告) the earlier row wins.
    let mut best: Option<(usize, &str)> = None;
    for rule in grammar.titles.plausible(Kind::Genre, title) {
        if let (Some(end), Some(value)) = (last_match(rule), rule.value.as_deref())
            && best.is_none_or(|(at, _)| end > at)
        {
            best = Some((end, value));
        }
    }
    best.and_then(|(_, value)| Genre::named(value))
}

/// How much of the shorter title's characters stand in the longer one, in order: 0.0 to 1.0.
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    let fold = |text: &str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).take(120).collect()
    };
    let (a, b) = (fold(a), fold(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut row = vec![0usize; b.len() + 1];
    for x in &a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()] as f64 / a.len().min(b.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::rows;

    /// Whether a line is a title, the event it names, its genre.
    #[test]
    fn rows() {
        let grammar = Grammar::bundled();
        rows::check(include_str!("rows/title.txt"), |section, text| {
            let mut out = Vec::new();
            match section {
                "title" => {
                    out.extend(is_title(grammar, text).then(|| "title".to_owned()));
                    out.extend(occasion(grammar, text).map(str::to_owned));
                    out.extend(genre(grammar, text).map(|x| format!("{x:?}")));
                }
                "subtitle" => {
                    let found = grammar.titles.captures(Kind::Subtitle, text)?;
                    out.push(found.name("text")?.as_str().to_owned());
                }
                _ => panic!("{section}"),
            }
            (!out.is_empty()).then(|| out.join(" | "))
        });
    }

    #[test]
    fn likeness_of_titles() {
        assert!(likeness("在总结会上的讲话稿", "在总结会上的讲话") > 0.99);
        assert!(likeness("首页新闻", "在总结会上的讲话") < 0.3);
    }
}
