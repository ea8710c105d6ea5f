//! Announced numbers that do not agree with what follows.

use super::draft::Draft;
use super::rule::{Rule, text};
use super::{Findings, rule};
use crate::diagnostic::Severity::Warning;
use crate::document::{Block, Paragraph};
use crate::span::Span;
use crate::text::sentence;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "count-mismatch",
        group: "counts",
        severity: Warning,
        message: text("这里说有{0}项，后面是{1}项", "announced {0}, found {1}"),
        why: text(
            "“下面我讲四点意见”之后应当正好四点。数目对不上，不是少写了一点，就是改稿后忘了改总起句。",
            "After “I have four points” there should be four. Where they disagree, a point is missing or the announcement was not changed with the text.",
        ),
        wrong: "同志们：\n下面，我讲三点意见。\n一、抓早\n早备种。\n二、抓实\n实干。",
        right: "同志们：\n下面，我讲两点意见。\n一、抓早\n早备种。\n二、抓实\n实干。",
    },
    Rule {
        code: "pieces-mismatch",
        group: "counts",
        severity: Warning,
        message: text("题目说有{0}篇，实有{1}篇", "the title names {0} pieces, there are {1}"),
        why: text(
            "合集题目里的篇数应与正文一致；不一致说明有的篇目丢了，或分隔行没有写对。",
            "The number of pieces in a collection's title should be right; otherwise a piece or a separator line was lost.",
        ),
        wrong: "春耕生产讲话稿三篇\n第一篇：在春耕动员会上的讲话\n同志们：\n春耕要早动手。\n谢谢大家！\n第二篇：在夏收现场会上的讲话\n同志们：\n夏收要颗粒归仓。\n谢谢大家！",
        right: "春耕生产讲话稿两篇\n第一篇：在春耕动员会上的讲话\n同志们：\n春耕要早动手。\n谢谢大家！\n第二篇：在夏收现场会上的讲话\n同志们：\n夏收要颗粒归仓。\n谢谢大家！",
    },
];

const COUNT: &Rule = rule(RULES, "count-mismatch");
const PIECES: &Rule = rule(RULES, "pieces-mismatch");

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    let document = draft.document;
    let pieces = document.speeches.iter().filter(|x| x.separator.is_some()).count();
    if let Some(declared) = document.declared.filter(|x| *x as usize != pieces && pieces > 0) {
        findings.add(PIECES, document.title_span, &[&declared, &pieces]);
    }
    for (at, speech) in document.speeches.iter().enumerate() {
        let Some(announcement) = &speech.announcement else { continue };
        let (Some(count), Some(found)) = (announcement.count, announcement.found) else { continue };
        // A group beside the announced series counts for the tree, not for the speaker.
        let mut tops = draft.series_of(at).filter(|x| x.in_body);
        let agrees = tops.any(|x| x.members.len() == count as usize && x.owners.len() <= 1);
        if found > 0 && found != count && !agrees {
            findings.add(COUNT, announcement.span, &[&count, &found]);
        }
    }
    for speech in &document.speeches {
        let announced = speech.announcement.as_ref().map_or(Span::default(), |x| x.span);
        for zone in [&speech.opening, &speech.body, &speech.closing, &speech.appendix] {
            lead_ins(draft, zone, announced, findings);
        }
    }
}

fn lead_ins(draft: &Draft<'_>, blocks: &[Block<'_>], announced: Span, findings: &mut Findings) {
    for block in blocks {
        match block {
            Block::Paragraph(x) => lead_in(draft, x, announced, findings),
            Block::Section(x) => lead_ins(draft, &x.body, announced, findings),
            Block::Salutation(_) => {}
        }
    }
}

fn lead_in(draft: &Draft<'_>, paragraph: &Paragraph<'_>, announced: Span, findings: &mut Findings) {
    let Some(lead_in) = &paragraph.lead_in else { return };
    let Some(count) = lead_in.count.filter(|x| *x != lead_in.found) else { return };
    let Some(unit) = lead_in.unit.as_deref() else { return };
    let whole = draft.slice(paragraph.span);
    let (start, end) = sentence::last(whole);
    let span = Span::new(paragraph.span.start + start, paragraph.span.start + end);
    // Only 有四个方面： promises a list; “四个全面”，和四个方面的工作。 do not.
    let sentence = &whole[start..end];
    let clause = sentence.rsplit(['，', ',', '；', ';', '”', '」']).next().unwrap_or(sentence);
    let promises = clause.contains(unit) && sentence.trim_end().ends_with(['：', ':']);
    if !promises || announced.start < span.end && span.start < announced.end {
        return;
    }
    findings.add(COUNT, span, &[&count, &lead_in.found]);
}
