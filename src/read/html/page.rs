//! The visible text of a page as lines.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use dom_query::{Document, NodeId, NodeRef};

use super::list::{List, numbered};
use super::squeeze;
use crate::read::{Input, Metadata};
use crate::text::chars::{is_han, is_space};

/// The visible text of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    title: String,
    /// What the head says and the page does not show: title, description, keywords.
    head: Vec<String>,
    metadata: Metadata,
    pub(super) lines: Vec<PageLine>,
    current: String,
    /// The line that is being written begins a block.
    block: bool,
    heading: u8,
    /// The elements around the paragraph that is being written, the nearest first.
    holders: Holders,
    /// Numbers of the lists that are open; `None` for those without.
    lists: Vec<Option<List>>,
}

#[derive(Debug)]
pub(super) struct PageLine {
    pub(super) text: String,
    block: bool,
    heading: u8,
    holders: Holders,
}

/// Elements around a line, inside the page's body.
type Holders = [Option<NodeId>; 4];

/// What pages call their title; the site's name is not in it.
const TITLES: [&str; 3] = ["articletitle", "og:title", "dc.title"];
/// What they call who wrote them.
const AUTHORS: [&str; 4] = ["author", "article:author", "dc.creator", "dc.author"];
/// What they call the day on which they appeared.
const DATES: [&str; 8] = [
    "pubdate",
    "publishdate",
    "publish_date",
    "article:published_time",
    "og:release_date",
    "datepublished",
    "dc.date",
    "date",
];

/// Elements whose text is not shown.
const HIDDEN: [&str; 10] = [
    "script", "style", "noscript", "template", "head", "iframe", "svg", "object", "select",
    "textarea",
];

/// Elements that stand side by side in what holds a text.
const PARAGRAPHS: [&str; 8] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"];

/// Elements that begin a new line.
const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

impl Page {
    /// Walks the tree without recursion: pages may nest as deep as they like.
    pub(super) fn render(document: &Document) -> Self {
        let mut page = Self { block: true, ..Self::default() };
        page.read_head(document);
        let mut stack: Vec<(NodeRef<'_>, bool)> = vec![(document.root(), false)];
        while let Some((node, leaving)) = stack.pop() {
            if leaving {
                page.leave(&node);
                continue;
            }
            if node.is_text() {
                page.text(&node.text());
                continue;
            }
            if !page.enter(&node) {
                continue;
            }
            stack.push((node, true));
            stack.extend(node.children_it(true).map(|child| (child, false)));
        }
        page.end_line(true);
        page
    }

    /// What the head says of the page.
    fn read_head(&mut self, document: &Document) {
        self.title = one_line(&document.select_single("title").text());
        let mut said: Vec<(String, String)> = Vec::new();
        for meta in document.select("meta[content]").nodes() {
            let key = ["name", "property", "itemprop"].iter().find_map(|key| meta.attr(key));
            let value = one_line(&meta.attr_or("content", ""));
            said.extend(key.map(|key| (key.to_ascii_lowercase(), value)));
        }
        let find = |keys: &[&str]| {
            let said = |key: &&str| said.iter().find(|(k, value)| k == key && !value.is_empty());
            keys.iter().find_map(said).map(|(_, value)| value.clone())
        };
        self.metadata = Metadata {
            title: find(&TITLES).or_else(|| bare_title(&self.title).map(str::to_owned)),
            author: find(&AUTHORS).filter(|x| !x.contains("://")),
            date: find(&DATES),
        };
        let lines = [Some(self.title.clone()), find(&["description"]), find(&["keywords"])];
        self.head = lines.into_iter().flatten().filter(|x| !x.is_empty()).collect();
    }

    /// Whether the children of a node are shown.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        let Some(name) = node.node_name() else { return true };
        let name = name.as_ref();
        if HIDDEN.contains(&name) || is_hidden(node) {
            return false;
        }
        if name == "br" {
            self.end_line(false);
        } else if BLOCKS.contains(&name) {
            self.end_line(true);
            let paragraph = PARAGRAPHS.contains(&name);
            self.holders = holders(if paragraph { node.parent() } else { Some(*node) });
        }
        match name {
            "td" | "th" if !self.current.is_empty() => self.current.push('\t'),
            "ol" => self.lists.push(numbered(node)),
            "ul" => self.lists.push(None),
            "li" => self.item(node),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = name.as_bytes()[1] - b'0',
            _ => {}
        }
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        let name = name.as_ref();
        if BLOCKS.contains(&name) {
            self.end_line(true);
            self.holders = holders(node.parent());
        }
        match name {
            "ol" | "ul" => drop(self.lists.pop()),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = 0,
            _ => {}
        }
    }

