//! Half-width punctuation, damaged decimal points, stray spaces.

use super::draft::{Draft, Mark, Role, between_han};
use super::rule::{Rule, text};
use super::{Findings, rule};
use crate::diagnostic::Severity::{Info, Warning};
use crate::document::Punctuation;
use crate::span::Span;
use crate::text::chars::{is_closer, is_han, tail};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "half-width-punctuation",
        group: "width",
        severity: Info,
        message: text("半角标点“{0}”，全文共{1}处", "half-width {0}, {1} in the whole text"),
        why: text(
            "GB/T 15834-2011 第5.1条：中文标点占一个字的位置，逗号、冒号、分号、问号、叹号、括号用全角。全文都是半角时，多半是抓取或转换造成的，只提示一次。",
            "GB/T 15834-2011, 5.1: Chinese punctuation is as wide as a character. Where a whole text is half-width, a conversion made it so, and one note is enough.",
        ),
        wrong: "同志们：春耕要早,备种要足。各级各部门要高度重视，加强领导，落实责任，抓好春耕，确保丰收，稳定增产，促进增收，服务大局。",
        right: "同志们：春耕要早，备种要足。各级各部门要高度重视，加强领导，落实责任，抓好春耕，确保丰收，稳定增产，促进增收，服务大局。",
    },
    Rule {
        code: "decimal-full-stop",
        group: "width",
        severity: Warning,
        message: text("小数点写成了句号：{0}", "a full stop for a decimal point: {0}"),
        why: text(
            "数字中间的“。”是小数点被输入法或转换程序改坏的结果，念稿时会断错句。",
            "A 。 between digits is a decimal point that an input method or a conversion has damaged; it will be read as the end of a sentence.",
        ),
        wrong: "全县投入资金21。9亿元，修建公路。",
        right: "全县投入资金21.9亿元，修建公路。",
    },
    Rule {
        code: "stray-space",
        group: "width",
        severity: Warning,
        message: text("句子中间多了空格", "a stray space inside a sentence"),
        why: text(
            "汉字之间不加空格。多出的空格常常是换行、排版留下的，还会妨碍检索。",
            "There is no space between Han characters. One that stands there is left from a line break or a layout, and hides words from a search.",
        ),
        wrong: "我们要不断加强学习，使我们 的机关面貌焕然一新，服务群众更加有力。",
        right: "我们要不断加强学习，使我们的机关面貌焕然一新，服务群众更加有力。",
    },
    Rule {
        code: "number-space",
        group: "width",
        severity: Info,
        message: text("日期中间有空格：{0}", "spaces inside a date: {0}"),
        why: text(
            "日期中的数字与“年月日”之间不空格（GB/T 9704-2012 第7.3.5条的成文日期即如此）。",
            "There are no spaces between the numbers of a date and 年, 月, 日: so GB/T 9704-2012, 7.3.5.",
        ),
        wrong: "大会于2021 年 4 月 16 日在县城召开，各级干部参加。",
        right: "大会于2021年4月16日在县城召开，各级干部参加。",
    },
];

const HALF: &Rule = rule(RULES, "half-width-punctuation");
const DECIMAL: &Rule = rule(RULES, "decimal-full-stop");
const STRAY: &Rule = rule(RULES, "stray-space");
const NUMBER: &Rule = rule(RULES, "number-space");

/// More half-width marks than a writer would leave by mistake.
const MANY: usize = 20;

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    half_width(draft, findings);
    let mut next = 0;
    for mark in &draft.marks {
        match mark.c {
            '。' => decimal(draft, mark.at, findings),
            ' ' | '\u{a0}' | '\u{3000}' if mark.at >= next => {
                let end = draft.text.len() - draft.text[mark.at..].trim_start_matches(is_gap).len();
                next = end;
                space(draft, Span::new(mark.at, end), findings);
            }
            _ => {}
        }
    }
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}')
}

fn full_width(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        _ => return None,
    })
}

