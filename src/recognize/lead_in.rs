//! Lead-ins and announcements: the sentence that introduces a series (section 1.8 of the domain).

use crate::grammar::{Grammar, Kind};
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
    let counts = counts(grammar, sentence);
    if let Some(found) = announced(grammar, sentence, counts) {
        return Some(found);
    }
    if counts && let Some(found) = counted(grammar, Kind::Exist, sentence) {
        return Some(found);
    }
    let plain =
        sentence.ends_with([':', '：', '∶', '—']) || grammar.lead_ins.is(Kind::AsFollows, sentence);
    plain.then_some(Announced { count: None, unit: None, talk: false })
}

/// What a marker counts: the 点 of 第三点，
pub(crate) fn unit<'t>(grammar: &Grammar, marker: &'t str) -> Option<&'t str> {
    let found = grammar.lead_ins.captures(Kind::Counted, marker)?.name("unit")?;
    Some(found.as_str())
}

/// Whether a sentence announces what the speaker will say.
pub(crate) fn announcement(grammar: &Grammar, sentence: &str) -> Option<Announced> {
    let sentence = sentence.trim_matches(is_space);
    if sentence.len() > LONGEST {
        return None;
    }
    announced(grammar, sentence, counts(grammar, sentence))
}

/// Whether a sentence counts anything: 三点
fn counts(grammar: &Grammar, sentence: &str) -> bool {
    grammar.lead_ins.is(Kind::Counted, sentence)
}

fn announced(grammar: &Grammar, sentence: &str, counts: bool) -> Option<Announced> {
    let report = || {
        grammar.lead_ins.is(Kind::Report, sentence).then_some(Announced {
            count: None,
            unit: None,
            talk: true,
        })
    };
    let talk = || counted(grammar, Kind::Talk, sentence);
    counts.then(talk).flatten().or_else(report)
}

fn counted(grammar: &Grammar, kind: Kind, sentence: &str) -> Option<Announced> {
    let found = grammar.lead_ins.captures(kind, sentence)?;
    // 第七个五年计划, 百分之三点: no counts; and what somebody else said announces nothing.
    let before = found.name("count").map_or("", |x| &sentence[..x.start()]);
    let reported = || {
        !sentence.contains('我') && grammar.lead_ins.is(Kind::Reported, sentence)
            || grammar.lead_ins.is(Kind::Past, sentence)
    };
    if grammar.lead_ins.is(Kind::Ordinal, before)
        || grammar.lead_ins.is(Kind::NoPoints, sentence)
        || kind == Kind::Talk && reported()
    {
        return None;
    }
    let group = |name| found.name(name).map(|x| x.as_str());
    let count = group("count").and_then(numeral::count);
    // 作一个说明: one is not a count of points.
    if count == Some(1) {
        return None;
    }
    Some(Announced { count, unit: group("unit").map(str::to_owned), talk: kind == Kind::Talk })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::rows;

    /// Whether the speaker will talk of them, how many there are, and of what.
    #[test]
    fn rows() {
        rows::check(include_str!("rows/lead_in.txt"), |_, text| {
            let found = lead_in(Grammar::bundled(), text)?;
            let mut out = vec![if found.talk { "talk" } else { "list" }.to_owned()];
            out.extend(found.count.map(|x| x.to_string()));
            out.extend(found.unit);
            Some(out.join(" "))
        });
    }
}