    /// The number that a list shows before its item.
    fn item(&mut self, node: &NodeRef<'_>) {
        let Some(Some(list)) = self.lists.last_mut() else { return };
        if let Some(value) = node.attr("value").and_then(|x| x.trim().parse().ok()) {
            list.next = value;
        }
        let number = list.number();
        list.next = list.next.saturating_add(1);
        // Who writes the number beside the list's own means the written one.
        let written: String = first_text(node).chars().take(4).collect();
        if !written.contains(['、', '.', '．', '）', ')']) {
            self.current.push_str(&number);
        }
    }

    /// Text, with white space as a browser shows it.
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                // Of a run of white space, a line break of the source is remembered.
                '\n' | '\r' => {
                    if self.current.ends_with(' ') {
                        self.current.pop();
                    }
                    if !self.current.is_empty() && !self.current.ends_with('\n') {
                        self.current.push('\n');
                    }
                }
                ' ' | '\t' => {
                    if !self.current.is_empty() && !self.current.ends_with([' ', '\n']) {
                        self.current.push(' ');
                    }
                }
                c => self.current.push(c),
            }
        }
    }

    fn end_line(&mut self, block: bool) {
        let text = without_source_breaks(&self.current);
        if !text.trim_matches(is_space).is_empty() {
            let (block, heading, holders) = (self.block, self.heading, self.holders);
            self.lines.push(PageLine { text, block, heading, holders });
            self.block = block;
        }
        self.block |= block;
        self.current.clear();
    }

    /// The lines as one text, with the place of the main text in it.
    pub(super) fn input(self, article: &str) -> Input<'static> {
        let main = self.main(article);
        let headed = self.lines[main.clone()].iter().take(8).any(|line| self.is_title(&line.text));
        let title = self.metadata.title.as_deref().unwrap_or_default();
        let mut text: String = self.head.iter().flat_map(|line| [line, "\n"]).collect();
        let mut number = self.head.len();
        let mut blocks: Vec<usize> = (1..=number).collect();
        let mut place = 0..0;
        for (at, line) in self.lines.iter().enumerate() {
            if at == main.start {
                place.start = text.len();
                // A page without its title in the text still has one.
                if !headed && !title.is_empty() {
                    number += 1;
                    blocks.push(number);
                    text.push_str(&format!("# {title}\n"));
                }
            }
            number += 1;
            if line.block {
                blocks.push(number);
            }
            match line.heading {
                1 => text.push_str("# "),
                2.. => text.push_str("## "),
                0 => {}
            }
            text.push_str(&line.text);
            text.push('\n');
            if at + 1 == main.end {
                place.end = text.len();
            }
        }
        Input { main: place, blocks, metadata: self.metadata, ..Input::text(text) }
    }

    /// The nearest element that holds most neighbours among these lines.
    fn holder(&self, lines: &[usize]) -> Option<NodeId> {
        let mut shared: HashMap<NodeId, usize> = HashMap::new();
        let single = [lines[0], lines[0]];
        let pairs = if lines.len() == 1 { single.windows(2) } else { lines.windows(2) };
        for pair in pairs {
            let (a, b) = (&self.lines[pair[0]].holders, &self.lines[pair[1]].holders);
            let Some(both) = a.iter().flatten().find(|x| b.contains(&Some(**x))) else { continue };
            *shared.entry(*both).or_default() += 1;
        }
        let most = shared.into_iter().max_by_key(|(holder, count)| (*count, Reverse(*holder)));
        most.map(|(holder, _)| holder)
    }

    /// Whether a line is in the page's title.
    fn is_title(&self, line: &str) -> bool {
        self.metadata.title.iter().chain([&self.title]).any(|title| is_in(line, title))
    }

    /// The lines of the main text: from the first to the last that stands in the article.
    fn main(&self, article: &str) -> Range<usize> {
        let all = 0..self.lines.len();
        let mut rest = article;
        let mut found: Vec<usize> = Vec::new();
        let (mut matched, mut sentences) = (0, 0);
        for (at, line) in self.lines.iter().enumerate() {
            let bare = squeeze(&line.text);
            if bare.contains('。') {
                sentences += bare.len();
            }
            if bare.chars().count() < WORDY {
                continue;
            }
            if let Some(place) = rest.find(&bare) {
                rest = &rest[place + bare.len()..];
                found.push(at);
                matched += bare.len();
            }
        }
        // Too little is found where a page is built of tables or without paragraphs.
        let (Some(first), Some(last)) = (found.first(), found.last()) else { return all };
        if matched * 2 < sentences {
            return all;
        }
        // Salutation and thanks are too short to be known, but stand in the same element.
        let holder = self.holder(&found);
        let held = |at: usize| holder.is_some() && self.lines[at].holders.contains(&holder);
        let beside = |at: &usize| held(*at);
        let (mut first, mut last) = (*first, *last);
        if held(first) {
            first = (0..first).rev().take_while(beside).last().unwrap_or(first);
        }
        if held(last) {
            last = (last + 1..self.lines.len()).take_while(beside).last().unwrap_or(last);
        }
        let titled = |at: &usize| {
            let line = &self.lines[*at];
            (1..=2).contains(&line.heading) || self.is_title(&line.text)
        };
        let from = (first.saturating_sub(12)..first).find(titled).unwrap_or(first);
        from..last + 1
    }
}

