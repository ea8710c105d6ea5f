//! Groups: a lead-in sentence that owns a series where several compete (rules L7 and L8).

use std::collections::{HashMap, HashSet};

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
        // One series needs no name: its owner has one (L7).
        let series = series_under(outline, Some(node));
        if series.len() >= 2 {
            let mut chosen: Vec<usize> =
                series.into_iter().filter(|x| outline.series[*x].lead_in.is_some()).collect();
            chosen.sort_unstable();
            wrap(grammar, paragraphs, outline, Some(node), &chosen);
        }
    }
    let series = series_under(outline, None);
    let tree = &*outline;
    let led = |x: &usize| tree.series[*x].lead_in.is_some();
    // A list of a structural family inside a paragraph is flattened text.
    let structural: HashSet<usize> = tree
        .roots
        .iter()
        .filter_map(|child| match child {
            Child::Node(node) => {
                let node = &tree.nodes[*node];
                let (marker, _) = node.marker?;
                grammar.markers.forms[marker.form as usize].rank.and(node.series)
            }
            _ => None,
        })
        .collect();
    let blocks: Vec<usize> = series
        .iter()
        .copied()
        .filter(|x| !tree.series[*x].inline || structural.contains(x))
        .collect();
    let mut chosen = Vec::new();
    // Of each series its first member, and how many it has.
    let mut members: HashMap<usize, (&Child, usize)> = HashMap::new();
    for child in &tree.roots {
        if let Some(series) = tree.series_of(child) {
            members.entry(series).or_insert((child, 0)).1 += 1;
        }
    }
    let inline = |x: &usize| tree.series[*x].inline;
    let count = |x: &usize| tree.series[*x].lead_in.as_ref().and_then(|(_, x)| x.count);
    let counted = |x: &usize| count(x).is_some();
    let complete = |x: &usize| count(x).is_none_or(|n| members[x].1 >= n as usize);
    let marker = |x: &usize| match members[x].0 {
        Child::Node(node) => tree.nodes[*node].marker.map(|(marker, _)| marker),
        _ => None,
    };
    let kind = |x: &usize| marker(x).map(|x| x.series);
    // 会议进行第一项：
    let agenda =
        |x: &usize| marker(x).is_some_and(|x| grammar.markers.series_name(x.form) == "agenda");
    let talked = |x: &usize| tree.series[*x].lead_in.as_ref().is_some_and(|(_, x)| x.talk);
    if blocks.iter().filter(|x| led(x)).count() >= 2 {
        // The first series needs no group when it is what the whole speech was announced to be, and
        // what the speaker announces then is something else: a list of another kind, after all of it.
        let announced = blocks.split_first().is_some_and(|(first, later)| {
            let another = |x: &usize| !talked(x) || kind(x) != kind(first) && complete(first);
            let whole = || structural.contains(first) || complete(first) && counted(first);
            // A list inside a paragraph does not make the paragraphs above it a part.
            let beside = || !inline(first) && later.iter().filter(|x| led(x)).all(inline);
            (talked(first) || agenda(first)) && whole() && later.iter().all(another)
                || complete(first) && beside()
        });
        chosen.extend(blocks.iter().copied().skip(usize::from(announced)).filter(led));
    } else {
        // A later part that is introduced by itself.
        chosen.extend(blocks.iter().copied().skip(1).filter(led));
    }
    if let Some(first) = blocks.first() {
        // A later part with a series of its own inside its paragraph.
        let after = series.iter().skip_while(|x| *x != first).skip(1);
        let after = after.filter(|x| !structural.contains(x));
        chosen.extend(after.copied().filter(|x| tree.series[*x].inline).filter(led));
    }
    chosen.sort_unstable();
    wrap(grammar, paragraphs, outline, None, &chosen);
}

/// The series under an owner, in order.
fn series_under(outline: &mut Outline, owner: Option<usize>) -> Vec<usize> {
    let children = std::mem::take(outline.children(owner));
    let mut out: Vec<usize> = Vec::new();
    for child in &children {
        if let Child::Node(node) = child {
            let node = &outline.nodes[*node];
            let marked = node.kind == SectionKind::Marked;
            out.extend(node.series.filter(|x| marked && out.last() != Some(x)));
        }
    }
    *outline.children(owner) = children;
    // A series that another one interrupts counts once.
    let mut seen = HashSet::new();
    out.retain(|x| seen.insert(*x));
    out
}

/// Puts each of some series under an owner, with its lead-in, into a group.
fn wrap(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    outline: &mut Outline,
    owner: Option<usize>,
    chosen: &[usize],
) {
    if chosen.is_empty() {
        return;
    }
    let children = std::mem::take(outline.children(owner));
    let mut last_member: HashMap<usize, usize> = HashMap::new();
    for (at, child) in children.iter().enumerate() {
        if let Some(series) = outline.series_of(child).filter(|x| chosen.binary_search(x).is_ok()) {
            last_member.insert(series, at);
        }
    }
    let mut out: Vec<Child> = Vec::with_capacity(children.len());
    let mut at = 0;
    while at < children.len() {
        let series = outline.series_of(&children[at]);
        let end = series.and_then(|series| last_member.remove(&series)).filter(|end| *end >= at);
        let lead = series.and_then(|series| outline.series[series].lead_in.as_ref());
        let (Some(end), Some((lead, _)), Some(Child::Text(text))) = (end, lead, out.last()) else {
            out.push(children[at].clone());
            at += 1;
            continue;
        };
        let (lead, text) = (*lead, *text);
        out.pop();
        let mut node = lead_in_node(grammar, paragraphs, owner, lead, text);
        node.children.extend_from_slice(&children[at..=end]);
        at = end + 1;
        // What follows the list in the same paragraph belongs to the group.
        let leads_on = matches!(children.get(at + 1), Some(Child::Node(_)));
        if let Some(Child::Text(tail)) = children.get(at)
            && tail.paragraph == text.paragraph
            && !leads_on
        {
            node.children.push(children[at].clone());
            at += 1;
        }
        out.push(Child::Node(outline.add(node)));
    }
    *outline.children(owner) = out;
}

/// A group, still without its members: the lead-in as its heading, and what stands around it.
fn lead_in_node(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    owner: Option<usize>,
    lead: Part,
    text: Part,
) -> Node {
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
    node.children = around.into_iter().filter(nonblank).map(Child::Text).collect();
    node
}

fn first_announcement(grammar: &Grammar, paragraphs: &[Paragraph<'_>], part: Part) -> Option<Part> {
    let text = &paragraphs[part.paragraph].text[part.start..part.end];
    let (start, end) = sentence::sentences(text)
        .find(|(a, b)| announcement(grammar, &text[*a..*b]).is_some_and(|x| x.talk))?;
    Some(Part { start: part.start + start, end: part.start + end, ..part })
}
