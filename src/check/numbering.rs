//! Numbers that do not count on, and headings that stand twice.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};

use super::draft::{Draft, Role, Series};
use super::rule::{Rule, text};
use super::{Findings, excerpt, rule};
use crate::diagnostic::Severity::{Info, Warning};
use crate::document::{Block, Placement, Section};
use crate::span::Span;
use crate::text::chars::{is_han, tail};
use crate::text::sentence::{self, sentences};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "number-gap",
        group: "numbering",
        severity: Warning,
        message: text("序号从{0}跳到{1}", "the numbers jump from {0} to {1}"),
        why: text(
            "同级序号应当连续。跳号往往是删改时漏改了序号，或者丢了一条内容，听众会以为少讲了一点。",
            "Numbers of one layer count on. A jump is usually left from an edit, or an item was lost: the audience will miss a point.",
        ),
        wrong: "一、抓春耕\n备足良种。\n二、抓夏管\n防汛抗旱。\n四、抓秋收\n颗粒归仓。",
        right: "一、抓春耕\n备足良种。\n二、抓夏管\n防汛抗旱。\n三、抓秋收\n颗粒归仓。",
    },
    Rule {
        code: "number-repeat",
        group: "numbering",
        severity: Warning,
        message: text("序号{0}重复", "the number {0} stands twice"),
        why: text(
            "同级序号不应重复。重号会让后面的序号全部错位，引用“第几点”时产生歧义。",
            "A number stands once in its layer. After a repeated one all others are wrong, and nobody knows which point is meant.",
        ),
        wrong: "一、抓春耕\n备足良种。\n二、抓夏管\n防汛抗旱。\n二、抓秋收\n颗粒归仓。",
        right: "一、抓春耕\n备足良种。\n二、抓夏管\n防汛抗旱。\n三、抓秋收\n颗粒归仓。",
    },
    Rule {
        code: "number-order",
        group: "numbering",
        severity: Warning,
        message: text("序号{1}排在{0}之后", "the number {1} stands after {0}"),
        why: text(
            "同级序号应当从小到大。次序颠倒多半是移动段落后忘了改序号。",
            "Numbers of one layer rise. A wrong order usually means that paragraphs were moved and not renumbered.",
        ),
        wrong: "一、抓春耕\n备足良种。\n三、抓夏管\n防汛抗旱。\n二、抓秋收\n颗粒归仓。\n四、抓冬修\n兴修水利。",
        right: "一、抓春耕\n备足良种。\n二、抓夏管\n防汛抗旱。\n三、抓秋收\n颗粒归仓。\n四、抓冬修\n兴修水利。",
    },
    Rule {
        code: "first-missing",
        group: "numbering",
        severity: Warning,
        message: text("这一组序号从{0}开始", "the numbers begin with {0}"),
        why: text(
            "一组序号应当从一开始。缺第一条，多半是它的序号在改稿时丢了，或者与上一段粘在了一起。",
            "A series begins with 1. Where the first is missing, its marker was lost in an edit or glued to the paragraph before.",
        ),
        wrong: "要做好春耕工作。\n二、抓夏管\n防汛抗旱。\n三、抓秋收\n颗粒归仓。",
        right: "一、抓春耕\n备足良种。\n二、抓夏管\n防汛抗旱。\n三、抓秋收\n颗粒归仓。",
    },
    Rule {
        code: "mixed-series",
        group: "numbering",
        severity: Info,
        message: text("同一组序号混用“{0}”和“{1}”两种写法", "one series has both {0} and {1}"),
        why: text(
            "同一组并列的序号宜用同一种写法：一是、二是、三是，或者一要、二要、三要。",
            "The members of a series look best alike: 一是 二是 三是, or 一要 二要 三要.",
        ),
        wrong: "会议强调：一要备种。二要备肥。三是要备水。",
        right: "会议强调：一要备种。二要备肥。三要备水。",
    },
    Rule {
        code: "singleton",
        group: "numbering",
        severity: Warning,
        message: text("只有“{0}”，没有下一个序号", "{0} stands alone, without a second"),
        why: text(
            "只有一条就不必编号；有了“一”，读者就会等“二”。多半是后面的序号丢了。",
            "A single point needs no number: after a first the reader waits for a second, whose marker was probably lost.",
        ),
        wrong: "一、抓春耕\n备足良种。\n（一）备种\n良种到户。\n二、抓秋收\n颗粒归仓。",
        right: "一、抓春耕\n备足良种。\n二、抓秋收\n颗粒归仓。",
    },
    Rule {
        code: "series-restart",
        group: "numbering",
        severity: Info,
        message: text(
            "序号又从“{0}”开始，中间没有引导语",
            "the numbers begin again with {0}, and no sentence introduces them",
        ),
        why: text(
            "同一层里重新从一编号之前，应当有一句引导语，说明这是另一组内容。",
            "Before numbers begin again in the same layer, a sentence should say what the new series is about.",
        ),
        wrong: "一、抓春耕\n备足良种。\n二、抓秋收\n颗粒归仓。\n一、抓水利\n兴修水库。\n二、抓道路\n修通公路。",
        right: "一、抓春耕\n备足良种。\n二、抓秋收\n颗粒归仓。\n三、抓水利\n兴修水库。\n四、抓道路\n修通公路。",
    },
    Rule {
        code: "lost-item",
        group: "numbering",
        severity: Warning,
        message: text(
            "“{0}”与前面各条同一句式，却没有序号，可能漏了“{1}”",
            "{0} is built like the items before it but has no marker: {1} may be lost",
        ),
        why: text(
            "并列各条用同一句式，而最后一条里又出现一句同样句式的话，多半是这一条的序号丢了。",
            "When the items of a list are built alike, and the last one holds one more sentence of the same pattern, that sentence has probably lost its marker.",
        ),
        wrong: "存在的问题主要有：一是思想认识不够，抓得不紧。二是投入力度不够，欠账较多。三是工作作风不够，落得不实。执行落实不够，标准不高。",
        right: "存在的问题主要有：一是思想认识不够，抓得不紧。二是投入力度不够，欠账较多。三是工作作风不够，落得不实。四是执行落实不够，标准不高。",
    },
    Rule {
        code: "repeated-heading",
        group: "numbering",
        severity: Warning,
        message: text("小标题“{0}”在同级中重复", "the heading {0} stands twice in its layer"),
        why: text(
            "同级两个小标题完全相同，通常是复制后忘了改。",
            "Two headings of one layer with the same words: usually one was copied and never changed.",
        ),
        wrong: "一、切实加强组织领导\n层层负责。\n二、狠抓任务落实\n挂图作战。\n三、切实加强组织领导\n督查到位。",
        right: "一、切实加强组织领导\n层层负责。\n二、狠抓任务落实\n挂图作战。\n三、切实强化督促检查\n督查到位。",
    },
];

