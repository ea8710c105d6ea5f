//! `gangmu --stream` as engines meet it.
#![cfg(feature = "cli")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::thread;

use serde_json::{Value, json};

fn spawn(args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_gangmu"))
        .arg("--stream")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The lines that answer the input.
fn answers(args: &[&str], input: &[u8]) -> Vec<String> {
    let mut child = spawn(args);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = thread::spawn(move || stdin.write_all(&input).unwrap());
    let out = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!((out.status.code(), &*out.stderr), (Some(0), &b""[..]));
    String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn value(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}"))
}

#[test]
fn a_record_keeps_its_other_keys() {
    let input = "{\"b\": [1.10, 12345678901234567890123, 1e400, {\"z\":1,\"a\":\"\\u6625\"}], \"text\":\"一、抓早\\n备种。\", \"id\":\"甲\\\"1\",\"a\":null}\n";
    let found = answers(&[], input.as_bytes());
    assert_eq!(found.len(), 1);
    let kept = "{\"b\":[1.10, 12345678901234567890123, 1e400, {\"z\":1,\"a\":\"\\u6625\"}],\"id\":\"甲\\\"1\",\"a\":null,\"document\":{\"gangmu\":1,";
    assert!(found[0].starts_with(kept), "{}", found[0]);
    let json = found[0].split_once("\"document\":").unwrap().1.strip_suffix('}').unwrap();
    let document = gangmu::from_json(json).unwrap();
    assert_eq!(document.source.name.as_deref(), Some("甲\"1"));
    assert_eq!(document.sections().next().unwrap().name(), "抓早");
    assert!(!json.contains("\"span\""));
}

/// One answer a record, whatever is wrong with it, and nothing for blank lines.
#[test]
fn a_bad_record_is_answered_in_its_place() {
    let good = "{\"id\":0,\"text\":\"\"}";
    let cases: [(&[u8], Value, &str); 17] = [
        (b"[1]", Value::Null, "line 2: invalid type: sequence, expected an object"),
        (b"12", Value::Null, "expected an object"),
        (b"{\"id\":7", json!(7), "line 2: EOF while parsing an object"),
        (b"{\"id\":7,\"text\":\"\xe4\xb8", json!(7), "line 2: not UTF-8 at byte 17"),
        (b"{\"id\":7,\"text\":\"a\"} x", json!(7), "trailing characters at byte 21"),
        (b"{\"id\":{\"k\":[1]}}", json!({"k": [1]}), "the record has no \"text\""),
        (
            b"{\"text\":null,\"id\":\"x\"}",
            json!("x"),
            "\"text\": invalid type: null, expected a string",
        ),
        (b"{\"text\":[\"a\"]}", Value::Null, "\"text\": invalid type: sequence"),
        (b"{\"text\":\"\\ud800\",\"id\":1}", json!(1), "\"text\": "),
        (b"{\"text\":\"%PDF-1.7\",\"id\":1}", json!(1), "line 2: this is a PDF"),
        (b"{\"id\":1,\"text\":\"a\",\"document\":{}}", json!(1), "a key \"document\" of its own"),
        (b"{\"id\":1,\"text\":\"a\",\"error\":{}}", json!(1), "a key \"error\" of its own"),
        (b"{\"id\":1,\"text\":\"a\",\"text\":2}", json!(1), "\"text\": invalid type"),
        (b"text", Value::Null, "line 2: expected "),
        (b"\xff\xfe", Value::Null, "not UTF-8 at byte 1"),
        (b"{'id':1}", Value::Null, "line 2: key must be a string at byte 2"),
        (b"\0", Value::Null, "line 2: expected value"),
    ];
    for (line, id, says) in cases {
        let input = [good.as_bytes(), b"\n", line, b"\r\n\r\n  \n", good.as_bytes()].concat();
        let found = answers(&[], &input);
        let shown = String::from_utf8_lossy(line);
        assert_eq!(found.len(), 3, "{shown}");
        let answer = value(&found[1]);
        assert!(answer["error"].as_str().unwrap().contains(says), "{shown}: {}", found[1]);
        assert_eq!((&answer["id"], answer.as_object().unwrap().len()), (&id, 2), "{shown}");
        assert!(value(&found[0])["document"].is_object() && found[0] == found[2]);
    }
}

#[test]
fn a_record_may_be_so_large_only() {
    let text = "春".repeat(2_000);
    let (first, last) =
        (format!("{{\"id\":1,\"text\":\"{text}\"}}"), format!("{{\"text\":\"{text}\",\"id\":1}}"));
    let input = format!("{first}\n{last}\n{{\"id\":2,\"text\":\"一、抓早\"}}\n{first}");
    let found = answers(&["--max-size", "1000"], input.as_bytes());
    let found: Vec<_> = found.iter().map(|x| value(x)).collect();
    assert_eq!(
        found.iter().map(|x| &x["id"]).collect::<Vec<_>>(),
        [&json!(1), &Value::Null, &json!(2), &json!(1)]
    );
    for at in [0, 1, 3] {
        let error = found[at]["error"].as_str().unwrap();
        assert!(error.contains("the record has more than 1000 bytes (--max-size)"), "{error}");
    }
    assert!(found[2]["document"].is_object());
}

/// Each answer is there before the next record is sent, and they go on in order.
#[test]
fn every_line_is_answered_at_once() {
    let mut child = spawn(&["-t", "chunks", "--max-chars", "20"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for n in 0..50 {
        writeln!(
            stdin,
            "{}",
            json!({"id": n, "text": format!("第{n}次讲话\n一、抓早\n备{n}种。")})
        )
        .unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let answer = value(&line);
        assert_eq!(answer["id"], n);
        assert_eq!(answer["chunks"][0]["id"], format!("{n}#1.1"));
        assert!(line.contains(&format!("备{n}种。")));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child = spawn(&[]);
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    // It may be gone before all is written.
    let _ = stdin.write_all("{\"text\":\"一、抓早\"}\n".repeat(100).as_bytes());
    drop(stdin);
    let out = child.wait_with_output().unwrap();
    assert_eq!((out.status.code(), &*out.stderr), (Some(0), &b""[..]));
}

#[test]
fn options_that_have_no_meaning_are_refused() {
    for args in
        [&["a.txt"][..], &["-o", "x"], &["-t", "yaml"], &["-t", "html"], &["--check"], &["-j", "2"]]
    {
        let out = spawn(args).wait_with_output().unwrap();
        assert_eq!(out.status.code(), Some(2), "{args:?}");
    }
    let pages = answers(&["-f", "html", "--spans"], "{\"text\":\"<p>一、抓早</p>\"}".as_bytes());
    assert_eq!(value(&pages[0])["document"]["source"]["format"], "html");
    assert!(pages[0].contains("\"span\""));
}
