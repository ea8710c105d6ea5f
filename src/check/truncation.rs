//! Texts that break off.

use super::draft::{Draft, Role};
use super::rule::{Rule, text};
use super::words::Words;
use super::{Findings, excerpt, rule};
use crate::diagnostic::Severity::Warning;
use crate::document::Chrome;
use crate::span::Span;
use crate::text::sentence::is_terminated;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "truncated",
        group: "truncation",
        severity: Warning,
        message: text("全文到“{0}”就断了", "the text breaks off at {0}"),
        why: text(
            "最后一句没有结束，说明后面的内容丢了：复制不全，或者网页只给了一部分。",
            "The last sentence has no end: what follows was lost, or the page shows only a part.",
        ),
        wrong: "同志们：\n春耕要早谋划、早部署、早行动，各级干部要......",
        right: "同志们：\n春耕要早谋划、早部署、早行动，各级干部要带头。",
    },
    Rule {
        code: "cut-by-site",
        group: "truncation",
        severity: Warning,
        message: text("网站在这里截断了正文：“{0}”", "the site cut the text here: {0}"),
        why: text(
            "“试读结束”“阅读全文”一类提示说明网页没有给出全文。",
            "A note such as 试读结束 or 阅读全文 says that the page does not have the whole text.",
        ),
        wrong: "同志们：\n春耕生产要早谋划、早部署、早行动。\n试读结束，开通会员阅读全文",
        right: "同志们：\n春耕生产要早谋划、早部署、早行动。",
    },
];

const TRUNCATED: &Rule = rule(RULES, "truncated");
const CUT: &Rule = rule(RULES, "cut-by-site");

/// Bytes of a line that is a sentence and no name.
const LINE: usize = 45;

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    // Other lines of a site's cashier only ask for money.
    let cut = |x: &&Chrome<'_>| {
        x.kind == "paywall" && Words::get().of(CUT.code, &x.text).next().is_some()
    };
    for chrome in draft.document.chrome.iter().filter(cut) {
        findings.add(CUT, chrome.span, &[&excerpt(&chrome.text)]);
    }
    for (at, speech) in draft.document.speeches.iter().enumerate() {
        let whole = speech.thanks.is_some()
            || speech.end_formula.is_some()
            || speech.signature.is_some()
            || speech.wish.is_some()
            || !speech.appendix.is_empty();
        let last = draft.leaves_of(at).rfind(|x| x.role != Role::Chrome);
        let Some(last) = last.filter(|x| x.role == Role::Text && !whole) else { continue };
        let text = draft.slice(last.span).trim_end();
        // Above it stand sentences, so that it is no list of names.
        let sentences = text.contains(['。', '，', ',']) && text.len() > LINE;
        let dots = ["...", "…", "．．．"].iter().any(|x| text.ends_with(x));
        if dots
            || sentences && !is_terminated(text) && !text.ends_with(['》', '）', ')', '〕', '.'])
        {
            let start = text.char_indices().rev().nth(7).map_or(0, |(at, _)| at);
            let span = Span::new(last.span.start + start, last.span.start + text.len());
            findings.add(TRUNCATED, span, &[&&text[start..]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_fires;

    #[test]
    fn ends() {
        assert_fires(
            "truncated",
            &[
                ("同志们：\n春耕要早谋划、早部署、早行动，各级干部要......", 1),
                ("同志们：\n春耕要早谋划、早部署、早行动。\n谢谢大家", 0),
                ("同志们：\n春耕要早谋划、早部署、早行动。\n青禾县人民政府\n2021年4月16日", 0),
            ],
        );
    }
}
