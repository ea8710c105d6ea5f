//! The punctuation of markers, headings and lists (GB/T 15834-2011, appendix B).

use super::draft::{Draft, Role, Series};
use super::rule::{Rule, text};
use super::{Findings, rule};
use crate::diagnostic::Severity::Info;
use crate::document::{Block, Placement, Punctuation, Section};
use crate::span::Span;
use crate::text::chars::{is_han, is_space};
use crate::text::sentence::is_bracketed;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "marker-punctuation",
        group: "punctuation",
        severity: Info,
        message: text("“{0}”应写作“{1}”", "{0} is written {1}"),
        why: text(
            "GB/T 15834-2011 附录B.3：“第一”“首先”“其一”之后用逗号（B.3.1）；“一”“甲”之后用顿号（B.3.2）；“1”“A”之后用下脚点（B.3.3）；“（一）”“①”之后不用标点（B.3.4）。",
            "GB/T 15834-2011, B.3: 第一, 首先, 其一 take a comma (B.3.1); 一, 甲 take 、 (B.3.2); 1, A take a dot (B.3.3); （一）, ① take nothing (B.3.4).",
        ),
        wrong: "第一、要抓早。早备种。\n第二、要抓实。早备肥。",
        right: "第一，要抓早。早备种。\n第二，要抓实。早备肥。",
    },
    Rule {
        code: "bracket-width",
        group: "punctuation",
        severity: Info,
        message: text(
            "括号全半角不一致，应写作“{0}”",
            "brackets of two widths, written {0} elsewhere",
        ),
        why: text(
            "一对括号应当同宽，同级序号的括号也应当同宽。中文用全角括号。",
            "Both brackets of a pair have one width, and so have those of one series. Chinese text has full-width ones.",
        ),
        wrong: "（一)抓春耕，备足良种。\n（二）抓夏管，防汛抗旱。\n（三）抓秋收，颗粒归仓。",
        right: "（一）抓春耕，备足良种。\n（二）抓夏管，防汛抗旱。\n（三）抓秋收，颗粒归仓。",
    },
    Rule {
        code: "heading-end",
        group: "punctuation",
        severity: Info,
        message: text("独行小标题末尾不用句号", "a heading on a line of its own has no full stop"),
        why: text(
            "GB/T 15834-2011 附录B.4：标题末尾一般不用点号，必要时可用问号、叹号或省略号。",
            "GB/T 15834-2011, B.4: a heading ends without punctuation, or with ？, ！ or …… where it must.",
        ),
        wrong: "一、抓早抓实春耕生产。\n早备良种。\n二、抓紧抓好夏季管理。\n防汛抗旱。",
        right: "一、抓早抓实春耕生产\n早备良种。\n二、抓紧抓好夏季管理\n防汛抗旱。",
    },
    Rule {
        code: "comma-missing",
        group: "punctuation",
        severity: Info,
        message: text("“{0}”之后应有逗号", "a comma belongs after {0}"),
        why: text(
            "GB/T 15834-2011 附录B.3.1：“首先”“其次”“再次”一类序次语之后用逗号。",
            "GB/T 15834-2011, B.3.1: 首先, 其次, 再次 take a comma.",
        ),
        wrong: "首先我代表县委向大家表示慰问。",
        right: "首先，我代表县委向大家表示慰问。",
    },
    Rule {
        code: "list-ends",
        group: "punctuation",
        severity: Info,
        message: text(
            "同一组分项的末尾混用分号和句号",
            "items of one list end with both ； and 。",
        ),
        why: text(
            "段内分项要么都用分号、最后用句号，要么都用句号。GB/T 15834-2011 第4.6条：并列的分句之间用分号。",
            "Items inside a paragraph all end with ； and the last with 。, or all with 。 (GB/T 15834-2011, 4.6).",
        ),
        wrong: "会议要求：一是抓早；二是抓实。三是抓细。",
        right: "会议要求：一是抓早；二是抓实；三是抓细。",
    },
    Rule {
        code: "marker-style",
        group: "punctuation",
        severity: Info,
        message: text(
            "同级序号写法不一：前面是“{0}”，这里是“{1}”",
            "markers of one series differ: {0}, here {1}",
        ),
        why: text("同级序号的标点应当一致。", "Markers of one series have the same punctuation."),
        wrong: "1．抓春耕，备足良种。\n2、抓夏管，防汛抗旱。\n3．抓秋收，颗粒归仓。",
        right: "1．抓春耕，备足良种。\n2．抓夏管，防汛抗旱。\n3．抓秋收，颗粒归仓。",
    },
    Rule {
        code: "marker-space",
        group: "punctuation",
        severity: Info,
        message: text(
            "同级序号之后有的空格、有的不空",
            "some markers of one series have a space after them, some have none",
        ),
        why: text(
            "同级序号之后空不空格应当一致；中文序号之后一般不空。",
            "Either all markers of a series have a space after them or none; in Chinese usually none.",
        ),
        wrong: "一、抓春耕\n备足良种。\n二、 抓夏管\n防汛抗旱。\n三、抓秋收\n颗粒归仓。",
        right: "一、抓春耕\n备足良种。\n二、抓夏管\n防汛抗旱。\n三、抓秋收\n颗粒归仓。",
    },
    Rule {
        code: "folded-number",
        group: "punctuation",
        severity: Info,
        message: text(
            "数字直接连着正文，可能是丢了圈的“{0}”",
            "a bare digit before the text, perhaps a {0} that lost its circle",
        ),
        why: text(
            "复制或转换时“①”常被变成“1”，与后面的文字连在一起，看上去像数量。",
            "Copying and conversion turn ① into 1, which then reads like a quantity.",
        ),
        wrong: "要做好三件事：1加强领导，压实责任；2健全机制，堵塞漏洞；3强化保障，落实经费。",
        right: "要做好三件事：①加强领导，压实责任；②健全机制，堵塞漏洞；③强化保障，落实经费。",
    },
];

