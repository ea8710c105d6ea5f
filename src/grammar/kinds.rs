//! What the recognizers ask a list for: the kinds of its rules, and their groups.

use super::file::RuleEntry;
use crate::document::Genre;

macro_rules! kinds {
    ($($kind:ident = $name:literal,)*) => {
        /// What the recognizers ask a list for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Kind {
            $($kind,)*
            /// Furniture above the text.
            Head,
            /// Furniture anywhere in the text.
            Inside,
            /// Furniture below the text.
            Tail,
        }

        impl Kind {
            /// Kinds that a rule may name.
            const NAMED: &[(&str, Self)] = &[$(($name, Self::$kind)),*];
        }
    };
}

kinds! {
    Salutation = "salutation",
    Vocative = "vocative",
    Addressing = "addressing",
    Greeting = "greeting",
    AddressStart = "address-start",
    Wish = "wish",
    Thanks = "thanks",
    ThanksTail = "thanks-tail",
    End = "end",
    Peroration = "peroration",
    Address = "address",
    Turn = "turn",
    Summary = "summary",
    Outcome = "outcome",
    Parting = "parting",
    Aside = "aside",
    Appeal = "appeal",
    Call = "call",
    Note = "note",
    Credit = "credit",
    Appendix = "appendix",
    Notes = "notes",
    Commentary = "commentary",
    CreditGlued = "credit-glued",
    Genre = "genre",
    Title = "title",
    Heading = "heading",
    Caption = "caption",
    Glued = "glued",
    FirstWords = "first-words",
    Topic = "topic",
    Occasion = "occasion",
    Subtitle = "subtitle",
    Speaker = "speaker",
    SpeakerColon = "speaker-colon",
    TitleLabel = "title-label",
    Contents = "contents",
    Label = "label",
    Dialogue = "dialogue",
    SubtitleName = "subtitle-name",
    Frame = "frame",
    EditorNote = "editor-note",
    Foreword = "foreword",
    Citation = "citation",
    Signed = "signed",
    FirstHalf = "first-half",
    HalfStart = "half-start",
    Unfinished = "unfinished",
    FullText = "full-text",
    Headline = "headline",
    BareTitle = "bare-title",
    DateLabel = "date-label",
    Byline = "byline",
    Post = "post",
    UnitByline = "unit-byline",
    NameDate = "name-date",
    Name = "name",
    NoName = "no-name",
    Unit = "unit",
    Counted = "counted",
    Ordinal = "ordinal",
    NoPoints = "no-points",
    Reported = "reported",
    Past = "past",
    Talk = "talk",
    Report = "report",
    Exist = "exist",
    AsFollows = "as-follows",
    Separator = "separator",
    Compilation = "compilation",
    NumberedBase = "numbered-base",
    Suffix = "suffix",
    Copy = "copy",
    Answer = "answer",
    Text = "text",
}

impl Kind {
    /// How many there are.
    pub(super) const COUNT: usize = Self::NAMED.len() + 3;

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|x| x.0 == name).map(|x| x.1)
    }

    fn name(self) -> &'static str {
        Self::NAMED.iter().find(|x| x.1 == self).map_or("", |x| x.0)
    }
}

/// The kinds that the rules of a list may have; furniture may have any, as a word.
fn kinds(list: &str) -> &'static [Kind] {
    use Kind::*;
    match list {
        "salutations" => &[Salutation, Vocative, Addressing, Greeting, AddressStart],
        "closings" => &[
            Wish,
            Thanks,
            ThanksTail,
            End,
            Peroration,
            Address,
            Turn,
            Summary,
            Outcome,
            Parting,
            Aside,
            Appeal,
            Call,
            Note,
            Credit,
            Appendix,
            Notes,
            Commentary,
            CreditGlued,
        ],
        "titles" => &[
            Genre,
            Title,
            Heading,
            Caption,
            Glued,
            FirstWords,
            Topic,
            Occasion,
            Subtitle,
            Note,
            Speaker,
            SpeakerColon,
            TitleLabel,
            Contents,
            Label,
            Dialogue,
            SubtitleName,
            Frame,
            EditorNote,
            Foreword,
            Citation,
            Signed,
            FirstHalf,
            HalfStart,
            Unfinished,
            FullText,
            Headline,
            BareTitle,
            DateLabel,
            Byline,
            Post,
            UnitByline,
            NameDate,
            Name,
            NoName,
            Unit,
        ],
        "lead_ins" => &[Counted, Ordinal, NoPoints, Reported, Past, Talk, Report, Exist, AsFollows],
        "separators" => &[Separator, Compilation, NumberedBase, Suffix, Copy, Answer],
        "placeholders" => &[Name, Text],
        _ => &[],
    }
}

/// The groups that a rule of a list and kind must have.
fn groups(list: &str, kind: &str) -> &'static [&'static str] {
    match kind {
        _ if !matches!(list, "titles" | "closings" | "separators") => &[],
        "occasion" | "byline" | "name" | "speaker" | "frame" | "editor-note" => &["name"],
        "name-date" => &["name", "date"],
        "speaker-colon" | "subtitle-name" => &["name", "text"],
        "commentary" | "credit-glued" | "title-label" | "dialogue" => &["text"],
        "glued" => &["title"],
        "date-label" => &["date"],
        "separator" => &["number"],
        "compilation" => &["base", "count"],
        "numbered-base" => &["base", "number"],
        _ => &[],
    }
}

/// Whether an entry has a pattern and a kind that something asks for.
pub(super) fn complete(entry: &RuleEntry, list: &str) -> Result<(), String> {
    let known = kinds(list);
    if entry.pattern.is_empty() {
        return Err("it has no pattern".into());
    }
    let named = || Kind::named(&entry.kind).is_some_and(|kind| known.contains(&kind));
    if entry.kind.is_empty() || !known.is_empty() && !named() {
        let names: Vec<&str> = known.iter().map(|kind| kind.name()).collect();
        let known = if names.is_empty() { "a word".into() } else { names.join(", ") };
        return Err(format!("its kind {:?} is none of: {known}", entry.kind));
    }
    if let ("genre", Some(value)) = (entry.kind.as_str(), &entry.value)
        && Genre::named(value).is_none()
    {
        return Err(format!("there is no genre {value:?}"));
    }
    let missing = groups(list, &entry.kind)
        .iter()
        .find(|group| !entry.pattern.contains(&format!("(?<{group}>")));
    match missing {
        Some(group) => Err(format!("a rule of kind {:?} needs a group (?<{group}>…)", entry.kind)),
        None => Ok(()),
    }
}
