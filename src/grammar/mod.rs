//! The grammar: what a marker, a salutation, a closing, a site's furniture look like.
//!
//! Three steps: [`file`] is what YAML says, this module checks it and lays a user's file over the
//! bundled ones, [`form`] and [`lexicon`] are what the recognizers run. It knows nothing of how
//! the pieces combine.

mod file;
pub(crate) mod form;
pub(crate) mod lexicon;
mod literals;
mod script;
mod sieve;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

pub(crate) use file::{Edge, Needs};
use file::{GrammarFile, MarkerEntry, RuleEntry};
use form::{Form, Lead};
use lexicon::{Lexicon, Rule};
use script::Script;

use crate::error::GrammarError;
use crate::text::chars::is_space;

/// The bundled files, by name.
const BUNDLED: [(&str, &str); 9] = [
    ("script.yaml", include_str!("../../grammar/script.yaml")),
    ("markers.yaml", include_str!("../../grammar/markers.yaml")),
    ("salutations.yaml", include_str!("../../grammar/salutations.yaml")),
    ("closings.yaml", include_str!("../../grammar/closings.yaml")),
    ("titles.yaml", include_str!("../../grammar/titles.yaml")),
    ("lead_ins.yaml", include_str!("../../grammar/lead_ins.yaml")),
    ("separators.yaml", include_str!("../../grammar/separators.yaml")),
    ("chrome.yaml", include_str!("../../grammar/chrome.yaml")),
    ("placeholders.yaml", include_str!("../../grammar/placeholders.yaml")),
];

/// The grammar that a [`Parser`](crate::Parser) works with: the bundled one, or that with a
/// user's file laid over it.
#[derive(Debug, Clone)]
pub struct Grammar {
    pub(crate) markers: Markers,
    pub(crate) salutations: Lexicon,
    pub(crate) closings: Lexicon,
    pub(crate) titles: Lexicon,
    pub(crate) lead_ins: Lexicon,
    pub(crate) separators: Lexicon,
    pub(crate) chrome: Lexicon,
    pub(crate) placeholders: Lexicon,
    /// For each character, whether only the Simplified and only the Traditional script has it.
    scripts: Box<[(bool, bool)]>,
}

/// The marker forms, in the order in which they are tried.
#[derive(Debug, Clone, Default)]
pub(crate) struct Markers {
    pub(crate) forms: Vec<MarkerForm>,
    /// Names of series, by [`MarkerForm::series`].
    pub(crate) series: Vec<String>,
    /// What goes on with a coordination of numerals, in every script.
    pub(crate) conjunctions: Vec<String>,
    /// What follows numerals that are counted together, in every script.
    pub(crate) coordinated: Vec<String>,
    /// What follows a number that is no decimal, in every script.
    pub(crate) counted: Vec<String>,
    /// For each character, which of [`Self::lists`] holds the forms that begin with it; 0 for none.
    by_first: Box<[u16]>,
    lists: Vec<Vec<u16>>,
    /// For each [`Lead`], and each character after it, which of [`Self::lists`] holds the forms
    /// that can go on with that character.
    by_next: [Box<[u16]>; 4],
}

/// A marker form.
#[derive(Debug, Clone)]
pub(crate) struct MarkerForm {
    pub(crate) id: String,
    /// Forms with the same series count on together.
    pub(crate) series: u16,
    /// Layer by convention; `None` takes any depth.
    pub(crate) rank: Option<u8>,
    pub(crate) inline: bool,
    pub(crate) needs: Option<Needs>,
    pub(crate) same: bool,
    pub(crate) unless: Vec<String>,
    pub(crate) after: Vec<String>,
    pub(crate) form: Form,
}

impl Markers {
    /// The name of the series that a form counts on in.
    pub(crate) fn series_name(&self, form: u16) -> &str {
        &self.series[self.forms[form as usize].series as usize]
    }