const MARKER: &Rule = rule(RULES, "marker-punctuation");
const BRACKET: &Rule = rule(RULES, "bracket-width");
const END: &Rule = rule(RULES, "heading-end");
const COMMA: &Rule = rule(RULES, "comma-missing");
const LIST: &Rule = rule(RULES, "list-ends");
const STYLE: &Rule = rule(RULES, "marker-style");
const SPACE: &Rule = rule(RULES, "marker-space");
const FOLDED: &Rule = rule(RULES, "folded-number");

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    for series in &draft.series {
        for member in &series.members {
            marker(draft, member, findings);
            heading_end(draft, member, findings);
        }
        brackets(draft, series, findings);
        list_ends(draft, series, findings);
        alike(draft, series, findings);
    }
    for leaf in draft.leaves.iter().filter(|x| x.role == Role::Text) {
        comma(draft, leaf.span, findings);
        folded(draft, leaf.span, findings);
    }
}

/// The marker without white space at its ends, and where that stands.
fn bare<'d>(draft: &Draft<'d>, section: &Section<'_>) -> (&'d str, Span) {
    let raw = draft.slice(section.marker_span);
    let start = section.marker_span.start + raw.len() - raw.trim_start_matches(is_space).len();
    let text = raw.trim_matches(is_space);
    (text, Span::new(start, start + text.len()))
}

/// A marker's words and the punctuation after them.
fn parts(marker: &str) -> (&str, &str) {
    let words = marker.trim_end_matches(is_marker_end);
    (words, &marker[words.len()..])
}

fn is_marker_end(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | '.' | '．' | '：' | ':' | '；' | ';')
}

