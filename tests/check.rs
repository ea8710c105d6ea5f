//! What holds for the check of any text: places are pieces of the text, and mends change nothing
//! but the characters that they name.

use std::fs;
use std::path::Path;

use gangmu::{CheckOptions, Grammar, ParseOptions, Parser, Punctuation, Section};
use proptest::prelude::*;

fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let files = fs::read_dir(folder).unwrap().map(|x| x.unwrap().path());
    let texts = files.filter(|x| x.extension().is_some_and(|x| x == "txt"));
    texts.map(|x| fs::read_to_string(x).unwrap()).collect()
}

/// Every diagnostic stands in the text, at its line and column, in order.
fn check_places(text: &str) -> Result<(), String> {
    let document = gangmu::parse(text);
    let found = gangmu::check(&document, text, &CheckOptions::default());
    let mut last = 0;
    for x in &found {
        if x.span.start < last || text.get(x.span.range()).is_none() {
            return Err(format!("{} at {} is out of place", x.code, x.span));
        }
        last = x.span.start;
        let before = &text[..x.span.start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        if (x.line, x.column) != (line, column) {
            return Err(format!("{} is not at {}:{}", x.code, x.line, x.column));
        }
        if let Some(fix) = &x.fix
            && (fix.span.is_empty() || text.get(fix.span.range()).is_none())
        {
            return Err(format!("the mend of {} has no place", x.code));
        }
    }
    Ok(())
}

/// What a mend may not touch.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn outline(text: &str) -> Vec<(u32, Option<u32>, Option<String>, String)> {
    let row = |x: &Section<'_>| {
        (x.level, x.number, x.form.as_deref().map(str::to_owned), words(x.name()))
    };
    // The form may change with its punctuation: 一. and 一、 are one series, two forms.
    gangmu::parse(text)
        .sections()
        .map(|x| row(&x))
        .map(|mut x| {
            x.2 = None;
            x
        })
        .collect()
}

/// The tree stays, words stay, and a second time changes nothing.
fn check_mends(text: &str) -> Result<usize, String> {
    let parser = Parser::with_options(Grammar::bundled(), ParseOptions::default());
    let (mended, count) = gangmu::mend(text, &parser);
    if words(&mended) != words(text) {
        return Err(format!("words changed: {mended}"));
    }
    if mended.matches('\n').count() != text.matches('\n').count() {
        return Err(format!("lines changed: {mended}"));
    }
    if outline(&mended) != outline(text) {
        return Err(format!("the outline changed: {mended}"));
    }
    let (again, more) = gangmu::mend(&mended, &parser);
    if again != mended || more != 0 {
        return Err(format!("a second time made {more} mends: {mended} -> {again}"));
    }
    if count == 0 && mended != text {
        return Err("changed without a mend".into());
    }
    Ok(count)
}

#[test]
fn on_samples() {
    for text in samples() {
        assert_eq!(check_places(&text), Ok(()));
        check_mends(&text).unwrap();
    }
}

/// A draft with one of every safe mend.
#[test]
fn a_draft_is_mended() {
    let draft = "在春耕动员会上的讲话\n同志们：\n各级各部门要高度重视，加强领导，落实责任，抓好春耕，确保丰收，稳定增产，促进增收，服务大局。下面，我讲三点意见。\n一.抓早\n早备种，早整地，各级干部要深入田间 地头，帮助群众。\n（一)、备种\n良种到户，（种粮大户)带头。\n（二）备肥\n肥料到田。\n二.抓实\n第一、要到位。第二、要到底。\n三.抓细\n细化到户，责任到人。\n谢谢大家！\n";
    let parser = Parser::new(Grammar::bundled());
    let (mended, count) = gangmu::mend(draft, &parser);
    assert_eq!(
        mended,
        "在春耕动员会上的讲话\n同志们：\n各级各部门要高度重视，加强领导，落实责任，抓好春耕，确保丰收，稳定增产，促进增收，服务大局。下面，我讲三点意见。\n一、抓早\n早备种，早整地，各级干部要深入田间地头，帮助群众。\n（一）备种\n良种到户，（种粮大户）带头。\n（二）备肥\n肥料到田。\n二、抓实\n第一，要到位。第二，要到底。\n三、抓细\n细化到户，责任到人。\n谢谢大家！\n"
    );
    assert!(count >= 8, "{count}");
    check_mends(draft).unwrap();
}

#[test]
fn half_width_text_is_left_alone() {
    let text = "同志们:\n今天,我讲两点.\n第一、抓早,早备种;\n第二、抓实,实打实!\n";
    assert_eq!(gangmu::parse(text).source.punctuation, Punctuation::HalfWidth);
    assert_eq!(gangmu::mend(text, &Parser::new(Grammar::bundled())), (text.into(), 0));
}

#[test]
fn a_document_of_another_text_has_no_diagnostics() {
    let document = gangmu::parse("一、春耕，要早。\n三、秋收，要快。").into_owned();
    assert!(gangmu::check(&document, "短", &CheckOptions::default()).is_empty());
    assert!(gangmu::check(&document, "", &CheckOptions::default()).is_empty());
}

/// Pieces of which lines are made, with everything that the mends look for.
fn line() -> impl Strategy<Value = String> {
    let marker = prop::sample::select(vec![
        "",
        "一、",
        "二.",
        "三．",
        "二、",
        "（一)",
        "(二）",
        "（二）、",
        "(三)",
        "第一、",
        "第二，",
        "第三、",
        "1、",
        "2．",
        "3.",
        "①、",
        "②",
        "首先、",
        "一是",
        "二是",
        "【篇一】",
        "　　",
    ]);
    let word = prop::sample::select(vec![
        "抓早",
        "备足良种",
        "早备种，早整地。",
        "深入田间 地头，",
        "要求是（早)字当头。",
        "5。2",
        "GDP(万元)",
        " ",
        "、",
        "：",
        "；",
        "二是备肥；",
        "第二、",
        "“早",
        "”",
        "《规划 纲要》",
        "\u{a0}",
        "1、5万",
        ",",
        "!",
        "同志们",
        "谢谢大家！",
        "x",
        "一.",
        "。",
        "(",
        "）",
        "\u{200b}",
        "\t",
    ]);
    (marker, prop::collection::vec(word, 0..6))
        .prop_map(|(marker, words)| marker.to_owned() + &words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn on_drafts(lines in prop::collection::vec(line(), 0..14)) {
        let text = lines.join("\n");
        prop_assert_eq!(check_places(&text), Ok(()));
        let mended = check_mends(&text);
        prop_assert!(mended.is_ok(), "{}\n{text}", mended.unwrap_err());
    }

    #[test]
    fn on_random_text(text in "[一二三四第（）()、，。.：1-3a-zX× \u{a0}\n“”《》\"是要\u{fffd}]{0,120}") {
        prop_assert_eq!(check_places(&text), Ok(()));
        let mended = check_mends(&text);
        prop_assert!(mended.is_ok(), "{}\n{text}", mended.unwrap_err());
    }
}
