//! The numbers that a list shows before its items.

use dom_query::NodeRef;

/// A numbered list.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    pub(super) next: u32,
    style: char,
}

/// The list that a node opens; `None` where it shows no numbers.
pub(super) fn numbered(node: &NodeRef<'_>) -> Option<List> {
    let style = node.attr("style").unwrap_or_default().replace(' ', "");
    if style.contains("list-style:none") || style.contains("list-style-type:none") {
        return None;
    }
    let next = node.attr("start").and_then(|x| x.trim().parse().ok()).unwrap_or(1);
    let style = node.attr("type").and_then(|x| x.trim().chars().next()).unwrap_or('1');
    Some(List { next, style })
}

impl List {
    pub(super) fn number(self) -> String {
        let letter = |first: u8| char::from(first + ((self.next.max(1) - 1) % 26) as u8);
        match self.style {
            'a' => format!("{}. ", letter(b'a')),
            'A' => format!("{}. ", letter(b'A')),
            _ => format!("{}. ", self.next),
        }
    }
}
