//! Quotation marks and brackets.

use super::draft::{Draft, Role};
use super::rule::{Rule, text};
use super::{Findings, rule};
use crate::diagnostic::Severity::{Info, Warning};
use crate::span::Span;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "unbalanced",
        group: "quotes",
        severity: Warning,
        message: text("标点 {0} 没有配对", "{0} has no partner"),
        why: text(
            "引号、括号、书名号应成对使用（GB/T 15834-2011 第4.8、4.9、4.15条）。缺了一半，读者分不清引文到哪里为止。",
            "Quotation marks, brackets and 《》 come in pairs (GB/T 15834-2011, 4.8, 4.9, 4.15). Without the other half nobody knows where a quotation ends.",
        ),
        wrong: "要坚持“绿水青山就是金山银山的理念，抓好春耕。",
        right: "要坚持“绿水青山就是金山银山”的理念，抓好春耕。",
    },
    Rule {
        code: "straight-quotes",
        group: "quotes",
        severity: Info,
        message: text("直引号，全文共{0}个", "straight quotation marks, {0} in the whole text"),
        why: text(
            "中文用弯引号“ ”（GB/T 15834-2011 第4.8条）。直引号分不出左右，常由转换程序造成。",
            "Chinese text has curved quotation marks (GB/T 15834-2011, 4.8). Straight ones have no sides; they come from conversions.",
        ),
        wrong: "要坚持\"早\"字当头，抓好春耕。",
        right: "要坚持“早”字当头，抓好春耕。",
    },
    Rule {
        code: "nested-quotes",
        group: "quotes",
        severity: Info,
        message: text(
            "“{0}”里面又用“{0}”，里层应写作“{1}”",
            "{0} inside {0}: the inner one is {1}",
        ),
        why: text(
            "引号里面再用引号时，外层用双引号，里层用单引号；书名号里面用单书名号（GB/T 15834-2011 第4.8.3.5、4.15.3.3条）。",
            "Inside double quotation marks stand single ones, inside 《》 stand 〈〉 (GB/T 15834-2011, 4.8 and 4.15).",
        ),
        wrong: "他说：“要念好“早”字诀。”大家都同意。",
        right: "他说：“要念好‘早’字诀。”大家都同意。",
    },
    Rule {
        code: "mixed-quotes",
        group: "quotes",
        severity: Info,
        message: text("全文混用“{0}”和“{1}”两种引号", "the text has both {0} and {1}"),
        why: text(
            "一篇讲话只用一种引号。混用往往是从几处粘贴拼成的。",
            "A text has one kind of quotation marks. Two of them usually mean that it was pasted together.",
        ),
        wrong: "要念好“早”字诀，也要念好「实」字诀。",
        right: "要念好“早”字诀，也要念好“实”字诀。",
    },
];

const UNBALANCED: &Rule = rule(RULES, "unbalanced");
const STRAIGHT: &Rule = rule(RULES, "straight-quotes");
const NESTED: &Rule = rule(RULES, "nested-quotes");
const MIXED: &Rule = rule(RULES, "mixed-quotes");

/// Paragraphs that a quotation may have.
const PARAGRAPHS: usize = 12;

/// A mark without its partner in its paragraph.
#[derive(Debug, Clone, Copy)]
struct Lonely {
    at: usize,
    c: char,
    kind: u8,
    opens: bool,
}

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    // Those that may find their partner in a later paragraph, with the number of their own.
    let mut recent: Vec<(usize, Lonely)> = Vec::new();
    let mut lonely: Vec<Lonely> = Vec::new();
    for (number, paragraph) in draft.paragraphs().into_iter().enumerate() {
        let first = draft.text[paragraph.range()].trim_start().chars().next();
        let old = recent.partition_point(|(from, _)| number - from > PARAGRAPHS);
        lonely.extend(recent.drain(..old).map(|(_, x)| x));
        recent.retain(|(from, x)| {
            !(from + 1 == number && x.opens && x.kind < 3 && first == Some(x.c))
        });
        let Some(mark) = pairs(draft, paragraph, findings) else { continue };
        // A quotation may go on for some paragraphs: opened where the first begins, or where each
        // does, and closed in the last.
        let quoted = |(_, x): &(usize, Lonely)| {
            let begins = draft.text[..x.at].trim_end_matches([' ', '\u{3000}', '\u{a0}']);
            x.kind == mark.kind && x.opens && (begins.is_empty() || begins.ends_with('\n'))
        };
        if !mark.opens && recent.iter().any(quoted) {
            recent.retain(|x| !quoted(x));
        } else {
            recent.push((number, mark));
        }
    }
    for mark in lonely.into_iter().chain(recent.into_iter().map(|(_, x)| x)) {
        if draft.leaf(mark.at).is_some_and(|x| x.role != Role::Chrome) {
            let place = Span::new(mark.at, mark.at + mark.c.len_utf8());
            findings.add(UNBALANCED, place, &[&mark.c]);
        }
    }
    let straight: Vec<Span> = draft
        .marks
        .iter()
        .filter(|x| x.c == '"' && draft.is_running(x.at))
        .map(|x| Span::new(x.at, x.at + 1))
        .collect();
    findings.add_all(STRAIGHT, &straight);
    mixed(draft, findings);
}