const GAP: &Rule = rule(RULES, "number-gap");
const REPEAT: &Rule = rule(RULES, "number-repeat");
const ORDER: &Rule = rule(RULES, "number-order");
const FIRST: &Rule = rule(RULES, "first-missing");
const MIXED: &Rule = rule(RULES, "mixed-series");
const SINGLE: &Rule = rule(RULES, "singleton");
const RESTART: &Rule = rule(RULES, "series-restart");
const LOST: &Rule = rule(RULES, "lost-item");
const HEADING: &Rule = rule(RULES, "repeated-heading");

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    let elsewhere = Elsewhere::default();
    for series in &draft.series {
        if series.members.iter().all(|x| x.number.is_none()) {
            continue;
        }
        order(draft, series, &elsewhere, findings);
        style(series, findings);
        lost(draft, series, findings);
        headings(series, findings);
    }
    left_over(draft, findings);
}

/// 三是 that the parser left in the text because no 二是 stands before it.
fn left_over(draft: &Draft<'_>, findings: &mut Findings) {
    for pair in draft.items.windows(2) {
        let [before, item] = [pair[0], pair[1]];
        let jump = item.number > before.number + 1 && item.number <= before.number + 3;
        let near = || !draft.text[before.at..item.at].contains('\n');
        let in_text = || draft.leaf(item.at).is_some_and(|x| x.role == Role::Text);
        if jump && near() && in_text() {
            let len = draft.text[item.at..].chars().take(2).map(char::len_utf8).sum::<usize>();
            let span = Span::new(item.at, item.at + len);
            findings.add(GAP, span, &[&before.number, &item.number]);
        }
    }
}

/// What a rule asks of the whole document, looked up once for all series.
#[derive(Debug, Default)]
struct Elsewhere<'d> {
    /// Series, number and level of all members; level 0 for whatever level.
    members: OnceCell<HashSet<(&'d str, u32, u32)>>,
    /// Where the words of a marker first end.
    words: RefCell<HashMap<String, Option<usize>>>,
}

