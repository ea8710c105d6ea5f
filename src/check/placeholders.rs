//! What was taken out of a text, or never put in.

use std::ops::Range;

use super::draft::{Draft, Mark};
use super::rule::{Rule, text};
use super::words::Words;
use super::{Findings, rule};
use crate::diagnostic::Severity::{Info, Warning};
use crate::grammar::Kind;
use crate::span::Span;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "placeholder",
        group: "placeholders",
        severity: Warning,
        message: text(
            "占位符“{0}”没有填（全文共{1}处）",
            "the placeholder {0} was never filled, {1} in the whole text",
        ),
        why: text(
            "范文里的“X县”“××同志”“〔…〕”要换成真实的名称和数字，念出来才不会闹笑话。全文有很多占位符时，说明是脱敏的范文，只提示一次。",
            "X县, ××同志, 〔…〕 of a model text must give way to real names and figures before it is read aloud. A text with many of them was made anonymous on purpose: it has one note.",
        ),
        wrong: "同志们：今年我们X县要抓好春耕。",
        right: "同志们：今年我们青禾县要抓好春耕。",
    },
    Rule {
        code: "partial-anonymisation",
        group: "placeholders",
        severity: Info,
        message: text(
            "别处用了占位符，这里还留着人名“{0}”",
            "there are placeholders elsewhere, and here the name {0}",
        ),
        why: text(
            "脱敏不彻底会泄露真实人物；改写范文时也常忘了换掉原来的人名。",
            "A name that is left among placeholders gives a real person away, or belongs to the model that the text was written after.",
        ),
        wrong: "同志们：X县的春耕抓得早，X镇的秋收抓得实，X村的水利修得好。我们要向陆承远同志学习。",
        right: "同志们：X县的春耕抓得早，X镇的秋收抓得实，X村的水利修得好。我们要向X同志学习。",
    },
    Rule {
        code: "missing-digits",
        group: "placeholders",
        severity: Warning,
        message: text("日期“{0}”缺了数字或“年”", "a number or 年 is missing from the date {0}"),
        why: text(
            "“到月日”“2012在全省”这样的日期，是数字或“年”字被删掉留下的。",
            "A date such as 到月日 or 2012在全省 is left after its numbers, or 年, were deleted.",
        ),
        wrong: "到月日，全县春耕全部完成，长势良好。",
        right: "到4月16日，全县春耕全部完成，长势良好。",
    },
    Rule {
        code: "missing-words",
        group: "placeholders",
        severity: Warning,
        message: text("“{0}”前后缺了字", "words are missing beside {0}"),
        why: text(
            "有的网站会自动删去“最”“第一”一类极限词，留下“限度地对”“在全市中占比。”这样不通的句子。",
            "Some sites strike out superlatives (最, 第一) and leave sentences such as 限度对 or 在全市中占比。",
        ),
        wrong: "要落实兜底政策，限度对困难群众给予帮助。",
        right: "要落实兜底政策，最大限度对困难群众给予帮助。",
    },
];

const PLACEHOLDER: &Rule = rule(RULES, "placeholder");
const PARTIAL: &Rule = rule(RULES, "partial-anonymisation");
const DIGITS: &Rule = rule(RULES, "missing-digits");
const WORDS: &Rule = rule(RULES, "missing-words");

/// More placeholders than a writer would forget.
const MANY: usize = 20;

/// Fewer may be anything.
const SOME: usize = 3;

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    let found = placeholders(draft);
    if found.len() > MANY {
        let first = found[0];
        findings.add(PLACEHOLDER, first, &[&draft.slice(first), &found.len()]).severity = Info;
    } else {
        for span in &found {
            findings.add(PLACEHOLDER, *span, &[&draft.slice(*span), &found.len()]);
        }
    }
    let words = Words::get();
    if found.len() >= SOME {
        let no_name = |x: &str| words.not_names.iter().any(|no| x.contains(no.as_str()));
        let person = words
            .of("person", draft.text)
            .find(|x| draft.is_running(x.start) && !no_name(draft.slice(*x)));
        if let Some(span) = person {
            findings.add(PARTIAL, span, &[&draft.slice(span)]);
        }
    }
    for rule in [DIGITS, WORDS] {
        for span in draft.words_of(rule.code) {
            findings.add(rule, span, &[&draft.slice(span)]);
        }
    }
}

