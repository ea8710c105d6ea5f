//! The heading of a marked text: the whole line, the first sentence, or what stands before a space
//! (section 2.5 of the domain).

use crate::grammar::Grammar;
use crate::text::chars::{is_heading_end, is_space};
use crate::text::sentence;

/// Characters a run-in heading may have.
pub(crate) const RUN_IN: usize = 48;
/// Characters a heading that fills its paragraph may have when it ends like a sentence.
const OWN_LINE: usize = 64;
/// … when it ends with a colon.
const INTRODUCTION: usize = 24;
/// Characters of a heading that a space sets off from its text.
const SPACED: usize = 30;

/// The heading of a text after its marker.
#[derive(Debug, PartialEq)]
pub(crate) struct Split {
    /// Bytes of it, final punctuation included.
    pub(crate) heading: Option<usize>,
    /// It is the whole paragraph.
    pub(crate) fills: bool,
}

/// Tells the heading from the body (section 2.5): the whole line, the first sentence, or what
/// stands before a single space.
pub(crate) fn split_heading(grammar: &Grammar, body: &str, fixed: bool) -> Split {
    let trimmed = body.trim_matches(is_space);
    let chars = |text: &str| text.trim_matches(is_space).chars().count();
    let end = sentence::first_end(body);
    let fills = end.is_none_or(|end| body[end..].trim_matches(is_space).is_empty());
    if fixed && let Some(at) = space_after_heading(body, end) {
        return Split { heading: Some(at), fills: false };
    }
    if fills {
        // A heading may announce its text: 一、抓早：
        let introduces = trimmed.ends_with(['：', ':']);
        let list_item = ends_item(without_join(grammar, trimmed))
            || introduces && (!fixed || chars(body) > INTRODUCTION);
        let long = chars(body) > OWN_LINE;
        let heading = !trimmed.is_empty() && !list_item && !long;
        return Split { heading: heading.then_some(body.len()), fills: true };
    }
    let end = end.filter(|end| chars(&body[..*end]) <= RUN_IN + 1 && chars(&body[..*end]) > 1);
    Split { heading: end, fills: false }
}

fn ends_item(text: &str) -> bool {
    text.ends_with(['；', ';', '，', ',', '、'])
}

/// An item of a list without the conjunction to the next: …；以及
fn without_join<'t>(grammar: &Grammar, text: &'t str) -> &'t str {
    let joins = grammar.markers.joins.iter();
    let mut items = joins.filter_map(|word| text.strip_suffix(word.as_str()));
    items.find(|x| ends_item(x)).unwrap_or(text)
}

/// A heading that its own list follows in one line: it ends in a colon, or has no punctuation at all.
pub(crate) fn is_introduction(text: &str) -> bool {
    let text = text.trim_matches(is_space);
    let clause = text.strip_suffix(['：', ':']).unwrap_or(text);
    !clause.is_empty()
        && !clause.contains(['。', '；', ';', '，', ',', '：', ':'])
        && text.chars().count() <= INTRODUCTION
}

/// A heading glued to its body by one space: 四、重要保障 开展这项活动，事关全局。
fn space_after_heading(body: &str, end: Option<usize>) -> Option<usize> {
    let start = body.len() - body.trim_start_matches(is_space).len();
    let mut near = body[start..].char_indices().take(SPACED + 1);
    let at = start + near.find(|(_, c)| is_space(*c))?.0;
    if end.is_some_and(|end| end <= at) {
        return None;
    }
    let heading = &body[start..at];
    let rest = body[at..].trim_start_matches(is_space);
    let short = (4..=SPACED).contains(&heading.chars().count());
    let plain = !heading.contains(['；', ';', '：', ':', '“', '"'])
        && !heading.ends_with(['，', ',', '、'])
        && heading.chars().all(|c| c == ',' || !c.is_ascii());
    // Stray spaces come in numbers.
    let lone = !rest.chars().take(20).any(is_space);
    (short && plain && lone && rest.chars().nth(20).is_some() && rest.contains('。')).then_some(at)
}

/// The first clause, for display: up to the first ，。；：
pub(crate) fn first_clause(body: &str) -> usize {
    let start = body.len() - body.trim_start_matches(is_space).len();
    let end = body[start..]
        .char_indices()
        .find(|(at, c)| {
            *at > 0 && (matches!(c, '，' | ',' | '：' | ':' | '！' | '？') || is_heading_end(*c))
        })
        .map_or(body.len(), |(at, _)| start + at);
    end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_bodies() {
        for (body, heading, fills) in [
            ("关于重大意义", Some("关于重大意义"), true),
            ("充分肯定成绩。", Some("充分肯定成绩。"), true),
            ("提高认识，明确责任。各单位要落实。", Some("提高认识，明确责任。"), false),
            ("四级联动;", None, true),
            (
                "关于重要保障 开展这项活动，事关全局，任务艰巨，必须举全力推进，各级各部门要把它作为头等大事抓紧抓好抓出成效。",
                Some("关于重要保障"),
                false,
            ),
            ("投入34。5亿元。效果好。", Some("投入34。5亿元。"), false),
        ] {
            let split = split_heading(Grammar::bundled(), body, true);
            assert_eq!(split.heading.map(|end| &body[..end]), heading, "{body}");
            assert_eq!(split.fills, fills, "{body}");
        }
        assert_eq!(&"全面听取，逐条研究；"[..first_clause("全面听取，逐条研究；")], "全面听取");
    }
}