impl<'d> Elsewhere<'d> {
    /// Whether a series of the name has the number, at the level or at any.
    fn has(&self, draft: &Draft<'d>, name: &'d str, number: u32, level: u32) -> bool {
        let members = self.members.get_or_init(|| {
            let members = draft.series.iter().flat_map(|x| x.members.iter().map(|y| (x.name, y)));
            let numbered = members.filter_map(|(name, x)| Some((name, x.number?, x.level)));
            numbered.flat_map(|(name, n, level)| [(name, n, level), (name, n, 0)]).collect()
        });
        members.contains(&(name, number, level))
    }

    /// Whether words stand before a byte.
    fn is_said(&self, draft: &Draft<'_>, words: String, at: usize) -> bool {
        let mut known = self.words.borrow_mut();
        let end = known.entry(words).or_insert_with_key(|words| {
            draft.text.find(words.as_str()).map(|start| start + words.len())
        });
        end.is_some_and(|end| end <= at)
    }
}

fn order<'d>(
    draft: &Draft<'d>,
    series: &Series<'d>,
    elsewhere: &Elsewhere<'d>,
    findings: &mut Findings,
) {
    let first = series.members[0];
    let numbers: BTreeSet<u32> = series.members.iter().filter_map(|x| x.number).collect();
    if let Some(number) = first.number.filter(|x| *x > 1) {
        if !goes_on(draft, series, elsewhere, number - 1) {
            findings.add(FIRST, first.marker_span, &[&number]);
        }
    } else if series.members.len() == 1
        && !announced_once(draft, series)
        && !goes_on(draft, series, elsewhere, 2)
    {
        findings.add(SINGLE, first.marker_span, &[&marker(first)]);
    }
    if series.again && first.number == Some(1) && series.before.is_none() {
        findings.add(RESTART, first.marker_span, &[&marker(first)]);
    }
    let mut last = first.number;
    let mut seen: BTreeSet<u32> = first.number.into_iter().collect();
    for member in &series.members[1..] {
        let (Some(before), Some(number)) = (last, member.number) else { continue };
        if number == before {
            findings.add(REPEAT, member.marker_span, &[&number]);
        } else if number < before {
            // One that stood before closes a list that was taken for its siblings.
            if seen.contains(&number) {
                continue;
            }
            findings.add(ORDER, member.marker_span, &[&before, &number]);
        } else if (before + 1..number).any(|x| !numbers.contains(&x)) {
            findings.add(GAP, member.marker_span, &[&before, &number]);
        }
        last = Some(number);
        seen.insert(number);
    }
}

/// Whether a neighbour in number stands somewhere else: numbers may count on through a whole text,
/// or be spoken of (这是第一点), and bilingual texts have two of each.
fn goes_on<'d>(
    draft: &Draft<'d>,
    series: &Series<'d>,
    elsewhere: &Elsewhere<'d>,
    number: u32,
) -> bool {
    let section = series.members[0];
    let rest = draft.text[section.marker_span.end..].trim_start();
    let foreign = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    // 第一 and 首先 may stand alone: the next one is often said in other words.
    let ordinal = series.name == "di" || series.name.starts_with("di-");
    foreign
        || elsewhere.has(draft, series.name, number, if number > 9 { 0 } else { section.level })
        || ordinal && (number == 2 || spoken(draft, section, elsewhere, number))
}

/// Whether the text names another number in the words of a marker: 第一点 for 第二点：.
fn spoken(
    draft: &Draft<'_>,
    section: &Section<'_>,
    elsewhere: &Elsewhere<'_>,
    number: u32,
) -> bool {
    const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let Some(numeral) = NUMERALS.get(number as usize - 1) else { return false };
    let words = marker(section);
    let words = words.trim_end_matches(['，', ',', '、', '：', ':', '；', ';']);
    let Some(own) = section.number.and_then(|x| NUMERALS.get(x as usize - 1)) else { return false };
    let other = words.replacen(own, numeral, 1);
    elsewhere.is_said(draft, other, section.marker_span.start)
}

/// Bytes before a marker in which the sentence that announces it is looked for.
const SENTENCE: usize = 600;

/// 我讲一点意见。
fn announced_once(draft: &Draft<'_>, series: &Series<'_>) -> bool {
    let before = draft.text[..series.members[0].marker_span.start].trim_end();
    let before = tail(before, SENTENCE);
    let sentence = &before[sentence::last(before).0..];
    ["一点", "一条", "一個", "一个", "一點"].iter().any(|x| sentence.contains(x))
}

fn marker(section: &Section<'_>) -> String {
    section.marker.as_deref().unwrap_or("").trim().to_owned()
}

