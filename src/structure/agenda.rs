//! A preview of the headings (section 1.9.4 of the domain): the announcement is followed by a terse
//! list, and then the same series starts again with the bodies.

use std::ops::Range;

use crate::structure::outline::{Child, Outline, Part};
use crate::text::chars::is_heading_end;
use crate::text::paragraph::Paragraph;

/// Characters that an item of a preview has at most.
const TERSE: usize = 60;

/// Paragraphs between a preview and the parts.
const BRIDGE: usize = 2;

/// Takes such a list out of the tree; the series after it inherits its lead-in.
pub(crate) fn agenda(paragraphs: &[Paragraph<'_>], outline: &mut Outline) {
    let Some(found) = preview(paragraphs, outline) else { return };
    // A series of another family began inside the last item.
    if let (true, Child::Node(last)) = (found.inside, &outline.roots[found.items.end - 1]) {
        let parts = std::mem::take(&mut outline.nodes[*last].children);
        outline.roots.splice(found.items.end..found.items.end, parts);
    }
    outline.agenda = outline.roots.drain(found.items).collect();
    let lead_in = outline.series[found.series].lead_in.take();
    // 下面我就这三个方面讲一讲。
    let own = &mut outline.series[found.parts].lead_in;
    if !own.as_ref().is_some_and(|(_, x)| x.talk) {
        *own = lead_in;
    }
}

/// A list that previews a series.
struct Preview {
    /// Its items among the roots.
    items: Range<usize>,
    series: usize,
    /// The series that it previews …
    parts: usize,
    /// … which stands inside its last item.
    inside: bool,
}

fn preview(paragraphs: &[Paragraph<'_>], outline: &Outline) -> Option<Preview> {
    let roots = &outline.roots;
    let from = roots.iter().position(|x| matches!(x, Child::Node(_)))?;
    let preview = outline.series_of(&roots[from])?;
    let announced = outline.series[preview].lead_in.as_ref().map(|(_, x)| x)?;
    let of =
        |series: usize| move |x: &&Child| outline.series_of(x).is_some_and(|found| found == series);
    let to = from + roots[from..].iter().take_while(of(preview)).count();
    let node = |x: &Child| match x {
        Child::Node(node) => Some(&outline.nodes[*node]),
        _ => None,
    };
    let inner = node(&roots[to - 1])?.children.as_slice();
    let kind = |x: &Child| node(x)?.marker.map(|(marker, _)| marker.series);
    let again = |x: &&Child| kind(x) == kind(&roots[from]);
    // A sentence may stand between the list and the parts.
    let bridge = roots[to..].iter().take(BRIDGE).take_while(|x| node(x).is_none()).count();
    let (parts, inside) = match roots.get(to + bridge).filter(again) {
        Some(_) => (&roots[to + bridge..], false),
        None => (inner, true),
    };
    let series = outline.series_of(parts.first()?)?;
    if to - from < 2
        || !(announced.talk || announced.count.is_some())
        || kind(&roots[from]).is_none()
    {
        return None;
    }
    let text = |part: Part| {
        paragraphs[part.paragraph].text[part.start..part.end].trim_end_matches(is_heading_end)
    };
    let name = |x: &Child| node(x)?.heading.map(text);
    // An item of the preview is a heading, or a line that is no sentence.
    let item = |(at, x): (usize, &Child)| {
        let node = node(x)?;
        match (node.heading, node.children.as_slice()) {
            (Some(heading), []) => Some(text(heading)),
            (Some(heading), _) if inside && from + at + 1 == to => Some(text(heading)),
            (None, [Child::Text(part)]) => Some(text(*part)),
            _ => None,
        }
    };
    let items: Vec<&str> = roots[from..to].iter().enumerate().map(item).collect::<Option<_>>()?;
    let names: Vec<&str> = parts.iter().filter(of(series)).filter_map(name).collect();
    let again = items.iter().zip(&names).filter(|(item, name)| name.starts_with(**item)).count();
    let terse = items.iter().all(|x| !x.is_empty() && x.chars().count() <= TERSE);
    let found = terse && again * 3 >= items.len() * 2;
    found.then_some(Preview { items: from..to, series: preview, parts: series, inside })
}