    /// The forms that may fit a text, by its first character and what follows a numeral there.
    pub(crate) fn candidates(&self, text: &str) -> impl Iterator<Item = (u16, &MarkerForm)> {
        self.lists[self.list(text) as usize].iter().map(|id| (*id, &self.forms[*id as usize]))
    }

    fn list(&self, text: &str) -> u16 {
        let Some(first) = text.chars().next() else { return 0 };
        let list = self.by_first.get(first as usize).copied().unwrap_or(0);
        if list == 0 {
            return 0;
        }
        let Some(lead) = Lead::of(first) else { return list };
        let Some(rest) = lead.after(text) else { return list };
        // Space or the end may be what a form asks for.
        match rest.chars().next().filter(|c| !is_space(*c)) {
            Some(next) => self.by_next[lead as usize].get(next as usize).copied().unwrap_or(0),
            None => list,
        }
    }

    fn new(entries: &[MarkerEntry], script: &Script) -> Result<Self, (usize, String)> {
        let mut out = Self { lists: vec![Vec::new()], ..Self::default() };
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| !entry.off) {
            let source = if entry.form.is_empty() { "{word}" } else { &entry.form };
            let form = Form::compile(source, &entry.words, script)
                .map_err(|why| (at, format!("form {source:?}: {why}")))?;
            let name = entry.series.as_ref().unwrap_or(&entry.id);
            let series = out.series.iter().position(|x| x == name).unwrap_or_else(|| {
                out.series.push(name.clone());
                out.series.len() - 1
            });
            if let Some(c) = form.first_chars().iter().find(|c| **c > '\u{ffff}') {
                return Err((at, format!("a form cannot begin with {c}")));
            }
            out.forms.push(MarkerForm {
                id: entry.id.clone(),
                series: series as u16,
                rank: match entry.rank {
                    Some(rank) if rank > 20 => return Err((at, format!("rank {rank} is over 20"))),
                    rank => rank.map(|rank| rank * 10),
                },
                inline: entry.inline,
                needs: entry.needs,
                same: entry.same.is_some(),
                unless: entry.unless.iter().flat_map(|word| script.spellings(word)).collect(),
                after: entry.after.clone(),
                form,
            });
        }
        out.index();
        Ok(out)
    }

    /// Fills the tables.
    fn index(&mut self) {
        let forms = || (0u16..).zip(&self.forms);
        let mut first: BTreeMap<char, Vec<u16>> = BTreeMap::new();
        for (id, entry) in forms() {
            let chars: BTreeSet<char> = entry.form.first_chars().into_iter().collect();
            chars.into_iter().for_each(|c| first.entry(c).or_default().push(id));
        }
        let next = Lead::ALL.map(|lead| {
            // A form that begins otherwise may still fit: 一方面 as a word.
            let begins =
                |form: &Form| form.first_chars().into_iter().any(|c| Lead::of(c) == Some(lead));
            let mut chars: BTreeMap<char, Vec<u16>> = BTreeMap::new();
            let mut always = Vec::new();
            for (id, entry) in forms().filter(|(_, entry)| begins(&entry.form)) {
                match entry.form.lead() {
                    Some((x, next)) if x == lead => {
                        let next: BTreeSet<char> = next.into_iter().collect();
                        next.into_iter().for_each(|c| chars.entry(c).or_default().push(id));
                    }
                    _ => always.push(id),
                }
            }
            chars.values_mut().for_each(|list| {
                list.extend(&always);
                list.sort_unstable();
            });
            (chars, always)
        });
        self.by_first = self.table(first, Vec::new());
        self.by_next = next.map(|(chars, always)| self.table(chars, always));
    }

    /// A table by character; what is not named has the `other` list.
    fn table(&mut self, named: BTreeMap<char, Vec<u16>>, other: Vec<u16>) -> Box<[u16]> {
        let mut list = |forms: Vec<u16>| {
            let known = self.lists.iter().position(|x| *x == forms);
            known.unwrap_or_else(|| {
                self.lists.push(forms);
                self.lists.len() - 1
            }) as u16
        };
        let mut out = vec![list(other); 0x1_0000];
        for (c, forms) in named {
            if let Some(slot) = out.get_mut(c as usize) {
                *slot = list(forms);
            }
        }
        out.into()
    }
}

