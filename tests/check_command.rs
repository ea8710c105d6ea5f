//! `gangmu --check` as its users meet it.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn gangmu(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gangmu"))
        .args(args)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn stdout(out: &Output) -> &str {
    std::str::from_utf8(&out.stdout).unwrap()
}

/// A folder of its own for each test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("check").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn draft(folder: &Path, text: &str) -> String {
    let file = folder.join("draft.txt");
    fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

const GAP: &str = "在春耕动员会上的讲话\n同志们：\n下面，我讲三点意见。\n一、抓早\n早备种，早整地。\n三、抓实\n实打实，一抓到底。\n谢谢大家！\n";

const CLEAN: &str = "在春耕动员会上的讲话\n同志们：\n下面，我讲两点意见。\n一、抓早\n早备种，早整地。\n二、抓实\n实打实，一抓到底。\n谢谢大家！\n";

#[test]
fn the_place_is_underlined_in_both_languages() {
    let file = draft(&folder("human"), GAP);
    let out = gangmu(&["--check", "--lang", "zh", &file]);
    assert_eq!(out.status.code(), Some(1));
    let text = stdout(&out);
    assert!(text.contains("warning[number-gap]: 序号从1跳到3"), "{text}");
    assert!(text.contains("draft.txt:6:1\n"), "{text}");
    assert!(text.contains("6 | 三、抓实\n  | ^^^^\n"), "{text}");
    assert!(text.ends_with("检查1个文件：错误0，警告2，提示0\n"), "{text}");
    assert!(!text.contains('\u{1b}'));
    let text = stdout(&gangmu(&["--check", &file])).to_owned();
    assert!(text.contains("the numbers jump from 1 to 3"), "{text}");
    assert!(text.ends_with("1 file checked: 0 errors, 2 warnings, 0 notes\n"), "{text}");
}

#[test]
fn exit_status_follows_the_gravest_finding() {
    let at = folder("status");
    let gap = draft(&at, GAP);
    let clean = at.join("clean.txt");
    fs::write(&clean, CLEAN).unwrap();
    let clean = clean.to_str().unwrap();
    for (args, status) in [
        (vec!["--check", clean], 0),
        (vec!["--check", clean, &gap], 1),
        (vec!["--check", "--fail-on", "error", &gap], 0),
        (vec!["--check", "--fail-on", "error", "--deny", "numbering", &gap], 1),
        (vec!["--check", "--allow", "number-gap", "--allow", "counts", &gap], 0),
        (vec!["--check", "--allow", "no-such-code", &gap], 2),
        (vec!["--check", "no-such-file.txt"], 1),
        (vec!["--fix", &gap], 2),
        (vec![&gap, clean], 2),
        (vec!["--explain", "klingon"], 2),
        (vec!["--explain", "number-gap"], 0),
    ] {
        let out = gangmu(&args);
        assert_eq!(out.status.code(), Some(status), "{args:?}: {out:?}");
    }
}

#[test]
fn json_names_file_place_and_mend() {
    let file = draft(&folder("json"), "第一、要抓早，早备种。\n第二，要抓实，实打实。\n");
    let out = gangmu(&["--check", "--message-format", "json", &file]);
    let found: Value = serde_json::from_slice(&out.stdout).unwrap();
    let found = found.as_array().unwrap();
    let marker = found.iter().find(|x| x["code"] == "marker-punctuation").unwrap();
    assert_eq!(marker["file"], file);
    assert_eq!(
        [&marker["line"], &marker["column"], &marker["end_line"], &marker["end_column"]],
        [1, 1, 1, 4]
    );
    assert_eq!(marker["span"], "0..9");
    assert_eq!(marker["fix"]["text"], "第一，");
    assert_eq!(marker["severity"], "info");
}

/// What sections 3.13 to 3.30 of SARIF 2.1.0 ask of the objects that are written.
#[test]
fn sarif_has_what_the_standard_asks_for() {
    let file = draft(&folder("sarif"), &GAP.replace("一、抓早", "一.抓早"));
    let out = gangmu(&["--check", "--message-format", "sarif", &file]);
    let log: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "gangmu");
    let rules = driver["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    let mut fixes = 0;
    for result in results {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().starts_with("file:///"));
        for key in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][key].as_u64().unwrap() >= 1, "{key}");
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            let change = &fix["artifactChanges"][0];
            assert!(change["artifactLocation"]["uri"].is_string());
            assert!(change["replacements"][0]["deletedRegion"]["startLine"].is_u64());
            assert!(change["replacements"][0]["insertedContent"]["text"].is_string());
            fixes += 1;
        }
    }
    assert!(fixes >= 1);
}

