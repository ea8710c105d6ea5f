//! One file, one speech or many: separators, the collection's title, front matter of the file
//! (sections 1.2 to 1.4 of the domain).

use std::ops::Range;

use crate::grammar::{Edge, Grammar, Kind};
use crate::recognize::chrome;
use crate::recognize::closing::{Closing, closing};
use crate::recognize::marker::marker_at;
use crate::recognize::salutation::is_salutation;
use crate::recognize::separator::{compilation, numbered_base, separator};
use crate::recognize::title::is_title;
use crate::structure::starts::starts;
use crate::text::chars::is_space;
use crate::text::paragraph::Paragraph;
use crate::text::sentence::is_terminated;

/// How the paragraphs of a file are shared out.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Paragraphs of a block of metadata at the very start (YAML front matter).
    pub(crate) metadata: Range<usize>,
    /// The paragraph with the collection's title.
    pub(crate) title: Option<usize>,
    /// How many pieces that title names.
    pub(crate) declared: Option<u32>,
    /// Further lines that print the collection's title again.
    pub(crate) echoes: Vec<usize>,
    /// Paragraphs before the first separator.
    pub(crate) preface: Range<usize>,
    pub(crate) pieces: Vec<Piece>,
}

/// The paragraphs of one speech.
#[derive(Debug)]
pub(crate) struct Piece {
    /// The separator's paragraph, its number, and where its title stands in it.
    pub(crate) separator: Option<(usize, u32, Range<usize>)>,
    pub(crate) range: Range<usize>,
}

/// Bytes of a title at most.
pub(super) const TITLE: usize = 120;
/// Bytes of a paragraph that is text.
pub(super) const LONG: usize = 150;
/// Lines at the start of a file that are looked at for a collection's title.
const HEAD: usize = 12;
/// Paragraphs that front matter may have.
const FRONT: usize = 200;

/// Shares out the paragraphs.
pub(crate) fn split(grammar: &Grammar, paragraphs: &[Paragraph<'_>]) -> Plan {
    let metadata = metadata(paragraphs);
    let splitter = Splitter { grammar, paragraphs, start: metadata.end };
    let named = splitter.named();
    let plan = match splitter.parting(&named) {
        Parting::Separators(marks) => splitter.separated(named, &marks),
        Parting::Titles(starts) => splitter.titled(named, starts),
        Parting::None => splitter.unseparated(),
    };
    Plan { metadata, ..plan }
}

struct Splitter<'s, 'a> {
    grammar: &'s Grammar,
    paragraphs: &'s [Paragraph<'a>],
    /// The first paragraph after the metadata.
    start: usize,
}

/// What the lines say that count the pieces of a collection.
#[derive(Default)]
struct Named {
    title: Option<usize>,
    declared: Option<u32>,
    /// What the pieces are called.
    base: Option<String>,
    echoes: Vec<usize>,
}

/// What parts the pieces.
enum Parting {
    Separators(Vec<Mark>),
    /// Titles without a number, which are the pieces' own.
    Titles(Vec<usize>),
    None,
}

impl Splitter<'_, '_> {
    /// The lines at the start that are looked at for a collection's title.
    fn head(&self) -> Range<usize> {
        self.start..self.paragraphs.len().min(self.start + HEAD)
    }

    fn named(&self) -> Named {
        let mut named = Named::default();
        for at in self.head() {
            let Some((name, count)) = compilation(self.grammar, &self.paragraphs[at].text) else {
                continue;
            };
            if named.title.is_some() {
                named.echoes.push(at);
            } else {
                let (title, declared, base) = (Some(at), Some(count), Some(name.to_owned()));
                named = Named { title, declared, base, ..named };
            }
        }
        named
    }

