//! Groups: a lead-in sentence that owns a series where several compete (rules L7 and L8).

use crate::document::SectionKind;
use crate::grammar::Grammar;
use crate::recognize::lead_in::announcement;
use crate::structure::outline::{Child, Node, Outline, Part};
use crate::text::chars::is_space;
use crate::text::paragraph::Paragraph;
use crate::text::sentence;

/// Puts groups into a tree.
pub(crate) fn group(grammar: &Grammar, paragraphs: &[Paragraph<'_>], outline: &mut Outline) {
    for node in 0..outline.nodes.len() {
        // An unnumbered heading already names what it owns.
        let series = series_under(outline, Some(node));
        if series.len() >= 2 {
            let chosen: Vec<usize> =
                series.into_iter().filter(|x| outline.series[*x].lead_in.is_some()).collect();
            for x in chosen {
                wrap(grammar, paragraphs, outline, Some(node), x);
            }
        }
    }
    let series = series_under(outline, None);
    let led = |x: &usize| outline.series[*x].lead_in.is_some();
    // A list of a structural family inside a paragraph is flattened text.
    let ranked = |x: &usize| {
        let rank = |child: &Child| match child {
            Child::Node(node) if outline.nodes[*node].series == Some(*x) => {
                let (marker, _) = outline.nodes[*node].marker?;
                grammar.markers.forms[marker.form as usize].rank
            }
            _ => None,
        };
        outline.roots.iter().any(|child| rank(child).is_some())
    };
    let blocks: Vec<usize> =
        series.iter().copied().filter(|x| !outline.series[*x].inline || ranked(x)).collect();
    let mut chosen = Vec::new();
    let talked = |x: &usize| outline.series[*x].lead_in.as_ref().is_some_and(|(_, x)| x.talk);
    if blocks.iter().filter(|x| led(x)).count() >= 2 {
        // The first series needs no group when it is what the whole speech was announced to be.
        let announced = blocks.first().is_some_and(talked);
        chosen.extend(blocks.iter().copied().skip(usize::from(announced)).filter(led));
    } else {
        // A later part that the speaker announces by itself.
        chosen.extend(blocks.iter().copied().skip(1).filter(talked));
    }
    if let Some(last) = blocks.last() {
        // A later part with a series of its own inside its paragraph.
        let after = series.iter().skip_while(|x| *x != last).skip(1);
        chosen.extend(after.copied().filter(|x| outline.series[*x].inline).filter(led));
    }
    for x in chosen {
        wrap(grammar, paragraphs, outline, None, x);
    }
}

/// The series under an owner, in order.
fn series_under(outline: &mut Outline, owner: Option<usize>) -> Vec<usize> {
    let children = outline.children(owner).clone();
    let mut out: Vec<usize> = children.iter().filter_map(|x| outline.series_of(x)).collect();
    out.dedup();
    out.retain(|x| {
        // Unnumbered headings need no name from a lead-in.
        children.iter().any(|child| match child {
            Child::Node(node) => {
                outline.nodes[*node].series == Some(*x)
                    && outline.nodes[*node].kind == SectionKind::Marked
            }
            _ => false,
        })
    });
    out
}

/// Puts a series and its lead-in into a group.
fn wrap(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    outline: &mut Outline,
    owner: Option<usize>,
    series: usize,
) {
    let Some((lead, _)) = outline.series[series].lead_in.clone() else { return };
    let children = std::mem::take(outline.children(owner));
    let member = |child: &Child| outline.series_of(child) == Some(series);
    let (Some(first), Some(last)) =
        (children.iter().position(member), children.iter().rposition(member))
    else {
        *outline.children(owner) = children;
        return;
    };
    let Some(Child::Text(text)) = first.checked_sub(1).map(|at| children[at].clone()) else {
        *outline.children(owner) = children;
        return;
    };
    // Of two lead-ins in one paragraph the first announcement names the group.
    let name = first_announcement(grammar, paragraphs, text)
        .filter(|x| owner.is_none() && x.start < lead.start)
        .unwrap_or(lead);
    let nonblank = |part: &Part| {
        !paragraphs[part.paragraph].text[part.start..part.end].trim_matches(is_space).is_empty()
    };
    let mut node = Node::new(SectionKind::Group);
    node.heading = Some(name);
    let around = [Part { end: name.start, ..text }, Part { start: name.end, ..text }];
    let mut inner: Vec<Child> = around.into_iter().filter(nonblank).map(Child::Text).collect();
    inner.extend(children[first..=last].iter().cloned());
    let mut rest: Vec<Child> = children[last + 1..].to_vec();
    // What follows the list in the same paragraph belongs to the group.
    if let Some(Child::Text(tail)) = rest.first()
        && tail.paragraph == text.paragraph
        && !matches!(rest.get(1), Some(Child::Node(_)))
    {
        inner.push(rest.remove(0));
    }
    node.children = inner;
    let node = outline.add(node);
    let mut all = children[..first - 1].to_vec();
    all.push(Child::Node(node));
    all.append(&mut rest);
    *outline.children(owner) = all;
}

fn first_announcement(grammar: &Grammar, paragraphs: &[Paragraph<'_>], part: Part) -> Option<Part> {
    let text = &paragraphs[part.paragraph].text[part.start..part.end];
    let (start, end) = sentence::sentences(text)
        .find(|(a, b)| announcement(grammar, &text[*a..*b]).is_some_and(|x| x.talk))?;
    Some(Part { start: part.start + start, end: part.start + end, ..part })
}
