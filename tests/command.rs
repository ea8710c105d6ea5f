//! The command as its users meet it.
#![cfg(feature = "cli")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn gangmu(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gangmu"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that refuses its arguments does not read its input.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    path.to_str().unwrap().to_owned()
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn a_file_becomes_yaml_with_its_name() {
    let out = gangmu(&[&sample("three-ranks.txt")], b"");
    assert!(out.status.success());
    let yaml = String::from_utf8(out.stdout).unwrap();
    assert!(
        yaml.starts_with("gangmu: 1\nsource:\n  name: three-ranks.txt\n  format: text\n"),
        "{yaml}"
    );
    let document = gangmu::from_yaml(&yaml).unwrap();
    assert_eq!(document.sections().filter(|x| x.level == 1).count(), 3);
    assert!(!yaml.contains("span:"));
    assert!(out.stderr.is_empty());
}

#[test]
fn standard_input_becomes_json_with_spans() {
    for args in [&["-t", "json", "--spans"][..], &["--to", "json", "--spans", "-"][..]] {
        let out = gangmu(args, "一、春耕\n备种。".as_bytes());
        assert!(out.status.success());
        let json = String::from_utf8(out.stdout).unwrap();
        let document = gangmu::from_json(&json).unwrap();
        assert_eq!(document.source.name, None);
        assert_eq!(document.sections().next().unwrap().span.to_string(), "0..22");
    }
}

#[test]
fn output_goes_to_a_file_and_leaves_nothing_else_behind() {
    let file = scratch("out.yaml");
    let out = gangmu(&["-o", file.to_str().unwrap(), &sample("groups.txt")], b"");
    assert!(out.status.success());
    assert!(out.stdout.is_empty());
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(gangmu::from_yaml(&written).is_ok());
    let parts = std::fs::read_dir(file.parent().unwrap()).unwrap();
    assert!(!parts.flatten().any(|x| x.file_name().to_string_lossy().ends_with(".part")));
}

#[test]
fn an_input_is_never_written_over() {
    let file = scratch("speech-itself.txt");
    std::fs::write(&file, "一、春耕\n备种。").unwrap();
    let path = file.to_str().unwrap();
    let out = gangmu(&[path, "-o", path], b"");
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8(out.stderr).unwrap().contains("written over itself"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "一、春耕\n备种。");
}

#[test]
fn what_cannot_be_decoded_is_said() {
    let out = gangmu(&["--encoding", "big5", "-"], "一、春耕".as_bytes());
    assert_eq!(out.status.code(), Some(0));
    let message = String::from_utf8(out.stderr).unwrap();
    assert!(message.starts_with("gangmu: standard input: ") && message.contains("--encoding"));
}

#[test]
fn an_empty_document_is_a_valid_document() {
    let out = gangmu(&[], b"");
    assert!(out.status.success());
    let document = gangmu::from_yaml(&String::from_utf8(out.stdout).unwrap()).unwrap();
    assert!(document.speeches.is_empty());
}

/// Whatever the encoding, the text is the same; a page gives its main text.
#[test]
fn files_are_read_whatever_they_are() {
    for (name, bytes, format, encoding) in [
        ("gbk.txt", &b"\xd2\xbb\xa1\xa2\xb4\xba\xb8\xfb"[..], "text", "gb18030"),
        ("utf16.txt", b"\xff\xfe\x00\x4e\x01\x30\x25\x66\x15\x80", "text", "UTF-16LE"),
        ("page.html", "<p>一、春耕".as_bytes(), "html", "UTF-8"),
        ("notes.md", "## 一、春耕".as_bytes(), "markdown", "UTF-8"),
    ] {
        let file = scratch(name);
        std::fs::write(&file, bytes).unwrap();
        let out = gangmu(&["-t", "json", file.to_str().unwrap()], b"");
        assert!(out.status.success(), "{name}");
        let document = gangmu::from_json(&String::from_utf8(out.stdout).unwrap()).unwrap();
        assert_eq!((&*document.source.format, &*document.source.encoding), (format, encoding));
        assert_eq!(document.sections().next().unwrap().name(), "春耕", "{name}");
    }
}

/// A saved tree is read back, and says what it was made of.
#[test]
fn a_saved_tree_is_written_in_another_format() {
    let saved = gangmu(&["--spans", &sample("groups.txt")], b"").stdout;
    let json = gangmu(&["--spans", "-t", "json", &sample("groups.txt")], b"").stdout;
    for (args, input, expected) in [
        (&["--spans", "-t", "json"][..], &saved, &json),
        (&["--spans", "-f", "json"][..], &json, &saved),
        (&["--spans"][..], &saved, &saved),
    ] {
        let out = gangmu(args, input);
        assert!(out.status.success());
        assert_eq!(&out.stdout, expected, "{args:?}");
    }
}

