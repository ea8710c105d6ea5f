//! Mends: the safe ones are put into the text, and the tree must stay what it was.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Fix};
use crate::document::{Block, Document, Punctuation};
use crate::parser::Parser;

use super::{CheckOptions, check};

/// The text with the safe mends of its diagnostics, and only those.
///
/// Mends that reach into one another are left out but for the first, and so are those that name no
/// place of this text. The text is borrowed when nothing changes.
///
/// ```
/// let text = "第一、要抓早。早备种，早整地。\n第二、要抓实。实打实地干，一抓到底。";
/// let found = gangmu::check(&gangmu::parse(text), text, &gangmu::CheckOptions::default());
/// let mended = gangmu::apply_fixes(text, &found);
/// assert_eq!(mended, "第一，要抓早。早备种，早整地。\n第二，要抓实。实打实地干，一抓到底。");
/// ```
pub fn apply_fixes<'t>(text: &'t str, diagnostics: &[Diagnostic]) -> Cow<'t, str> {
    apply(text, diagnostics.iter().filter_map(|x| x.fix.as_ref()))
}

fn apply<'t, 'f>(text: &'t str, fixes: impl Iterator<Item = &'f Fix>) -> Cow<'t, str> {
    // Diagnostics of another text may name places that this one does not have.
    let fits = |x: &&Fix| x.safe && text.get(x.span.range()).is_some_and(|x| !x.is_empty());
    let mut fixes: Vec<&Fix> = fixes.filter(fits).collect();
    if fixes.is_empty() {
        return Cow::Borrowed(text);
    }
    fixes.sort_by_key(|x| x.span);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for fix in fixes {
        let Some(kept) = text.get(from..fix.span.start) else { continue };
        out.push_str(kept);
        out.push_str(&fix.text);
        from = fix.span.end;
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Mends a text: applies the safe mends of each rule, as long as the tree stays the same but for
/// the characters that they change. Returns the text and the number of mends.
///
/// A second call changes nothing more.
///
/// ```
/// let parser = gangmu::Parser::new(gangmu::Grammar::bundled());
/// let (text, count) = gangmu::mend("一.抓早\n早备种。\n二.抓实\n实干，一抓到底。", &parser);
/// assert_eq!((&*text, count), ("一、抓早\n早备种。\n二、抓实\n实干，一抓到底。", 2));
/// ```
pub fn mend<'t>(text: &'t str, parser: &Parser<'_>) -> (Cow<'t, str>, usize) {
    mend_where(text, parser, |_| true)
}

/// Mends a text as [`mend`] does, but only what is `wanted`.
///
/// ```
/// let parser = gangmu::Parser::new(gangmu::Grammar::bundled());
/// let text = "一.抓早\n早备种。\n二.抓实\n实干，一抓到底。";
/// let wanted = |x: &gangmu::Diagnostic| x.code != "marker-punctuation";
/// assert_eq!(gangmu::mend_where(text, &parser, wanted), (text.into(), 0));
/// ```
pub fn mend_where<'t>(
    text: &'t str,
    parser: &Parser<'_>,
    wanted: impl Fn(&Diagnostic) -> bool,
) -> (Cow<'t, str>, usize) {
    let mut text = Cow::Borrowed(text);
    let mut count = 0;
    // A mend may uncover another one: the marker of （一)、 has two. Each round leaves fewer.
    for _ in 0..ROUNDS {
        let Some((mended, mends)) = round(&text, parser, &wanted) else { break };
        text = Cow::Owned(mended);
        count += mends;
    }
    (text, count)
}

/// Rounds that a text may take; no rule needs more than two.
const ROUNDS: usize = 4;

fn round(
    text: &str,
    parser: &Parser<'_>,
    wanted: &impl Fn(&Diagnostic) -> bool,
) -> Option<(String, usize)> {
    let document = parser.parse(text);
    let options = CheckOptions { grammar: parser.grammar(), ..CheckOptions::default() };
    let mut found = check(&document, text, &options);
    found.retain(|x| x.fix.as_ref().is_some_and(|x| x.safe) && wanted(x));
    if found.is_empty() {
        return None;
    }
    let mut codes: Vec<&str> = found.iter().map(|x| &*x.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let shape = shape(&document);
    let holds = |chosen: &[&str]| {
        let fixes =
            || found.iter().filter(|x| chosen.contains(&&*x.code)).filter_map(|x| x.fix.as_ref());
        let mended = apply(text, fixes());
        let after = parser.parse(&mended);
        // What was full-width stays so, or the next round would mend something else.
        let same =
            self::shape(&after) == shape && after.source.punctuation == Punctuation::FullWidth;
        same.then(|| (mended.into_owned(), fixes().count()))
    };
    // Nearly always all of them can be made; if not, those of each rule that can.
    let all = holds(&codes).or_else(|| {
        let mut kept: Vec<&str> = Vec::new();
        for code in &codes {
            kept.push(code);
            if holds(&kept).is_none() {
                kept.pop();
            }
        }
        holds(&kept)
    });
    all.filter(|(mended, _)| mended != text)
}

/// What mends may not change: kinds, levels, numbers and words of all parts.
fn shape(document: &Document<'_>) -> Vec<String> {
    let words = |x: &str| x.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut out = vec![format!("{} {}", document.chrome.len(), document.preface.len())];
    for x in &document.speeches {
        let texts =
            [&x.title, &x.subtitle, &x.date, &x.salutation, &x.greeting, &x.wish, &x.thanks]
                .into_iter()
                .chain([&x.end_formula, &x.signature]);
        out.extend(texts.map(|x| x.as_deref().map(words).unwrap_or_default()));
        let announced = x.announcement.as_ref().map(|x| (x.count, x.found, words(&x.text)));
        out.push(format!("{announced:?} {:?}", x.genre));
        for zone in [&x.opening, &x.body, &x.closing, &x.appendix] {
            out.push(format!("zone {}", zone.len()));
            blocks(zone, &words, &mut out);
        }
    }
    out
}

fn blocks(list: &[Block<'_>], words: &impl Fn(&str) -> String, out: &mut Vec<String>) {
    for block in list {
        match block {
            Block::Paragraph(x) => out.push(format!("text {}", words(&x.text))),
            Block::Salutation(x) => out.push(format!("salutation {}", words(&x.text))),
            Block::Section(x) => {
                let heading = x.heading.as_deref().map(words);
                let marker = x.marker.as_deref().map(words);
                let kind = (x.level, x.kind, x.number, x.placement, x.glued);
                let label = x.label.as_deref().map(words);
                out.push(format!("{kind:?} {marker:?} {heading:?} {label:?}"));
                blocks(&x.body, words, out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn mends_without_a_place_in_the_text_are_left_out() {
        for (text, span, expected) in [
            ("第一、春耕", (6, 9), "第一，春耕"),
            ("第一、春耕", (7, 9), "第一、春耕"),
            ("第一、春耕", (6, 8), "第一、春耕"),
            ("第一、春耕", (9, 6), "第一、春耕"),
            ("第一", (3, 9), "第一"),
            ("第一", (9, 12), "第一"),
        ] {
            let span = Span::new(span.0, span.1);
            let fix = Fix { span, text: "，".into(), safe: true };
            assert_eq!(apply(text, [&fix].into_iter()), expected, "{text} {span}");
        }
    }
}
