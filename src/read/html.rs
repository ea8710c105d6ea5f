//! Saved web pages: the visible text as lines, and where the main text stands in it.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability, TextMode};

use super::{Input, InputFormat, Metadata, ReadOptions, characters};
use crate::error::ReadError;
use crate::text::chars::{is_han, is_space};

/// Bytes in which a page names its encoding.
const PRESCAN: usize = 4096;
/// Tags, attributes and character references that a page may have.
const MOST_MARKUP: usize = 500_000;
/// Attributes that a tag may have; each is compared with all before it.
const MOST_ATTRIBUTES: usize = 1_000;
/// Bytes of a tag, what is quoted left out, that are looked at.
const LONGEST_TAG: usize = 64 * 1024;
/// Elements times their depth for which the main text is looked for.
const MOST_WORK: usize = 10_000_000;
/// Elements that may stand inside one another.
const DEEPEST: usize = 1_000;
/// Elements that need no end tag.
const UNCLOSED: [&str; 26] = [
    "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "br", "hr",
    "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr",
    "param", "font",
];

/// Elements that only say how text looks.
const LOOKS: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// Reads a page.
pub(super) fn read<'a>(bytes: &'a [u8], options: &ReadOptions) -> Result<Input<'a>, ReadError> {
    let declared = || declared_encoding(bytes);
    let name = match &options.encoding {
        Some(name) => Some(name.clone()),
        None if std::str::from_utf8(bytes).is_err() => declared(),
        None => None,
    };
    let decoded = match characters(bytes, name.as_deref()) {
        Err(ReadError::UnknownEncoding { .. }) if options.encoding.is_none() => {
            characters(bytes, None)?
        }
        other => other?,
    };
    let work = bounded(&decoded.text)?;
    let document = Document::from(decoded.text.as_ref());
    let page = Page::render(&document);
    let article = if work <= MOST_WORK { article(document) } else { None };
    let input = page.input(article.as_deref().unwrap_or_default());
    Ok(Input {
        format: InputFormat::Html,
        encoding: decoded.encoding,
        undecodable: decoded.undecodable,
        ..input
    })
}

/// The lines that a piece of a page shows.
#[cfg(feature = "markdown")]
pub(super) fn shown(html: &str) -> Result<impl Iterator<Item = String>, ReadError> {
    bounded(html)?;
    Ok(Page::render(&Document::from(html)).lines.into_iter().map(|line| line.text))
}

/// Refuses pages that no person reads, before anything of them is built; gives how much work it is
/// to find the main text.
fn bounded(html: &str) -> Result<usize, ReadError> {
    let (mut depth, mut deepest, mut work) = (0usize, 0, 0);
    let (mut markup, mut looks, mut widest) = (0, 0usize, 0);
    for at in memchr::memchr2_iter(b'<', b'&', html.as_bytes()) {
        let rest = &html.as_bytes()[at + 1..];
        markup += 1;
        match rest.first() {
            _ if html.as_bytes()[at] == b'&' => {}
            Some(b'/') => {
                depth = depth.saturating_sub(1);
                looks = looks.saturating_sub(usize::from(is_one_of(&LOOKS, &rest[1..])));
                markup += looks;
            }
            Some(c) if c.is_ascii_alphabetic() => {
                depth += usize::from(!is_one_of(&UNCLOSED, rest));
                looks += usize::from(is_one_of(&LOOKS, rest));
                // In every paragraph a parser opens again what was not closed.
                markup += looks;
                let attributes = attributes(rest);
                widest = widest.max(attributes);
                markup += attributes;
                work += depth;
            }
            _ => {}
        }
        deepest = deepest.max(depth);
        if markup > MOST_MARKUP || widest > MOST_ATTRIBUTES {
            break;
        }
    }
    let why = if widest > MOST_ATTRIBUTES {
        format!("a tag has more than {MOST_ATTRIBUTES} attributes")
    } else if markup > MOST_MARKUP {
        format!("it has more than {MOST_MARKUP} tags, attributes and character references")
    } else if deepest > DEEPEST {
        format!("its elements nest {deepest} deep, more than {DEEPEST}")
    } else {
        return Ok(work);
    };
    Err(ReadError::Broken { what: "web page", why })
}

/// Whether a tag has one of these names.
fn is_one_of(names: &[&str], tag: &[u8]) -> bool {
    let end = tag.iter().take(12).position(|c| !c.is_ascii_alphanumeric());
    let name = &tag[..end.unwrap_or(0)];
    names.iter().any(|x| x.as_bytes().eq_ignore_ascii_case(name))
}