/// What went wrong is one line that names the file and says what to do.
#[test]
fn errors_are_one_clear_line() {
    let binary = scratch("binary.txt");
    std::fs::write(&binary, b"\x7fELF\x02\x01\x01\0\0").unwrap();
    let pdf = scratch("speech.txt");
    std::fs::write(&pdf, b"%PDF-1.7").unwrap();
    let tree = scratch("tree.yaml");
    std::fs::write(&tree, "gangmu: 1\nsource:\n  format: [text\n").unwrap();
    let bad_grammar = scratch("bad.yaml");
    std::fs::write(&bad_grammar, "markers:\n- {id: x, form: '第{x}幕'}\n").unwrap();
    let cases = [
        (vec!["no-such-file.txt"], 1, "no-such-file.txt: "),
        (vec![binary.to_str().unwrap()], 1, "binary.txt: not a text: byte 7"),
        (vec![pdf.to_str().unwrap()], 1, "speech.txt: this is a PDF, which gangmu does not read"),
        (vec![tree.to_str().unwrap()], 1, "tree.yaml: not a gangmu document: "),
        (vec![tree.to_str().unwrap()], 1, "at line 3 column 11"),
        (vec![tree.to_str().unwrap()], 1, "gangmu -t yaml"),
        (vec!["--encoding", "klingon", "-"], 1, "no encoding is named \"klingon\""),
        (vec!["--max-size", "3", pdf.to_str().unwrap()], 1, "8 bytes are more than the 3"),
        (
            vec!["--grammar", bad_grammar.to_str().unwrap()],
            1,
            "bad.yaml: markers[0] (x): form \"第{x}幕\"",
        ),
        (vec!["--grammar", "no-such.yaml"], 1, "no-such.yaml: "),
        (vec!["-o", "no-such-folder/x.yaml"], 1, "no-such-folder/x.yaml: "),
    ];
    for (args, status, says) in cases {
        let out = gangmu(&args, b"");
        let message = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(status), "{args:?}: {message}");
        assert!(message.contains(says), "{args:?}: {message}");
        assert_eq!(message.lines().count(), 1, "{message}");
        assert!(message.starts_with("gangmu: "), "{message}");
        assert!(out.stdout.is_empty());
    }
    for args in [
        &["--to", "pdf"][..],
        &["--nothing"],
        &["--pretty"],
        &["-t", "outline", "--spans"],
        &["-t", "html", "--depth", "1"],
        &["-o", "x.md", "--width", "40"],
        &["-t", "json", "--max-chars", "100"],
        &["-t", "outline", "--width", "3"],
        &["-t", "chunks", "--max-chars", "0"],
        &["--schema", "x.txt"],
        &["--check", "-o", "x.txt"],
        &["--check", "-t", "json"],
    ] {
        let out = gangmu(args, b"");
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(out.stdout.is_empty() && !out.stderr.is_empty(), "{args:?}");
    }
    let message = String::from_utf8(gangmu(&["--pretty"], b"").stderr).unwrap();
    assert!(message.contains("--pretty is for -t json, not for yaml"), "{message}");
}

#[test]
fn a_grammar_of_ones_own_is_laid_over() {
    let mine = scratch("mine.yaml");
    std::fs::write(
        &mine,
        "markers:\n- {id: act, form: '第{n}幕 ', rank: 0, example: '第一幕 开端'}\n",
    )
    .unwrap();
    let out = gangmu(
        &["--grammar", mine.to_str().unwrap()],
        "第一幕 开端\n春耕。\n第二幕 收获\n秋收。".as_bytes(),
    );
    assert!(out.status.success());
    let document = gangmu::from_yaml(&String::from_utf8(out.stdout).unwrap()).unwrap();
    let forms: Vec<_> = document.sections().map(|x| x.form.clone().unwrap_or_default()).collect();
    assert_eq!(forms, ["act", "act"]);
}

/// What is written follows from -t, else from the name of the output.
#[test]
fn every_view_is_written() {
    let text = "在全县春耕生产现场会上的讲话\n一、抓早\n备种。".as_bytes();
    for (to, file, starts) in [
        ("yaml", "view.yaml", "gangmu: 1\n"),
        ("json", "view.json", "{\"gangmu\":1,"),
        ("ndjson", "view.jsonl", "{\"gangmu\":1,"),
        ("markdown", "view.md", "# 在全县春耕生产现场会上的讲话\n"),
        ("html", "view.HTML", "<!doctype html>\n"),
        ("opml", "view.opml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        ("freemind", "view.mm", "<map version=\"1.0.1\">\n"),
        ("outline", "", "在全县春耕生产现场会上的讲话\n"),
        ("chunks", "", "{\"id\":\"1.1\",\"speech\":1,\"path\":[],\"level\":0,"),
        ("yaml", "view.txt", "gangmu: 1\n"),
    ] {
        let out = gangmu(&["-t", to], text);
        assert!(out.status.success() && out.stdout.starts_with(starts.as_bytes()), "{to}");
        if !file.is_empty() {
            let file = scratch(file);
            assert!(gangmu(&["-o", file.to_str().unwrap()], text).status.success());
            assert_eq!(std::fs::read(&file).unwrap(), out.stdout, "{to}");
        }
    }
    let pretty = gangmu(&["-t", "json", "--pretty"], text).stdout;
    assert!(pretty.starts_with(b"{\n  \"gangmu\": 1,\n"));
    let outline = gangmu(&["-t", "outline", "--width", "20", "--depth", "0"], text).stdout;
    assert!(String::from_utf8(outline).unwrap().starts_with("在全县春耕生产现场…\n"));
}

#[test]
fn the_command_tells_of_itself() {
    for (args, says) in [
        (&["--schema"][..], "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\""),
        (&["--completions", "bash"], "complete -F _gangmu"),
        (&["--completions", "zsh"], "#compdef gangmu"),
        (&["--completions", "fish"], "complete -c gangmu"),
        (&["--man"], ".TH gangmu 1"),
    ] {
        let out = gangmu(args, b"");
        assert!(out.status.success(), "{args:?}");
        let text = String::from_utf8(out.stdout).unwrap();
        assert!(text.contains(says), "{args:?}: {text}");
    }
}

#[test]
fn help_teaches() {
    let out = gangmu(&["--help"], b"");
    let help = String::from_utf8(out.stdout).unwrap();
    for word in ["Examples:", "Exit status:", "--spans", "--grammar", "--no-parallel"] {
        assert!(help.contains(word), "{help}");
    }
}