/// What the standard puts after a marker's words.
fn standard(words: &str, half: bool) -> Option<&'static str> {
    const NUMERALS: &str =
        "一二三四五六七八九十百零〇壹贰貳叁參肆伍陆陸柒捌玖拾甲乙丙丁戊己庚辛壬癸";
    const ORDINALS: [&str; 6] = ["首先", "其次", "再次", "再其次", "最后", "最後"];
    let numeral = |x: &str| !x.is_empty() && x.chars().all(|c| NUMERALS.contains(c));
    let digit = |x: &str| !x.is_empty() && x.chars().all(|c| c.is_ascii_digit());
    let comma = if half { "," } else { "，" };
    let third = |x: &str| numeral(x) || digit(x);
    if numeral(words) {
        Some("、")
    } else if digit(words)
        || words.chars().count() == 1 && words.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        Some(if half { "." } else { "．" })
    } else if words.ends_with([')', '）', '〕']) || words.starts_with(is_enclosed) {
        Some("")
    } else if words.strip_prefix(['第', '其']).is_some_and(third) || ORDINALS.contains(&words) {
        Some(comma)
    } else {
        None
    }
}

/// ①, ⑴, ㈠, ㊀: numbers in a sign of their own; ⒈ has its dot.
fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{2487}' | '\u{3220}'..='\u{3229}' | '\u{3251}'..='\u{325f}' | '\u{3280}'..='\u{3289}' | '\u{24f5}'..='\u{24ff}' | '\u{2776}'..='\u{2793}')
}

fn marker(draft: &Draft<'_>, section: &Section<'_>, findings: &mut Findings) {
    let (whole, span) = bare(draft, section);
    let (words, end) = parts(whole);
    let half = draft.width == Punctuation::HalfWidth;
    let Some(due) = standard(words, half) else { return };
    // Both dots are one, and both commas; the width of a text is another rule's matter.
    let same = |x: &str| match x {
        "." | "．" => ".",
        "," => "，",
        _ if x == "，" => "，",
        "" => "",
        "、" => "、",
        _ => "other",
    };
    if same(end) == same(due) || end.is_empty() {
        return;
    }
    let words: String = words.chars().filter(|c| !is_space(*c)).collect();
    let mended = format!("{words}{due}");
    let digit = draft.after(span.end).is_some_and(|c| c.is_ascii_digit());
    let finding = findings.add(MARKER, span, &[&whole, &mended]);
    // 一： and 第一： may be meant; 1、5万 would become a decimal.
    match end {
        "：" | ":" | "；" | ";" => finding.mend(mended),
        _ if due == "．" && digit => {}
        _ => finding.mend_safely(draft, mended),
    }
}

/// Whether a marker's brackets are full-width; `None` when it has none, or one of each.
fn bracket(marker: &str) -> Option<Option<bool>> {
    let open = marker.chars().find(|c| matches!(c, '（' | '('))?;
    let close = marker.chars().rfind(|c| matches!(c, '）' | ')'))?;
    Some(((open == '（') == (close == '）')).then_some(open == '（'))
}

fn brackets(draft: &Draft<'_>, series: &Series<'_>, findings: &mut Findings) {
    let of = |x: &&Section<'_>| bracket(bare(draft, x).0);
    let full = series.members.iter().filter(|x| of(x) == Some(Some(true))).count();
    let half = series.members.iter().filter(|x| of(x) == Some(Some(false))).count();
    let mixed = series.members.iter().filter(|x| of(x) == Some(None)).count();
    // A series in one width throughout is a matter of the document's width.
    if mixed == 0 && (full == 0 || half == 0) {
        return;
    }
    let due = full >= half && draft.width != Punctuation::HalfWidth;
    for member in &series.members {
        let (marker, span) = bare(draft, member);
        if bracket(marker).is_none_or(|x| x == Some(due)) {
            continue;
        }
        if bracket(marker) == Some(Some(false)) && full == 0 {
            continue;
        }
        let turn = |c: char| match (c, due) {
            ('(' | '（', true) => '（',
            (')' | '）', true) => '）',
            ('(' | '（', false) => '(',
            (')' | '）', false) => ')',
            (c, _) => c,
        };
        let mended: String = marker.chars().map(turn).collect();
        let finding = findings.add(BRACKET, span, &[&mended]);
        match due {
            true => finding.mend_safely(draft, mended),
            false => finding.mend(mended),
        }
    }
}

