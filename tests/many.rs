//! Runs over many files as their users meet them.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn gangmu(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gangmu"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn stderr(out: &Output) -> String {
    String::from_utf8(out.stderr.clone()).unwrap()
}

/// A folder of its own for each test, with files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("many").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

/// All files below a folder, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                found.push(name.replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

const SPEECH: &str = "在春耕动员会上的讲话\n同志们：\n下面，我讲两点意见。\n一、抓早\n早备种，早整地。\n二、抓实\n实打实，一抓到底。\n谢谢大家！\n";

/// A text of its own for each number.
fn numbered(n: usize) -> String {
    SPEECH.replace("备种", &format!("备{n}种"))
}

#[test]
fn a_directory_is_mirrored() {
    let at = folder(
        "mirror",
        &[
            ("in/a.txt", SPEECH),
            ("in/b/一.TXT", SPEECH),
            ("in/b/page.html", "<p>一、抓早</p><p>二、抓实</p>"),
            ("in/b/.hidden.txt", SPEECH),
            ("in/b/build.rs", "fn main() {}"),
            ("in/out/old.txt", SPEECH),
            ("in/.ignore", "drafts\n"),
            ("in/drafts/c.txt", SPEECH),
            ("lone/d.log", SPEECH),
        ],
    );
    let run = |args: &[&str], made: &str, expected: &[&str]| {
        let out = gangmu(&at, args);
        assert_eq!(out.status.code(), Some(0), "{args:?}: {}", stderr(&out));
        assert!(out.stdout.is_empty());
        assert_eq!(files(&at.join(made)), expected, "{args:?}");
        fs::remove_dir_all(at.join(made)).unwrap();
    };
    // What stands in the directory of outputs is not read again.
    run(&["in", "-o", "in/out"], "in/out", &["a.yaml", "b/page.yaml", "b/一.yaml", "old.txt"]);
    run(&["in/", "-o", "o", "-t", "markdown"], "o", &["a.md", "b/page.md", "b/一.md"]);
    // Below the deepest directory that holds them all.
    let both = &["in/a.yaml", "in/b/page.yaml", "in/b/一.yaml", "lone/d.yaml"];
    run(&["in", "lone/d.log", "-o", "o"], "o", both);
    run(
        &["in/b", "in/a.txt", "./in/../in/a.txt", "-o", "o/p"],
        "o/p",
        &["a.yaml", "b/page.yaml", "b/一.yaml"],
    );
    run(&["in/a.txt", "-o", "o/"], "o", &["a.yaml"]);
    run(&["in", "-o", "o", "--glob", "*.rs"], "o", &["b/build.yaml"]);
    run(&["in", "-o", "o", "-g", "!*.html"], "o", &["a.yaml", "b/一.yaml"]);
    run(
        &["in", "-o", "o", "-g", "b/**", "-g", "!*.rs", "-g", "!.*"],
        "o",
        &["b/page.yaml", "b/一.yaml"],
    );
    // A tree is the same as alone, but for its name, which says where the file stood.
    gangmu(&at, &["in", "-o", "o"]);
    let alone = gangmu(&at, &["in/b/一.TXT"]).stdout;
    let tree = fs::read_to_string(at.join("o/b/一.yaml")).unwrap();
    assert_eq!(tree.replace("name: b/一.TXT", "name: 一.TXT").as_bytes(), alone);
}

