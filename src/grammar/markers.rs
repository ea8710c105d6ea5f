//! The marker forms, and which of them may begin with a character.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{MarkerEntry, Needs};
use super::form::{Form, Lead};
use super::script::Script;
use crate::text::chars::is_space;

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
    /// What stands between two members of a list, in every script, the longest first.
    pub(crate) joins: Vec<String>,
    /// For each character, which of [`Self::begins`] it is; 0 for none.
    by_first: Box<[u16]>,
    begins: Vec<Begin>,
    lists: Vec<Vec<u16>>,
    /// Which of the lists have a form that may stand inline.
    inline: Vec<bool>,
    /// For each [`Lead`], and each character after it, which of [`Self::lists`] holds the forms
    /// that can go on with that character.
    by_next: [Box<[u16]>; 4],
}

/// What begins with a character.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Begin {
    /// Which of the lists holds the forms.
    list: u16,
    /// The characters that can stand after it, each as the bit of its last six bits.
    next: u64,
    lead: Option<Lead>,
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
    pub(crate) only: Vec<String>,
    pub(crate) lenient: bool,
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

    /// Whether a form may fit a text: of all forms, or only of those that may stand inline.
    #[inline(always)]
    pub(crate) fn may_begin(&self, text: &str, inline: bool) -> bool {
        let list = self.list(text);
        list != 0 && (!inline || self.inline[list as usize])
    }

    #[inline]
    fn list(&self, text: &str) -> u16 {
        let mut chars = text.chars();
        let first = chars.next().and_then(|c| self.by_first.get(c as usize));
        let begin = self.begins[first.copied().unwrap_or(0) as usize];
        if begin.list == 0 {
            return 0;
        }
        // Space or the end may be what a form asks for.
        let Some(next) = chars.next().filter(|c| !is_space(*c)) else { return begin.list };
        let Some(lead) = begin.lead else {
            return if begin.next & bit(next) == 0 { 0 } else { begin.list };
        };
        let Some(rest) = lead.after(text) else { return begin.list };
        match rest.chars().next().filter(|c| !is_space(*c)) {
            Some(next) => self.by_next[lead as usize].get(next as usize).copied().unwrap_or(0),
            None => begin.list,
        }
    }

    pub(super) fn new(entries: &[MarkerEntry], script: &Script) -> Result<Self, (usize, String)> {
        let mut out = Self::default();
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
                only: entry.only.iter().flat_map(|word| script.spellings(word)).collect(),
                lenient: entry.lenient,
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
        let mut first: BTreeMap<char, (Vec<u16>, u64)> = BTreeMap::new();
        for (id, entry) in forms() {
            for (c, next) in entry.form.first_pairs() {
                let (list, bits) = first.entry(c).or_default();
                *bits |= next.map_or(u64::MAX, bit);
                if list.last() != Some(&id) {
                    list.push(id);
                }
            }
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
                        // After a numeral alone stands what must follow it.
                        let only = entry.only.iter().filter(|_| next.is_empty());
                        let only = only.filter_map(|word| word.chars().next());
                        let next: BTreeSet<char> = next.iter().copied().chain(only).collect();
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
        self.list_of(Vec::new());
        self.begins.push(Begin::default());
        let mut by_first = vec![0; 0x1_0000];
        for (c, (forms, next)) in first {
            let begin = Begin { list: self.list_of(forms), next, lead: Lead::of(c) };
            let known = self.begins.iter().position(|x| *x == begin).unwrap_or_else(|| {
                self.begins.push(begin);
                self.begins.len() - 1
            });
            by_first[c as usize] = known as u16;
        }
        self.by_first = by_first.into();
        self.by_next = next.map(|(chars, always)| self.table(chars, always));
        let inline = |list: &Vec<u16>| list.iter().any(|id| self.forms[*id as usize].inline);
        self.inline = self.lists.iter().map(inline).collect();
    }

    /// A table by character; what is not named has the `other` list.
    fn table(&mut self, named: BTreeMap<char, Vec<u16>>, other: Vec<u16>) -> Box<[u16]> {
        let mut out = vec![self.list_of(other); 0x1_0000];
        for (c, forms) in named {
            if let Some(slot) = out.get_mut(c as usize) {
                *slot = self.list_of(forms);
            }
        }
        out.into()
    }

    /// The number of a list of forms; 0 is the empty one.
    fn list_of(&mut self, forms: Vec<u16>) -> u16 {
        let known = self.lists.iter().position(|x| *x == forms);
        known.unwrap_or_else(|| {
            self.lists.push(forms);
            self.lists.len() - 1
        }) as u16
    }
}

fn bit(c: char) -> u64 {
    1 << (c as u32 % 64)
}
