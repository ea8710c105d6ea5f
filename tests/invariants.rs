//! What holds for any input whatever: nothing is lost, spans are ordered and nested, levels
//! count on, and what is written is read back.

use std::fs;
use std::path::{Path, PathBuf};

use gangmu::{Block, Document, Grammar, Input, Parser, ReadOptions, Span};
use proptest::prelude::*;

/// Checks every promise on one text.
fn check(text: &str) -> Result<(), String> {
    check_input(&Input::text(text))
}

/// Checks every promise on what a file was read as.
fn check_input(input: &Input<'_>) -> Result<(), String> {
    let text = input.text.as_ref();
    let document = Parser::new(Grammar::bundled()).parse_input(input);
    let leaves = document.leaves();
    for pair in leaves.windows(2) {
        if pair[0].end > pair[1].start {
            return Err(format!("leaves {} and {} overlap", pair[0], pair[1]));
        }
    }
    for leaf in &leaves {
        if text.get(leaf.range()).is_none() {
            return Err(format!("leaf {leaf} is no piece of the text"));
        }
    }
    let mut next = leaves.iter().peekable();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        while next.next_if(|leaf| leaf.end <= at).is_some() {}
        if next.peek().is_none_or(|leaf| leaf.start > at) {
            return Err(format!("{c:?} at byte {at} is lost"));
        }
    }
    for speech in &document.speeches {
        for zone in [&speech.opening, &speech.body, &speech.closing, &speech.appendix] {
            nested(zone, 1, speech.span)?;
        }
    }
    for max_chars in [1, 40, 800] {
        in_chunks(&document, text, max_chars)?;
    }
    let owned = document.into_owned();
    for document in [&owned, &owned.clone().without_spans()] {
        let yaml = gangmu::to_yaml(document).map_err(|e| e.to_string())?;
        let back = gangmu::from_yaml(&yaml).map_err(|e| format!("{e}\n{yaml}"))?;
        if back != *document {
            return Err(format!("YAML does not read back:\n{yaml}"));
        }
        let json = gangmu::to_json(document).map_err(|e| e.to_string())?;
        if gangmu::from_json(&json).map_err(|e| e.to_string())? != *document {
            return Err(format!("JSON does not read back:\n{json}"));
        }
    }
    Ok(())
}

/// The pieces hold every character of the tree that is not white space once, no more than they may
/// of them, and of the text where their places say.
fn in_chunks(document: &Document<'_>, text: &str, max_chars: usize) -> Result<(), String> {
    let mut tree = document.title.iter().map(|x| &**x).collect();
    texts_of(&document.preface, &mut tree);
    for x in &document.speeches {
        tree.extend(x.separator.iter().map(|x| &*x.text));
        for (text, span) in [
            (&x.title, x.title_span),
            (&x.subtitle, x.subtitle_span),
            (&x.date_text, x.date_span),
            (&x.salutation, x.salutation_span),
            (&x.greeting, x.greeting_span),
            (&x.wish, x.wish_span),
            (&x.thanks, x.thanks_span),
            (&x.end_formula, x.end_formula_span),
            (&x.signature, x.signature_span),
        ] {
            tree.extend(text.as_deref().filter(|_| !span.is_empty()));
        }
        for speaker in x.speaker.iter().filter(|x| !x.span.is_empty()) {
            tree.push(&speaker.name);
            tree.extend(speaker.posts.iter().map(|x| &**x));
        }
        let agenda = x.announcement.iter().map(|x| &x.agenda);
        for zone in [&x.opening, &x.body, &x.closing, &x.appendix].into_iter().chain(agenda) {
            texts_of(zone, &mut tree);
        }
    }
    // Stops that headings lose in the tree, and the comma between posts, are put back.
    let letters = |text: &str| {
        let mut out: Vec<char> =
            text.chars().filter(|c| !c.is_whitespace() && !"。：、".contains(*c)).collect();
        out.sort_unstable();
        out
    };
    let chunks = gangmu::chunks(document, &gangmu::ChunkOptions { max_chars });
    let found: String = chunks.iter().map(|x| &*x.text).collect();
    if letters(&found) != letters(&tree.concat()) {
        return Err(format!("chunks of {max_chars} lose or repeat text:\n{found}"));
    }
    for chunk in &chunks {
        if chunk.text.chars().count() > max_chars {
            return Err(format!("a chunk of more than {max_chars}: {chunk:?}"));
        }
        let place =
            text.get(chunk.span.range()).ok_or_else(|| format!("no such place: {chunk:?}"))?;
        let last = chunk.text.lines().last().unwrap_or_default();
        if !letters(last).iter().all(|c| place.contains(*c)) {
            return Err(format!("not at its place {place:?}: {chunk:?}"));
        }
    }
    Ok(())
}