#[test]
fn one_bad_file_stops_nothing() {
    let at = folder(
        "bad",
        &[
            ("in/a.txt", SPEECH),
            ("in/b.txt", "\x7fELF\x02\x01\0"),
            ("in/c.pdf", "%PDF-1.7"),
            ("in/d.txt", SPEECH),
        ],
    );
    let out = gangmu(&at, &["in", "none.txt", "-o", "out"]);
    assert_eq!(out.status.code(), Some(1));
    let message = stderr(&out);
    let lines: Vec<_> = message.lines().collect();
    assert!(lines[0].starts_with("gangmu: in/b.txt: not a text"), "{message}");
    assert!(lines[1].starts_with("gangmu: in/c.pdf: this is a PDF"), "{message}");
    assert!(lines[2].starts_with("gangmu: none.txt: "), "{message}");
    assert!(lines[3].starts_with("gangmu: 2 files done, 3 failed; 0 warnings; "), "{message}");
    assert_eq!(lines.len(), 4, "{message}");
    assert_eq!(files(&at.join("out")), ["a.yaml", "d.yaml"]);

    fs::create_dir(at.join("empty")).unwrap();
    let out = gangmu(&at, &["empty", "-o", "out"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(stderr(&out).contains("empty: no speech is in it"), "{}", stderr(&out));
}

#[test]
fn a_run_goes_on_where_it_stopped() {
    let at = folder("resume", &[("in/a.txt", SPEECH), ("in/b.txt", SPEECH)]);
    gangmu(&at, &["in/a.txt", "-o", "out/"]);
    fs::write(at.join("out/a.yaml"), "kept").unwrap();
    let out = gangmu(&at, &["in", "-o", "out", "--skip-existing"]);
    assert!(stderr(&out).contains("1 file done, 1 left out, 0 failed"), "{}", stderr(&out));
    assert_eq!(fs::read_to_string(at.join("out/a.yaml")).unwrap(), "kept");
    assert!(fs::read_to_string(at.join("out/b.yaml")).unwrap().starts_with("gangmu: 1\n"));
    let out = gangmu(&at, &["in/a.txt", "-o", "out/a.yaml", "--skip-existing"]);
    assert!(out.status.success());
    assert_eq!(fs::read_to_string(at.join("out/a.yaml")).unwrap(), "kept");
}

#[test]
fn files_of_one_name_are_told_apart() {
    let at = folder("stems", &[("a.txt", SPEECH), ("a.md", SPEECH), ("b.txt", SPEECH)]);
    assert!(gangmu(&at, &["a.txt", "a.md", "b.txt", "-o", "out"]).status.success());
    assert_eq!(files(&at.join("out")), ["a.md.yaml", "a.txt.yaml", "b.yaml"]);
}

/// Whatever the threads, and whichever file is the slowest.
#[test]
fn standard_output_keeps_the_order() {
    let at = folder("order", &[]);
    let mut names = Vec::new();
    for n in 0..60 {
        let name = format!("{n:02}.txt");
        fs::write(at.join(&name), numbered(n).repeat(if n % 9 == 0 { 60 } else { 1 })).unwrap();
        names.push(name);
    }
    for to in ["ndjson", "chunks"] {
        let one = gangmu(&at, &[".", "-t", to, "-j", "1"]);
        assert!(one.status.success());
        let text = String::from_utf8(one.stdout.clone()).unwrap();
        let mut found: Vec<_> = text
            .lines()
            .map(|line| {
                let record: serde_json::Value = serde_json::from_str(line).unwrap();
                let name = record["source"]["name"].as_str().or(record["id"].as_str()).unwrap();
                name.split('#').next().unwrap().to_owned()
            })
            .collect();
        found.dedup();
        assert_eq!(found, names);
        for jobs in ["2", "3", "8"] {
            assert_eq!(gangmu(&at, &[".", "-t", to, "-j", jobs]).stdout, one.stdout, "-j {jobs}");
        }
        // One file for all.
        assert!(gangmu(&at, &[".", "-t", to, "-o", "all.jsonl"]).status.success());
        assert_eq!(fs::read(at.join("all.jsonl")).unwrap(), one.stdout);
    }
    let text = fs::read_to_string(at.join("all.jsonl")).unwrap();
    let bad = gangmu(&at, &["00.txt", "none.txt", "01.txt", "-t", "ndjson"]);
    assert_eq!(bad.status.code(), Some(1));
    assert_eq!(bad.stdout.iter().filter(|x| **x == b'\n').count(), 2);
    assert!(!text.is_empty());
}

#[test]
fn wrong_use_is_told_before_anything_is_written() {
    let at = folder(
        "usage",
        &[
            ("in/a.txt", SPEECH),
            ("in/a.txt.md", SPEECH),
            ("in/a.html", "<p>一、抓早"),
            ("b.txt", SPEECH),
            ("c.txt", SPEECH),
            ("d.md", SPEECH),
            ("file.yaml", ""),
        ],
    );
    let before = files(&at);
    for (args, says) in [
        (
            &["in"][..],
            "several files need -o DIRECTORY; or write them one after the other with -t ndjson",
        ),
        (&["b.txt", "c.txt", "-t", "html"], "several files need -o DIRECTORY"),
        (&["b.txt", "c.txt", "-o", "file.yaml"], "-o file.yaml: several files need a directory"),
        (&["b.txt", "c.txt", "-o", "trees.yaml"], "-o trees.yaml: several files need a directory"),
        (&["b.txt", "c.txt", "-o", "b.txt"], "-o b.txt: several files need a directory"),
        (&["in", "-o", "out"], "in/a.txt and in/a.txt.md would be written to one file"),
        (&["in", "-o", "in"], "in: its outputs would stand among its files"),
        (&["in", "b.txt", "-o", "."], "in: its outputs would stand among its files"),
        (
            &["d.md", "b.txt", "-t", "markdown", "-o", "."],
            "d.md: the output d.md would be written over",
        ),
        (&["b.txt", "-", "-t", "ndjson"], "standard input cannot be one of several"),
        (
            &["b.txt", "c.txt", "-t", "ndjson", "-o", "all.ndjson", "--skip-existing"],
            "--skip-existing is for",
        ),
        (&["in", "-o", "out", "--glob", "a{b"], "--glob: "),
        (&["in", "-o", "out", "-j", "0"], "--jobs"),
        (&["in", "--skip-existing"], "--output"),
    ] {
        let out = gangmu(&at, args);
        let message = stderr(&out);
        assert_eq!(out.status.code(), Some(2), "{args:?}: {message}");
        assert!(message.contains(says), "{args:?}: {message}");
        assert!(out.stdout.is_empty());
        assert_eq!(files(&at), before, "{args:?}");
    }
}

#[test]
fn many_files_are_checked() {
    let gap = SPEECH.replace("二、", "三、");
    let at = folder(
        "check",
        &[("in/a.txt", &gap), ("in/b.txt", "%PDF-1"), ("in/c.txt", SPEECH), ("in/d.txt", &gap)],
    );
    let out = gangmu(&at, &["--check", "in", "--lang", "en"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(stderr(&out).starts_with("gangmu: in/b.txt: this is a PDF"), "{}", stderr(&out));
    let text = String::from_utf8(out.stdout).unwrap();
    let places: Vec<_> = text.lines().filter(|x| x.starts_with(" --> ")).collect();
    assert_eq!(places, [" --> in/a.txt:6:1", " --> in/d.txt:6:1"], "{text}");
    assert!(text.ends_with("3 files checked: 0 errors, 2 warnings, 0 notes\n"), "{text}");
    let out = gangmu(&at, &["--check", "in", "-g", "c.txt"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let out = gangmu(&at, &["--check", "--message-format", "json", "in/b.txt"]);
    assert!(out.status.code() == Some(1) && out.stdout.is_empty());
}

#[cfg(unix)]
mod unix {
    use std::io::{BufRead as _, BufReader};
    use std::os::unix::fs::symlink;
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn links_to_files_are_read_and_links_to_directories_are_not_followed() {
        let at = folder("links", &[("in/a.txt", SPEECH), ("other/b.txt", SPEECH)]);
        symlink("../other/b.txt", at.join("in/link.txt")).unwrap();
        symlink("..", at.join("in/round")).unwrap();
        symlink("nowhere", at.join("in/broken.txt")).unwrap();
        symlink("in", at.join("named")).unwrap();
        for named in ["in", "named"] {
            assert!(gangmu(&at, &[named, "-o", "out"]).status.success());
            assert_eq!(files(&at.join("out")), ["a.yaml", "link.yaml"]);
        }
    }

    #[test]
    fn a_closed_pipe_ends_a_run_quietly() {
        let at = folder("pipe", &[]);
        for n in 0..200 {
            fs::write(at.join(format!("{n}.txt")), numbered(n).repeat(20)).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_gangmu"))
            .args([".", "-t", "ndjson"])
            .current_dir(&at)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let out = child.wait_with_output().unwrap();
        assert!(line.starts_with("{\"gangmu\":1,"));
        assert_eq!((out.status.code(), stderr(&out).as_str()), (Some(0), ""));
    }

    /// However a run is ended, what stands under a final name is whole, and a second run completes it.
    #[test]
    fn a_killed_run_leaves_whole_files_only() {
        let at = folder("killed", &[]);
        let names: Vec<_> = (0..300).map(|n| format!("{n:03}")).collect();
        fs::create_dir(at.join("in")).unwrap();
        for (n, name) in names.iter().enumerate() {
            fs::write(at.join(format!("in/{name}.txt")), numbered(n).repeat(30)).unwrap();
        }
        let whole = gangmu(&at, &["in", "-t", "ndjson"]).stdout;
        let whole: Vec<_> = whole.split_inclusive(|x| *x == b'\n').collect();
        for signal in ["-KILL", "-TERM"] {
            let out = at.join("out");
            let _ = fs::remove_dir_all(&out);
            let args = ["in", "-o", "out", "-t", "json", "-j", "2"];
            let mut child = Command::new(env!("CARGO_BIN_EXE_gangmu"))
                .args(args)
                .current_dir(&at)
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            while !out.is_dir() || files(&out).len() < 5 {
                thread::sleep(Duration::from_millis(1));
            }
            let kill = Command::new("kill").args([signal, &child.id().to_string()]).status();
            assert!(kill.unwrap().success());
            let ended = child.wait().unwrap();
            let made = files(&out);
            assert!(made.len() < names.len(), "the run was over before it was killed");
            // Where Ctrl-C is ignored, as in the background of a script, kill ends it at once.
            let at_once = ended.code().is_none();
            assert!(at_once || (signal, ended.code()) == ("-TERM", Some(130)), "{ended:?}");
            for name in &made {
                if let Some(stem) = name.strip_suffix(".json") {
                    let n: usize = stem.parse().unwrap();
                    assert!(fs::read(out.join(name)).unwrap() == whole[n], "{name} is not whole");
                } else {
                    assert!(at_once && name.ends_with(".part"), "{name}");
                }
            }
            let rest = gangmu(&at, &["in", "-o", "out", "-t", "json", "--skip-existing"]);
            assert!(rest.status.success());
            for (n, name) in names.iter().enumerate() {
                assert!(fs::read(out.join(format!("{name}.json"))).unwrap() == whole[n]);
            }
        }
    }
}
