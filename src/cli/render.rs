//! Findings as text for people, as JSON for editors, as SARIF for code-scanning services.

use std::io::{self, BufWriter, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use gangmu::{Diagnostic, Fix, Language, Rule, Severity, Span};
use serde::Serialize;

use super::check::MessageFormat;
use super::sarif;

/// Findings on their way out.
#[derive(Debug)]
pub(crate) struct Report<W: Write> {
    format: MessageFormat,
    renderer: Renderer,
    language: Language,
    /// Files, errors, warnings, notes.
    counts: [usize; 4],
    /// Places that were mended, if that was asked for.
    mends: Option<usize>,
    /// What is written at the end, for the formats that are one value.
    found: Vec<Found>,
    out: BufWriter<W>,
}

/// A finding in its file, as JSON has it.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    pub(crate) file: String,
    pub(crate) code: String,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
    pub(crate) span: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fix: Option<Fix>,
}

impl<W: Write> Report<W> {
    pub(crate) fn new(format: MessageFormat, painted: bool, out: W) -> Self {
        let renderer = if painted { Renderer::styled() } else { Renderer::plain() };
        Self {
            format,
            renderer: renderer.decor_style(DecorStyle::Ascii).term_width(WIDE),
            language: Language::default(),
            counts: [0; 4],
            mends: None,
            found: Vec::new(),
            out: BufWriter::new(out),
        }
    }

    /// Counts what was mended in a file, for the summary.
    pub(crate) fn mended(&mut self, mends: Option<usize>) {
        if let Some(n) = mends {
            *self.mends.get_or_insert(0) += n;
        }
    }

    /// Reports what was found in a file.
    pub(crate) fn file(
        &mut self,
        name: &str,
        text: &str,
        found: Vec<Diagnostic>,
        language: Language,
    ) -> io::Result<()> {
        self.language = language;
        self.counts[0] += 1;
        for x in found {
            self.counts[match x.severity {
                Severity::Error => 1,
                Severity::Warning => 2,
                Severity::Info => 3,
            }] += 1;
            match self.format {
                MessageFormat::Human => self.human(name, text, &x)?,
                _ => self.found.push(located(name, text, x)),
            }
        }
        Ok(())
    }

    fn human(&mut self, name: &str, text: &str, x: &Diagnostic) -> io::Result<()> {
        let level = match x.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let window = window(text, x.span);
        let help = x.fix.as_ref().map(|fix| advice(text, fix, self.language));
        let snippet = Snippet::source(window.source.as_str())
            .line_start(x.line)
            .annotation(AnnotationKind::Primary.span(window.place.clone()));
        let title = level.primary_title(x.message.as_str()).id(x.code.as_ref());
        let mut group = title.element(snippet);
        if let Some(help) = help {
            group = group.element(Level::HELP.message(help));
        }
        let rendered = self.renderer.render(&[group]);
        let (title, rest) = rendered.split_once('\n').unwrap_or((&rendered, ""));
        // The snippet's own columns would be those of the window.
        writeln!(self.out, "{title}\n --> {name}:{}:{}\n{rest}\n", x.line, x.column)
    }

    /// Writes what is left: the summary, or the one value.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        match self.format {
            MessageFormat::Human => writeln!(self.out, "{}", self.summary())?,
            MessageFormat::Json => json(&mut self.out, &self.found)?,
            MessageFormat::Sarif => {
                json(&mut self.out, &sarif::log(&self.found, self.language))?;
            }
        }
        self.out.flush()
    }

    /// How much was found, and mended, in all files.
    fn summary(&self) -> String {
        let [files, errors, warnings, notes] = self.counts;
        match self.language {
            Language::Chinese => {
                let mends = self.mends.map(|n| format!("；改正{n}处")).unwrap_or_default();
                format!("检查{files}个文件：错误{errors}，警告{warnings}，提示{notes}{mends}")
            }
            Language::English => {
                let s =
                    |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
                let mends =
                    self.mends.map(|n| format!("; {} mended", s(n, "place"))).unwrap_or_default();
                format!(
                    "{} checked: {}, {}, {}{mends}",
                    s(files, "file"),
                    s(errors, "error"),
                    s(warnings, "warning"),
                    s(notes, "note")
                )
            }
        }
    }
}

fn json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// A finding with the place where it ends.
fn located(file: &str, text: &str, x: Diagnostic) -> Found {
    let inside = &text[x.span.range()];
    let lines = inside.matches('\n').count();
    let end_column = match inside.rfind('\n') {
        Some(at) => inside[at + 1..].chars().count() + 1,
        None => x.column + inside.chars().count(),
    };
    Found {
        file: file.to_owned(),
        code: x.code.into_owned(),
        severity: x.severity,
        message: x.message,
        line: x.line,
        column: x.column,
        end_line: x.line + lines,
        end_column,
        span: x.span,
        fix: x.fix,
    }
}

/// The part of a line that is shown, and the place in it.
#[derive(Debug, PartialEq)]
struct Window {
    source: String,
    place: std::ops::Range<usize>,
}

/// Wider than any window that is shown: the renderer's own cutting leaves the place out of sight
/// of the reader in a paragraph of 800 characters, so lines are cut here.
const WIDE: usize = 1_000;

