//! Unmarked paragraphs whose first sentences are parallel (section 2.6 of the domain).

use crate::document::{Confidence, SectionKind};
use crate::structure::outline::{Child, Node, Outline, Part, Series};
use crate::text::chars::is_han;
use crate::text::paragraph::Paragraph;
use crate::text::sentence;

/// Han characters that first sentences must share.
const PREFIX: usize = 4;
/// … when there are only two of them.
const PREFIX_OF_TWO: usize = 8;
/// Characters that a parallel heading may have.
const HEADING: usize = 48;
/// Characters of a word of which something is said …
const WORD: usize = 8;
/// … and Han characters that this shares with the next.
const FRAME: usize = 3;
/// Characters that a topic sentence may have.
const TOPIC: usize = 20;

/// Makes sections of parallel paragraphs at the top of a speech that has no block markers.
pub(crate) fn parallel(paragraphs: &[Paragraph<'_>], outline: &mut Outline) {
    let has_blocks = outline.roots.iter().any(|child| match child {
        Child::Node(node) => outline.nodes[*node].series.is_none_or(|x| !outline.series[x].inline),
        _ => false,
    });
    if has_blocks {
        return;
    }
    // The top as paragraphs: each begins with a text and goes on with its inline lists.
    let starts: Vec<usize> = (0..outline.roots.len())
        .filter(|at| matches!(&outline.roots[*at], Child::Text(part) if part.start == 0))
        .collect();
    let first = |at: &usize| match &outline.roots[*at] {
        Child::Text(part) => first_sentence(paragraphs, *part),
        _ => None,
    };
    let sentences: Vec<Option<Part>> = starts.iter().map(first).collect();
    let text = |part: &Part| &paragraphs[part.paragraph].text[part.start..part.end];
    let shared = |a: usize, b: usize| match (&sentences[a], &sentences[b]) {
        (Some(a), Some(b)) => {
            shared_prefix(text(a), text(b)) >= PREFIX || share_frame(text(a), text(b))
        }
        _ => false,
    };
    let mut runs: Vec<(usize, usize, Confidence)> = Vec::new();
    let mut at = 0;
    while at < starts.len() {
        let mut end = at;
        while end + 1 < starts.len() && shared(at, end + 1) {
            end += 1;
        }
        let firmly = |a: usize, b: usize| match (&sentences[a], &sentences[b]) {
            (Some(a), Some(b)) => shared_prefix(text(a), text(b)) >= PREFIX_OF_TWO,
            _ => false,
        };
        let fits = sentences[at..=end].iter().flatten().all(|x| text(x).chars().count() <= HEADING);
        if fits && (end > at + 1 || end == at + 1 && firmly(at, end)) {
            runs.push((at, end, Confidence::High));
        }
        at = end + 1;
    }
    if runs.is_empty() {
        let topic = |at: usize| {
            sentences[at].is_some_and(|x| {
                let rest = &paragraphs[x.paragraph].text[x.end..];
                text(&x).chars().count() <= TOPIC && sentence::sentences(rest).take(2).count() == 2
            })
        };
        let mut at = 0;
        while at < starts.len() {
            let mut end = at;
            while end < starts.len() && topic(end) {
                end += 1;
            }
            if end >= at + 3 {
                runs.push((at, end - 1, Confidence::Low));
            }
            at = end.max(at + 1);
        }
    }
    let roots = std::mem::take(&mut outline.roots);
    let mut out = Vec::with_capacity(roots.len());
    let mut copied = 0;
    for (from, to, confidence) in runs {
        outline.series.push(Series { lead_in: None, inline: false });
        let series = outline.series.len() - 1;
        out.extend_from_slice(&roots[copied..starts[from]]);
        copied = starts[from];
        for (k, sentence) in sentences.iter().enumerate().take(to + 1).skip(from) {
            let until = starts.get(k + 1).copied().unwrap_or(roots.len());
            let Some(heading) = *sentence else { continue };
            let mut node = Node::new(SectionKind::Parallel);
            node.heading = Some(heading);
            node.confidence = Some(confidence);
            node.series = Some(series);
            let Child::Text(part) = &roots[copied] else { continue };
            let rest = Part { start: heading.end, ..*part };
            if rest.end > rest.start {
                node.children.push(Child::Text(rest));
            }
            node.children.extend_from_slice(&roots[copied + 1..until]);
            copied = until;
            out.push(Child::Node(outline.add(node)));
        }
    }
    out.extend_from_slice(&roots[copied..]);
    outline.roots = out;
}

/// Whether two sentences say the same of two words: 勤学，就是要坐得住。 善思，就是要多问。
fn share_frame(a: &str, b: &str) -> bool {
    fn said(x: &str) -> Option<&str> {
        let (word, said) = x.split_once(['，', ','])?;
        (word.chars().count() <= WORD).then_some(said)
    }
    said(a).zip(said(b)).is_some_and(|(a, b)| shared_prefix(a, b) >= FRAME)
}

fn first_sentence(paragraphs: &[Paragraph<'_>], part: Part) -> Option<Part> {
    let text = &paragraphs[part.paragraph].text[part.start..part.end];
    let end = sentence::first_end(text)?;
    Some(Part { end: part.start + end, ..part })
}

/// Han characters that two sentences begin with in common, up to the first comma.
pub(super) fn shared_prefix(a: &str, b: &str) -> usize {
    let mut n = 0;
    for (x, y) in a.chars().zip(b.chars()) {
        if x != y {
            break;
        }
        if is_han(x) {
            n += 1;
        } else if matches!(x, '，' | ',') {
            break;
        }
    }
    n
}