#[test]
fn settings_stand_beside_the_draft_or_above_it() {
    let at = folder("settings");
    fs::write(
        at.join("gangmu.toml"),
        "[check]\nallow = [\"number-gap\"]\ndeny = [\"counts\"]\nlang = \"zh\"\n",
    )
    .unwrap();
    let inner = at.join("inner");
    fs::create_dir_all(&inner).unwrap();
    let file = draft(&inner, GAP);
    let out = gangmu(&["--check", &file]);
    let text = stdout(&out);
    assert!(!text.contains("number-gap") && text.contains("error[count-mismatch]"), "{text}");
    assert!(text.contains("错误1"), "{text}");
    let out = gangmu(&["--check", "--warn", "number-gap", "--lang", "en", &file]);
    assert!(stdout(&out).contains("warning[number-gap]: the numbers"), "{}", stdout(&out));

    for (toml, says) in [
        (
            "[check]\nallow = [\"number_gap\"]\n",
            "gangmu.toml: line 2: no rule or group is named \"number_gap\": did you mean \"number-gap\"?",
        ),
        ("[check]\nalow = []\n", "unknown field `alow`"),
        ("[check]\nfail-on = \"often\"\n", "unknown variant `often`"),
        ("[check\n", "TOML parse error at line 1"),
    ] {
        fs::write(inner.join("gangmu.toml"), toml).unwrap();
        let out = gangmu(&["--check", &file]);
        let error = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{toml}");
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn mends_keep_the_original_line_ends_and_the_mark() {
    let at = folder("fix");
    let original = "\u{feff}第一、要抓早，早备种，早整地。\r\n第二、要抓实，实打实，一抓到底。\r\n";
    let file = draft(&at, original);
    gangmu(&["--check", "--fix", &file]);
    let mended = original.replace("第一、", "第一，").replace("第二、", "第二，");
    assert_eq!(fs::read_to_string(&file).unwrap(), mended);
    assert_eq!(fs::read_to_string(format!("{file}.bak")).unwrap(), original);

    // A second time there is nothing to mend, and the original stays what it was.
    gangmu(&["--check", "--fix", &file]);
    assert_eq!(fs::read_to_string(&file).unwrap(), mended);
    assert_eq!(fs::read_to_string(format!("{file}.bak")).unwrap(), original);

    // What was mended before is kept too.
    fs::write(&file, original).unwrap();
    gangmu(&["--check", "--fix", &file]);
    assert_eq!(fs::read_to_string(format!("{file}.bak2")).unwrap(), original);

    let other = at.join("other.txt");
    fs::write(&other, original).unwrap();
    gangmu(&["--check", "--fix", "--no-backup", other.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(&other).unwrap(), mended);
    let names: Vec<_> =
        fs::read_dir(&at).unwrap().map(|x| x.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names.len(), 4, "{names:?}");
}

#[test]
fn what_is_switched_off_is_not_mended() {
    let at = folder("fix-settings");
    let original = "第一、要抓早，（种粮大户)带头，早整地，早备种，早备肥，早修渠，早动手。\n第二、要抓实，实打实，一抓到底。\n";
    let marked = original.replace("第一、", "第一，").replace("第二、", "第二，");
    let paired = original.replace("户)", "户）");
    for (toml, args, mended, says) in [
        ("", &["--allow", "half-width-punctuation"][..], &marked, "; 2 places mended"),
        ("", &["--allow", "marker-punctuation"], &paired, "; 1 place mended"),
        ("allow = [\"marker-punctuation\"]\nlang = \"zh\"", &[], &paired, "；改正1处"),
        ("allow = [\"all\"]", &["--warn", "half-width-punctuation"], &paired, "; 1 place mended"),
        ("", &["--allow", "all"], &original.to_owned(), "; 0 places mended"),
    ] {
        fs::write(at.join("gangmu.toml"), format!("[check]\n{toml}\n")).unwrap();
        let file = draft(&at, original);
        let out = gangmu(&[&["--check", "--fix"], args, &[&file]].concat());
        assert_eq!(&fs::read_to_string(&file).unwrap(), mended, "{toml} {args:?}");
        assert!(stdout(&out).trim_end().ends_with(says), "{}", stdout(&out));
    }
}

#[test]
fn what_cannot_be_mended_is_refused() {
    let at = folder("refuse");
    let gbk = at.join("gbk.txt");
    fs::write(&gbk, b"\xb5\xda\xd2\xbb\xa1\xa2\xb4\xba\xb8\xfb").unwrap();
    let page = at.join("page.html");
    fs::write(&page, "<p>第一、春耕</p>").unwrap();
    for (file, says) in [
        (gbk.to_str().unwrap(), "gbk.txt: --fix mends UTF-8 only"),
        (page.to_str().unwrap(), "page.html: --fix mends plain text only"),
        ("-", "-: --fix needs a file"),
    ] {
        let out = gangmu(&["--check", "--fix", file]);
        assert_eq!(out.status.code(), Some(1), "{file}");
        assert!(String::from_utf8_lossy(&out.stderr).contains(says), "{out:?}");
    }
}

#[test]
fn a_conversion_carries_its_diagnostics() {
    let file = draft(&folder("convert"), GAP);
    let out = gangmu(&["-t", "json", &file]);
    let document = gangmu::from_json(stdout(&out)).unwrap();
    let codes: Vec<_> = document.diagnostics.iter().map(|x| &*x.code).collect();
    assert_eq!(codes, ["count-mismatch", "number-gap"]);
}

#[test]
fn rules_are_explained() {
    let out = gangmu(&["--explain", "marker-punctuation", "--lang", "zh"]);
    let text = stdout(&out);
    assert!(text.starts_with("marker-punctuation (punctuation, 提示)\n"), "{text}");
    assert!(text.contains("GB/T 15834-2011") && text.contains("    第一、要抓早。"), "{text}");
    let all = gangmu(&["--explain", "all"]);
    for rule in gangmu::rules() {
        assert!(stdout(&all).contains(rule.code), "{}", rule.code);
    }
}
