//! The views: samples beside what they should look like, what other programs make of the views,
//! and a speech that tries to break out of them.
//!
//! After a change that is meant, `GOLDEN=overwrite cargo test --test views` writes them anew; then
//! read the difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gangmu::{ChunkOptions, Document, OutlineOptions};

/// A speech made of what markup is made of.
const HOSTILE: &str = "在大会上的讲话\n同志们：\n一、春耕<img src=x onerror=alert(1)>与“引号\"和'撇号'\n\
    甲]]> & &amp; </script><h2>假标题</h2>。\n（一）抓<!-- 注释。控制字符\u{1}\u{8}\u{1b}[31m红\u{7f}\u{ffff}。\n\
    二、秋收`javascript:alert(1)`\n* 不是列表\n1. 也不是\n> 引文 _a_ [b](c)\n谢谢大家！";
const HOSTILE_TITLE: &str =
    "在</title></style><script>document.body.innerHTML='x'</script>\"'>]]>&上的讲话";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// All samples and the hostile speech, with their names.
fn speeches() -> BTreeMap<String, Document<'static>> {
    let mut hostile = gangmu::parse(HOSTILE);
    hostile.speeches[0].title = Some(HOSTILE_TITLE.into());
    hostile.source.name = Some(HOSTILE_TITLE.into());
    hostile.diagnostics.push(gangmu::Diagnostic {
        code: HOSTILE_TITLE.into(),
        severity: gangmu::Severity::Warning,
        message: HOSTILE_TITLE.into(),
        line: 1,
        column: 1,
        span: gangmu::Span::new(0, 3),
        fix: None,
    });
    let mut out = BTreeMap::from([("hostile".to_owned(), hostile)]);
    for entry in fs::read_dir(folder("samples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|x| x == "txt") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(path).unwrap();
            out.insert(name, gangmu::parse(&text).into_owned());
        }
    }
    assert!(out.len() > 12);
    out
}