/// A heading that owns a text: an item of a list is a sentence, and ends like one.
fn heading_end(draft: &Draft<'_>, section: &Section<'_>, findings: &mut Findings) {
    if section.placement != Some(Placement::Line) {
        return;
    }
    // An item of an agenda is a sentence, whatever its stage directions: 第一项议程：请…宣读名单。
    let directs = |block: &Block<'_>| matches!(block, Block::Paragraph(x) if is_bracketed(&x.text));
    let labelled = bare(draft, section).0.ends_with(['：', ':']);
    if section.body.iter().all(directs) || labelled {
        return;
    }
    let raw = draft.slice(section.heading_span).trim_end();
    if raw.ends_with('。') && raw.chars().filter(|c| *c == '。').count() == 1 {
        let end = section.heading_span.start + raw.len();
        findings.add(END, Span::new(end - '。'.len_utf8(), end), &[]).mend("");
    }
}

/// 首先我代表…
fn comma(draft: &Draft<'_>, span: Span, findings: &mut Findings) {
    let text = draft.slice(span);
    let Some(word) = ["首先", "其次", "再次"].into_iter().find(|x| text.starts_with(x))
    else {
        return;
    };
    let goes_on = ["我", "让我", "讓我"].iter().any(|x| text[word.len()..].starts_with(x));
    if goes_on && !(word == "再次" && text.contains("感谢")) {
        let half = draft.width == Punctuation::HalfWidth;
        let comma = if half { "," } else { "，" };
        let place = Span::new(span.start, span.start + word.len());
        findings.add(COMMA, place, &[&word]).mend(format!("{word}{comma}"));
    }
}

/// How the items of a list inside a paragraph end.
fn list_ends(draft: &Draft<'_>, series: &Series<'_>, findings: &mut Findings) {
    let first = series.members[0];
    if series.members.len() < 3 || first.placement == Some(Placement::Line) {
        return;
    }
    let mut ends = Vec::new();
    for pair in series.members.windows(2) {
        // Items on lines of their own are paragraphs, which end as they like.
        if pair[1].placement != Some(Placement::Inline) {
            return;
        }
        let end = draft.text[..pair[1].marker_span.start].trim_end().chars().next_back();
        ends.push((end, pair[1].marker_span.start));
    }
    let semicolon = |c: &Option<char>| matches!(c, Some('；' | ';'));
    let full = |c: &Option<char>| matches!(c, Some('。' | '！' | '？'));
    if ends.iter().any(|(c, _)| semicolon(c)) && ends.iter().any(|(c, _)| full(c)) {
        let other = ends.iter().find(|(c, _)| full(c) != full(&ends[0].0)).unwrap_or(&ends[0]);
        let end = draft.text[..other.1].trim_end().len();
        let start = draft.text[..end].char_indices().next_back().map_or(end, |(at, _)| at);
        findings.add(LIST, Span::new(start, end), &[]);
    }
}