impl Grammar {
    /// The bundled grammar.
    pub fn bundled() -> &'static Self {
        static BUNDLED_GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
            Grammar::build(bundled_file(), "grammar", false)
                .expect("a test reads the bundled grammar")
        });
        &BUNDLED_GRAMMAR
    }

    /// Lays a user's file over the bundled grammar: entries with a known `id` change or, with
    /// `off: true`, remove the bundled one; the others are added and tried first.
    ///
    /// `name` is used in messages only.
    ///
    /// # Errors
    ///
    /// Says which file, which entry and which text is wrong.
    ///
    /// ```
    /// let yaml = "markers:\n- {id: act, form: '第{n}幕 ', rank: 0, example: '第一幕 开端'}";
    /// let grammar = gangmu::Grammar::with_overlay("mine.yaml", yaml)?;
    /// let document = gangmu::Parser::new(&grammar).parse("第一幕 开端\n春耕时节。\n第二幕 收获\n秋收时节。");
    /// assert_eq!(document.sections().count(), 2);
    ///
    /// let wrong = gangmu::Grammar::with_overlay("mine.yaml", "markers:\n- {id: x, form: '第{m}幕'}");
    /// assert!(wrong.unwrap_err().to_string().starts_with("mine.yaml: markers[0] (x): form"));
    /// # Ok::<(), gangmu::GrammarError>(())
    /// ```
    pub fn with_overlay(name: impl AsRef<Path>, yaml: &str) -> Result<Self, GrammarError> {
        let name = name.as_ref().display().to_string();
        let user = read_file(&name, yaml)?;
        let bundled = bundled_file();
        for (list, entries) in user.rules() {
            let known = bundled.rules().into_iter().find(|(name, _)| *name == list);
            for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.off) {
                if !known.is_some_and(|(_, rules)| rules.iter().any(|x| x.id == entry.id)) {
                    return Err(GrammarError::entry(&name, list, at, &entry.id, NO_SUCH.into()));
                }
            }
        }
        for (at, entry) in user.markers.iter().enumerate().filter(|(_, entry)| entry.off) {
            if !bundled.markers.iter().any(|x| x.id == entry.id) {
                return Err(GrammarError::entry(&name, "markers", at, &entry.id, NO_SUCH.into()));
            }
        }
        // The user's entries alone, so that a mistake is named by its place in the user's file.
        let mut words = bundled.words.clone();
        words.extend(user.words.clone());
        for (list, entries) in user.rules() {
            for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| !entry.off) {
                let complete = complete(entry, list)
                    .and_then(|()| Rule::new(entry, 80, &words, &Script::default())?.check());
                complete.map_err(|why| GrammarError::entry(&name, list, at, &entry.id, why))?;
            }
        }
        Markers::new(&user.markers, &Script::default()).map_err(|(at, why)| {
            GrammarError::entry(&name, "markers", at, &user.markers[at].id, why)
        })?;
        let mut file = bundled;
        file.lay_over(user);
        Self::build(file, &name, true)
    }

    fn build(file: GrammarFile, name: &str, check: bool) -> Result<Self, GrammarError> {
        let script = Script::new(&file.variants);
        let mut markers = Markers::new(&file.markers, &script).map_err(|(at, why)| {
            GrammarError::entry(name, "markers", at, &file.markers[at].id, why)
        })?;
        let spellings = |words: &[String]| -> Vec<String> {
            words.iter().flat_map(|word| script.spellings(word)).collect()
        };
        markers.conjunctions = spellings(&file.conjunctions);
        markers.coordinated = spellings(&file.coordinated);
        markers.counted = spellings(&file.counted);
        let lexicon = |list: &str, entries: &[RuleEntry]| -> Result<Lexicon, GrammarError> {
            let max = if list == "chrome" || list == "titles" { 80 } else { usize::MAX };
            let mut rules = Vec::with_capacity(entries.len());
            for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| !entry.off) {
                let rule = Rule::new(entry, max, &file.words, &script)
                    .and_then(|rule| if check { rule.check().map(|()| rule) } else { Ok(rule) })
                    .map_err(|why| GrammarError::entry(name, list, at, &entry.id, why))?;
                rules.push(rule);
            }
            Ok(Lexicon::new(rules))
        };
        let mut scripts = vec![(false, false); 0x1_0000];
        for row in &file.variants {
            let mut row = row.chars();
            let Some(first) = row.next().filter(|c| !file.shared.contains(*c)) else { continue };
            if let Some(mark) = scripts.get_mut(first as usize) {
                mark.0 = true;
            }
            for c in row {
                if let Some(mark) = scripts.get_mut(c as usize) {
                    mark.1 = true;
                }
            }
        }
        Ok(Self {
            markers,
            salutations: lexicon("salutations", &file.salutations)?,
            closings: lexicon("closings", &file.closings)?,
            titles: lexicon("titles", &file.titles)?,
            lead_ins: lexicon("lead_ins", &file.lead_ins)?,
            separators: lexicon("separators", &file.separators)?,
            chrome: lexicon("chrome", &file.chrome)?,
            placeholders: lexicon("placeholders", &file.placeholders)?,
            scripts: scripts.into(),
        })
    }

    /// Whether only the Simplified and only the Traditional script has the character.
    pub(crate) fn scripts_of(&self, c: char) -> (bool, bool) {
        self.scripts.get(c as usize).copied().unwrap_or_default()
    }
}

