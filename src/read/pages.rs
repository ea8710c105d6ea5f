//! Text that was taken out of pages, as `pdftotext` writes it: a form feed ends each page.
//!
//! The lines of the text go on from page to page; heads and numbers of the pages stand behind it.

use std::collections::HashMap;

use super::Input;

/// What ends a page.
pub(super) const FORM_FEED: char = '\u{c}';
/// Lines at the edge of a page that may be its head or foot.
const EDGE: usize = 3;

/// Reads paged text.
pub(super) fn read(text: &str) -> Input<'static> {
    let mut pages: Vec<Vec<&str>> = text
        .split(FORM_FEED)
        .map(|page| page.lines().map(str::trim_end).collect::<Vec<_>>())
        .filter(|page| page.iter().any(|line| !line.is_empty()))
        .collect();
    let repeated = repeated(&pages);
    let mut furniture = Vec::new();
    for (at, page) in pages.iter_mut().enumerate() {
        // What is printed above every page may stand on the first as the title.
        let is_furniture = |line: &str| {
            is_page_number(line) || at > 0 && repeated.contains_key(bare(line).as_str())
        };
        trim(page);
        for _ in 0..EDGE {
            furniture.extend(page.pop_if(|line| is_furniture(line)));
            if page.first().is_some_and(|line| is_furniture(line)) {
                furniture.push(page.remove(0));
            }
            trim(page);
        }
    }
    let lines = single_spaced(pages.concat());
    let mut text = String::new();
    for line in lines {
        text.extend([line, "\n"]);
    }
    let main = 0..text.len();
    for line in furniture {
        text.extend([line, "\n"]);
    }
    Input { main, ..Input::text(text) }
}

/// Takes away the empty lines at both ends.
fn trim(page: &mut Vec<&str>) {
    while page.pop_if(|line| line.is_empty()).is_some() {}
    let blank = page.iter().take_while(|line| line.is_empty()).count();
    page.drain(..blank);
}

/// Lines that stand at the edge of half of the pages.
fn repeated(pages: &[Vec<&str>]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for page in pages {
        let filled: Vec<_> = page.iter().filter(|line| !line.is_empty()).collect();
        let foot = filled.len().saturating_sub(EDGE);
        let edges = filled.iter().take(EDGE).chain(filled.iter().skip(foot.max(EDGE)));
        edges.for_each(|line| *counts.entry(bare(line)).or_default() += 1);
    }
    counts.retain(|_, count| *count >= 2 && *count * 2 >= pages.len());
    counts
}

/// A line without white space and digits, so that a head with the page's number is the same.
fn bare(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect()
}

/// `3`, `- 3 -`, `—3—`, `3 / 12`, `第 3 页 共 12 页`.
fn is_page_number(line: &str) -> bool {
    let mark = |c: char| c.is_whitespace() || "-—–－─·•~/|第页頁共，,".contains(c);
    let digits: String = line.chars().filter(|c| !mark(*c)).collect();
    (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Without the empty line that wide spacing puts after every line.
fn single_spaced(lines: Vec<&str>) -> Vec<&str> {
    let filled = lines.iter().filter(|line| !line.is_empty()).count();
    let spaced = lines.windows(2).filter(|x| !x[0].is_empty() && x[1].is_empty()).count();
    if spaced * 10 < filled * 7 {
        return lines;
    }
    let after_text = |at: usize| at > 0 && !lines[at - 1].is_empty();
    let kept = lines.iter().enumerate().filter(|(at, line)| !line.is_empty() || !after_text(*at));
    kept.map(|(_, line)| *line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_goes_on_from_page_to_page() {
        for (text, main, furniture) in [
            (
                "春耕\n要早，\n- 1 -\n\u{c}早备种。\n- 2 -\n\u{c}",
                "春耕\n要早，\n早备种。\n",
                "- 1 -\n- 2 -\n",
            ),
            (
                "春耕文集\n春耕讲话\n1\n\u{c}春耕文集\n早备种。\n2\n",
                "春耕文集\n春耕讲话\n早备种。\n",
                "1\n2\n春耕文集\n",
            ),
            (
                "甲\n\n乙\n\n\n丙\n\n丁\n  第 1 页 共 2 页\n\u{c}",
                "甲\n乙\n\n丙\n丁\n",
                "  第 1 页 共 2 页\n",
            ),
            ("甲\n乙\n\n丙\n\u{c}", "甲\n乙\n\n丙\n", ""),
            ("\u{c}\u{c}", "", ""),
        ] {
            let input = read(text);
            assert_eq!(input.text.split_at(input.main.end), (main, furniture), "{text}");
        }
    }

    #[test]
    fn page_numbers() {
        for (line, expected) in [
            ("3", true),
            ("  — 12 —", true),
            ("3/12", true),
            ("第3页", true),
            ("", false),
            ("---", false),
            ("3.", false),
            ("2021年", false),
            ("13800000000", false),
        ] {
            assert_eq!(is_page_number(line), expected, "{line}");
        }
    }
}
