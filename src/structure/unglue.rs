//! Line breaks that were lost at the edges of a speech: a title glued to the salutation or to the
//! first sentence, a credit or a commentary glued to the last one.

use crate::grammar::{Edge, Grammar, Kind};
use crate::recognize::byline::byline;
use crate::recognize::chrome;
use crate::recognize::date::{date_line, is_date_line};
use crate::recognize::salutation::salutation;
use crate::recognize::title::is_title;
use crate::text::chars::{head, is_space, tail};
use crate::text::paragraph::Paragraph;

/// Characters within which a glued title ends.
const TITLE: usize = 44;
/// Words of a byline: 县委书记 王 琛
const NAMED: usize = 3;
/// Bytes that a paragraph has at least to have something glued to it.
const GLUED: usize = 180;
/// Characters of a title, a byline and a date that are glued to the salutation.
const HEAD: usize = 110;
/// Characters of a date or a byline and the salutation behind it.
const SIGNED: usize = 80;
/// Lines that a page has above the speech.
const PAGE: usize = 8;

/// Cuts such paragraphs in two.
///
/// `commented`: the text has a commentary somewhere.
pub(crate) fn unglue<'a>(
    grammar: &Grammar,
    paragraphs: Vec<Paragraph<'a>>,
    commented: bool,
) -> Vec<Paragraph<'a>> {
    let first = paragraphs.iter().position(|x| {
        !x.text.is_empty()
            && !chrome::is_decoration(&x.text)
            && (x.text.len() > 2000 || chrome::furniture(grammar, &x.text, Edge::Head).is_none())
    });
    let mut out = Vec::with_capacity(paragraphs.len() + 2);
    for (at, paragraph) in paragraphs.into_iter().enumerate() {
        let mut rest = paragraph;
        if first.is_some_and(|first| (first..first + PAGE).contains(&at)) {
            rest = dated_head(grammar, rest, &mut out);
            rest = signed_head(grammar, rest, &mut out);
            rest = known_title(grammar, rest, &mut out);
        }
        if Some(at) == first
            && (rest.text.len() >= GLUED || rest.text.contains(['：', ':']))
            && let Some(cut) = title_end(grammar, &rest.text)
        {
            let (title, text) = rest.split_at(cut);
            let title = head_lines(grammar, title, &mut out);
            out.push(title);
            rest = text;
        } else if Some(at) == first {
            rest = head_lines(grammar, rest, &mut out);
        }
        let commentary = if commented { commentary_start(grammar, &rest.text) } else { None };
        match commentary.or_else(|| credit_start(grammar, &rest.text)) {
            Some(cut) => {
                let (text, tail) = rest.split_at(cut);
                out.push(text);
                out.push(tail);
            }
            None => out.push(rest),
        }
    }
    out
}

/// Where a title ends that shares its line with the salutation or the first sentence.
fn title_end(grammar: &Grammar, text: &str) -> Option<usize> {
    let start = head(text, TITLE);
    let sound = |title: &str| {
        (5..=TITLE).contains(&title.chars().count())
            && !title.contains(['。', '；', ';', '：', ':', '！'])
            && !grammar.titles.is(Kind::Unfinished, title.trim_end_matches(is_space))
    };
    let addressed = grammar.salutations.of(Kind::AddressStart).find_map(|rule| {
        let mut from = 0;
        while let Some(found) = rule.captures(&start[from..]).and_then(|x| x.get(0)) {
            let at = from + found.start();
            let (title, rest) = text.split_at(at);
            if at > 0 && sound(title) && salutation(grammar, rest).is_some() {
                return Some(at);
            }
            from += found.end();
        }
        None
    });
    if addressed.is_some() || salutation(grammar, text).is_some() {
        return addressed;
    }
    let glued = grammar.titles.captures(Kind::Glued, text).and_then(|x| x.name("title"));
    if let Some(title) = glued {
        return Some(title.end());
    }
    // The last space that the rest goes on from without another.
    let at = start.char_indices().filter(|(_, c)| is_space(*c)).map(|(at, _)| at).rfind(|at| {
        let rest = text[*at..].trim_start_matches(is_space);
        !head(rest, 15).contains(is_space)
    })?;
    let (title, rest) = text.split_at(at);
    let opens = grammar.titles.is(Kind::FirstWords, rest.trim_start_matches(is_space));
    (sound(title) && (is_title(grammar, title) || opens)).then_some(at)
}

