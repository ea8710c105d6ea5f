//! Speeches and paragraphs that stand twice.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::draft::{Draft, Role};
use super::rule::{Rule, text};
use super::{Findings, excerpt, rule};
use crate::diagnostic::Severity::{Info, Warning};
use crate::document::Speech;
use crate::span::Span;
use crate::text::sentence::sentences;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "duplicate-speech",
        group: "duplicates",
        severity: Warning,
        message: text("第{1}篇与第{0}篇完全相同", "speech {1} is speech {0} again"),
        why: text(
            "同一篇讲话在合集里出现两次，统计和检索都会重复计算。",
            "A speech that stands twice in a collection counts twice in every statistic and every search.",
        ),
        wrong: "【篇一】\n同志们：\n春耕要早动手，备足良种肥料，修好沟渠道路。\n谢谢大家！\n【篇二】\n同志们：\n春耕要早动手，备足良种肥料，修好沟渠道路。\n谢谢大家！",
        right: "【篇一】\n同志们：\n春耕要早动手，备足良种肥料，修好沟渠道路。\n谢谢大家！\n【篇二】\n同志们：\n秋收要快组织，调好农机劳力，腾好仓库场地。\n谢谢大家！",
    },
    Rule {
        code: "near-duplicate-speech",
        group: "duplicates",
        severity: Warning,
        message: text(
            "第{1}篇与第{0}篇大部分相同（{2}%）",
            "speech {1} is mostly speech {0} again ({2} %)",
        ),
        why: text(
            "两篇讲话绝大部分文字相同，往往是同一篇的两个抄本。以八字片段的重合率计算，七成以上即提示。",
            "Two speeches with most of their words in common are usually copies of one: 70 % or more of their runs of eight characters are the same.",
        ),
        wrong: "【篇一】\n同志们：\n春耕要早动手，备足良种肥料，修好沟渠道路，组织农机下田，发动群众参加，保证按时完成各项任务。各级干部要深入田间地头，帮助群众解决困难，做到底子清、情况明、办法实。\n谢谢大家！\n【篇二】\n同志们：\n春耕要早动手，备足良种肥料，修好沟渠道路，组织农机下田，发动群众参加，保证按期完成各项任务。各级干部要深入田间地头，帮助群众解决困难，做到底子清、情况明、办法实。\n谢谢大家！",
        right: "【篇一】\n同志们：\n春耕要早动手，备足良种肥料，修好沟渠道路，组织农机下田，发动群众参加，保证按时完成各项任务。各级干部要深入田间地头，帮助群众解决困难，做到底子清、情况明、办法实。\n谢谢大家！\n【篇二】\n同志们：\n秋收要快组织，调好机械劳力，腾好仓库场地，防止阴雨霉变，做到颗粒归仓，确保全年增产增收。\n谢谢大家！",
    },
    Rule {
        code: "duplicate-paragraph",
        group: "duplicates",
        severity: Warning,
        message: text(
            "“{0}”这一段前面已经有了（这里起共{1}段）",
            "{0} stood before already ({1} such paragraphs from here)",
        ),
        why: text(
            "整段文字重复，多半是复制粘贴时多粘了一次。",
            "A whole paragraph that stands twice was usually pasted once too often.",
        ),
        wrong: "同志们：\n春耕生产是全年农业工作的第一仗，必须早谋划、早部署、早行动，以时不我待的劲头抓好落实。\n各级干部要深入田间地头，帮助群众解决实际困难。\n春耕生产是全年农业工作的第一仗，必须早谋划、早部署、早行动，以时不我待的劲头抓好落实。",
        right: "同志们：\n春耕生产是全年农业工作的第一仗，必须早谋划、早部署、早行动，以时不我待的劲头抓好落实。\n各级干部要深入田间地头，帮助群众解决实际困难。",
    },
    Rule {
        code: "title-echo",
        group: "duplicates",
        severity: Info,
        message: text("分隔行与题目重复：“{0}”", "the separator repeats the title {0}"),
        why: text(
            "“第二篇：…”之后又把题目写了一遍，内容没有问题，只是重复。",
            "The title stands after 第二篇： and once more below: nothing is wrong, it is only said twice.",
        ),
        wrong: "第一篇：在春耕动员会上的讲话\n在春耕动员会上的讲话\n同志们：\n春耕要早动手。\n谢谢大家！\n第二篇：在秋收现场会上的发言\n同志们：\n秋收要颗粒归仓。\n谢谢大家！",
        right: "第一篇：在春耕动员会上的讲话\n同志们：\n春耕要早动手。\n谢谢大家！\n第二篇：在秋收现场会上的发言\n同志们：\n秋收要颗粒归仓。\n谢谢大家！",
    },
    Rule {
        code: "variant-reading",
        group: "duplicates",
        severity: Info,
        message: text(
            "两个抄本不一致：这里是“{1}”，前面是“{0}”",
            "two copies disagree: here {1}, before {0}",
        ),
        why: text(
            "同一篇讲话的两个抄本有一两个字不同，至少有一处是错的，应当核对原件。",
            "Where two copies of a speech differ in a character or two, at least one of them is wrong.",
        ),
        wrong: "【篇一】\n同志们：\n春耕要早动手，备足良种肥料，修好沟渠道路，组织农机下田，发动群众参加，保证按时完成各项任务。各级干部要深入田间地头，帮助群众解决困难，做到底子清、情况明、办法实。\n谢谢大家！\n【篇二】\n同志们：\n春耕要早动手，备足良种肥料，修好沟渠道路，组织农机下田，发动群众参加，保证按期完成各项任务。各级干部要深入田间地头，帮助群众解决困难，做到底子清、情况明、办法实。\n谢谢大家！",
        right: "【篇一】\n同志们：\n春耕要早动手，备足良种肥料，修好沟渠道路，组织农机下田，发动群众参加，保证按时完成各项任务。各级干部要深入田间地头，帮助群众解决困难，做到底子清、情况明、办法实。\n谢谢大家！\n【篇二】\n同志们：\n秋收要快组织，调好机械劳力，腾好仓库场地，防止阴雨霉变，做到颗粒归仓，确保全年增产增收。\n谢谢大家！",
    },
];

