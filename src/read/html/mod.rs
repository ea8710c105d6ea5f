//! Saved web pages: the visible text as lines, and where the main text stands in it.

mod bounds;
mod list;
mod page;

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use super::{Input, InputFormat, ReadOptions, characters};
use crate::error::ReadError;
use crate::text::chars::is_space;
use bounds::{MOST_MARKUP, bounded};
use page::Page;

/// Bytes in which a page names its encoding.
const PRESCAN: usize = 4096;
/// Elements times their depth for which the main text is looked for.
const MOST_WORK: usize = 10_000_000;
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
    fn short_lines_beside_the_text_belong_to_it() {
        let sentence = "今年春天雨水充足，墒情良好，各乡各镇都抢抓农时，备足了良种和化肥。";
        let text = ["各位乡亲：", sentence, sentence, sentence, "祝大家丰收！", "谢谢大家！"];
        for (before, after) in [
            ("<p>", "</p>"),
            ("<p><span>", "</span></p>"),
            ("<div>", "</div>"),
            ("<section><p>", "</p></section>"),
            ("", "<br>"),
            ("<table><tr><td>", "</td></tr></table>"),
        ] {
            let body: String = text.iter().flat_map(|line| [before, line, after]).collect();
            let html = format!(
                "<html><body><div><a href=/>首页</a></div><div>{body}</div><div>版权所有</div>"
            );
            assert_eq!(lines(&html), text, "{before}");
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
}