/// The elements from one outwards; the page's body, alone, when a line stands right in it.
fn holders(nearest: Option<NodeRef<'_>>) -> Holders {
    let mut out = Holders::default();
    let mut node = nearest;
    for (at, holder) in out.iter_mut().enumerate() {
        let Some(here) = node else { break };
        if at > 0 && here.node_name().is_none_or(|x| matches!(&*x, "body" | "html")) {
            break;
        }
        *holder = Some(here.id);
        node = here.parent();
    }
    out
}

/// Characters of a line that cannot stand in the article by chance.
const WORDY: usize = 24;

/// Whether a line is in the page's title, and says something.
fn is_in(line: &str, title: &str) -> bool {
    let line = squeeze(line);
    line.chars().count() >= 5 && squeeze(title).contains(&line)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page's title without the names of the site: 在春耕会上的讲话_某某网.
fn bare_title(title: &str) -> Option<&str> {
    let parts = title.split(['_', '|', '｜', '-', '—', '–', '»']);
    parts.map(|x| x.trim_matches(is_space)).find(|x| !x.is_empty())
}

/// Line breaks of the page's source are spaces, but not between Han characters.
fn without_source_breaks(text: &str) -> String {
    let wide = |c: Option<char>| {
        c.is_some_and(|c| is_han(c) || matches!(c, '，' | '。' | '、' | '；' | '：' | '）' | '”'))
    };
    let mut out = String::with_capacity(text.len());
    for (at, piece) in text.trim_matches(['\n', ' ']).split('\n').enumerate() {
        if at > 0 && !(wide(out.chars().next_back()) && wide(piece.chars().next())) {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out
}

/// The first text inside a node, not far below it.
fn first_text(node: &NodeRef<'_>) -> String {
    let mut stack = vec![*node];
    for _ in 0..24 {
        let Some(node) = stack.pop() else { break };
        if node.is_text() {
            let text = node.text();
            if !text.trim_matches(is_space).is_empty() {
                return text.trim_start_matches(is_space).to_owned();
            }
        }
        stack.extend(node.children_it(true).take(8));
    }
    String::new()
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    node.has_attr("hidden") || style.contains("display:none")
}