/// Characters that are shown on each side of a place: with it they fill a terminal of 80 columns.
const SIDE: usize = 14;

/// Stands for what was cut: … is of no certain width.
const CUT: &str = "...";

/// Characters of a place that are shown.
const PLACE: usize = 24;

/// Cuts a line around a place: a paragraph of a speech is far longer than any terminal is wide.
///
/// Only what is near is looked at, since a flattened text is one line with many places.
fn window(text: &str, span: Span) -> Window {
    let before = &text[..span.start];
    let place_end = span.start + reach(text[span.range()].chars(), PLACE);
    let after = &text[place_end..];
    // The other side takes what a side leaves.
    let most_before = 2 * SIDE - line(after.chars()).take(SIDE).count();
    let most_after = 2 * SIDE - line(before.chars().rev()).take(SIDE).count();
    let from = span.start - reach(before.chars().rev(), most_before);
    let to = place_end + reach(after.chars(), most_after);
    let mut source = String::new();
    if !matches!(text[..from].chars().next_back(), None | Some('\n')) {
        source.push_str(CUT);
    }
    // A tab or a carriage return has no width of its own.
    let plain = |text: &str| text.replace(['\t', '\r'], " ");
    source.push_str(&plain(&text[from..span.start]));
    let at = source.len();
    source.push_str(&plain(&text[span.start..place_end]));
    let place = at..source.len();
    source.push_str(plain(&text[place_end..to]).trim_end());
    if place_end < span.end || !matches!(text[to..].chars().next(), None | Some('\n')) {
        source.push_str(CUT);
    }
    Window { source, place }
}

/// Characters up to the end of the line.
fn line(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    chars.take_while(|c| *c != '\n')
}

/// Bytes of the first so many characters of a line.
fn reach(chars: impl Iterator<Item = char>, most: usize) -> usize {
    line(chars).take(most).map(char::len_utf8).sum()
}

/// The mend in words.
fn advice(text: &str, fix: &Fix, language: Language) -> String {
    let old = &text[fix.span.range()];
    match (language, fix.text.is_empty()) {
        (Language::Chinese, true) => format!("删去“{old}”"),
        (Language::Chinese, false) => format!("改为“{}”", fix.text),
        (Language::English, true) => format!("leave out “{old}”"),
        (Language::English, false) => format!("write “{}”", fix.text),
    }
}

/// Prints what a rule, the rules of a group, or all rules are.
pub(crate) fn explain(name: &str, language: Language, out: impl Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let chosen = |rule: &&Rule| [rule.code, rule.group, "all"].contains(&name);
    for (at, rule) in gangmu::rules().filter(chosen).enumerate() {
        let severity = match (language, rule.severity) {
            (Language::Chinese, Severity::Error) => "错误",
            (Language::Chinese, Severity::Warning) => "警告",
            (Language::Chinese, Severity::Info) => "提示",
            (Language::English, Severity::Error) => "error",
            (Language::English, Severity::Warning) => "warning",
            (Language::English, Severity::Info) => "info",
        };
        let (wrong, right) = match language {
            Language::Chinese => ("错例", "正例"),
            Language::English => ("Wrong", "Right"),
        };
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{} ({}, {severity})\n\n{}", rule.code, rule.group, rule.why.get(language))?;
        for (name, example) in [(wrong, rule.wrong), (right, rule.right)] {
            writeln!(out, "\n{name}:\n")?;
            for line in example.lines() {
                writeln!(out, "    {line}")?;
            }
        }
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_around_the_place() {
        let long = "甲".repeat(400) + "，乙，" + &"丙".repeat(400);
        let at = long.find('乙').unwrap();
        let cut = window(&long, Span::new(at, at + 3));
        assert_eq!(&cut.source[cut.place.clone()], "乙");
        assert_eq!(cut.source.chars().count(), SIDE * 2 + 1 + 2 * CUT.len());
        assert!(cut.source.starts_with(CUT) && cut.source.ends_with(CUT));
        for (text, place, source) in [
            ("一、春耕\n二、秋收", "二、", "二、秋收"),
            ("\t第一、春耕\r\n", "第一、", " 第一、春耕"),
            ("春耕。", "春耕。", "春耕。"),
            ("春耕。\n秋收。", "耕。\n秋", "春耕。..."),
        ] {
            let at = text.find(place).unwrap();
            let cut = window(text, Span::new(at, at + place.len()));
            let shown = place.lines().next().unwrap();
            assert_eq!((cut.source.as_str(), &cut.source[cut.place.clone()]), (source, shown));
        }
        for (text, source) in [
            ("甲".repeat(40) + "乙丙丁", "...".to_owned() + &"甲".repeat(26) + "乙丙丁"),
            (
                "丙丁乙".to_owned() + &"甲".repeat(40),
                "丙丁乙".to_owned() + &"甲".repeat(26) + "...",
            ),
        ] {
            let at = text.find('乙').unwrap();
            assert_eq!(window(&text, Span::new(at, at + 3)).source, source);
        }
    }

    /// Ends at once, where a look at the whole line each time would take an hour.
    #[test]
    fn a_flattened_text_may_have_many_places() {
        let text = "甲，".repeat(500_000);
        for at in (0..text.len()).step_by(60) {
            window(&text, Span::new(at, at + 3));
        }
    }
}