fn pieces(document: &Document<'_>) -> String {
    let mut out = Vec::new();
    gangmu::write_chunks(document, &ChunkOptions { max_chars: 200 }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn samples_look_as_they_should() {
    let overwrite = std::env::var_os("GOLDEN").is_some_and(|x| x == "overwrite");
    let speeches = speeches();
    for name in ["three-ranks", "collection"] {
        let document = &speeches[name];
        let width = OutlineOptions { width: Some(60), ..OutlineOptions::default() };
        let page = gangmu::to_html(document);
        let body = &page[page.find("<body").unwrap()..];
        for (extension, found) in [
            ("outline", gangmu::to_outline(document, &width)),
            ("md", gangmu::to_markdown(document)),
            ("html", body.to_owned()),
            ("opml", gangmu::to_opml(document)),
            ("mm", gangmu::to_freemind(document)),
            ("chunks", pieces(document)),
        ] {
            let golden = folder("tests/views").join(name).with_extension(extension);
            if overwrite {
                fs::write(&golden, &found).unwrap();
            }
            let expected = fs::read_to_string(&golden).unwrap_or_default();
            assert!(expected == found, "{} is now:\n{found}", golden.display());
        }
    }
}

/// The nodes of a map as its reader sees them: how deep, and what they are called.
fn nodes(xml: &str, tag: &str, name: &str) -> Vec<(usize, String)> {
    use quick_xml::{XmlVersion, events::Event};
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    let mut out = Vec::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|e| panic!("{e}\n{xml}"));
        match &event {
            Event::Eof => break,
            Event::Start(x) | Event::Empty(x) if x.name().as_ref() == tag => {
                let text = x.try_get_attribute(name).unwrap().unwrap();
                out.push((
                    depth,
                    text.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned(),
                ));
                depth += usize::from(matches!(event, Event::Start(_)));
            }
            Event::End(x) if x.name().as_ref() == tag => depth -= 1,
            Event::GeneralRef(x) => assert!(
                ["amp", "lt", "gt", "quot", "#39"].contains(&x.xml10_content().as_ref()),
                "{x:?}"
            ),
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    out
}

#[test]
fn maps_have_a_node_for_each_section() {
    for (name, document) in speeches() {
        let alone = document.title.is_none() && document.speeches.len() == 1;
        let roots = document.speeches.len() + usize::from(!alone);
        let opml = gangmu::to_opml(&document);
        let map = gangmu::to_freemind(&document);
        let found = nodes(&opml, "outline", "text");
        assert_eq!(found, nodes(&map, "node", "TEXT"), "{name}");
        assert_eq!(found.len(), roots + document.sections().count(), "{name}");
        let below = usize::from(!alone);
        for ((depth, text), section) in
            found.iter().filter(|(depth, _)| *depth > below).zip(document.sections())
        {
            let printable =
                |x: &str| x.replace(|c: char| c.is_control() || c == '\u{ffff}', "\u{fffd}");
            assert_eq!(*depth, below + section.level as usize, "{name}");
            assert!(text.contains(&printable(section.name())), "{name}: {text}");
        }
        let forbidden =
            |c: char| c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!opml.contains(forbidden) && !map.contains(forbidden), "{name}");
    }
}

/// What a viewer shows of the Markdown is the speech, whatever it is made of.
#[test]
fn markdown_shows_the_text_and_nothing_else() {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    for (name, document) in speeches() {
        let markdown = gangmu::to_markdown(&document);
        let mut shown = String::new();
        let mut headings = 0;
        for event in Parser::new_ext(&markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION)
        {
            match event {
                Event::Text(x) => shown.push_str(&x),
                Event::Start(Tag::Heading { .. }) => headings += 1,
                Event::Start(Tag::Paragraph | Tag::List(None) | Tag::Item | Tag::Strong)
                | Event::End(_)
                | Event::SoftBreak => {}
                other => panic!("{name}: {other:?} in\n{markdown}"),
            }
        }
        // The pieces hold the whole speech: see the invariants.
        let letters = |text: &str| {
            text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>()
        };
        let chunks = gangmu::chunks(&document, &ChunkOptions::default());
        let whole: String = chunks.iter().map(|x| &*x.text).collect();
        assert_eq!(letters(&shown), letters(&whole), "{name}");
        assert!(headings >= document.speeches.iter().filter(|x| x.title.is_some()).count());
    }
}

#[test]
fn nothing_breaks_out_of_an_outline() {
    for color in [false, true] {
        let options = OutlineOptions { width: Some(40), depth: None, color };
        let outline = gangmu::to_outline(&speeches()["hostile"], &options);
        assert!(!outline.contains("\x1b[31m"));
        assert_eq!(outline.contains('\x1b'), color);
        assert!(!outline.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\x1b')));
    }
}

#[test]
fn lines_of_an_outline_keep_to_the_width() {
    use unicode_width::UnicodeWidthStr as _;
    for (name, document) in speeches() {
        for width in [20, 33, 80] {
            let options = OutlineOptions { width: Some(width), ..OutlineOptions::default() };
            for line in gangmu::to_outline(&document, &options).lines() {
                assert!(line.width() <= width, "{name}: {line}");
            }
        }
    }
}

/// The page as a browser understands it; `None` where there is none.
fn in_a_browser(page: &str, name: &str) -> Option<String> {
    let browser = ["chromium", "chromium-browser", "google-chrome"];
    let browser = browser.iter().find(|x| Command::new(x).arg("--version").output().is_ok())?;
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("browser-{name}"));
    let _ = fs::remove_dir_all(&scratch);
    fs::create_dir_all(&scratch).unwrap();
    let file = scratch.join("page.html");
    fs::write(&file, page).unwrap();
    let out = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", scratch.join("profile").display()))
        .arg("--dump-dom")
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Some(String::from_utf8(out.stdout).unwrap())
}

/// Each section is a place in the text and a link in the outline, and no element is the speech's.
#[test]
fn a_browser_sees_the_page_as_it_is_meant() {
    for (name, document) in speeches() {
        if !["hostile", "lists-inside-paragraphs", "collection"].contains(&&*name) {
            continue;
        }
        let page = gangmu::to_html(&document);
        let sections = document.sections().count();
        assert!(sections > 2, "{name}");
        let Some(dom) = in_a_browser(&page, &name) else { return };
        assert_eq!(dom.matches("<section id=").count(), sections, "{name}");
        assert_eq!(
            dom.matches("<a href=\"#s").count(),
            sections + document.speeches.len(),
            "{name}"
        );
        for id in 1..=sections {
            assert!(dom.contains(&format!("<section id=\"s{id}\"")), "{name}");
            assert!(dom.contains(&format!("<a href=\"#s{id}\"")), "{name}");
        }
        let own_line = document
            .sections()
            .filter(|x| x.placement == Some(gangmu::Placement::Line) && x.heading.is_some());
        let main = &dom[dom.find("<main").unwrap()..];
        let headings: usize = (2..=6).map(|x| main.matches(&format!("<h{x}>")).count()).sum();
        assert_eq!(headings, own_line.count(), "{name}");
        for tag in ["<script", "<img", "onerror=\""] {
            assert!(!dom.contains(tag), "{name}: {dom}");
        }
        assert_eq!(dom.matches("<style").count(), 1, "{name}");
    }
}

#[cfg(feature = "schema")]
mod schema {
    use serde_json::Value;

    use super::*;

    /// The schema with no room for keys that it does not name.
    fn closed(mut schema: Value) -> Value {
        fn close(value: &mut Value) {
            match value {
                Value::Object(map) => {
                    if map.contains_key("properties") {
                        map.insert("unevaluatedProperties".into(), false.into());
                    }
                    map.values_mut().for_each(close);
                }
                Value::Array(all) => all.iter_mut().for_each(close),
                _ => {}
            }
        }
        close(&mut schema);
        // A kind of block gets its `type` from without, and is closed there.
        for name in ["Paragraph", "Salutation", "Section"] {
            schema["$defs"][name].as_object_mut().unwrap().remove("unevaluatedProperties");
        }
        schema
    }

    #[test]
    fn it_is_a_schema_that_all_trees_keep_to() {
        let schema = gangmu::schema();
        assert!(jsonschema::draft202012::meta::is_valid(&schema));
        let validator = jsonschema::draft202012::new(&closed(schema)).unwrap();
        for (name, document) in speeches() {
            for document in [document.clone(), document.without_spans()] {
                let json = serde_json::from_str(&gangmu::to_json(&document).unwrap()).unwrap();
                let yaml = serde_yaml::from_str(&gangmu::to_yaml(&document).unwrap()).unwrap();
                for tree in [json, yaml] {
                    let tree: Value = tree;
                    if let Err(why) = validator.validate(&tree) {
                        panic!("{name}: {} {why}", why.instance_path());
                    }
                }
            }
        }
    }

    #[test]
    fn it_refuses_what_is_no_tree() {
        let validator = jsonschema::draft202012::new(&gangmu::schema()).unwrap();
        let document = gangmu::parse("一、春耕\n备种。");
        let tree: Value = serde_json::from_str(&gangmu::to_json(&document).unwrap()).unwrap();
        assert!(validator.is_valid(&tree));
        for (place, value) in [
            ("/gangmu", Value::from(2)),
            ("/source/script", "latin".into()),
            ("/speeches/0/span", "3-9".into()),
            ("/speeches/0/body/0/type", "chapter".into()),
            ("/speeches/0/body/0/level", "one".into()),
            ("/speeches/0/body/0/body/0/text", 7.into()),
        ] {
            let mut wrong = tree.clone();
            *wrong.pointer_mut(place).unwrap() = value;
            assert!(!validator.is_valid(&wrong), "{place}");
        }
    }
}