const SAME: &Rule = rule(RULES, "duplicate-speech");
const NEAR: &Rule = rule(RULES, "near-duplicate-speech");
const PARAGRAPH: &Rule = rule(RULES, "duplicate-paragraph");
const ECHO: &Rule = rule(RULES, "title-echo");
const VARIANT: &Rule = rule(RULES, "variant-reading");

/// Bytes of a paragraph that is no formula.
const LONG: usize = 75;

/// Characters of a shingle.
const SHINGLE: usize = 8;

/// Of the shingles of long speeches one in so many is looked at.
const EVERY: u64 = 8;

/// Of the speeches that hold a shingle so many are compared with the later ones.
const FEW: usize = 8;

/// Variants that are shown of a pair of copies.
const VARIANTS: usize = 20;

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    let speeches = &draft.document.speeches;
    for speech in speeches {
        let own = speech.title.as_deref();
        let separator = speech.separator.as_ref();
        if let Some(title) = separator.and_then(|x| x.title.as_deref()).filter(|x| own == Some(x)) {
            findings.add(ECHO, speech.title_span, &[&excerpt(title)]);
        }
    }
    paragraphs(draft, findings);
    let mut texts: Vec<&str> = speeches.iter().map(|x| body(draft, x)).collect();
    for (second, first) in firsts(&texts).into_iter().enumerate().filter(|(b, a)| a < b) {
        findings.add(SAME, start(draft, &speeches[second]), &[&(first + 1), &(second + 1)]);
        // What is like a copy is like its original.
        texts[second] = "";
    }
    for Like { first, second, percent } in alike(&texts) {
        let span = start(draft, &speeches[second]);
        findings.add(NEAR, span, &[&(first + 1), &(second + 1), &percent]);
        variants(draft, first, second, findings);
    }
}

/// Where a speech begins: its separator or title, else its first words.
fn start(draft: &Draft<'_>, speech: &Speech<'_>) -> Span {
    let separator = speech.separator.as_ref().map_or(Span::default(), |x| x.span);
    if !separator.is_empty() {
        return separator;
    }
    let line = draft.line(speech.span.start);
    Span::new(speech.span.start, line.end.min(speech.span.end))
}

/// The running text of a speech without its appendix.
fn body<'t>(draft: &Draft<'t>, speech: &Speech<'_>) -> &'t str {
    let from = speech.opening.first().or(speech.body.first()).or(speech.closing.first());
    let Some(from) = from.map(block_start) else { return "" };
    let end = speech.appendix.first().map_or(speech.span.end, block_start);
    draft.slice(Span::new(from, end.max(from)))
}