/// Kinds of brackets.
const KINDS: usize = 7;

/// The kind of a bracket, and whether it opens.
fn kind(c: char) -> Option<(u8, bool)> {
    Some(match c {
        '“' => (0, true),
        '”' => (0, false),
        '「' => (1, true),
        '」' => (1, false),
        '『' => (2, true),
        '』' => (2, false),
        '《' => (3, true),
        '》' => (3, false),
        '（' | '(' => (4, true),
        '）' | ')' => (4, false),
        '【' => (5, true),
        '】' => (5, false),
        '〔' => (6, true),
        '〕' => (6, false),
        _ => return None,
    })
}

/// How a mark is written inside another of its kind.
fn inner(c: char) -> Option<(&'static str, char)> {
    match c {
        '“' => Some(("“”", '‘')),
        '《' => Some(("《》", '〈')),
        _ => None,
    }
}

/// Matches the brackets of a paragraph; returns the first that has no partner.
fn pairs(draft: &Draft<'_>, paragraph: Span, findings: &mut Findings) -> Option<Lonely> {
    let mut open: Vec<Lonely> = Vec::new();
    let mut depths = [0usize; KINDS];
    let mut lonely = None;
    let mut nested = None;
    for mark in draft.marks_in(paragraph) {
        let Some((kind, opens)) = kind(mark.c) else { continue };
        let mark = Lonely { at: mark.at, c: mark.c, kind, opens };
        if opens {
            if depths[kind as usize] > 0 {
                nested = nested.or(inner(mark.c).map(|x| (mark, x)));
            }
            depths[kind as usize] += 1;
            open.push(mark);
            continue;
        }
        let partner = || open.iter().rposition(|x| x.kind == kind);
        match (depths[kind as usize] > 0).then(partner).flatten() {
            Some(at) => {
                // What was opened later never closed.
                lonely = lonely.or(open.get(at + 1).copied());
                open.drain(at..).for_each(|x| depths[x.kind as usize] -= 1);
            }
            // 1）, a）
            None if matches!(mark.c, ')' | '）') && is_item(draft, paragraph, mark.at) => {}
            None => lonely = lonely.or(Some(mark)),
        }
    }
    let lonely = lonely.or(open.first().copied());
    if let (None, Some((mark, (pair, inner)))) = (lonely, nested)
        && draft.is_running(mark.at)
    {
        let place = Span::new(mark.at, mark.at + mark.c.len_utf8());
        findings.add(NESTED, place, &[&pair, &inner]);
    }
    lonely
}

/// Whether a closing bracket belongs to a number: 1） a) ①）.
fn is_item(draft: &Draft<'_>, paragraph: Span, at: usize) -> bool {
    let numeral = |c: char| {
        c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c) || matches!(c, '①'..='⑳')
    };
    let text = draft.text[paragraph.start..at].trim_end_matches(numeral);
    let digits = paragraph.start + text.len();
    digits < at
        && (text.trim_end().is_empty()
            || text.trim_end().ends_with(['。', '；', ';', '：', ':', '，', ',', '！', '、']))
}

fn mixed(draft: &Draft<'_>, findings: &mut Findings) {
    // Straight ones in the markup of a page are no quotation marks.
    let first =
        |c: char| draft.marks.iter().find(|x| x.c == c && (c != '"' || draft.is_running(x.at)));
    let kinds = [("“”", first('“')), ("「」", first('「')), ("\"\"", first('"'))];
    let mut there: Vec<_> = kinds.iter().filter_map(|(name, x)| x.map(|x| (x.at, *name))).collect();
    there.sort_unstable();
    if let [(_, one), (at, other), ..] = there[..] {
        let len = draft.after(at).map_or(0, char::len_utf8);
        findings.add(MIXED, Span::new(at, at + len), &[&one, &other]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_fires;

    #[test]
    fn partners() {
        assert_fires(
            "unbalanced",
            &[
                ("要抓好《规划》、“两纲”（试行）的落实。", 0),
                ("要抓好《规划、“两纲”（试行）的落实。", 1),
                ("要抓好规划》的落实。", 1),
                ("抓三件事：1）备种；2）备肥；3）备水。", 0),
                ("“第一段引文。\n“第二段引文。”", 0),
                ("“第一段引文。\n第二段正文。", 1),
                ("要坚持（一手抓“春耕，一手抓”秋收）。", 0),
            ],
        );
        assert_fires("nested-quotes", &[("读《〈论语〉新解》，“念‘早’字诀”。", 0)]);
        assert_fires("straight-quotes", &[("念\"早\"字诀，念\"实\"字诀。", 1)]);
    }
}