fn half_width(draft: &Draft<'_>, findings: &mut Findings) {
    let spot = |x: &&Mark| {
        let chinese =
            |c: Option<char>| c.is_some_and(|c| is_han(c) || is_closer(c) && !c.is_ascii());
        full_width(x.c).is_some()
            && (chinese(draft.before(x.at)) || chinese(draft.after(x.at + 1)))
            && draft.is_running(x.at)
    };
    match draft.width {
        Punctuation::HalfWidth => {
            let mut all = draft.marks.iter().filter(|x| full_width(x.c).is_some());
            if let Some(first) = all.next() {
                let count = 1 + all.count();
                findings.add(HALF, Span::new(first.at, first.at + 1), &[&first.c, &count]);
            }
        }
        _ => {
            let spots: Vec<&Mark> = draft.marks.iter().filter(spot).collect();
            let shown = if spots.len() > MANY { 1 } else { spots.len() };
            for mark in &spots[..shown] {
                let at = Span::new(mark.at, mark.at + 1);
                let finding = findings.add(HALF, at, &[&mark.c, &spots.len()]);
                let Some(full) = full_width(mark.c) else { continue };
                if matches!(mark.c, '(' | ')') && partner_is_mended(draft, mark, &spots) {
                    finding.mend_safely(draft, full);
                } else if !matches!(mark.c, '(' | ')') {
                    finding.mend(full);
                }
            }
        }
    }
}

/// Whether the other bracket of the pair is full-width or will be.
fn partner_is_mended(draft: &Draft<'_>, mark: &Mark, spots: &[&Mark]) -> bool {
    let line = draft.line(mark.at);
    let near = draft.marks_in(Span::new(line.start, line.end));
    let is_bracket = |x: &&Mark| matches!(x.c, '(' | ')' | '（' | '）');
    let partner = match mark.c {
        '(' => near.iter().filter(is_bracket).find(|x| x.at > mark.at),
        _ => near.iter().filter(is_bracket).rfind(|x| x.at < mark.at),
    };
    partner.is_some_and(|x| match (mark.c, x.c) {
        ('(', '）') | (')', '（') => true,
        ('(', ')') | (')', '(') => spots.iter().any(|spot| spot.at == x.at),
        _ => false,
    })
}

fn decimal(draft: &Draft<'_>, at: usize, findings: &mut Findings) {
    let digits = |x: &str| x.chars().take_while(char::is_ascii_digit).count();
    let end = at + '。'.len_utf8();
    let before = draft.text[..at].chars().rev().take_while(char::is_ascii_digit).count();
    let after = digits(&draft.text[end..]);
    // 。1．is the end of a sentence and the next item.
    let item = draft.text[end + after..].starts_with(['.', '．', '、', ')', '）']);
    if before > 0 && after > 0 && !item {
        let number = &draft.text[at - before..end + after];
        findings.add(DECIMAL, Span::new(at, end), &[&number]).mend(".");
    }
}

/// Clauses around a space that are long enough to be a sentence and not a list of names.
const CLAUSE: usize = 3;

fn space(draft: &Draft<'_>, span: Span, findings: &mut Findings) {
    let (before, after) = (draft.before(span.start), draft.after(span.end));
    if date(draft, span, findings) || !between_han(before, after) {
        return;
    }
    let Some(leaf) = draft.leaf(span.start).filter(|x| x.role == Role::Text) else { return };
    let one = draft.text[span.range()].chars().nth(1).is_none();
    if !one || !draft.text[span.range()].starts_with([' ', '\u{a0}']) || leaf.span.end <= span.end {
        return;
    }
    let line = draft.line(span.start);
    let (left, right) = (&draft.text[line.start..span.start], &draft.text[span.end..line.end]);
    let han = |c: &char| is_han(*c);
    let near_left = left.chars().rev().take_while(han).count();
    let near_right = right.chars().take_while(han).count();
    // A name, a title in two halves, a row of a table: none of them is a sentence.
    let sentence = right.contains(['。', '！', '？', '；', ';']) || right.contains(['，', ',']);
    // In a flattened text a space may be all that is left of a line break.
    let flattened = draft.is_flattened(span.start);
    let begun = left.contains(['，', ',', '。', '；', '：', ':']) || near_left > 6 && !flattened;
    let inside = |open: char, close: char| left.rfind(open) > left.rfind(close);
    let quoted = inside('《', '》') || inside('“', '”') || inside('「', '」');
    // 常务副县长 李军；
    let name = right.chars().take(NAME + 2).count() <= NAME + 1;
    let near = name || gap_near(left.chars().rev()) || gap_near(right.chars());
    if sentence && begun && !quoted && !near && near_left >= CLAUSE && near_right >= 1 {
        findings.add(STRAY, span, &[]).mend_safely(draft, "");
    }
}