/// Whether the markers of a series look alike.
fn alike(draft: &Draft<'_>, series: &Series<'_>, findings: &mut Findings) {
    let first = series.members[0];
    let end = |x: &Section<'_>| {
        let (words, end) = parts(bare(draft, x).0);
        let kind = match end {
            "." | "．" => ".",
            "," | "，" => ",",
            ":" | "：" => ":",
            "" => "",
            _ => "、",
        };
        (words.ends_with(['是', '要', '为', '為']), kind)
    };
    // 首先， and 最后 may differ; so may 一是 and 一要.
    let same_form = |x: &Section<'_>| first.form == x.form;
    let other = series.members[1..].iter().find(|x| {
        let (a, b) = (end(first), end(x));
        a.1 != b.1 && !a.0 && !b.0 && (same_form(x) || !a.1.is_empty() && !b.1.is_empty())
    });
    if let Some(other) = other {
        let (marker, span) = bare(draft, other);
        findings.add(STYLE, span, &[&bare(draft, first).0, &marker]);
    }
    let spaced = |x: &Section<'_>| {
        let end = bare(draft, x).1.end;
        draft.after(end).is_some_and(|c| is_space(c) && c != '\n')
    };
    let spaces = series.members.iter().filter(|x| spaced(x)).count();
    if spaces > 0 && spaces < series.members.len() {
        let many = spaces * 2 > series.members.len();
        if let Some(other) = series.members.iter().find(|x| spaced(x) != many) {
            findings.add(SPACE, bare(draft, other).1, &[]);
        }
    }
}

/// 1加强…；2健全…；3强化…
fn folded(draft: &Draft<'_>, span: Span, findings: &mut Findings) {
    const MEASURES: &str = "年月日号個个名位项項条條次家户戶万萬亿億元公米吨噸亩畝度时時分秒天周岁多余餘成倍届屆级級类類种種点點";
    let text = draft.slice(span);
    let mut due = 1u8;
    let mut first = None;
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'0' + due, &text.as_bytes()[from..]).map(|x| from + x) {
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let boundary = before.is_none_or(|c| matches!(c, '：' | ':' | '；' | ';' | '。'));
        if boundary && after.is_some_and(|c| is_han(c) && !MEASURES.contains(c)) {
            first = first.or(Some(at));
            due += 1;
        }
        from = at + 1;
        if due > 3 {
            break;
        }
    }
    if let Some(at) = first.filter(|_| due > 3) {
        let place = Span::new(span.start + at, span.start + at + 1);
        findings.add(FOLDED, place, &[&'①']).mend("①");
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_fires;

    #[test]
    fn markers() {
        assert_fires(
            "marker-punctuation",
            &[
                ("一.抓早\n甲。\n二.抓实\n乙。", 2),
                ("一、抓早\n甲。\n二、抓实\n乙。", 0),
                ("1、抓早\n甲。\n2、抓实\n乙。", 2),
                ("1.抓早\n甲。\n2．抓实\n乙。", 0),
                ("（一）、抓早\n甲。\n（二）、抓实\n乙。", 2),
                ("一是抓早。二是抓实。", 0),
                ("第一部分 过去的工作\n甲。\n第二部分 今后的任务\n乙。", 0),
                ("首先，抓早。\n其次，抓实。", 0),
            ],
        );
        assert_fires(
            "bracket-width",
            &[
                ("(一)抓早\n甲。\n(二)抓实\n乙。", 0),
                ("（一）抓早\n甲。\n(二)抓实\n乙。", 1),
                ("今年,甲,乙,丙,丁,戊,己。\n（一）抓早,抓细\n甲。\n（二）抓实,抓好\n乙。", 0),
            ],
        );
        assert_fires("marker-style", &[("1.抓早\n甲。\n2．抓实\n乙。", 0)]);
    }

    #[test]
    fn ends() {
        assert_fires(
            "heading-end",
            &[
                ("一、抓早抓实。\n二、抓紧抓好。", 0),
                ("一、怎么看？\n甲。\n二、怎么办？\n乙。", 0),
                ("第一项，请王小明宣读名单。\n（宣读名单）\n第二项，请李小红发言。\n（发言）", 0),
            ],
        );
        assert_fires(
            "list-ends",
            &[
                ("会议要求：一是抓早。二是抓实。三是抓细。", 0),
                ("会议要求：一是抓早；二是抓实；三是抓细。", 0),
            ],
        );
        assert_fires("comma-missing", &[("首先请镇长王小明发言，请村支书做准备。", 0)]);
        assert_fires("folded-number", &[("今年以来：1月增长。2月增长。3月增长。", 0)]);
    }
}