impl GrammarFile {
    fn rules(&self) -> [(&'static str, &Vec<RuleEntry>); 7] {
        [
            ("salutations", &self.salutations),
            ("closings", &self.closings),
            ("titles", &self.titles),
            ("lead_ins", &self.lead_ins),
            ("separators", &self.separators),
            ("chrome", &self.chrome),
            ("placeholders", &self.placeholders),
        ]
    }

    /// Joins another bundled file, which has lists of its own.
    fn join(&mut self, other: Self) {
        self.variants.extend(other.variants);
        self.shared.push_str(&other.shared);
        self.words.extend(other.words);
        self.conjunctions.extend(other.conjunctions);
        self.coordinated.extend(other.coordinated);
        self.counted.extend(other.counted);
        self.markers.extend(other.markers);
        self.salutations.extend(other.salutations);
        self.closings.extend(other.closings);
        self.titles.extend(other.titles);
        self.lead_ins.extend(other.lead_ins);
        self.separators.extend(other.separators);
        self.chrome.extend(other.chrome);
        self.placeholders.extend(other.placeholders);
    }

    fn lay_over(&mut self, user: Self) {
        fn lay<T>(under: &mut Vec<T>, over: Vec<T>, id: impl Fn(&T) -> &str) {
            let mut new = Vec::new();
            for entry in over {
                match under.iter_mut().find(|x| id(x) == id(&entry)) {
                    Some(slot) => *slot = entry,
                    None => new.push(entry),
                }
            }
            under.splice(0..0, new);
        }
        self.variants.extend(user.variants);
        self.shared.push_str(&user.shared);
        self.words.extend(user.words);
        self.conjunctions.extend(user.conjunctions);
        self.coordinated.extend(user.coordinated);
        self.counted.extend(user.counted);
        lay(&mut self.markers, user.markers, |x| &x.id);
        lay(&mut self.salutations, user.salutations, |x| &x.id);
        lay(&mut self.closings, user.closings, |x| &x.id);
        lay(&mut self.titles, user.titles, |x| &x.id);
        lay(&mut self.lead_ins, user.lead_ins, |x| &x.id);
        lay(&mut self.separators, user.separators, |x| &x.id);
        lay(&mut self.chrome, user.chrome, |x| &x.id);
        lay(&mut self.placeholders, user.placeholders, |x| &x.id);
    }
}

/// The kinds that the recognizers ask a list for; furniture may have any.
fn kinds(list: &str) -> &'static [&'static str] {
    match list {
        "salutations" => &["salutation", "vocative", "addressing", "greeting", "address-start"],
        "closings" => &[
            "wish",
            "thanks",
            "thanks-tail",
            "end",
            "peroration",
            "address",
            "turn",
            "summary",
            "note",
            "credit",
            "appendix",
            "notes",
            "commentary",
            "credit-glued",
        ],
        "titles" => &[
            "genre",
            "title",
            "heading",
            "caption",
            "glued",
            "first-words",
            "topic",
            "occasion",
            "subtitle",
            "note",
            "speaker",
            "speaker-colon",
            "subtitle-name",
            "frame",
            "editor-note",
            "foreword",
            "citation",
            "signed",
            "first-half",
            "half-start",
            "unfinished",
            "full-text",
            "headline",
            "bare-title",
            "date-label",
            "byline",
            "unit-byline",
            "name-date",
            "name",
            "unit",
        ],
        "lead_ins" => {
            &["counted", "ordinal", "reported", "past", "talk", "report", "exist", "as-follows"]
        }
        "separators" => &["separator", "compilation", "numbered-base", "suffix", "copy"],
        "placeholders" => &["name", "text"],
        _ => &[],
    }
}

