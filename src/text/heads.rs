//! Lines of several clauses that head the text below them, told by their shape alone (section 2.6
//! of the domain).

use super::chars::{is_han, is_weak_boundary};
use super::lines::Line;
use super::sentence::is_terminated;

/// Lines without which there are none: one alone is a sentence that was cut.
const LINES: usize = 3;
/// Characters that such a line may have.
const LONG: usize = 30;

/// The numbers of such lines, in order: each is short, has a comma and no end, and stands between
/// a line that ends and one that is twice as long and ends.
pub(super) fn heads(text: &str, lines: &[Line]) -> Vec<usize> {
    let content = |line: &Line| &text[line.text.range()];
    let is_head = |line: &str| {
        line.contains(is_weak_boundary)
            && !line.contains(['。', '！', '？', '；', '…'])
            && line.ends_with(|c: char| is_han(c) || matches!(c, '”' | '」'))
            && line.chars().count() <= LONG
    };
    let found = lines.windows(3).filter_map(|near| {
        let [before, line, next] = near else { return None };
        let (above, head, below) = (content(before), content(line), content(next));
        let stands = is_terminated(above) && is_terminated(below) && below.len() >= 2 * head.len();
        (stands && is_head(head)).then_some(line.number)
    });
    let found: Vec<usize> = found.collect();
    if found.len() >= LINES { found } else { Vec::new() }
}
