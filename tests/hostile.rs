//! Texts that nobody wrote to be read: parsing ends on a small stack, in memory that grows with the
//! text, and nothing is lost.

#[path = "promises/lost.rs"]
mod lost;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use gangmu::CheckOptions;
use peak_alloc::PeakAlloc;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// Bytes of a text. Without optimisation the same is shown on less.
const SIZE: usize = if cfg!(debug_assertions) { 300_000 } else { 10_000_000 };

/// Bytes that compiled patterns keep, whatever the text.
const PATTERNS: usize = 4 << 20;

/// Bytes of the stack that parsing, writing and dropping must do with.
const STACK: usize = 1 << 20;

fn fill(piece: &str) -> String {
    piece.repeat(SIZE / piece.len() + 1)
}

/// 一、（一）1.（1）… as deep as it goes, in lines or in one.
fn series_in_series(between: &str) -> String {
    let forms = [
        "一、",
        "（一）",
        "1.",
        "（1）",
        "①",
        "第一，",
        "一是",
        "首先，",
        "其一，",
        "一要",
        "第一部分 ",
    ];
    forms.iter().map(|x| format!("{x}抓春耕{between}")).collect::<String>().repeat(10_000 / 11)
}

/// One test at a time, since the heap is all of theirs.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The texts, and what the heap may hold at once beside each, as a multiple of its bytes.
fn texts() -> Vec<(&'static str, String, usize)> {
    let numbered: String = (1..=SIZE / 12).map(|n| format!("{n}.抓春耕\n")).collect();
    vec![
        ("markers", fill("一、"), 2),
        ("brackets", fill("("), 100),
        ("brackets that close", fill("（") + &fill("】"), 60),
        ("items", fill("一是"), 2),
        ("items with text", fill("一是抓春耕；二是抓秋收；三是抓冬藏。"), 75),
        ("line ends", fill("\n"), 2),
        ("carriage returns", fill("\r"), 2),
        ("spaces", fill(" "), 75),
        ("wide spaces", fill("　　**"), 40),
        ("half a marker", fill("第"), 2),
        ("one paragraph", fill("各乡镇要把任务分解到村，逐户登记造册。"), 2),
        ("no sentence", fill("春耕"), 2),
        ("sections", numbered, 40),
        ("the same section", fill("一、抓春耕\n"), 120),
        ("numbers alone", fill("1.\n"), 400),
        ("layers in lines", series_in_series("\n"), 90),
        ("layers in a line", series_in_series("，"), 10),
        ("layers and text", series_in_series("。\n备种。\n"), 70),
        ("lists in lists", fill("一是二是三是四是"), 2),
        ("pairs of words", fill("一方面抓春耕，另一方面抓秋收；首先，其次，再次，最后，"), 3),
        ("separators", fill("【篇一】第一篇:第二篇：-----※※※\n第三篇\n篇四：\n范文五\n"), 40),
        ("announced lists", fill("我讲两点：\n一、抓春耕\n二、抓秋收\n"), 120),
        ("signed titles", fill("在大会上的讲话\n2020年1月1日\n"), 60),
        ("bullets and numbers", fill("● 抓早\n1.抓春耕\n1.抓秋收\n"), 120),
        ("headings and bullets", fill("抓早\n早备种。\n") + &fill("● 抓早\n早备种。\n"), 120),
        ("quotes", fill("“甲\n"), 80),
        ("placeholders", fill("（一）X×**"), 30),
        ("dates", fill("　　2012 年 2 月 20 日"), 40),
        ("tags", fill("<b>甲<br>"), 50),
        ("dated titles", fill("## 抓春耕\n## （1950年3月1日）\n备种。\n"), 60),
        ("turns", fill("王建国：各位代表，备种。\n"), 40),
        ("salutations", fill("同志们：\n"), 45),
        ("addresses", fill("谢谢大家！\n"), 45),
        ("thanks and labels", fill("谢谢大家！\n标签：甲\n"), 60),
        ("statements", fill("县长 王建国\n修渠是全村人盼了多年的大事，我们一定出人出力。\n"), 40),
        ("appendices", fill("附：甲\n二、抓春耕\n"), 120),
    ]
}

#[test]
fn hostile_texts_are_parsed() {
    let _alone = alone();
    gangmu::parse("一、春耕\n备种。");
    let mut heavy = Vec::new();
    for (name, text, most) in texts() {
        let work = thread::Builder::new().stack_size(STACK).spawn(move || heap(name, &text));
        let heap = work.unwrap().join().expect(name);
        if heap > most {
            heavy.push(format!("{name}: {heap} times the text, not {most}"));
        }
    }
    assert!(heavy.is_empty(), "{}", heavy.join("\n"));
}

/// Series go only so deep, and that is said.
#[test]
fn depth_is_bounded_and_reported() {
    let _alone = alone();
    let text = series_in_series("\n");
    let document = gangmu::parse(&text);
    assert_eq!(lost::nothing_is_lost(&document, &text), Ok(()));
    assert!(document.sections().all(|x| x.level <= 40));
    let found = gangmu::check(&document, &text, &CheckOptions::default());
    assert!(found.iter().any(|x| x.code == "too-deep"));
}

/// How many times its bytes the heap holds at once to parse and check a text.
fn heap(name: &str, text: &str) -> usize {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let document = gangmu::parse(text);
    let found = gangmu::check(&document, text, &CheckOptions::default());
    let heap = HEAP.peak_usage().saturating_sub(before + PATTERNS) / text.len();
    assert!(found.iter().all(|x| text.get(x.span.range()).is_some()), "{name}");
    assert_eq!(lost::nothing_is_lost(&document, text), Ok(()), "{name}");
    gangmu::write_yaml(&document, std::io::sink()).unwrap();
    gangmu::write_json(&document, std::io::sink()).unwrap();
    heap
}
