//! The grammar: what a marker, a salutation, a closing, a site's furniture look like.
//!
//! Three steps: [`file`] is what YAML says, [`layers`] lays a user's file over the bundled ones,
//! [`markers`] and [`lexicon`] are what the recognizers run; this module checks the one and builds
//! the other. It knows nothing of how the pieces combine.

mod file;
pub(crate) mod form;
mod kinds;
mod layers;
pub(crate) mod lexicon;
mod literals;
mod markers;
mod script;
mod sieve;

use std::path::Path;
use std::sync::{Arc, LazyLock};

pub(crate) use file::{Edge, Needs};
use file::{GrammarFile, RuleEntry};
pub(crate) use kinds::Kind;
use kinds::complete;
use lexicon::{Lexicon, Rule};
pub(crate) use markers::Markers;
use script::Script;

use crate::error::GrammarError;

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

impl Grammar {
    /// The bundled grammar.
    pub fn bundled() -> &'static Self {
        static BUNDLED_GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| {
            Grammar::build(GrammarFile::bundled(), "grammar", false)
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
        let user = GrammarFile::read(&name, yaml)?;
        let bundled = GrammarFile::bundled();
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
        for (list, all) in &user.words {
            for (at, word) in all.iter().enumerate() {
                Rule::of_word(word, &words).map_err(|why| {
                    GrammarError::entry(&name, &format!("words.{list}"), at, word, why)
                })?;
            }
        }
        for (list, entries) in user.rules() {
            for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| !entry.off) {
                let complete = complete(entry, list)
                    .and_then(|()| Rule::new(entry, 80, &words, &Arc::default())?.check());
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
        let script = Arc::new(Script::new(&file.variants));
        let mut markers = Markers::new(&file.markers, &script).map_err(|(at, why)| {
            GrammarError::entry(name, "markers", at, &file.markers[at].id, why)
        })?;
        let spellings = |words: &[String]| -> Vec<String> {
            words.iter().flat_map(|word| script.spellings(word)).collect()
        };
        markers.conjunctions = spellings(&file.conjunctions);
        markers.coordinated = spellings(&file.coordinated);
        markers.counted = spellings(&file.counted);
        markers.joins = spellings(&file.joins);
        // 并且 before 并
        markers.joins.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let lexicon = |list: &str, entries: &[RuleEntry]| -> Result<Lexicon, GrammarError> {
            let max = if list == "chrome" || list == "titles" { 80 } else { usize::MAX };
            let mut rules = Vec::with_capacity(entries.len());
            for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| !entry.off) {
                let rule = Rule::new(entry, max, &file.words, &script)
                    .and_then(|rule| if check { rule.check().map(|()| rule) } else { Ok(rule) })
                    .map_err(|why| GrammarError::entry(name, list, at, &entry.id, why))?;
                rules.push(rule);
            }
            Ok(Lexicon::new(rules, &script))
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

/// What is wrong with switching off what there is not.
const NO_SUCH: &str = "there is no bundled entry of this id to switch off";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::marker::marker_at;

    #[test]
    fn every_form_has_an_example_that_selects_it_and_no_earlier_one() {
        let grammar = Grammar::bundled();
        for entry in GrammarFile::bundled().markers {
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
        let file = GrammarFile::bundled();
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
            for (at, entry) in entries.iter().enumerate() {
                assert!(entries[..at].iter().all(|x| x.id != entry.id), "{list}: two {}", entry.id);
                assert_eq!(complete(entry, list), Ok(()), "{}", entry.id);
                assert!(!entry.example.is_empty(), "{} has no example", entry.id);
                let mut kin = lexicon.rules.iter().filter(|rule| rule.kind == entry.kind);
                let rule = kin.find(|rule| rule.fits(&entry.example)).unwrap();
                assert_eq!(rule.id, entry.id, "{list}: {}", entry.example);
                for kind in rule.answers() {
                    let mut passed = lexicon.plausible(kind, &entry.example);
                    assert!(passed.any(|x| x.id == rule.id), "{list}: {}", entry.example);
                }
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
            ("words: {surname: [王, '(']}", "mine.yaml: words.surname[1] ((): regex parse error"),
            ("chrome:\n- {id: a, kind: note, pattern: '(?:完)?'}", "matches nothing at all"),
            (
                "titles:\n- {id: a, kind: genre, value: speach, pattern: 讲话}",
                "no genre \"speach\"",
            ),
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