    fn parting(&self, named: &Named) -> Parting {
        let &Self { grammar, paragraphs, start } = self;
        let all = separators(grammar, paragraphs, start);
        let marks = in_series(&all, named.declared);
        let parts = || named.declared.is_none() && are_parts(grammar, paragraphs, start, &marks);
        if !marks.is_empty() && !parts() {
            return Parting::Separators(marks);
        }
        let base = named.base.as_deref();
        let bases = bases(grammar, paragraphs, start);
        let mut marks = numbered(grammar, paragraphs, &bases, base);
        if marks.is_empty() {
            let repeated = repeated_base(grammar, paragraphs, &bases);
            marks = numbered(grammar, paragraphs, &bases, repeated);
        }
        if let (true, Some(count)) = (marks.is_empty(), named.declared) {
            marks = declared_titles(grammar, paragraphs, start, count, base);
            if !marks.is_empty() && marks.iter().all(|(.., title)| title.start == 0) {
                return Parting::Titles(marks.into_iter().map(|(at, ..)| at).collect());
            }
        }
        if marks.is_empty() {
            marks = continued(grammar, paragraphs, &bases);
        }
        if marks.is_empty() {
            // A page that breaks off, or of which one piece was copied, has the first alone.
            let first = |(alone, marks): &(bool, Vec<Mark>)| {
                *alone && matches!(marks[..], [(at, 1, _)] if self.head().contains(&at))
            };
            marks = all.into_iter().find(first).map(|(_, marks)| marks).unwrap_or_default();
        }
        if marks.is_empty() { Parting::None } else { Parting::Separators(marks) }
    }

    fn separated(&self, mut named: Named, marks: &[Mark]) -> Plan {
        let (first, number, _) = marks[0];
        let mut plan = Plan { preface: self.start..first, ..Plan::default() };
        if number == 2 && named.title.is_none() {
            // The first piece has no line of its own.
            plan.pieces.push(Piece { separator: None, range: self.start..first });
            plan.preface = self.start..self.start;
        }
        named.echoes.retain(|at| *at < first);
        plan.echoes = named.echoes;
        plan.title = named.title.filter(|at| *at < first);
        plan.declared = plan.title.and(named.declared);
        let ends = marks.iter().skip(1).map(|next| next.0).chain([self.paragraphs.len()]);
        plan.pieces.extend(marks.iter().zip(ends).map(|((at, number, title), end)| Piece {
            separator: Some((*at, *number, title.clone())),
            range: at + 1..end,
        }));
        plan
    }

    fn titled(&self, mut named: Named, starts: Vec<usize>) -> Plan {
        let first = starts[0];
        named.echoes.retain(|at| *at < first);
        Plan {
            title: named.title.filter(|at| *at < first),
            declared: named.declared,
            echoes: named.echoes,
            preface: self.start..first,
            pieces: pieces(starts, self.start..self.paragraphs.len()),
            ..Plan::default()
        }
    }

    fn unseparated(&self) -> Plan {
        let starts = starts(self.grammar, self.paragraphs, self.start);
        let pieces = pieces(starts, self.start..self.paragraphs.len());
        let first = pieces[0].range.start;
        let mut plan = Plan { preface: self.start..first, pieces, ..Plan::default() };
        if plan.pieces.len() > 1 {
            let mut above = (self.start..first.min(self.head().end)).rev();
            let title = above.find(|at| is_title(self.grammar, &self.paragraphs[*at].text));
            // A line that stands alone above all pieces entitles them.
            plan.title = title.or_else(|| (first == self.start + 1).then_some(self.start));
        }
        plan
    }
}

