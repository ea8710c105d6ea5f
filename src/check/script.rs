//! Characters: scripts, conversions, mistyped and struck-out words, furniture among the text.

use super::draft::{Draft, Role};
use super::rule::{Rule, text};
use super::words::Words;
use super::{Findings, excerpt, rule};
use crate::diagnostic::Severity::{Info, Warning};
use crate::document::Script;
use crate::span::Span;
use crate::text::chars::is_han;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "mixed-scripts",
        group: "script",
        severity: Info,
        message: text(
            "简体字和繁体字混用，这里是“{0}”",
            "Simplified and Traditional characters are mixed, here {0}",
        ),
        why: text(
            "一篇文字只用一种字体。混用多半是转换不完全，或者从几处粘贴拼成的。",
            "A text has one script. Both together are left from an incomplete conversion, or from pasting.",
        ),
        wrong: "同志們：今年春耕來得早，各級幹部要動員起來。各级党员要带头，深入开展为民办实事活动，认真总结经验。",
        right: "同志们：今年春耕来得早，各级干部要动员起来。各级党员要带头，深入开展为民办实事活动，认真总结经验。",
    },
    Rule {
        code: "script-conversion",
        group: "script",
        severity: Info,
        message: text(
            "繁体文字里的“{0}”应作“{1}”，这类共{2}处",
            "in Traditional script {0} is {1}; {2} such places",
        ),
        why: text(
            "逐字转换的繁体文本会留下“干部、最后、范文”，或者错成“同誌、係統”。",
            "Converted character by character, Traditional text keeps 干部, 最后, 范文 or gets 同誌, 係統.",
        ),
        wrong: "同志們：各級干部要動員起來，組織農機下田，發動群眾參加。",
        right: "同志們：各級幹部要動員起來，組織農機下田，發動群眾參加。",
    },
    Rule {
        code: "mistyped",
        group: "script",
        severity: Info,
        message: text("“{0}”应作“{1}”", "{0} should be {1}"),
        why: text(
            "形近字、同音字的常见错误，多来自扫描识别和拼音输入。",
            "Characters that look or sound alike: left from recognition of scanned pages or from typing by sound.",
        ),
        wrong: "同志们：我们要再接再励，抓好春耕。",
        right: "同志们：我们要再接再厉，抓好春耕。",
    },
    Rule {
        code: "self-censorship",
        group: "script",
        severity: Info,
        message: text("“{0}”像是避开审查的写法", "{0} looks like a spelling that evades a filter"),
        why: text(
            "有的网站用“D中央”“d代会”避开过滤词，正式文稿里应当改回原词。",
            "Some sites write D中央 or d代会 to pass a word filter; a draft should have the words themselves.",
        ),
        wrong: "同志们：我们要紧密团结在d中央周围，抓好春耕。",
        right: "同志们：我们要紧密团结在党中央周围，抓好春耕。",
    },
    Rule {
        code: "undecodable",
        group: "script",
        severity: Warning,
        message: text(
            "{0}个字符无法解码，第一个在这里",
            "{0} characters could not be decoded, the first one here",
        ),
        why: text(
            "“�”是无法解码的字节留下的：编码判断有误，或文件已经损坏。可用 --encoding 指定编码。",
            "A � stands for bytes that no character has: the encoding was told wrongly, or the file is damaged. --encoding names it.",
        ),
        wrong: "同志们：今年的春�要早动手。",
        right: "同志们：今年的春耕要早动手。",
    },
    Rule {
        code: "chrome-inside",
        group: "script",
        severity: Info,
        message: text("正文里夹着网页杂项：“{0}”", "page furniture among the text: {0}"),
        why: text(
            "水印、导航、推广语夹在正文中间，念稿和统计时应当删去。",
            "Watermarks, navigation and advertisements between paragraphs are no part of the speech.",
        ),
        wrong: "同志们：\n春耕生产要早谋划、早部署、早行动。\n更多公文素材，微信：abc123\n各级干部要深入田间地头，帮助群众解决困难。\n谢谢大家！",
        right: "同志们：\n春耕生产要早谋划、早部署、早行动。\n各级干部要深入田间地头，帮助群众解决困难。\n谢谢大家！",
    },
];

const MIXED: &Rule = rule(RULES, "mixed-scripts");
const CONVERSION: &Rule = rule(RULES, "script-conversion");
const MISTYPED: &Rule = rule(RULES, "mistyped");
const CENSORED: &Rule = rule(RULES, "self-censorship");
const UNDECODABLE: &Rule = rule(RULES, "undecodable");
const CHROME: &Rule = rule(RULES, "chrome-inside");

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    let words = Words::get();
    match draft.document.source.script {
        Script::Mixed => mixed(draft, findings),
        Script::Traditional => {
            let all: Vec<(Span, &str)> = words.conversions.find(draft.text).collect();
            if let Some((span, right)) = all.first() {
                findings.add(CONVERSION, *span, &[&draft.slice(*span), right, &all.len()]);
            }
        }
        Script::Simplified => {}
    }
    for (span, right) in words.confusions.find(draft.text) {
        if draft.is_running(span.start) {
            findings.add(MISTYPED, span, &[&draft.slice(span), &right]).mend(right);
        }
    }
    for span in draft.words_of(CENSORED.code) {
        findings.add(CENSORED, span, &[&draft.slice(span)]);
    }
    let lost: Vec<Span> = memchr::memmem::find_iter(draft.text.as_bytes(), "\u{fffd}")
        .map(|at| Span::new(at, at + '\u{fffd}'.len_utf8()))
        .collect();
    findings.add_all(UNDECODABLE, &lost);
    // Above the salutation and the first sentence a page prints what it likes.
    let spoken = draft.document.speeches.iter().enumerate().map(|(at, x)| {
        let text = draft.leaves_of(at).find(|x| x.role == Role::Text).map(|x| x.span.start);
        let salutation = Some(x.salutation_span).filter(|x| !x.is_empty()).map(|x| x.start);
        let start = text.into_iter().chain(salutation).min().unwrap_or(x.span.start);
        Span::new(start, x.span.end)
    });
    let spoken: Vec<Span> = spoken.collect();
    for chrome in &draft.document.chrome {
        let next = spoken.partition_point(|x| x.start < chrome.span.start);
        let inside = spoken[..next].last().is_some_and(|x| chrome.span.end < x.end);
        let furniture =
            !matches!(&*chrome.kind, "page-title" | "note" | "paywall" | "page" | "contents");
        if furniture && inside {
            findings.add(CHROME, chrome.span, &[&excerpt(&chrome.text)]);
        }
    }
}

/// The first character of the script that the text has less of.
fn mixed(draft: &Draft<'_>, findings: &mut Findings) {
    let script = |c: char| match draft.grammar.scripts_of(c) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    };
    let all = draft.text.char_indices().filter(|(_, c)| is_han(*c));
    let known: Vec<(usize, char, bool)> =
        all.filter_map(|(at, c)| Some((at, c, script(c)?))).take(4096).collect();
    let simplified = known.iter().filter(|x| x.2).count();
    let rarer = simplified * 2 < known.len();
    if let Some((at, c, _)) = known.iter().find(|x| x.2 == rarer) {
        findings.add(MIXED, Span::new(*at, at + c.len_utf8()), &[c]);
    }
}
