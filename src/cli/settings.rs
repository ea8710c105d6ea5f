//! What is reported and how gravely: the command line over `gangmu.toml` over the rules' own word.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gangmu::{Diagnostic, Language, Severity};
use serde::Deserialize;
use toml::Spanned;

use super::check::CheckArgs;

/// The name of the settings file.
const FILE: &str = "gangmu.toml";

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SettingsError {
    #[error("{}: {why}", file.display())]
    Io { file: PathBuf, why: io::Error },
    #[error("{}: {}", file.display(), why.to_string().trim_end())]
    Toml { file: PathBuf, why: toml::de::Error },
    #[error("{}: line {line}: {why}", file.display())]
    Code { file: PathBuf, line: usize, why: UnknownCode },
    #[error("{flag}: {why}")]
    Flag { flag: &'static str, why: UnknownCode },
}

/// A name that no rule and no group has.
#[derive(Debug, thiserror::Error)]
#[error("no rule or group is named {name:?}{hint}")]
pub(crate) struct UnknownCode {
    name: String,
    hint: String,
}

/// `gangmu.toml`, as serde reads it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SettingsFile {
    check: CheckTable,
}

/// Its table `[check]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct CheckTable {
    deny: Vec<Spanned<String>>,
    warn: Vec<Spanned<String>>,
    allow: Vec<Spanned<String>>,
    fail_on: Option<Severity>,
    lang: Option<Lang>,
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

/// What is reported of a file.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// From the weakest to the strongest word.
    levels: Vec<Level>,
    pub(crate) fail_on: Severity,
    pub(crate) language: Language,
}

/// What is said of a rule or a group: report it so gravely, or not at all.
#[derive(Debug, Clone)]
struct Level {
    name: String,
    severity: Option<Severity>,
}

impl Settings {
    /// The settings for a file: those of the nearest `gangmu.toml` beside or above it, under those
    /// of the command line.
    pub(crate) fn of(args: &CheckArgs, file: Option<&Path>) -> Result<Self, SettingsError> {
        let table = match file.and_then(nearest) {
            Some(file) => read(&file)?,
            None => CheckTable::default(),
        };
        let names =
            |list: Vec<Spanned<String>>| list.into_iter().map(Spanned::into_inner).collect();
        let mut levels = Vec::new();
        lay(&mut levels, [names(table.allow), names(table.warn), names(table.deny)]);
        lay(&mut levels, [args.allow.clone(), args.warn.clone(), args.deny.clone()]);
        for (flag, list) in
            [("--allow", &args.allow), ("--warn", &args.warn), ("--deny", &args.deny)]
        {
            for name in list {
                known(name).map_err(|why| SettingsError::Flag { flag, why })?;
            }
        }
        let language = match args.lang.or(table.lang) {
            Some(Lang::Zh) => Language::Chinese,
            Some(Lang::En) => Language::English,
            None => locale(),
        };
        let fail_on = args.fail_on.map(Into::into).or(table.fail_on).unwrap_or(Severity::Warning);
        Ok(Self { levels, fail_on, language })
    }

    /// The diagnostics that are reported, as gravely as they should be.
    pub(crate) fn apply(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let keep = |mut x: Diagnostic| {
            let group = gangmu::rules().find(|rule| rule.code == x.code).map(|rule| rule.group);
            let level = self.levels.iter().rfind(|level| {
                level.name == x.code || level.name == "all" || Some(&*level.name) == group
            });
            if let Some(level) = level {
                x.severity = level.severity?;
            }
            Some(x)
        };
        found.into_iter().filter_map(keep).collect()
    }
}

/// Adds the words of one source: a code outweighs its group, a group all, and --deny --warn --allow.
fn lay(levels: &mut Vec<Level>, lists: [Vec<String>; 3]) {
    let from = levels.len();
    for (names, severity) in
        lists.into_iter().zip([None, Some(Severity::Warning), Some(Severity::Error)])
    {
        levels.extend(names.into_iter().map(|name| Level { name, severity }));
    }
    levels[from..].sort_by_key(|x| match &*x.name {
        "all" => 0,
        name if is_code(name) => 2,
        _ => 1,
    });
}