/// How many attributes a tag has; a tag that does not end has too many.
fn attributes(tag: &[u8]) -> usize {
    let (mut count, mut quoted) = (0, 0);
    let (mut before, mut at) = (b'a', 0);
    while at < tag.len() && at - quoted < LONGEST_TAG && count <= MOST_ATTRIBUTES {
        let c = tag[at];
        let parts = |c: u8| c.is_ascii_whitespace() || c == b'/';
        match c {
            b'>' => return count,
            b'"' | b'\'' if before == b'=' => {
                let end = memchr::memchr(c, &tag[at + 1..]).map_or(tag.len(), |end| at + 1 + end);
                quoted += end - at;
                at = end;
            }
            c if !parts(c) && (parts(before) || matches!(before, b'"' | b'\'')) && c != b'=' => {
                count += 1;
            }
            _ => {}
        }
        if !(before == b'=' && c.is_ascii_whitespace()) {
            before = c;
        }
        at += 1;
    }
    if at < tag.len() { MOST_ATTRIBUTES + 1 } else { count }
}

/// The encoding that a page says it has: `<meta charset=gb2312>`.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN)]).to_ascii_lowercase();
    let after = &head[head.find("charset=")? + "charset=".len()..];
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:".contains(c))?;
    Some(name[..end].to_owned()).filter(|x| !x.is_empty())
}

/// What dom_smoothie takes for the main text, without white space.
fn article(document: Document) -> Option<String> {
    let config = Config {
        text_mode: TextMode::Formatted,
        max_elements_to_parse: MOST_MARKUP,
        disable_json_ld: true,
        ..Config::default()
    };
    let found = Readability::with_document(document, None, Some(config)).ok()?.parse().ok()?;
    Some(squeeze(&found.text_content))
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).collect()
}

/// The visible text of a page.
#[derive(Debug, Default)]
struct Page {
    title: String,
    /// What the head says and the page does not show: title, description, keywords.
    head: Vec<String>,
    metadata: Metadata,
    lines: Vec<PageLine>,
    current: String,
    /// The line that is being written begins a block.
    block: bool,
    heading: u8,
    /// Numbers of the lists that are open; `None` for those without.
    lists: Vec<Option<List>>,
}

#[derive(Debug)]
struct PageLine {
    text: String,
    block: bool,
    heading: u8,
}

/// A numbered list.
#[derive(Debug, Clone, Copy)]
struct List {
    next: u32,
    style: char,
}

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
    fn render(document: &Document) -> Self {
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
            self.lines.push(PageLine { text, block: self.block, heading: self.heading });
            self.block = block;
        }
        self.block |= block;
        self.current.clear();
    }

    /// The lines as one text, with the place of the main text in it.
    fn input(self, article: &str) -> Input<'static> {
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

    /// Whether a line is in the page's title.
    fn is_title(&self, line: &str) -> bool {
        self.metadata.title.iter().chain([&self.title]).any(|title| is_in(line, title))
    }

    /// The lines of the main text: from the first to the last that stands in the article.
    fn main(&self, article: &str) -> std::ops::Range<usize> {
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
        let titled = |at: &usize| {
            let line = &self.lines[*at];
            (1..=2).contains(&line.heading) || self.is_title(&line.text)
        };
        let from = (first.saturating_sub(12)..*first).find(titled).unwrap_or(*first);
        from..last + 1
    }
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

fn numbered(node: &NodeRef<'_>) -> Option<List> {
    let style = node.attr("style").unwrap_or_default().replace(' ', "");
    if style.contains("list-style:none") || style.contains("list-style-type:none") {
        return None;
    }
    let next = node.attr("start").and_then(|x| x.trim().parse().ok()).unwrap_or(1);
    let style = node.attr("type").and_then(|x| x.trim().chars().next()).unwrap_or('1');
    Some(List { next, style })
}