/// Characters of a name.
const NAME: usize = 4;

/// Whether another space stands near by.
fn gap_near(chars: impl Iterator<Item = char>) -> bool {
    chars.take(12).any(is_gap)
}

/// 2012 年 2 月: reports the first space of a date.
fn date(draft: &Draft<'_>, span: Span, findings: &mut Findings) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (before, after) = (draft.before(span.start), draft.after(span.end));
    let unit = |c: Option<char>| c.is_some_and(|c| matches!(c, '年' | '月' | '日'));
    let year = digit(before)
        && after == Some('年')
        && draft.text[..span.start].ends_with(|c: char| c.is_ascii_digit())
        && draft.text[..span.start].chars().rev().take_while(char::is_ascii_digit).count() == 4;
    let later = digit(before) && unit(after) || unit(before) && digit(after);
    if year || later && !preceded_by_date_space(draft, span.start) {
        let from = draft.text[..span.start]
            .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '月'))
            .len();
        let rest = &draft.text[from..];
        let len: usize = rest
            .chars()
            .take_while(|c| c.is_ascii_digit() || is_gap(*c) || matches!(c, '年' | '月' | '日'))
            .take(20)
            .map(char::len_utf8)
            .sum();
        let raw = rest[..len].trim_end();
        let whole = Span::new(from, from + raw.len());
        let parts = raw.matches(['年', '月', '日']).count();
        if parts >= 2 || year {
            let tight: String = raw.chars().filter(|c| !is_gap(*c)).collect();
            findings.add(NUMBER, whole, &[&raw]).mend(tight);
        }
        return true;
    }
    later
}

/// Bytes of a date with its spaces.
const DATE: usize = 60;

/// Whether an earlier space of the same date was reported.
fn preceded_by_date_space(draft: &Draft<'_>, at: usize) -> bool {
    let date = |c: char| c.is_ascii_digit() || is_gap(c) || matches!(c, '年' | '月' | '日');
    let near = tail(&draft.text[..at], DATE);
    near[near.trim_end_matches(date).len()..].trim_start().contains(is_gap)
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_fires;

    #[test]
    fn half_width_text_is_one_note() {
        let half = "同志们:今天,我们开会,主要是:抓春耕,抓秋收.大家要,早动手!".repeat(30);
        let full = "大家要早动手，抓好春耕，备足良种，备足肥料。".repeat(4);
        assert_fires(
            "half-width-punctuation",
            &[
                (&half, 1),
                (&full, 0),
                (&format!("{full}\n会议在10:00开始，GDP(万元)增长，见http://a.cn。"), 2),
                (&format!("{full}\n抓好春耕,备足良种;早动手。"), 2),
            ],
        );
    }

    #[test]
    fn decimals_and_spaces() {
        assert_fires(
            "decimal-full-stop",
            &[("增长5。2个百分点，减少3。1%。", 2), ("一共20。1．备种。", 0), ("今年是2021。", 0)],
        );
        assert_fires(
            "stray-space",
            &[
                ("在全县春耕 动员会上的讲话\n同志们：\n抓春耕。", 0),
                ("县委书记 张大山 县长 李小河", 0),
                ("出席的有：\n县委常委、副县长 李小河；\n县总工会主席 张大山。", 0),
                ("会后，各级干部要深入基层 一线，帮助群众解决困难。", 1),
                ("要落实《关于抓好春耕 确保丰收的意见》，早动手。", 0),
            ],
        );
        assert_fires("number-space", &[("我们在 2021 年召开了会议，到 3 个村调研。", 1)]);
    }
}