fn texts_of<'d>(blocks: &'d [Block<'_>], out: &mut Vec<&'d str>) {
    for block in blocks {
        match block {
            Block::Paragraph(x) => out.push(&x.text),
            Block::Salutation(x) => out.push(&x.text),
            Block::Section(x) => {
                out.extend(x.marker.iter().chain(&x.heading).map(|x| &**x));
                texts_of(&x.body, out);
            }
        }
    }
}

/// Blocks stand inside their owner, in the order of the text, and levels count on.
fn nested(blocks: &[Block<'_>], level: u32, owner: Span) -> Result<(), String> {
    let mut before = owner.start;
    for block in blocks {
        let span = match block {
            Block::Paragraph(x) => x.span,
            Block::Salutation(x) => x.span,
            Block::Section(x) => {
                if x.level != level {
                    return Err(format!("level {} at depth {level}", x.level));
                }
                nested(&x.body, level + 1, x.span)?;
                x.span
            }
        };
        if span.start < before || span.end > owner.end {
            return Err(format!("{span} is out of order in {owner}"));
        }
        before = span.end;
    }
    Ok(())
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files_below(&path));
        } else {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// All samples, and all files that can be read below the folder that `GANGMU_CORPUS` names.
#[test]
fn on_samples() {
    let mut files = files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"));
    assert!(!files.is_empty());
    if let Some(folder) = std::env::var_os("GANGMU_CORPUS") {
        files.extend(files_below(Path::new(&folder)));
    }
    let mut failures = Vec::new();
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let name = Some(file.to_string_lossy().into_owned());
        let options = ReadOptions { name, ..ReadOptions::default() };
        let Ok(input) = gangmu::decode(&bytes, &options) else { continue };
        if let Err(why) = check_input(&input) {
            failures.push(format!("{}: {why}", file.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn an_empty_document_is_a_valid_document() {
    for text in ["", " \n\u{3000}\n", "\u{feff}"] {
        assert_eq!(check(text), Ok(()));
        assert!(gangmu::parse(text).speeches.is_empty());
    }
}

/// Lists in lists in lists: no deeper than a reader of YAML can follow.
#[test]
fn a_deep_tree_is_read_back() {
    let text = format!(
        "{}{}{}\n{}",
        "一、甲。\n".repeat(45),
        "一是甲。".repeat(45),
        "二是乙。".repeat(45),
        "二、乙。\n".repeat(45)
    );
    assert_eq!(check(&text), Ok(()));
}

/// Pieces that markers, separators and furniture are made of.
const FRAGMENTS: [&str; 66] = [
    "一",
    "二",
    "三",
    "十",
    "、",
    "，",
    "。",
    "：",
    "；",
    "！",
    "\n",
    "\n\n",
    "　　",
    " ",
    "（",
    "）",
    "(",
    ")",
    "一、",
    "二、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "（1）",
    "①",
    "第一，",
    "第二，",
    "第一部分",
    "一是",
    "二是",
    "三是",
    "首先，",
    "其次，",
    "最后，",
    "——",
    "-----",
    "※",
    "●",
    "【篇一】",
    "【篇二】",
    "第一篇:",
    "第二篇:",
    "同志们：",
    "各位领导，",
    "大家好！",
    "在会议上的讲话",
    "王建国",
    "2012年2月20日",
    "谢谢大家！",
    "下一篇：",
    "首页 > ",
    "我讲三点意见。",
    "如下：",
    "“",
    "”",
    "春耕",
    "备足良种，抓好农时",
    "**",
    "## ",
    "\u{200b}",
    "<br>",
    "王　　　琛",
    " \u{200b} ",
    "--1954年5月23日在成人礼上的致辞",
    "\u{2003}",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn on_any_text(text in "\\PC{0,200}|[\\s\\S]{0,120}") {
        prop_assert_eq!(check(&text), Ok(()));
    }

    #[test]
    fn on_splices_of_fragments(parts in prop::collection::vec(prop::sample::select(&FRAGMENTS[..]), 0..60)) {
        let text = parts.concat();
        prop_assert_eq!(check(&text), Ok(()), "in {:?}", text);
    }

    #[test]
    fn on_lines_of_fragments(lines in prop::collection::vec(prop::collection::vec(prop::sample::select(&FRAGMENTS[..]), 0..8), 0..30)) {
        let text = lines.iter().map(|x| x.concat()).collect::<Vec<_>>().join("\n");
        prop_assert_eq!(check(&text), Ok(()), "in {:?}", text);
    }
}