/// The characters of a text without white space.
fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace())
}

fn block_start(block: &crate::document::Block<'_>) -> usize {
    match block {
        crate::document::Block::Paragraph(x) => x.span.start,
        crate::document::Block::Salutation(x) => x.span.start,
        crate::document::Block::Section(x) => x.span.start,
    }
}

/// For each text the first one of the same characters, which mostly is itself.
fn firsts(texts: &[&str]) -> Vec<usize> {
    let mut known: HashMap<u64, usize> = HashMap::new();
    let first = |(at, text): (usize, &&str)| {
        if shingles(text).next().is_none() {
            return at;
        }
        let first = *known.entry(hash(visible(text))).or_insert(at);
        if visible(texts[first]).eq(visible(text)) { first } else { at }
    };
    texts.iter().enumerate().map(first).collect()
}

/// A text that shares most of its shingles with an earlier one.
#[derive(Debug, PartialEq)]
struct Like {
    first: usize,
    second: usize,
    percent: usize,
}

/// The texts that are like an earlier one, each with the one that it is most like.
///
/// Each is compared only with the first few that have a shingle in common with it, so the work
/// grows with the text.
fn alike(texts: &[&str]) -> Vec<Like> {
    let long = texts.iter().map(|x| x.len()).sum::<usize>() > 12_000;
    // Each shingle beside the text that it stands in.
    let mut held: Vec<(u32, u32)> = Vec::new();
    for (at, text) in (0u32..).zip(texts) {
        let all = shingles(text).filter(|x| !long || x % EVERY == 0);
        held.extend(all.map(|x| ((x >> 8) as u32, at)));
    }
    held.sort_unstable();
    held.dedup();
    let mut sizes = vec![0; texts.len()];
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for holders in held.chunk_by(|a, b| a.0 == b.0) {
        for (k, (_, second)) in holders.iter().enumerate() {
            sizes[*second as usize] += 1;
            for (_, first) in &holders[..k.min(FEW)] {
                *common.entry((*second as usize, *first as usize)).or_default() += 1;
            }
        }
    }
    let mut out: Vec<Like> = Vec::new();
    for ((second, first), n) in common {
        let all = sizes[first] + sizes[second] - n;
        if n * 10 < all * 7 {
            continue;
        }
        let like = Like { first, second, percent: n * 100 / all };
        match out.last_mut().filter(|x| x.second == second) {
            Some(best) if best.percent < like.percent => *best = like,
            Some(_) => {}
            None => out.push(like),
        }
    }
    out
}

/// Hashes of all runs of so many characters.
fn shingles(text: &str) -> impl Iterator<Item = u64> {
    let mut run = VecDeque::with_capacity(SHINGLE);
    visible(text).filter_map(move |c| {
        if run.len() == SHINGLE {
            run.pop_front();
        }
        run.push_back(c);
        (run.len() == SHINGLE).then(|| hash(run.iter().copied()))
    })
}

fn hash(chars: impl Iterator<Item = char>) -> u64 {
    let mixed = chars.fold(0xcbf2_9ce4_8422_2325u64, |x, c| {
        (x ^ u64::from(c as u32)).wrapping_mul(0x0100_0000_01b3)
    });
    mixed ^ mixed >> 29
}

/// Paragraphs that stood before, told once for each pair of speeches.
fn paragraphs(draft: &Draft<'_>, findings: &mut Findings) {
    // By length and first bytes: a paragraph is read whole only beside one that may be its like.
    let mut seen: HashMap<(usize, &[u8]), (usize, &str)> = HashMap::new();
    let mut pairs: BTreeMap<(usize, usize), Vec<Span>> = BTreeMap::new();
    for leaf in draft.leaves.iter().filter(|x| x.role == Role::Text && x.speech != usize::MAX) {
        let text = draft.slice(leaf.span).trim();
        if text.len() < LONG {
            continue;
        }
        match seen.get(&(text.len(), &text.as_bytes()[..LONG])) {
            Some((first, other)) if *other == text => {
                pairs.entry((*first, leaf.speech)).or_default().push(leaf.span);
            }
            Some(_) => {}
            None => {
                seen.insert((text.len(), &text.as_bytes()[..LONG]), (leaf.speech, text));
            }
        }
    }
    for spans in pairs.values() {
        findings.add(PARAGRAPH, spans[0], &[&excerpt(draft.slice(spans[0])), &spans.len()]);
    }
}

