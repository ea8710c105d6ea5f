//! Closings: wishes, thanks, end formulas, perorations (sections 1.11 to 1.14 of the domain).

use super::salutation::head;
use crate::grammar::Grammar;
use crate::text::chars::is_space;

/// A paragraph at the end of a speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closing {
    Wish,
    Thanks,
    EndFormula,
}

/// What kind of closing a whole paragraph is.
pub(crate) fn closing(grammar: &Grammar, text: &str) -> Option<Closing> {
    if text.len() > 600 {
        return None;
    }
    let text = text.trim_matches(is_space);
    let is = |kind| grammar.closings.is(kind, text);
    if is("thanks") {
        Some(Closing::Thanks)
    } else if is("wish") {
        Some(Closing::Wish)
    } else if is("end") {
        Some(Closing::EndFormula)
    } else {
        None
    }
}

/// Where the thanks begin that a paragraph ends with: 再接再厉。谢谢大家！
pub(crate) fn thanks_tail(grammar: &Grammar, text: &str) -> Option<usize> {
    let from = text.char_indices().rev().nth(30).map_or(0, |(at, _)| at);
    let found = grammar
        .closings
        .of("thanks-tail")
        .find_map(|rule| rule.captures(&text[from..])?.get(0).map(|found| from + found.start()))?;
    // Thanks are a sentence of their own.
    let before = text[..found].trim_end_matches(is_space).chars().next_back();
    (found == 0 || before.is_some_and(crate::text::chars::is_sentence_end)).then_some(found)
}

/// Whether an unmarked paragraph begins a peroration: 同志们， 总之， 最后，
pub(crate) fn begins_peroration(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is("peroration", head(text, 40))
}

/// Whether a sentence turns to the audience: 同志们，
pub(crate) fn begins_address(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is("address", head(text, 12))
}

/// Whether an unmarked paragraph turns from a finished list to the layer above: 我们也清醒地看到
pub(crate) fn begins_turn(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is("turn", head(text, 60))
}

/// Whether an unmarked paragraph or sentence looks back on a finished series: 这些问题， 上述
pub(crate) fn begins_summary(grammar: &Grammar, text: &str) -> bool {
    grammar.closings.is("summary", head(text, 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_paragraphs() {
        let grammar = Grammar::bundled();
        for (text, kind) in [
            ("谢谢大家！", Some(Closing::Thanks)),
            ("謝謝。", Some(Closing::Thanks)),
            ("多謝主席。", Some(Closing::Thanks)),
            ("我的发言完了，谢谢大家!", Some(Closing::Thanks)),
            ("感谢各位。", Some(Closing::Thanks)),
            ("最后,预祝各位乡亲五谷丰登,六畜兴旺!", Some(Closing::Wish)),
            ("衷心祝愿各位来宾事业兴旺！", Some(Closing::Wish)),
            ("祝大会圆满成功!", Some(Closing::Wish)),
            ("汇报完毕。", Some(Closing::EndFormula)),
            ("以上发言，如有不妥，敬请批评指正。", Some(Closing::EndFormula)),
            ("散会。", Some(Closing::EndFormula)),
            ("完", Some(Closing::EndFormula)),
            ("特此报告，请予评议。", Some(Closing::EndFormula)),
            ("庆祝大会开得很好。", None),
            (
                "感谢大家一年来对我工作的关心、支持和帮助，感谢你们的辛勤付出和无私的奉献精神。",
                None,
            ),
            ("完成全年任务", None),
            ("首先，我代表县委表示祝贺！", None),
        ] {
            assert_eq!(closing(grammar, text), kind, "{text}");
        }
        assert_eq!(thanks_tail(grammar, "让我们再接再厉。谢谢大家！").map(|at| at > 0), Some(true));
        assert_eq!(thanks_tail(grammar, "我谢谢大家！"), None);
    }

    #[test]
    fn cues() {
        let grammar = Grammar::bundled();
        for (text, peroration, summary) in [
            ("总之，使命光荣。", true, true),
            ("同志们，蓝图已经绘就。", true, false),
            ("最后，再强调一点。", true, false),
            ("让我们携起手来", true, false),
            ("这些问题，既是困难也是课题", false, true),
            ("上述项目共需投资三亿元", false, true),
            ("最后一公里要打通", false, false),
            ("我们要抓落实", false, false),
        ] {
            assert_eq!(begins_peroration(grammar, text), peroration, "{text}");
            assert_eq!(begins_summary(grammar, text), summary, "{text}");
        }
    }
}