/// Makes title, byline and date in brackets lines of their own that are glued to each other and to
/// the salutation: …上的讲话青石镇镇长王建国（2018年3月20日）同志们：
fn dated_head<'a>(
    grammar: &Grammar,
    line: Paragraph<'a>,
    out: &mut Vec<Paragraph<'a>>,
) -> Paragraph<'a> {
    let Some([title, named, dated]) = dated_head_ends(grammar, &line.text) else { return line };
    let (head, rest) = line.split_at(dated);
    let (head, date) = head.split_at(named);
    if title < named {
        let (title, byline) = head.split_at(title);
        out.extend([title, byline, date]);
    } else {
        out.extend([head, date]);
    }
    rest
}

/// Where title, byline and date end.
fn dated_head_ends(grammar: &Grammar, line: &str) -> Option<[usize; 3]> {
    let start = head(line, HEAD);
    let (open, close) = start.match_indices(['（', '(']).find_map(|(open, _)| {
        let (at, bracket) = start[open..].match_indices(['）', ')']).next()?;
        let close = open + at + bracket.len();
        is_date_line(&start[open..close]).then_some((open, close))
    })?;
    let before = &line[..open];
    if before.contains(['。', '；', ';', '：', ':', '！'])
        || salutation(grammar, line[close..].trim_start_matches(is_space)).is_none()
    {
        return None;
    }
    let mut ends = before.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    let title = ends.find(|end| is_title(grammar, before[..*end].trim_matches(is_space)))?;
    Some([title, open, close])
}

/// Makes a date or a byline a line of its own that a space sets off from the salutation behind it:
/// 2018年3月20日 同志们：
fn signed_head<'a>(
    grammar: &Grammar,
    line: Paragraph<'a>,
    out: &mut Vec<Paragraph<'a>>,
) -> Paragraph<'a> {
    let Some(end) = signed_head_end(grammar, &line.text) else { return line };
    let (head, rest) = line.split_at(end);
    out.push(head);
    rest
}

/// Where such a date or byline ends.
fn signed_head_end(grammar: &Grammar, line: &str) -> Option<usize> {
    let start = head(line, SIGNED);
    let (start, _) = start.split_at(start.find(['：', ':'])?);
    start.char_indices().filter(|(_, c)| is_space(*c)).map(|(at, _)| at).find(|at| {
        let (before, after) = line.split_at(*at);
        (is_date_line(before) || byline(grammar, before).is_some())
            && salutation(grammar, after.trim_start_matches(is_space)).is_some()
    })
}

/// Makes a title a line of its own that stood above and is printed again in front of the text.
fn known_title<'a>(
    grammar: &Grammar,
    line: Paragraph<'a>,
    out: &mut Vec<Paragraph<'a>>,
) -> Paragraph<'a> {
    let begins = |title: &Paragraph<'_>| {
        let text = line.text.strip_prefix(&*title.text)?.trim_start_matches(is_space);
        (is_title(grammar, &title.text) && salutation(grammar, text).is_some())
            .then_some(title.text.len())
    };
    let Some(end) = out.iter().rev().take(PAGE).find_map(begins) else { return line };
    let (title, text) = line.split_at(end);
    out.push(title);
    text
}

/// Makes title, date and byline lines of their own (…上的讲话 （2024年3月5日） 县长 王建国), and
/// gives the last of them.
fn head_lines<'a>(
    grammar: &Grammar,
    line: Paragraph<'a>,
    out: &mut Vec<Paragraph<'a>>,
) -> Paragraph<'a> {
    let Some((dated, named)) = head_cuts(grammar, &line.text) else { return line };
    let (title, mut rest) = line.split_at(dated);
    out.push(title);
    if named > dated {
        let (date, byline) = rest.split_at(named - dated);
        out.push(date);
        rest = byline;
    }
    rest
}

/// Where the date and the byline begin in a line that begins with a title; where there is no date,
/// both are one place.
fn head_cuts(grammar: &Grammar, line: &str) -> Option<(usize, usize)> {
    if line.len() > GLUED || line.contains(['。', '：', ':']) {
        return None;
    }
    let words: Vec<usize> = line
        .char_indices()
        .zip(line.chars().skip(1))
        .filter(|((_, before), c)| is_space(*before) && !is_space(*c))
        .map(|((at, before), _)| at + before.len_utf8())
        .collect();
    let title_ends = |at: &usize| is_title(grammar, line[..*at].trim_matches(is_space));
    let dated = words.iter().copied().find(title_ends)?;
    let names = |at: &usize| {
        let rest = line[*at..].trim_matches(is_space);
        let words = rest.split(is_space).filter(|x| !x.is_empty()).count();
        words <= NAMED && date_line(rest).is_none() && byline(grammar, rest).is_some()
    };
    let follows = |at: &usize| {
        *at == dated || *at > dated && is_date_line(line[dated..*at].trim_matches(is_space))
    };
    Some((dated, words.iter().copied().find(|at| follows(at) && names(at))?))
}

