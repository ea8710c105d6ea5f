//! Grammar files read and laid over one another.

use super::file::{GrammarFile, RuleEntry};
use crate::error::GrammarError;

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

impl GrammarFile {
    /// Reads a file; `name` is used in messages only.
    pub(super) fn read(name: &str, yaml: &str) -> Result<Self, GrammarError> {
        if yaml.trim().is_empty() {
            return Ok(Self::default());
        }
        serde_yaml::from_str(yaml)
            .map_err(|e| GrammarError::Yaml { file: name.into(), why: e.to_string() })
    }

    /// The bundled files as one.
    pub(super) fn bundled() -> Self {
        let mut all = Self::default();
        for (name, yaml) in BUNDLED {
            all.join(Self::read(name, yaml).expect("a test reads the bundled files"));
        }
        all
    }

    /// The lists of rules, each with its name.
    pub(super) fn rules(&self) -> [(&'static str, &Vec<RuleEntry>); 7] {
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
        self.joins.extend(other.joins);
        self.markers.extend(other.markers);
        self.salutations.extend(other.salutations);
        self.closings.extend(other.closings);
        self.titles.extend(other.titles);
        self.lead_ins.extend(other.lead_ins);
        self.separators.extend(other.separators);
        self.chrome.extend(other.chrome);
        self.placeholders.extend(other.placeholders);
    }

    /// Lays a user's file over the bundled ones: an entry takes the place of the one with its `id`;
    /// the others are tried first.
    pub(super) fn lay_over(&mut self, user: Self) {
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
        self.joins.extend(user.joins);
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