fn is_code(name: &str) -> bool {
    gangmu::rules().any(|rule| rule.code == name)
}

/// Whether a rule or a group has the name.
pub(crate) fn known(name: &str) -> Result<(), UnknownCode> {
    let groups = || gangmu::rules().map(|rule| rule.group);
    if name == "all" || is_code(name) || groups().any(|group| group == name) {
        return Ok(());
    }
    let near = gangmu::rules().map(|rule| rule.code).chain(groups()).find(|x| alike(x, name));
    let hint = near.map_or_else(
        || ": --explain all lists them".to_owned(),
        |near| format!(": did you mean {near:?}?"),
    );
    Err(UnknownCode { name: name.to_owned(), hint })
}

/// Whether a name was meant for another: most of its words or letters are there.
fn alike(code: &str, name: &str) -> bool {
    let letters = |x: &str| {
        let mut x: Vec<char> = x.chars().filter(char::is_ascii_alphabetic).collect();
        x.sort_unstable();
        x
    };
    let plain = |x: &str| x.trim_end_matches('s').replace('_', "-");
    plain(code) == plain(name) || letters(code) == letters(name) || {
        name.len() > 3 && code.starts_with(name)
    }
}

/// The settings file beside a file, or above it.
fn nearest(file: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    file.ancestors().skip(1).map(|folder| folder.join(FILE)).find(|x| x.is_file())
}

fn read(file: &Path) -> Result<CheckTable, SettingsError> {
    let text =
        fs::read_to_string(file).map_err(|why| SettingsError::Io { file: file.into(), why })?;
    let settings: SettingsFile =
        toml::from_str(&text).map_err(|why| SettingsError::Toml { file: file.into(), why })?;
    let table = settings.check;
    for name in table.deny.iter().chain(&table.warn).chain(&table.allow) {
        known(name.get_ref()).map_err(|why| SettingsError::Code {
            file: file.into(),
            line: text[..name.span().start].matches('\n').count() + 1,
            why,
        })?;
    }
    Ok(table)
}

/// The language of the locale; English when it says nothing of Chinese.
fn locale() -> Language {
    let set = |name| std::env::var(name).ok().filter(|x| !x.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
    match locale {
        Some(x) if x.to_ascii_lowercase().starts_with("zh") => Language::Chinese,
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn severity(lists: &[[&[&str]; 3]], code: &str) -> Option<Severity> {
        let mut levels = Vec::new();
        for lists in lists {
            lay(&mut levels, lists.map(|x| x.iter().map(|x| (*x).to_owned()).collect()));
        }
        let settings = Settings { levels, fail_on: Severity::Warning, language: Language::English };
        let found = Diagnostic {
            code: code.to_owned().into(),
            severity: Severity::Info,
            message: String::new(),
            line: 1,
            column: 1,
            span: gangmu::Span::default(),
            fix: None,
        };
        settings.apply(vec![found]).first().map(|x| x.severity)
    }

    /// allow, warn, deny; the later source outweighs, the code its group.
    #[test]
    fn the_nearer_word_outweighs() {
        let none: &[&str] = &[];
        for (lists, expected) in [
            (vec![], Some(Severity::Info)),
            (vec![[&["numbering"], none, none]], None),
            (vec![[&["numbering"], &["number-gap"], none]], Some(Severity::Warning)),
            (vec![[&["number-gap"], none, &["numbering"]]], None),
            (vec![[&["all"], none, &["numbering"]]], Some(Severity::Error)),
            (vec![[&["number-gap"], none, none], [none, none, &["all"]]], Some(Severity::Error)),
        ] {
            assert_eq!(severity(&lists, "number-gap"), expected, "{lists:?}");
        }
    }

    #[test]
    fn unknown_names_are_refused_with_a_hint() {
        for (name, says) in [
            ("number_gap", "did you mean \"number-gap\"?"),
            ("quote", "did you mean \"quotes\"?"),
            ("klingon", "--explain all lists them"),
        ] {
            let error = known(name).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
