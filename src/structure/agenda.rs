//! A preview of the headings (section 1.9.4 of the domain): the announcement is followed by a terse
//! list, and then the same series starts again with the bodies.

use crate::structure::outline::{Child, Outline, Part};
use crate::text::chars::is_heading_end;
use crate::text::paragraph::Paragraph;

/// Characters that an item of a preview has at most.
const TERSE: usize = 60;

/// Takes such a list out of the tree; the series after it inherits its lead-in.
pub(crate) fn agenda(paragraphs: &[Paragraph<'_>], outline: &mut Outline) {
    let Some((from, to, preview, series)) = preview(paragraphs, outline) else { return };
    outline.agenda = outline.roots.drain(from..to).collect();
    outline.series[series].lead_in = outline.series[preview].lead_in.take();
}

/// The range of the roots that are a preview, its series, and the series that it previews.
fn preview(
    paragraphs: &[Paragraph<'_>],
    outline: &Outline,
) -> Option<(usize, usize, usize, usize)> {
    let roots = &outline.roots;
    let from = roots.iter().position(|x| matches!(x, Child::Node(_)))?;
    let preview = outline.series_of(&roots[from])?;
    let announced = outline.series[preview].lead_in.as_ref().map(|(_, x)| x)?;
    let of =
        |series: usize| move |x: &&Child| outline.series_of(x).is_some_and(|found| found == series);
    let to = from + roots[from..].iter().take_while(of(preview)).count();
    let series = outline.series_of(roots.get(to)?)?;
    let kind = |x: &Child| match x {
        Child::Node(node) => outline.nodes[*node].marker.map(|(marker, _)| marker.series),
        _ => None,
    };
    if to - from < 2
        || !(announced.talk || announced.count.is_some())
        || kind(&roots[from]).is_none()
        || kind(&roots[from]) != kind(&roots[to])
    {
        return None;
    }
    let text = |part: Part| {
        paragraphs[part.paragraph].text[part.start..part.end].trim_end_matches(is_heading_end)
    };
    let name = |x: &Child| match x {
        Child::Node(node) => outline.nodes[*node].heading.map(text),
        _ => None,
    };
    // An item of the preview is a heading, or a line that is no sentence.
    let item = |x: &Child| match x {
        Child::Node(node) => {
            let node = &outline.nodes[*node];
            match (node.heading, node.children.as_slice()) {
                (Some(heading), []) => Some(text(heading)),
                (None, [Child::Text(part)]) => Some(text(*part)),
                _ => None,
            }
        }
        _ => None,
    };
    let items: Vec<&str> = roots[from..to].iter().map(item).collect::<Option<_>>()?;
    let names: Vec<&str> = roots[to..].iter().filter(of(series)).filter_map(name).collect();
    let again = items.iter().zip(&names).filter(|(item, name)| name.starts_with(**item)).count();
    let terse = items.iter().all(|x| !x.is_empty() && x.chars().count() <= TERSE);
    (terse && again * 3 >= items.len() * 2).then_some((from, to, preview, series))
}