/// Sentences of two copies that differ in a character or two.
fn variants(draft: &Draft<'_>, first: usize, second: usize, findings: &mut Findings) {
    let of = |speech: usize| {
        draft.leaves_of(speech).filter(|x| x.role == Role::Text).flat_map(move |x| {
            let whole = draft.slice(x.span);
            sentences(whole).map(move |(start, end)| (x.span.start + start, &whole[start..end]))
        })
    };
    let known: HashSet<&str> = of(first).map(|x| x.1).collect();
    let mut by_start: HashMap<&str, &str> = HashMap::new();
    for (_, sentence) in of(first) {
        by_start.entry(head(sentence)).or_insert(sentence);
    }
    let mut told = 0;
    for (at, sentence) in of(second).filter(|(_, x)| !known.contains(x)) {
        let Some(other) = by_start.get(head(sentence)) else { continue };
        let Some((from, a, b)) = difference(other, sentence) else { continue };
        if told == VARIANTS {
            break;
        }
        told += 1;
        let span = Span::new(at + from, at + from + b.len());
        findings.add(VARIANT, span, &[&a, &b]);
    }
}

/// The first six characters.
fn head(sentence: &str) -> &str {
    sentence.char_indices().nth(6).map_or(sentence, |(at, _)| &sentence[..at])
}

/// Where two sentences of one length differ in one or two characters side by side, and how.
fn difference<'t>(one: &'t str, other: &'t str) -> Option<(usize, &'t str, &'t str)> {
    if one.chars().count() != other.chars().count() {
        return None;
    }
    let start =
        one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at)?;
    let back: usize = one
        .chars()
        .rev()
        .zip(other.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let (a, b) = (&one[start..one.len() - back], &other[start..other.len() - back]);
    (a.chars().count() <= 2).then_some((start, a, b))
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_fires;
    use super::*;

    #[test]
    fn copies_differ_in_a_character_or_two() {
        for (a, b, expected) in [
            ("举全省之力推进", "举全国之力推进", Some((6, "省", "国"))),
            ("甲乙丙丁", "甲乙丙丁", None),
            ("甲乙丙丁", "甲戊己庚", None),
            ("甲乙", "甲乙丙", None),
        ] {
            assert_eq!(difference(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn texts_that_share_most_shingles_are_found() {
        let text: String = ('\u{4e00}'..'\u{4f00}').collect();
        let near = text.replace('\u{4e80}', "x");
        let other: String = ('\u{5e00}'..'\u{5f00}').collect();
        // More like the near one than like the text.
        let nearer = near.replace('\u{4ec0}', "y");
        for (texts, expected) in [
            (vec![&text, &other, &near], vec![(0, 2)]),
            (vec![&text, &near, &nearer, &other], vec![(0, 1), (1, 2)]),
            (vec![&text; 12], (1..12).map(|second| (0, second)).collect()),
        ] {
            let texts: Vec<&str> = texts.into_iter().map(String::as_str).collect();
            let found: Vec<_> = alike(&texts).iter().map(|x| (x.first, x.second)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn every_copy_is_told_once() {
        let piece = |name: &str, word: &str| {
            format!(
                "【篇{name}】\n同志们：\n春耕要早动手，备足良种肥料，修好沟渠道路，组织农机下田，发动群众参加，保证按{word}完成各项任务。各级干部要深入田间地头，帮助群众解决困难，做到底子清、情况明、办法实。\n谢谢大家！\n"
            )
        };
        let names = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
        let same: String = names.iter().map(|x| piece(x, "时")).collect();
        let words = ["时", "期", "量", "质", "日", "月", "旬", "序", "类", "片", "村", "户"];
        let near: String = names.iter().zip(words).map(|(x, word)| piece(x, word)).collect();
        let copies = piece("一", "时") + &piece("二", "期") + &piece("三", "期");
        let rows = [(&*same, 11, 0), (&*near, 0, 11), (&*copies, 1, 1)];
        assert_fires("duplicate-speech", &rows.map(|x| (x.0, x.1)));
        assert_fires("near-duplicate-speech", &rows.map(|x| (x.0, x.2)));
    }
}
