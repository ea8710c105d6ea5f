//! Lead-ins and announcements: the sentence that introduces a series (section 1.8 of the domain).

use crate::grammar::Grammar;
use crate::numeral;
use crate::text::chars::is_space;

/// What a lead-in says of the series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Announced {
    /// How many there will be; `None` for 几, 如下.
    pub(crate) count: Option<u32>,
    /// 点, 方面, 条 …
    pub(crate) unit: Option<String>,
    /// The speaker says that he will speak of them: 下面，我讲三点意见。
    pub(crate) talk: bool,
}

/// The longest sentence that is looked at, in bytes.
const LONGEST: usize = 600;

/// Whether the sentence before a series introduces it (rule L9): it ends with a colon, or it
/// names a count.
pub(crate) fn lead_in(grammar: &Grammar, sentence: &str) -> Option<Announced> {
    let sentence = sentence.trim_matches(is_space);
    if sentence.len() > LONGEST {
        let ends = sentence.ends_with([':', '：']);
        return ends.then_some(Announced { count: None, unit: None, talk: false });
    }
    if let Some(found) = announcement(grammar, sentence) {
        return Some(found);
    }
    if let Some(found) = counted(grammar, "exist", sentence) {
        return Some(found);
    }
    let plain =
        sentence.ends_with([':', '：', '∶', '—']) || grammar.lead_ins.is("as-follows", sentence);
    plain.then_some(Announced { count: None, unit: None, talk: false })
}

/// Whether a sentence announces what the speaker will say.
pub(crate) fn announcement(grammar: &Grammar, sentence: &str) -> Option<Announced> {
    let sentence = sentence.trim_matches(is_space);
    if sentence.len() > LONGEST {
        return None;
    }
    let report = || {
        grammar.lead_ins.is("report", sentence).then_some(Announced {
            count: None,
            unit: None,
            talk: true,
        })
    };
    counted(grammar, "talk", sentence).or_else(report)
}

fn counted(grammar: &Grammar, kind: &str, sentence: &str) -> Option<Announced> {
    if !grammar.lead_ins.is("counted", sentence) {
        return None;
    }
    let found = grammar.lead_ins.captures(kind, sentence)?;
    // 第七个五年计划, 百分之三点: no counts; and what somebody else said announces nothing.
    let before = found.name("count").map_or("", |x| &sentence[..x.start()]);
    let reported = || {
        !sentence.contains('我') && grammar.lead_ins.is("reported", sentence)
            || grammar.lead_ins.is("past", sentence)
    };
    if before.ends_with(['第', '之']) || kind == "talk" && reported() {
        return None;
    }
    let group = |name| found.name(name).map(|x| x.as_str());
    let count = group("count").and_then(numeral::count);
    // 作一个说明: one is not a count of points.
    if count == Some(1) {
        return None;
    }
    Some(Announced { count, unit: group("unit").map(str::to_owned), talk: kind == "talk" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lead_ins() {
        let grammar = Grammar::bundled();
        for (text, expected) in [
            ("下面，我讲四个方面的意见。", Some((Some(4), true))),
            ("下面,我講三個要點。", Some((Some(3), true))),
            ("借此机会，我对各村提四点希望和建议：", Some((Some(4), true))),
            ("讲3点意见。", Some((Some(3), true))),
            ("我就综合改革工作提几点要求。", Some((None, true))),
            ("这里我就春耕备耕强调四点，", Some((Some(4), true))),
            ("主要体现在以下几个方面：", Some((None, false))),
            ("我们的管护还存在四个方面突出短板。", Some((Some(4), false))),
            ("主要从四个渠道解决：", Some((Some(4), false))),
            ("会议的主要目的有两个：", Some((Some(2), false))),
            ("为此建议：", Some((None, false))),
            ("现将有关情况汇报如下：", Some((None, true))),
            ("下面，我就贯彻会议精神提三点要求。", Some((Some(3), true))),
            ("借此机会，我向同志们提四点要求。", Some((Some(4), true))),
            ("中央会议提出了六点要求。", None),
            ("我们走访了很多群众。", None),
            ("这是党的优良传统。", None),
        ] {
            let found = lead_in(grammar, text).map(|x| (x.count, x.talk));
            assert_eq!(found, expected, "{text}");
        }
    }
}