impl List {
    fn number(self) -> String {
        let letter = |first: u8| char::from(first + ((self.next.max(1) - 1) % 26) as u8);
        match self.style {
            'a' => format!("{}. ", letter(b'a')),
            'A' => format!("{}. ", letter(b'A')),
            _ => format!("{}. ", self.next),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(html: &str) -> Vec<String> {
        let input = read(html.as_bytes(), &ReadOptions::default()).unwrap();
        input.text[input.main].lines().map(str::to_owned).collect()
    }

    #[test]
    fn what_a_page_shows_becomes_lines() {
        for (html, expected) in [
            ("<p>春耕</p><p>秋收</p>", vec!["春耕", "秋收"]),
            ("<div>一、抓早<br/>早备种。</div>", vec!["一、抓早", "早备种。"]),
            ("<p>春\n  耕 <b>第一</b></p>", vec!["春耕 第一"]),
            ("<p>&emsp;春&nbsp;耕&#x3002;</p>", vec!["\u{2003}春\u{a0}耕。"]),
            ("<ol start=3><li>备种</li><li>2、整地</li></ol>", vec!["3. 备种", "2、整地"]),
            ("<ul><li>备种<li>整地</ul>", vec!["备种", "整地"]),
            ("<h2>抓早</h2>早备种。", vec!["## 抓早", "早备种。"]),
            ("<table><tr><td>甲<td>乙</tr></table>", vec!["甲\t乙"]),
            ("<script>x</script><p style='display: none'>y</p><p>春</p>", vec!["春"]),
            ("<p>未完<div>的<p>标签", vec!["未完", "的", "标签"]),
        ] {
            assert_eq!(lines(&format!("<html><body>{html}")), expected, "{html}");
        }
    }

    #[test]
    fn the_page_around_the_text_is_set_aside() {
        let sentence = "今年春天雨水充足，墒情良好，各乡各镇都抢抓农时，备足了良种和化肥。";
        let body = format!("<p>{}</p>", [sentence; 3].concat()).repeat(6);
        let html = format!(
            "<html><head><title>在春耕会上的讲话_某某网</title></head><body>\
             <div class=nav><a href=/>首页</a> <a href=/a>范文大全</a></div>\
             <h1>在春耕会上的讲话</h1><div class=content>{body}</div>\
             <div class=footer>版权所有 某某网络公司</div></body></html>"
        );
        let found = lines(&html);
        assert_eq!(found[0], "# 在春耕会上的讲话");
        assert_eq!(found.len(), 7, "{found:?}");
        let document = crate::read(html.as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(document.speeches[0].title.as_deref(), Some("在春耕会上的讲话"));
        let page: Vec<_> = document.chrome.iter().map(|x| (&*x.kind, &*x.text)).collect();
        let expected = ["在春耕会上的讲话_某某网", "首页 范文大全", "版权所有 某某网络公司"];
        assert_eq!(page, expected.map(|line| ("page", line)));
    }

    #[test]
    fn the_head_says_what_the_page_does_not_show() {
        let html = "<meta name=PubDate content='2021-03-06 08:30'><meta name=author content=记者>\
                    <meta property=og:title content='在春耕会上的讲话'><title>某某网</title>\
                    <meta name=keywords content='春耕'><p>同志们：<p>备足良种，抓好春耕。";
        let options = ReadOptions { format: Some(InputFormat::Html), ..ReadOptions::default() };
        let document = crate::read(html.as_bytes(), &options).unwrap();
        let source = &document.source;
        let said = [&source.title, &source.author, &source.date].map(|x| x.as_deref().unwrap());
        assert_eq!(said, ["在春耕会上的讲话", "记者", "2021-03-06"]);
        let speech = &document.speeches[0];
        assert_eq!(speech.title.as_deref(), Some("在春耕会上的讲话"));
        assert!(speech.speaker.is_none() && speech.date.is_none());
        assert_eq!(document.chrome.iter().map(|x| &x.text).collect::<Vec<_>>(), ["某某网", "春耕"]);
    }

    #[test]
    fn the_declared_encoding_counts_when_it_is_no_utf_8() {
        let html = "<meta http-equiv=Content-Type content='text/html; charset=big5'><p>國語";
        let bytes = encoding_rs::BIG5.encode(html).0;
        let input = read(&bytes, &ReadOptions::default()).unwrap();
        assert_eq!((input.text.trim(), input.encoding), ("國語", "Big5"));
    }

    #[test]
    fn deep_and_broken_pages_end() {
        let deep = format!("<html>{}春耕", "<div>".repeat(DEEPEST - 1));
        assert_eq!(lines(&deep), ["春耕"]);
        for (hostile, says) in [
            ("<div>".repeat(DEEPEST + 1), "nest 1001 deep"),
            ("<p>".repeat(MOST_MARKUP + 1), "more than 500000 tags"),
            ("&amp;".repeat(MOST_MARKUP + 1), "more than 500000 tags"),
            ("<".repeat(MOST_MARKUP + 1), "more than 500000 tags"),
            (format!("<p>{}", "<b>".repeat(900)) + &"<p>春".repeat(1000), "more than 500000 tags"),
            (format!("<p {}>", "a ".repeat(MOST_ATTRIBUTES + 1)), "more than 1000 attributes"),
            (
                format!("<p a=\">\"{}>", "/a".repeat(MOST_ATTRIBUTES + 1)),
                "more than 1000 attributes",
            ),
            (format!("<p{}", "a".repeat(LONGEST_TAG + 1)), "more than 1000 attributes"),
        ] {
            let options = ReadOptions { format: Some(InputFormat::Html), ..Default::default() };
            let error = read(hostile.as_bytes(), &options).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn attributes_are_counted_outside_quotes() {
        for (tag, count) in [
            ("p>", 0),
            ("a href=x>", 1),
            ("a href = 'a b > c' title=\"春 耕\"id=3/>", 3),
            ("a b c=d e>", 3),
            ("a", 0),
        ] {
            assert_eq!(attributes(tag.as_bytes()), count, "{tag}");
        }
    }
}