/// The places of the placeholders, in order; only what stands around their signs is read.
fn placeholders(draft: &Draft<'_>) -> Vec<Span> {
    let signs = draft.marks.iter().filter(|x| is_sign(x.c) && is_plausible(draft, x)).map(|x| x.at);
    let some = memchr::memmem::find_iter(draft.text.as_bytes(), "某某");
    let mut signs: Vec<usize> = signs.chain(some).collect();
    signs.sort_unstable();
    let rules: Vec<_> = draft.grammar.placeholders.of(Kind::Text).collect();
    let mut found = Vec::new();
    let mut read = 0;
    for at in signs.into_iter().filter(|at| draft.leaf(*at).is_some_and(|x| x.speech != usize::MAX))
    {
        if at < read {
            continue;
        }
        let window = window(draft, at);
        read = window.end.saturating_sub(AFTER);
        let line = &draft.text[draft.line(at)];
        for rule in &rules {
            let mut from = window.start;
            while let Some(captures) = rule.captures(&draft.text[from..window.end]) {
                let Some(whole) = captures.get(0).filter(|x| !x.is_empty()) else { break };
                let place = captures.name("text").unwrap_or(whole);
                let span = Span::new(from + place.start(), from + place.end());
                from += whole.end();
                let start = span.start - (line.as_ptr() as usize - draft.text.as_ptr() as usize);
                if !is_bold(line, start) {
                    found.push(span);
                }
            }
        }
    }
    found.sort_unstable();
    // 20××年 is one place, not two.
    found.dedup_by(|b, a| b.start < a.end);
    found
}

/// Bytes before and after a sign that a pattern may look at.
const BEFORE: usize = 12;
const AFTER: usize = 24;

/// What stands around a sign, inside its line.
fn window(draft: &Draft<'_>, at: usize) -> Range<usize> {
    let bytes = draft.text.as_bytes();
    let near = at.saturating_sub(BEFORE)..(at + 2 * AFTER).min(bytes.len());
    let mut start =
        memchr::memrchr(b'\n', &bytes[near.start..at]).map_or(near.start, |x| near.start + x + 1);
    let mut end = memchr::memchr(b'\n', &bytes[at..near.end]).map_or(near.end, |x| at + x);
    while !draft.text.is_char_boundary(start) {
        start += 1;
    }
    while !draft.text.is_char_boundary(end) {
        end -= 1;
    }
    start..end
}

/// Brackets, single dashes and letters of Latin words are nearly never placeholders.
fn is_plausible(draft: &Draft<'_>, mark: &Mark) -> bool {
    let after = draft.after(mark.at + mark.c.len_utf8());
    let latin =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() && !matches!(c, 'x' | 'X'));
    match mark.c {
        '(' | '（' | '[' | '［' | '〔' | '【' => {
            after.is_some_and(|c| ".… 某待名单時时地姓".contains(c))
        }
        '-' => after == Some('-'),
        'x' | 'X' => !latin(after) && !latin(draft.before(mark.at)),
        _ => true,
    }
}

/// Whether the stars at the beginning of a line are Markdown: **人员调整**.
fn is_bold(line: &str, at: usize) -> bool {
    line[..at].trim().is_empty() && line[at..].starts_with("**") && line[at + 2..].contains("**")
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '×' | '✕'
            | '╳'
            | 'x'
            | 'X'
            | 'Ｘ'
            | '*'
            | '＊'
            | '-'
            | '〔'
            | '［'
            | '['
            | '【'
            | '('
            | '（'
            | '□'
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_fires;

    #[test]
    fn shapes() {
        assert_fires(
            "placeholder",
            &[
                ("今年X县、X镇、X村都要抓春耕。", 3),
                ("20××年，××同志在〔...〕镇调研。", 3),
                ("拍了X光片，学了XML和3×3宫格。", 0),
                ("**要坚持早动手**，抓好春耕。", 0),
                ("某些同志、某个单位还有差距。", 0),
                (&"X县抓春耕。".repeat(40), 1),
            ],
        );
    }
}
