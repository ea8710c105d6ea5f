//! Markers: `一、` `（三）` `第二，` `四是` `1．` `※`.

use crate::grammar::Grammar;
use crate::grammar::form::LAST;
use crate::numeral;
use crate::text::chars::{is_han, is_space};

/// A marker, as it may stand at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Marker {
    /// Index of its form in the grammar.
    pub(crate) form: u16,
    /// What it counts on with; members of one series have the same.
    pub(crate) series: u16,
    /// Its number: 0 for a bullet, [`LAST`] for 最后.
    pub(crate) ordinal: u16,
    /// Bytes of it.
    pub(crate) len: usize,
}

/// The marker at the start of `text`: the first form of the grammar that fits.
pub(crate) fn marker_at(grammar: &Grammar, text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    grammar.markers.candidates(text).find_map(|(id, entry)| {
        let found = entry.form.at_start(text)?;
        let (marker, rest) = text.split_at(found.len);
        // The space that a form asked for is not part of the marker.
        let marker = marker.trim_end_matches(is_space);
        if is_refused(&entry.unless, marker, rest) || is_coordination(marker, rest, found.ordinal) {
            return None;
        }
        if found.ordinal == 0 && (rest.chars().take(2).count() < 2 || rest.starts_with(first)) {
            return None;
        }
        // Members that must share a word (一看 二看, ● ●) are a series of their own for each word.
        let variant = if entry.same { found.option << 8 } else { 0 };
        Some(Marker {
            form: id,
            series: entry.series | variant,
            ordinal: found.ordinal,
            len: marker.len(),
        })
    })
}

/// Whether what follows says that this is no marker: the form's `unless`.
fn is_refused(unless: &[String], marker: &str, rest: &str) -> bool {
    unless.iter().any(|word| match word.as_str() {
        "digit" => rest.starts_with(|c| numeral::digit_value(c).is_some()),
        // 一是一，二是二; but 三是三位一体招生
        "same" => {
            let mut rest = rest.chars();
            rest.next() == marker.chars().next() && !rest.next().is_some_and(is_han)
        }
        word => rest.starts_with(word),
    })
}

