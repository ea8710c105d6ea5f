//! Collections: separator lines and the title that counts the pieces (sections 1.2 and 1.4).

use crate::grammar::Grammar;
use crate::numeral;
use crate::text::chars::is_space;

/// A line that may separate two speeches.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Separator<'t> {
    /// The rule that found it: one collection uses one.
    pub(crate) rule: String,
    pub(crate) number: u32,
    /// What it names, without noise such as (精选).
    pub(crate) title: &'t str,
}

/// Whether a line has the form of a separator, whatever its neighbours.
pub(crate) fn is_separator(grammar: &Grammar, line: &str) -> bool {
    separator(grammar, line).is_some()
}

/// Reads a line as a separator.
pub(crate) fn separator<'t>(grammar: &Grammar, line: &'t str) -> Option<Separator<'t>> {
    if line.len() > 300 {
        return None;
    }
    let rule = grammar.separators.find("separator", line)?;
    let found = rule.captures(line)?;
    let number = numeral::count(found.name("number")?.as_str())?;
    let title = found.name("title").map_or("", |x| x.as_str());
    (!title.contains('。')).then(|| Separator {
        rule: rule.id.clone(),
        number,
        title: without_suffix(grammar, title),
    })
}

/// A title without what sites hang on it: (本站推荐), (精选), (2).
pub(crate) fn without_suffix<'t>(grammar: &Grammar, title: &'t str) -> &'t str {
    let found = grammar.separators.captures("suffix", title).and_then(|x| x.get(0));
    found.map_or(title, |x| &title[..x.start()]).trim_matches(is_space)
}

/// A collection's title: what the pieces are called, and how many there are.
pub(crate) fn compilation<'t>(grammar: &Grammar, line: &'t str) -> Option<(&'t str, u32)> {
    if line.len() > 240 || line.contains(['。', '，', ',']) {
        return None;
    }
    let found = grammar.separators.captures("compilation", line)?;
    let count = numeral::count(found.name("count")?.as_str()).filter(|n| *n >= 2)?;
    Some((found.name("base")?.as_str(), count))
}

/// A line made of the collection's base title and a number.
pub(crate) fn numbered_base<'t>(grammar: &Grammar, line: &'t str) -> Option<(&'t str, u32)> {
    let ends = line.ends_with(|c: char| {
        numeral::digit_value(c).is_some() || "一二三四五六七八九十篇)）".contains(c)
    });
    if !ends || line.len() > 240 || line.contains(['。', '，', ',']) {
        return None;
    }
    let found = grammar.separators.captures("numbered-base", line)?;
    Some((found.name("base")?.as_str(), numeral::count(found.name("number")?.as_str())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators() {
        let grammar = Grammar::bundled();
        for (line, number, title) in [
            ("【篇一】", 1, ""),
            ("【篇一:建设项目开工致辞", 1, "建设项目开工致辞"),
            ("【第二篇】", 2, ""),
            ("【範例一】", 1, ""),
            ("【1】", 1, ""),
            ("第一篇:学习讲话的笔记", 1, "学习讲话的笔记"),
            ("第1篇 在招商会上的讲话", 1, "在招商会上的讲话"),
            ("第四篇:在动员会上的讲话(本站推荐)", 4, "在动员会上的讲话"),
            ("篇二", 2, ""),
            ("篇1：开工典礼致辞", 1, "开工典礼致辞"),
            ("范文三：植树节倡议", 3, "植树节倡议"),
            ("(一则) 回顾征兵工作", 1, "回顾征兵工作"),
        ] {
            let found = separator(grammar, line).map(|x| (x.number, x.title));
            assert_eq!(found, Some((number, title)), "{line}");
        }
        for line in
            ["【要闻】", "第一，要提高认识", "篇幅有限", "(一)基本原则", "第一批名单", "【关键词】"]
        {
            assert_eq!(separator(grammar, line), None, "{line}");
        }
    }

    #[test]
    fn compilations() {
        let grammar = Grammar::bundled();
        for (line, base, count) in [
            ("植树节座谈会发言稿6篇", "植树节座谈会发言稿", 6),
            ("春耕动员演講稿范文三篇", "春耕动员演講稿", 3),
            ("开工典礼致辞(精选15篇)", "开工典礼致辞", 15),
            ("在开工仪式上的致辞【优秀9篇】", "在开工仪式上的致辞", 9),
            ("征兵动员会发言三则", "征兵动员会发言", 3),
        ] {
            assert_eq!(compilation(grammar, line), Some((base, count)), "{line}");
        }
        assert_eq!(compilation(grammar, "第一篇:某某讲话"), None);
        assert_eq!(numbered_base(grammar, "开工典礼致辞 篇1"), Some(("开工典礼致辞", 1)));
        assert_eq!(numbered_base(grammar, "春耕演講稿2"), Some(("春耕演講稿", 2)));
    }
}
