//! Title lines, occasions and genres (sections 1.5 and 5.3 to 5.4 of the domain).

use crate::document::Genre;
use crate::grammar::Grammar;

/// Whether a line ends as the title of a speech does: …的讲话, …工作报告.
pub(crate) fn is_title(grammar: &Grammar, line: &str) -> bool {
    grammar.titles.is("title", line)
}

/// The event that a title names: 在全市教育工作会议上的讲话 → 全市教育工作会议.
pub(crate) fn occasion<'t>(grammar: &Grammar, title: &'t str) -> Option<&'t str> {
    Some(grammar.titles.captures("occasion", title)?.name("name")?.as_str())
}

/// The genre that a title's words tell; the word that stands last decides.
pub(crate) fn genre(grammar: &Grammar, title: &str) -> Option<Genre> {
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
    for rule in grammar.titles.of("genre") {
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

    #[test]
    fn titles() {
        let grammar = Grammar::bundled();
        for (line, title, event, kind) in [
            ("在全市教育工作会议上的讲话", true, Some("全市教育工作会议"), Some(Genre::Directive)),
            ("在座谈会上的表态发言", true, Some("座谈会"), Some(Genre::Statement)),
            ("政府工作报告", true, None, Some(Genre::WorkReport)),
            ("关于养老服务的调研报告", true, None, Some(Genre::Survey)),
            ("学习全会讲话心得体会", true, None, Some(Genre::Reflection)),
            ("律政司司長法律年度開啟典禮演辭", true, None, Some(Genre::Oratory)),
            ("在开工仪式上的致辞(节选)", true, Some("开工仪式"), Some(Genre::Ceremonial)),
            ("求真务实 再铸辉煌", false, None, None),
        ] {
            assert_eq!(is_title(grammar, line), title, "{line}");
            assert_eq!(occasion(grammar, line), event, "{line}");
            assert_eq!(genre(grammar, line), kind, "{line}");
        }
        assert!(likeness("在总结会上的讲话稿", "在总结会上的讲话") > 0.99);
        assert!(likeness("首页新闻", "在总结会上的讲话") < 0.3);
    }
}