/// What is wrong with switching off what there is not.
const NO_SUCH: &str = "there is no bundled entry of this id to switch off";

/// The groups that a rule of a list and kind must have.
fn groups(list: &str, kind: &str) -> &'static [&'static str] {
    match kind {
        _ if !matches!(list, "titles" | "closings" | "separators") => &[],
        "occasion" | "byline" | "name" | "speaker" | "frame" | "editor-note" => &["name"],
        "name-date" => &["name", "date"],
        "speaker-colon" | "subtitle-name" => &["name", "text"],
        "commentary" | "credit-glued" => &["text"],
        "glued" => &["title"],
        "date-label" => &["date"],
        "separator" => &["number"],
        "compilation" => &["base", "count"],
        "numbered-base" => &["base", "number"],
        _ => &[],
    }
}

/// Whether an entry has a pattern and a kind that something asks for.
fn complete(entry: &RuleEntry, list: &str) -> Result<(), String> {
    let known = kinds(list);
    if entry.pattern.is_empty() {
        return Err("it has no pattern".into());
    }
    if entry.kind.is_empty() || (!known.is_empty() && !known.contains(&entry.kind.as_str())) {
        let known = if known.is_empty() { "a word".into() } else { known.join(", ") };
        return Err(format!("its kind {:?} is none of: {known}", entry.kind));
    }
    let missing = groups(list, &entry.kind)
        .iter()
        .find(|group| !entry.pattern.contains(&format!("(?<{group}>")));
    match missing {
        Some(group) => Err(format!("a rule of kind {:?} needs a group (?<{group}>…)", entry.kind)),
        None => Ok(()),
    }
}

fn read_file(name: &str, yaml: &str) -> Result<GrammarFile, GrammarError> {
    if yaml.trim().is_empty() {
        return Ok(GrammarFile::default());
    }
    serde_yaml::from_str(yaml)
        .map_err(|e| GrammarError::Yaml { file: name.into(), why: e.to_string() })
}

