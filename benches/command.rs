//! What the command costs beside its work: its start, and what a second thread brings. All are
//! ratios of one run, of the best and the median of many turns: the machine may do other things.
//!
//! `cargo bench --bench command`.
#![expect(clippy::print_stdout, reason = "this is what a bench is for")]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const GANGMU: &str = env!("CARGO_BIN_EXE_gangmu");

/// Files of the run, and how often it is repeated.
const FILES: usize = 2_000;
const RUNS: usize = 15;

/// How often the command is started.
const STARTS: usize = 200;

fn main() {
    let at = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command");
    let texts: Vec<String> = common::texts().into_iter().map(|x| x.text).collect();
    start(&at, &texts);
    threads(&at, &texts);
}

/// From the start of the command to its end, on a speech of 20 kB, beside a command that does
/// nothing.
fn start(at: &Path, texts: &[String]) {
    let Some(speech) = texts.iter().min_by_key(|x| x.len().abs_diff(20_000)) else { return };
    fs::create_dir_all(at).unwrap();
    let file = at.join("speech.txt");
    fs::write(&file, speech).unwrap();
    let start = |args: &[&Path]| vec![command(args)];
    let [nothing, one, version] = timed(
        STARTS,
        [vec![Command::new("true")], start(&[&file]), start(&[Path::new("--version")])],
    );
    println!("start to end, a speech of {} bytes, best and median:", speech.len());
    for (name, times) in [("true", nothing), ("gangmu --version", version), ("gangmu", one)] {
        println!("  {name}: {:.2?}, {:.2?}", times.best, times.median);
    }
    let ratio = |one: Duration, nothing: Duration| {
        one.as_secs_f64() / (nothing * 5 + Duration::from_millis(2)).as_secs_f64()
    };
    let (best, median) = (ratio(one.best, nothing.best), ratio(one.median, nothing.median));
    println!("  gangmu: {best:.2}, {median:.2} of 5 x true + 2 ms");
}

fn command(args: &[&Path]) -> Command {
    let mut command = Command::new(GANGMU);
    command.args(args);
    command
}

/// Two threads against one over many files, with reading and writing; and against two commands of
/// one thread with half of the files each, which is what the machine has to give.
fn threads(at: &Path, texts: &[String]) {
    let _ = fs::remove_dir_all(at);
    let halves = [at.join("in/a"), at.join("in/b")];
    halves.iter().for_each(|half| fs::create_dir_all(half).unwrap());
    let mut bytes = 0;
    for (n, text) in texts.iter().cycle().take(FILES).enumerate() {
        fs::write(halves[n % 2].join(format!("{n:04}.txt")), text).unwrap();
        bytes += text.len();
    }
    let run = |from: &Path, to: &str, jobs: &str| {
        let to = at.join(to);
        command(&[from, Path::new("-o"), &to, Path::new("-j"), Path::new(jobs)])
    };
    let whole = at.join("in");
    let [one, two, apart] = timed(
        RUNS,
        [
            vec![run(&whole, "one", "1")],
            vec![run(&whole, "two", "2")],
            vec![run(&halves[0], "a", "1"), run(&halves[1], "b", "1")],
        ],
    );
    println!("{FILES} files of {} bytes, best and median:", bytes / FILES);
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!("  one thread: {:.1}, {:.1} MB/s", speed(one.best), speed(one.median));
    for (name, times) in [("two threads", two), ("two commands", apart)] {
        let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
        let (best, median) = (ratio(one.best, times.best), ratio(one.median, times.median));
        println!("  {name}: {best:.2}, {median:.2} x one thread");
    }
    let _ = fs::remove_dir_all(at);
}

/// Times of many turns.
#[derive(Debug, Clone, Copy)]
struct Times {
    best: Duration,
    median: Duration,
}

/// The times of some commands, each row started together, the rows in turns.
fn timed<const N: usize>(turns: usize, mut rows: [Vec<Command>; N]) -> [Times; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..turns {
        for (row, times) in rows.iter_mut().zip(&mut times) {
            let begun = Instant::now();
            let quiet = |x: &mut Command| {
                x.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
            };
            let children: Vec<Child> = row.iter_mut().map(quiet).collect();
            for mut child in children {
                assert!(child.wait().unwrap().success());
            }
            times.push(begun.elapsed());
        }
    }
    times.map(|mut times: Vec<Duration>| {
        times.sort();
        Times { best: times[0], median: times[times.len() / 2] }
    })
}