/// The block between two lines of dashes at the very start, with a key in it: YAML ends in dots too.
fn metadata(paragraphs: &[Paragraph<'_>]) -> Range<usize> {
    if paragraphs.first().is_none_or(|x| x.text != "---") {
        return 0..0;
    }
    let ends = |x: &Paragraph<'_>| matches!(&*x.text, "---" | "...");
    let end = paragraphs.iter().skip(1).take(FRONT).position(ends).map(|at| at + 2);
    let has_key = |end: usize| {
        paragraphs[1..end]
            .iter()
            .any(|x| x.text.split_once(':').is_some_and(|(key, _)| !key.contains(' ')))
    };
    end.filter(|end| has_key(*end)).map_or(0..0, |end| 0..end)
}

type Mark = (usize, u32, Range<usize>);

/// Separator lines by their kinds, each with whether the first of them counts alone.
fn separators(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    from: usize,
) -> Vec<(bool, Vec<Mark>)> {
    let mut by_rule: Vec<(String, bool, Vec<Mark>)> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate().skip(from) {
        let Some(found) = separator(grammar, &paragraph.text) else { continue };
        let start = found.title.as_ptr() as usize - paragraph.text.as_ptr() as usize;
        let mark = (at, found.number, start..start + found.title.len());
        match by_rule.iter_mut().find(|(rule, ..)| *rule == found.rule) {
            Some((.., marks)) => marks.push(mark),
            None => by_rule.push((found.rule, found.alone, vec![mark])),
        }
    }
    by_rule.into_iter().map(|(_, alone, marks)| (alone, without_contents(marks))).collect()
}

/// Separator lines without those of a table of contents: one below the other, before they come again.
fn without_contents(marks: Vec<Mark>) -> Vec<Mark> {
    let rows = 1 + marks.windows(2).take_while(|x| x[1].0 == x[0].0 + 1 && x[1].1 > x[0].1).count();
    let again = marks.get(rows).is_some_and(|next| next.1 == marks[0].1);
    if rows >= 2 && again { marks[rows..].to_vec() } else { marks }
}

/// The first kind that is numbered 1, 2, 3 …
fn in_series(all: &[(bool, Vec<Mark>)], declared: Option<u32>) -> Vec<Mark> {
    let fits = |marks: &&Vec<Mark>| {
        let in_order = marks.windows(2).filter(|x| x[1].1 == x[0].1 + 1).count();
        marks.len() >= 2 && in_order * 2 >= marks.len() - 1 || declared == Some(marks.len() as u32)
    };
    all.iter().map(|(_, marks)| marks).find(fits).cloned().unwrap_or_default()
}

/// Whether numbered lines part one speech: its salutation stands above them, and none below.
fn are_parts(grammar: &Grammar, paragraphs: &[Paragraph<'_>], from: usize, marks: &[Mark]) -> bool {
    let Some((first, ..)) = marks.first() else { return false };
    let addressed = |x: &Paragraph<'_>| {
        x.text.ends_with(['：', ':', '！', '!']) && is_salutation(grammar, &x.text)
    };
    paragraphs[from..*first].iter().any(addressed) && !paragraphs[*first..].iter().any(addressed)
}

/// A line made of a title and a number.
struct Base<'p> {
    at: usize,
    name: &'p str,
    number: u32,
}

/// All such lines.
fn bases<'p>(grammar: &Grammar, paragraphs: &'p [Paragraph<'_>], from: usize) -> Vec<Base<'p>> {
    let base = |(at, x): (usize, &'p Paragraph<'_>)| {
        let (name, number) = numbered_base(grammar, &x.text)?;
        Some(Base { at, name, number })
    };
    paragraphs.iter().enumerate().skip(from).filter_map(base).collect()
}

/// The title that several lines number from 1 on, each before a salutation or a text, where no
/// line above says how many there are: 年终讲话稿（一）.
fn repeated_base<'p>(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    bases: &[Base<'p>],
) -> Option<&'p str> {
    let mut known: Vec<(&str, u32)> = Vec::new();
    for &Base { at, name, number } in bases {
        let begins = || begins_speech(grammar, &paragraphs[at + 1..]);
        if paragraphs[at].text.len() > TITLE || !is_title(grammar, name) || !begins() {
            continue;
        }
        let few = known.len() < 64;
        match known.iter().find(|(base, _)| *base == name) {
            Some((_, last)) if number == *last + 1 => return Some(name),
            None if number == 1 && few => known.push((name, 1)),
            _ => {}
        }
    }
    None
}