fn bundled_file() -> GrammarFile {
    let mut all = GrammarFile::default();
    for (name, yaml) in BUNDLED {
        all.join(read_file(name, yaml).expect("a test reads the bundled files"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::marker::marker_at;

    #[test]
    fn every_form_has_an_example_that_selects_it_and_no_earlier_one() {
        let grammar = Grammar::bundled();
        for entry in bundled_file().markers {
            assert!(!entry.example.is_empty(), "{} has no example", entry.id);
            let found = marker_at(grammar, &entry.example)
                .map(|x| grammar.markers.forms[x.form as usize].id.as_str());
            assert_eq!(found, Some(entry.id.as_str()), "{}", entry.example);
            if let Some(unlike) = entry.unlike {
                let found = marker_at(grammar, &unlike)
                    .map(|x| grammar.markers.forms[x.form as usize].id.as_str());
                assert_ne!(found, Some(entry.id.as_str()), "{unlike}");
            }
        }
    }

    #[test]
    fn every_rule_has_an_example_that_selects_it_and_no_earlier_one() {
        let grammar = Grammar::bundled();
        let file = bundled_file();
        let lists = [
            &grammar.salutations,
            &grammar.closings,
            &grammar.titles,
            &grammar.lead_ins,
            &grammar.separators,
            &grammar.chrome,
            &grammar.placeholders,
        ];
        for ((list, entries), lexicon) in file.rules().into_iter().zip(lists) {
            for entry in entries {
                assert_eq!(complete(entry, list), Ok(()), "{}", entry.id);
                assert!(!entry.example.is_empty(), "{} has no example", entry.id);
                let found = lexicon.find(&entry.kind, &entry.example).map(|rule| rule.id.as_str());
                assert_eq!(found, Some(entry.id.as_str()), "{list}: {}", entry.example);
                if let Some(unlike) = &entry.unlike {
                    let rule = lexicon.rules.iter().find(|rule| rule.id == entry.id).unwrap();
                    assert!(!rule.fits(unlike), "{list}: {} matches {unlike}", entry.id);
                }
            }
        }
    }

    #[test]
    fn mistakes_name_file_place_and_text() {
        for (yaml, says) in [
            ("markers:\n- {id: a, form: '第{x}幕'}", "mine.yaml: markers[0] (a): form \"第{x}幕\""),
            ("chrome:\n- {id: a, kind: note, pattern: '('}", "mine.yaml: chrome[0] (a):"),
            (
                "chrome:\n- {id: a, kind: note, pattern: '{nobody}'}",
                "no word list is named \"nobody\"",
            ),
            (
                "closings:\n- {id: a, kind: hello, pattern: 'a'}",
                "its kind \"hello\" is none of: wish",
            ),
            ("closings:\n- {id: a, kind: wish}", "it has no pattern"),
            ("titles:\n- {id: a, kind: byline, pattern: 'a'}", "needs a group (?<name>…)"),
            ("markers:\n- {id: a, form: '{n}、', rank: 26}", "rank 26 is over 20"),
            ("markers:\n- {id: a, words: ['', 甲]}", "form"),
            ("markers:\n- {id: a, from: '第{n}幕'}", "unknown field `from`"),
            ("nothing: 1", "unknown field `nothing`"),
            (
                "markers: [{id: nobody, off: true}]",
                "markers[0] (nobody): there is no bundled entry",
            ),
            ("chrome: [{id: nobody, off: true}]", "chrome[0] (nobody): there is no bundled entry"),
            ("markers: [", "mine.yaml:"),
        ] {
            let error = Grammar::with_overlay("mine.yaml", yaml).unwrap_err().to_string();
            assert!(error.contains(says), "{error}\n does not say {says}");
        }
    }

    #[test]
    fn forms_of_ones_own_may_begin_with_a_numeral_as_a_word() {
        let yaml =
            "markers: [{id: aspect, words: [一方面, 另一方面], after: [], form: '{word}，'}]";
        let grammar = Grammar::with_overlay("mine.yaml", yaml).unwrap();
        assert_eq!(marker_at(&grammar, "一方面，要抓紧").map(|x| x.ordinal), Some(1));
    }

    #[test]
    fn an_entry_can_be_switched_off() {
        let grammar = Grammar::with_overlay(
            "mine.yaml",
            "markers: [{id: di, off: true}, {id: di-space, off: true}]",
        )
        .unwrap();
        assert!(marker_at(&grammar, "第一，坚持").is_none());
        assert!(marker_at(Grammar::bundled(), "第一，坚持").is_some());
    }
}