/// Where a commentary begins that is glued to the text: a sentence, a date or a bracket ended
/// before it.
fn commentary_start(grammar: &Grammar, text: &str) -> Option<usize> {
    let start = grammar.closings.captures(Kind::Commentary, text)?.name("text")?.start();
    (start > 0 && text[..start].ends_with(['。', '！', '？', '日', '】', '〗', '”']))
        .then_some(start)
}

/// Bytes in which a credit and the sentence end before it stand.
const CREDIT: usize = 123;

/// Where a credit begins that is glued to the end of the text.
fn credit_start(grammar: &Grammar, text: &str) -> Option<usize> {
    if !text.ends_with(['）', ')']) {
        return None;
    }
    let tail = tail(text, CREDIT);
    let found = grammar.closings.captures(Kind::CreditGlued, tail)?.name("text")?;
    Some(text.len() - tail.len() + found.start()).filter(|at| *at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_glued_to_the_salutation() {
        let cut = |text: &str| {
            let [title, named, dated] = dated_head_ends(Grammar::bundled(), text)?;
            Some([&text[..title], &text[title..named], &text[named..dated]].join("|"))
        };
        for (text, expected) in [
            (
                "在春耕动员会上的讲话青石镇镇长王建国（2018年3月20日）同志们：今天开个短会。",
                Some("在春耕动员会上的讲话|青石镇镇长王建国|（2018年3月20日）"),
            ),
            (
                "在春耕动员会上的讲话(二○一八年三月)同志们:今天开个短会。",
                Some("在春耕动员会上的讲话||(二○一八年三月)"),
            ),
            ("春耕动员会（2018年3月20日）同志们：今天开个短会。", None),
            ("在春耕动员会上的讲话（2018年3月20日）今天开个短会。", None),
        ] {
            assert_eq!(cut(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn dates_and_bylines_in_front_of_the_salutation() {
        for (text, head) in [
            ("2018年3月20日 同志们：", Some("2018年3月20日")),
            ("（二○一八年三月）\u{3000}各位代表：今天开个短会。", Some("（二○一八年三月）")),
            ("镇长 王建国 同志们：今天开个短会。", Some("镇长 王建国")),
            ("县委书记 王建国同志：", None),
            ("2018年3月20日 我们到了村里：", None),
        ] {
            let end = signed_head_end(Grammar::bundled(), text);
            assert_eq!(end.map(|end| &text[..end]), head, "{text}");
        }
    }

    #[test]
    fn titles_glued_to_the_text() {
        let rest = "今天我们召开春耕现场会，总结经验，部署任务，动员大家抓住农时，确保全年粮食丰收，任务十分繁重，请大家务必重视。";
        for (title, next) in [
            ("抢抓农时促生产 干群同心保丰收", "尊敬的各位领导、各位同仁：大家好！"),
            ("把答卷写在田野上", "各位村民代表：大家好！"),
            ("关于“粮食驿站”建设情况的汇报 ", "近年来，"),
            ("在全县春耕生产现场会上的讲话", "同志们："),
            ("在全县春耕生产现场会上的讲话", ""),
        ] {
            let text = format!("{title}{next}{rest}");
            let cut = title_end(Grammar::bundled(), &text);
            assert_eq!(cut.map(|at| text[..at].trim()), Some(title.trim()), "{text}");
        }
        for text in
            ["出席今天会议的各位代表：", "青年朋友们、各位来宾：", "县委王书记、各位领导：", ""]
        {
            let text = format!("{text}{rest}");
            assert_eq!(title_end(Grammar::bundled(), &text), None, "{text}");
        }
    }

    #[test]
    fn tails_glued_to_the_text() {
        for (text, tail) in [
            ("祝大会成功！（新华社北京11月30日电）", "（新华社北京11月30日电）"),
            ("谢谢大家！文章分析【标题】好。", "文章分析【标题】好。"),
        ] {
            let grammar = Grammar::bundled();
            let start = commentary_start(grammar, text).or_else(|| credit_start(grammar, text));
            assert_eq!(start.map(|at| &text[at..]), Some(tail));
        }
        assert_eq!(commentary_start(Grammar::bundled(), "他做了材料分析。"), None);
    }
}