/// The way a member of a mixed family is written.
fn manner(section: &Section<'_>) -> Option<&'static str> {
    let marker = section.marker.as_deref()?.trim();
    match marker.chars().next_back()? {
        '要' if section.form.as_deref() == Some("shi") => Some("一要"),
        '是' if section.form.as_deref() == Some("shi") => Some("一是"),
        _ if section.form.as_deref() == Some("sequence") => Some("其次"),
        _ if section.form.as_deref() == Some("di") => Some("第一"),
        _ => None,
    }
}

fn style(series: &Series<'_>, findings: &mut Findings) {
    let Some(first) = manner(series.members[0]) else { return };
    let other = series.members.iter().find(|x| manner(x).is_some_and(|x| x != first));
    if let Some(other) = other {
        findings.add(MIXED, other.marker_span, &[&marker(series.members[0]), &marker(other)]);
    }
}

/// The last two characters of the first clause.
fn suffix(clause: &str) -> Option<(char, char)> {
    let clause = clause.split(['，', ',', '。', '；', ';']).next()?.trim();
    let mut last = clause.chars().rev();
    let (b, a) = (last.next()?, last.next()?);
    let long = last.nth(1).is_some() && clause.chars().count() <= 12;
    (long && is_han(a) && is_han(b)).then_some((a, b))
}

/// A sentence in the last item that is built like the items' first clauses.
fn lost(draft: &Draft<'_>, series: &Series<'_>, findings: &mut Findings) {
    let [.., last] = series.members[..] else { return };
    if series.members.len() < 3 || last.placement != Some(Placement::Inline) {
        return;
    }
    let Some(pattern) = suffix(last.name()) else { return };
    if !series.members.iter().all(|x| suffix(x.name()) == Some(pattern)) {
        return;
    }
    for block in &last.body {
        let Block::Paragraph(paragraph) = block else { continue };
        let whole = draft.slice(paragraph.span);
        let sentence = sentences(whole).find(|(start, end)| {
            let own = paragraph.span.start + start > last.marker_span.end;
            own && suffix(&whole[*start..*end]) == Some(pattern)
        });
        if let Some((start, _)) = sentence {
            let clause = whole[start..].split(['，', ',', '。']).next().unwrap_or("");
            let from = paragraph.span.start + start;
            let span = Span::new(from, from + clause.len());
            let next = last.number.map_or(0, |x| x + 1);
            findings.add(LOST, span, &[&clause, &next]);
            return;
        }
    }
}

fn headings(series: &Series<'_>, findings: &mut Findings) {
    let mut seen: HashMap<&str, &Section<'_>> = HashMap::new();
    for member in &series.members {
        let Some(heading) = member.heading.as_deref().filter(|x| x.len() >= 12) else { continue };
        match seen.get(heading) {
            Some(first) if first.number != member.number => {
                findings.add(HEADING, member.heading_span, &[&excerpt(heading)]);
            }
            Some(_) => {}
            None => {
                seen.insert(heading, member);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_fires;

    #[test]
    fn numbers() {
        assert_fires(
            "number-gap",
            &[
                ("会议要求：一是抓早。三是抓实。四是抓细。", 1),
                ("会议要求：一是抓早。二是抓实。三是抓细。", 0),
                ("一、抓早\n甲。\n二、抓实\n乙。\n五、抓细\n丙。\n八、抓严\n丁。", 2),
            ],
        );
        assert_fires(
            "number-order",
            &[("一、抓早\n甲。\n三、抓实\n乙。\n二、抓细\n丙。\n四、抓严\n丁。", 1)],
        );
        assert_fires(
            "singleton",
            &[
                ("同志们：\n下面，我讲一点意见。\n一、抓早\n早备种。", 0),
                ("一、抓早\n甲。\n二、抓实\n乙。", 0),
                ("一、抓春耕\n1. 备种\n良种到户。\n二、抓秋收\n颗粒归仓。", 1),
                ("一、抓春耕\n第一，备种。良种到户。\n二、抓秋收\n颗粒归仓。", 0),
            ],
        );
    }

    #[test]
    fn manners() {
        assert_fires(
            "mixed-series",
            &[
                ("会议要求：一要抓早。二要抓实。三是抓细。", 1),
                ("会议要求：一是要抓早。二是要抓实。", 0),
                ("第一，抓早。早备种。\n其次，抓实。早备肥。\n最后，抓细。早备水。", 1),
                ("首先，抓早。早备种。\n其次，抓实。早备肥。\n最后，抓细。早备水。", 0),
            ],
        );
    }
}