/// Whether a salutation or a text stands right below a line.
fn begins_speech(grammar: &Grammar, below: &[Paragraph<'_>]) -> bool {
    let text = |x: &Paragraph<'_>| x.text.len() > LONG && is_terminated(&x.text);
    below.iter().take(3).any(|x| is_salutation(grammar, &x.text) || text(x))
}

/// As many titles, or numerals alone above a salutation, as the collection's title says it holds:
/// 1. 校长致辞, （二）. What the collection is called is the title of each: 一、廉政心得体会.
fn declared_titles(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    from: usize,
    declared: u32,
    base: Option<&str>,
) -> Vec<Mark> {
    let title = |at: &usize| {
        let line = paragraphs[*at].text.as_ref();
        let below = &paragraphs[at + 1..];
        if line.len() > TITLE || is_terminated(line) || compilation(grammar, line).is_some() {
            return None;
        }
        if chrome::furniture(grammar, line, Edge::Head).is_some() || line.contains(['|', '>']) {
            return None;
        }
        let start = marker_at(grammar, line).map_or(0, |x| x.len);
        let name = line[start..].trim_matches(is_space);
        let is_base = base.is_some_and(|base| base.trim_end_matches("范文") == name);
        let begins = match name {
            "" => below.first().is_some_and(|x| is_salutation(grammar, &x.text)),
            _ if is_base => below.first().is_some_and(|x| is_terminated(&x.text)),
            _ => is_title(grammar, name) && begins_speech(grammar, below),
        };
        begins.then(|| line.len() - line[start..].trim_start_matches(is_space).len())
    };
    let found = (from..paragraphs.len()).filter_map(|at| Some((at, title(&at)?)));
    let marks: Vec<Mark> = (1..)
        .zip(found)
        .map(|(n, (at, start))| (at, n, start..paragraphs[at].text.len()))
        .collect();
    // A page that breaks off has fewer; where each stands right above a salutation, no count is needed.
    let addressed =
        |mark: &Mark| paragraphs.get(mark.0 + 1).is_some_and(|x| is_salutation(grammar, &x.text));
    let sure = marks.len() >= 2 && marks.iter().all(addressed);
    if sure || marks.len() == declared as usize { marks } else { Vec::new() }
}

/// Lines made of the collection's base title and a number.
fn numbered(
    grammar: &Grammar,
    paragraphs: &[Paragraph<'_>],
    bases: &[Base<'_>],
    base: Option<&str>,
) -> Vec<Mark> {
    let Some(base) = base else { return Vec::new() };
    let same = |name: &str| {
        let copy = grammar.separators.captures(Kind::Copy, name).and_then(|x| x.get(0));
        let name = copy.map_or(name, |x| &name[..x.start()]).trim();
        name == base || base.starts_with(name) && name.chars().count() >= 4
    };
    let counts = |at: usize| compilation(grammar, &paragraphs[at].text).is_some();
    let of_base = bases.iter().filter(|x| same(x.name) && !counts(x.at));
    let marks: Vec<Mark> = of_base.map(|x| (x.at, x.number, 0..0)).collect();
    if marks.len() >= 2 && marks[0].1 == 1 { marks } else { Vec::new() }
}

/// Numbered titles from the second on: 代表发言稿二, below the thanks of a speech that has none.
fn continued(grammar: &Grammar, paragraphs: &[Paragraph<'_>], bases: &[Base<'_>]) -> Vec<Mark> {
    let titled = |x: &&Base<'_>| {
        x.number >= 2 && paragraphs[x.at].text.len() <= TITLE && is_title(grammar, x.name)
    };
    let ended = |at: usize| closing(grammar, &paragraphs[at - 1].text) == Some(Closing::Thanks);
    let begins = |x: &Base<'_>| x.number == 2 && x.at > 0 && ended(x.at) && titled(&x);
    let Some(first) = bases.iter().position(begins) else { return Vec::new() };
    let mut marks: Vec<Mark> = Vec::new();
    for x in bases[first..].iter().filter(titled) {
        if x.name == bases[first].name && x.number as usize == marks.len() + 2 {
            marks.push((x.at, x.number, 0..0));
        }
    }
    marks
}

/// The speeches that begin at these paragraphs; one where they are fewer than two.
fn pieces(starts: Vec<usize>, range: Range<usize>) -> Vec<Piece> {
    let piece = |range| Piece { separator: None, range };
    if starts.len() < 2 {
        return vec![piece(range)];
    }
    let ends = starts.iter().skip(1).copied().chain([range.end]);
    starts.iter().zip(ends).map(|(start, end)| piece(*start..end)).collect()
}