/// A coordination of numerals: 一、二、三产业; 一、二年级; 第一、二、三产业; 七、八月.
fn is_coordination(marker: &str, rest: &str, ordinal: u16) -> bool {
    if !marker.ends_with(['、', '，', ',']) || ordinal == LAST {
        return false;
    }
    // 第六部分、第七部分
    if let Some(second) = rest.strip_prefix('第') {
        return marker.starts_with('第')
            && numeral::cjk(second).or_else(|_| numeral::arabic(second)).is_ok();
    }
    let next =
        numeral::cjk(rest).or_else(|_| numeral::arabic(rest)).or_else(|_| numeral::stem(rest));
    let Ok((after, number)) = next else { return false };
    let same_script = rest.starts_with(|c: char| numeral::digit_value(c).is_some())
        == marker.contains(|c: char| numeral::digit_value(c).is_some());
    same_script
        && number > ordinal
        && after.starts_with([
            '、', '和', '及', '与', '與', '线', '線', '级', '級', '类', '類', '产', '產', '期',
            '档', '檔', '号', '號', '等', '季', '班', '组', '組', '届', '届', '月',
        ])
        || same_script && number == ordinal + 1 && after.starts_with("年级")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Option<(&'static str, u16, &str)> {
        let grammar = Grammar::bundled();
        let marker = marker_at(grammar, text)?;
        let id = grammar.markers.forms[marker.form as usize].id.as_str();
        Some((id, marker.ordinal, &text[..marker.len]))
    }

    #[test]
    fn families() {
        for (text, id, ordinal, marker) in [
            ("第一部分:总结成绩", "part", 1, "第一部分:"),
            ("第三章 组织机构", "part", 3, "第三章"),
            ("第2讲、如何开会", "part", 2, "第2讲、"),
            ("壹、 迎接新的挑战", "capital", 1, "壹、"),
            ("貳、推動治理", "capital", 2, "貳、"),
            ("庚、結語", "stem", 7, "庚、"),
            ("一、关于重大意义", "cjk", 1, "一、"),
            ("十二.抓好收尾", "cjk", 12, "十二."),
            ("六．推进新校区建设", "cjk", 6, "六．"),
            ("一,晶片的概念", "cjk-comma", 1, "一,"),
            ("一：从实践中汲取", "cjk-comma", 1, "一："),
            ("(一)指導思想", "paren", 1, "(一)"),
            ("（十一）、抓宣传", "paren", 11, "（十一）、"),
            ("〔三〕抓督查", "paren", 3, "〔三〕"),
            ("（二)抓培训", "paren", 2, "（二)"),
            ("㈡抓培训", "paren-sign", 2, "㈡"),
            ("1.四级联动", "digit", 1, "1."),
            ("１２．落实责任", "digit", 12, "１２．"),
            ("3、抓发动", "digit", 3, "3、"),
            ("⒈抓发动", "digit-sign", 1, "⒈"),
            ("1.2 目标", "dotted", 2, "1.2"),
            ("（1）抓春耕", "paren-digit", 1, "（1）"),
            ("(12).抓秋收", "paren-digit", 12, "(12)."),
            ("⑵抓秋收", "paren-digit-sign", 2, "⑵"),
            ("①建台账", "circled", 1, "①"),
            ("❷建台账", "circled", 2, "❷"),
            ("1)建台账", "digit-half", 1, "1)"),
            ("A.建台账", "latin", 1, "A."),
            ("(b)建台账", "paren-latin", 2, "(b)"),
            ("Ⅱ、安排", "roman", 2, "Ⅱ、"),
            ("第一,坚持领导", "di", 1, "第一,"),
            ("第二点，坚持领导", "di", 2, "第二点，"),
            ("第三个方面，抓落实", "di-unit", 3, "第三个方面，"),
            ("第一阶段为动员阶段", "di-unit-copula", 1, "第一阶段为"),
            ("第二步，全面铺开", "di-unit", 2, "第二步，"),
            ("第一个问题：怎么看", "di-unit", 1, "第一个问题："),
            ("第一是态度要端正", "di-copula", 1, "第一是"),
            ("第二 完善制度", "di-space", 2, "第二"),
            ("一是要加强领导", "shi", 1, "一是"),
            ("三是要素供给偏紧", "shi", 3, "三是"),
            ("二要明确责任", "shi", 2, "二要"),
            ("十一要抓好收尾", "shi", 11, "十一要"),
            ("二靠制度", "must", 2, "二靠"),
            ("三看：看到了干劲", "verb", 3, "三看："),
            ("首先,我们要", "sequence", 1, "首先,"),
            ("其次是落实", "sequence", 2, "其次是"),
            ("最後，抓好督查", "sequence", LAST, "最後，"),
            ("其三，作风要实", "its", 3, "其三，"),
            ("理由二：基于需求", "label", 2, "理由二："),
            ("我的第一想法是：主动作为", "my-point", 1, "我的第一想法是："),
            ("※ 创新之举", "bullet", 0, "※"),
            ("——坚持农业优先", "dash", 0, "——"),
            ("第一项议程，宣读决定", "agenda", 1, "第一项议程，"),
            ("现在，进行第二项议程：表彰", "agenda", 2, "现在，进行第二项议程："),
            ("·干部下沉一线", "bullet", 0, "·"),
            ("一来群众满意", "must", 1, "一来"),
            ("第二个方面：制度建设", "di-unit", 2, "第二个方面："),
            ("第三块：短板", "part", 3, "第三块："),
            ("㊁督查", "cjk-sign", 2, "㊁"),
            ("II. 现状", "roman", 2, "II."),
            ("第一條 為規範管理", "article", 1, "第一條"),
        ] {
            assert_eq!(seen(text), Some((id, ordinal, marker)), "{text}");
        }
    }

    /// The reject rules R1 to R42 that a single position decides.
    #[test]
    fn no_markers() {
        for text in [
            "一是一，二是二",     // R1
            "第一书记要带头",     // R2
            "第一时间赶到",       // R2
            "第三方评估",         // R2
            "第一要务是发展",     // R4
            "一、二、三产业融合", // R6
            "一、二年级学生",     // R6
            "七、八月份雨水多",   // R6
            "第一、二、三产业",   // R6
            "1、2、3号楼",        // R6
            "甲、乙、丙类",       // R6
            "十二五以来",         // R10
            "一年来，我们",       // R10
            "七一讲话",           // R10
            "十九届六中全会",     // R11
            "第十二条规定的情形", // R12
            "1.5万人",            // R13
            "3.4%",               // R13
            "2012年3月26日",      // R15
            "3.8节",              // R15
            "(2012年2月20日)",    // R16
            "(20亩以上)",         // R16
            "（一）项规定",       // R17
            "(二)班同学",         // R17
            "其一生都在基层",     // R19
            "再次细化方案",       // R20
            "最后一公里",         // R20
            "两个维护",           // R23
            "---，男，汉族",      // R24
            "A股上涨",            // R28
            "X部长到会",          // R29
            "三江镇的干部",       // R30
            "★★★",                // R35
            "一号文件",           // R40
            "二三、四五",
            "两是不合规矩",
        ] {
            assert_eq!(seen(text), None, "{text}");
        }
    }

    #[test]
    fn the_longest_family_wins() {
        for (text, id) in [
            ("第一、希望大家", "di"),
            ("一、希望", "cjk"),
            ("(1)希望", "paren-digit"),
            ("二、三年来的工作回顾", "cjk"),
        ] {
            assert_eq!(seen(text).map(|x| x.0), Some(id), "{text}");
        }
    }
}
