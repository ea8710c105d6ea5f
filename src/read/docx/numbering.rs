//! Word's automatic numbers (ECMA-376 part 1, 17.9): what `numbering.xml` defines, and the counters
//! that run through the text.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use super::number_format::NumberFormat;
use super::symbol::bullet;
use super::xml::{Xml, attribute, is_on, number, value};
use crate::error::ReadError;

/// Levels that a list has.
const LEVELS: usize = 9;
/// Characters that a number has at most; Word itself allows no more.
const LONGEST: usize = 255;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The lists as they are defined, by their place.
    lists: Vec<List>,
    /// Uses of them, by `w:numId`.
    instances: HashMap<i64, Instance>,
}

/// `w:abstractNum`
#[derive(Debug, Default)]
struct List {
    id: String,
    levels: Vec<Level>,
    /// Its levels are those of the list that has this style …
    style_of: Option<String>,
    /// … which is the one that defines it.
    style: Option<String>,
}

/// `w:num`
#[derive(Debug, Default)]
struct Instance {
    /// The place of the list that it counts in.
    list: usize,
    /// `w:startOverride` by level.
    starts: Vec<(usize, u32)>,
    /// Levels that it defines anew.
    levels: Vec<Level>,
}

/// `w:lvl`
#[derive(Debug, Default, Clone)]
struct Level {
    at: usize,
    start: u32,
    format: NumberFormat,
    text: String,
    suffix: Suffix,
    /// `w:lvlRestart`: it begins again after a level before this one; never for 0.
    restart: Option<usize>,
    /// `w:isLgl`: every number is decimal.
    legal: bool,
    hidden: bool,
    /// The paragraph style that is numbered at this level.
    style: Option<String>,
    font: String,
}

/// What stands between a number and the text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Suffix {
    /// A tab or a space.
    #[default]
    Gap,
    Nothing,
}

/// The number of a paragraph, as Word shows it.
#[derive(Debug, PartialEq)]
pub(super) struct Number {
    pub(super) text: String,
    pub(super) suffix: Suffix,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(part: &str, text: &str) -> Result<Self, ReadError> {
        let mut xml = Xml::new(part, text);
        let mut lists: Vec<List> = Vec::new();
        let mut instances: HashMap<i64, (String, Instance)> = HashMap::new();
        xml.root()?;
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            match tag.local_name().as_ref() {
                "abstractNum" => lists.push(list(&mut xml, &tag)?),
                "num" => {
                    let id = attribute(&tag, "numId").and_then(|x| x.trim().parse().ok());
                    let found = instance(&mut xml)?;
                    instances.extend(id.map(|id| (id, found)));
                }
                _ => xml.skip(&tag)?,
            }
        }
        let places: HashMap<&str, usize> =
            lists.iter().enumerate().map(|(at, x)| (x.id.as_str(), at)).collect();
        let styles: HashMap<&str, usize> = lists
            .iter()
            .enumerate()
            .filter_map(|(at, x)| Some((x.style.as_deref()?, at)))
            .collect();
        let defined = |at: usize| {
            let style = lists[at].style_of.as_deref();
            style.and_then(|x| styles.get(x).copied()).unwrap_or(at)
        };
        let instances = instances
            .into_iter()
            .filter_map(|(id, (list, instance))| {
                let list = defined(*places.get(list.as_str())?);
                Some((id, Instance { list, ..instance }))
            })
            .collect();
        Ok(Self { lists, instances })
    }

    /// The level at which a list numbers the paragraphs of a style.
    pub(super) fn level_of_style(&self, id: i64, style: &str) -> Option<usize> {
        let instance = self.instances.get(&id)?;
        self.levels(instance).find(|x| x.style.as_deref() == Some(style)).map(|x| x.at)
    }

    fn level<'n>(&'n self, instance: &'n Instance, at: usize) -> Option<&'n Level> {
        self.levels(instance).find(|x| x.at == at)
    }

    /// The levels of an instance, its own first.
    fn levels<'n>(&'n self, instance: &'n Instance) -> impl Iterator<Item = &'n Level> {
        instance.levels.iter().chain(&self.lists[instance.list].levels)
    }
}

fn list(xml: &mut Xml<'_>, tag: &BytesStart<'_>) -> Result<List, ReadError> {
    let id = attribute(tag, "abstractNumId").unwrap_or_default().into_owned();
    let mut out = List { id, ..List::default() };
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        match tag.local_name().as_ref() {
            "lvl" => level(xml, &tag, &mut out.levels)?,
            "numStyleLink" => out.style_of = value(&tag).map(Into::into),
            "styleLink" => out.style = value(&tag).map(Into::into),
            _ => {}
        }
    }
    Ok(out)
}

/// An instance, and the id of its list.
fn instance(xml: &mut Xml<'_>) -> Result<(String, Instance), ReadError> {
    let mut list = String::new();
    let mut out = Instance::default();
    let mut overridden = 0;
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        match tag.local_name().as_ref() {
            "abstractNumId" => list = value(&tag).unwrap_or_default().into_owned(),
            "lvlOverride" => overridden = index(&tag),
            "startOverride" if overridden < LEVELS && out.starts.len() < LEVELS => {
                out.starts.push((overridden, number(&tag).unwrap_or(0)));
            }
            "lvl" => level(xml, &tag, &mut out.levels)?,
            _ => {}
        }
    }
    Ok((list, out))
}

fn level(
    xml: &mut Xml<'_>,
    tag: &BytesStart<'_>,
    levels: &mut Vec<Level>,
) -> Result<(), ReadError> {
    let mut out = Level { at: index(tag), ..Level::default() };
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        match tag.local_name().as_ref() {
            "start" => out.start = number(&tag).unwrap_or(0),
            // Beside a custom format stands a plain one for older programs.
            "numFmt" if !matches!(out.format, NumberFormat::Padded(_)) => {
                let picture = attribute(&tag, "format");
                out.format =
                    NumberFormat::named(&value(&tag).unwrap_or_default(), picture.as_deref());
            }
            "lvlText" => {
                let text = value(&tag).unwrap_or_default();
                out.text = text.chars().take(LONGEST).collect();
            }
            "lvlPicBulletId" => out.text = "●".into(),
            "suff" => {
                let nothing = value(&tag).is_some_and(|x| x == "nothing");
                out.suffix = if nothing { Suffix::Nothing } else { Suffix::Gap };
            }
            "lvlRestart" => out.restart = number(&tag),
            "isLgl" => out.legal = is_on(&tag),
            "pStyle" => out.style = value(&tag).map(Into::into),
            "vanish" => out.hidden = is_on(&tag),
            "rFonts" => {
                let font = attribute(&tag, "ascii").or_else(|| attribute(&tag, "hAnsi"));
                out.font = font.unwrap_or_default().into_owned();
            }
            _ => {}
        }
    }
    if out.format == NumberFormat::Bullet {
        out.text = bullet(&out.font, &out.text);
    }
    if out.at < LEVELS && levels.iter().all(|x| x.at != out.at) {
        levels.push(out);
    }
    Ok(())
}

fn index(tag: &BytesStart<'_>) -> usize {
    attribute(tag, "ilvl").and_then(|x| x.trim().parse().ok()).unwrap_or(0)
}

/// The numbers that have been given out so far.
#[derive(Debug)]
pub(super) struct Counters<'n> {
    numbering: &'n Numbering,
    /// The last number of each level, by the place of the list.
    counts: HashMap<usize, [Option<u32>; LEVELS]>,
    /// Instances and levels whose own start has been used.
    begun: HashSet<(i64, usize)>,
}

impl<'n> Counters<'n> {
    pub(super) fn new(numbering: &'n Numbering) -> Self {
        Self { numbering, counts: HashMap::new(), begun: HashSet::new() }
    }

    /// Counts a paragraph at a level of an instance, and gives its number.
    pub(super) fn count(&mut self, id: i64, at: usize) -> Option<Number> {
        let numbering = self.numbering;
        let instance = numbering.instances.get(&id)?;
        let level = numbering.level(instance, at)?;
        let start = |at: usize| numbering.level(instance, at).map_or(0, |x| x.start);
        let own_start = |at: usize| {
            instance.starts.iter().find(|(level, _)| *level == at).map(|(_, start)| *start)
        };
        let counts = self.counts.entry(instance.list).or_default();
        // Levels above that have no number yet are counted as if they had been there.
        for (above, count) in counts.iter_mut().enumerate().take(at) {
            if count.is_none() {
                self.begun.insert((id, above));
                *count = Some(own_start(above).unwrap_or_else(|| start(above)));
            }
        }
        // An instance that starts anew does so once, and then counts on.
        let anew = own_start(at).filter(|_| self.begun.insert((id, at)));
        counts[at] = Some(match (anew, counts[at]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => own_start(at).unwrap_or_else(|| start(at)),
        });
        for (below, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restarts = match numbering.level(instance, below).and_then(|x| x.restart) {
                Some(0) => false,
                Some(after) if after <= below => at < after,
                _ => true,
            };
            if restarts {
                *count = None;
            }
        }
        let text = |at: usize, out: &mut String| {
            let format = numbering.level(instance, at).map_or_else(Default::default, |x| x.format);
            let decimal = level.legal && format != NumberFormat::None;
            let format = if decimal { NumberFormat::Decimal } else { format };
            format.write(counts[at].unwrap_or(0), out);
        };
        Some(Number { text: level.write(text), suffix: level.suffix })
    }
}

impl Level {
    /// Its text, with the numbers of the levels in place of `%1` … `%9`.
    fn write(&self, number: impl Fn(usize, &mut String)) -> String {
        let mut out = String::new();
        if self.hidden {
            return out;
        }
        if self.format == NumberFormat::Bullet {
            return self.text.clone();
        }
        let mut chars = self.text.chars().peekable();
        while let Some(c) = chars.next() {
            match chars.peek().and_then(|x| x.to_digit(10)) {
                Some(level @ 1..) if c == '%' && level as usize <= self.at + 1 => {
                    chars.next();
                    number(level as usize - 1, &mut out);
                }
                _ => out.push(c),
            }
            if out.len() > LONGEST * 4 {
                break;
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(xml: &str) -> Numbering {
        let xml = format!("<w:numbering xmlns:w='w'>{xml}</w:numbering>");
        Numbering::read("word/numbering.xml", &xml).unwrap()
    }

    /// A level: `一 %1、` is a level counted in chineseCounting from 1, with more of its own.
    fn lvl(at: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>\
             <w:lvlText w:val='{text}'/>{more}</w:lvl>"
        )
    }

    fn list(id: u32, levels: &[String]) -> String {
        format!("<w:abstractNum w:abstractNumId='{id}'>{}</w:abstractNum>", levels.concat())
    }

    fn num(id: u32, list: u32, overrides: &str) -> String {
        format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{list}'/>{overrides}</w:num>")
    }

    fn start(at: usize, from: u32) -> String {
        format!("<w:lvlOverride w:ilvl='{at}'><w:startOverride w:val='{from}'/></w:lvlOverride>")
    }

    /// The numbers of paragraphs: instance and level of each.
    fn counted(xml: &str, paragraphs: &[(i64, usize)]) -> String {
        let numbering = numbering(xml);
        let mut counters = Counters::new(&numbering);
        let numbers = paragraphs.iter().map(|(id, at)| counters.count(*id, *at));
        numbers.map(|x| x.map_or("-".into(), |x| x.text)).collect::<Vec<_>>().join(" ")
    }

    fn three_levels(second: &str, third: &str) -> [String; 3] {
        [
            lvl(0, "chineseCounting", "%1、", ""),
            lvl(1, "chineseCounting", "（%2）", second),
            lvl(2, "decimal", "%3.", third),
        ]
    }

    const WALK: [(i64, usize); 9] =
        [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)];

    #[test]
    fn levels_count_and_begin_again() {
        for (second, third, expected) in [
            ("", "", "一、 （一） 1. 2. （二） 1. 二、 （一） 1."),
            ("<w:lvlRestart w:val='0'/>", "", "一、 （一） 1. 2. （二） 1. 二、 （三） 1."),
            ("", "<w:lvlRestart w:val='0'/>", "一、 （一） 1. 2. （二） 3. 二、 （一） 4."),
            ("", "<w:lvlRestart w:val='1'/>", "一、 （一） 1. 2. （二） 3. 二、 （一） 1."),
            ("", "<w:lvlRestart w:val='2'/>", "一、 （一） 1. 2. （二） 1. 二、 （一） 1."),
            // A level cannot begin again after itself.
            ("", "<w:lvlRestart w:val='3'/>", "一、 （一） 1. 2. （二） 1. 二、 （一） 1."),
            ("", "<w:rPr><w:vanish/></w:rPr>", "一、 （一）   （二）  二、 （一） "),
        ] {
            let xml = list(0, &three_levels(second, third)) + &num(1, 0, "");
            assert_eq!(counted(&xml, &WALK), expected, "{second}{third}");
        }
    }

    #[test]
    fn numbers_of_several_levels_stand_together() {
        let levels = |legal: &str| {
            list(
                0,
                &[
                    lvl(0, "upperRoman", "%1.", ""),
                    lvl(1, "decimal", "%1.%2", ""),
                    lvl(2, "lowerLetter", "%1.%2.%3%%4", legal),
                ],
            ) + &num(1, 0, "")
        };
        let walk = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 2)];
        // What no level of the list is, is text.
        assert_eq!(counted(&levels(""), &walk), "I. I.1 I.2 I.2.a%%4 II. II.1.a%%4");
        let legal = "<w:isLgl/>";
        assert_eq!(counted(&levels(legal), &walk), "I. I.1 I.2 1.2.1%%4 II. 2.1.1%%4");
        let off = "<w:isLgl w:val='0'/>";
        assert_eq!(counted(&levels(off), &walk), "I. I.1 I.2 I.2.a%%4 II. II.1.a%%4");
    }

    #[test]
    fn a_level_that_was_left_out_is_counted() {
        let levels = [
            lvl(0, "decimal", "%1", ""),
            lvl(1, "decimal", "%1.%2", ""),
            lvl(2, "decimal", "%1.%2.%3", ""),
        ];
        let xml = list(0, &levels) + &num(1, 0, "");
        let walk = [(1, 2), (1, 2), (1, 1), (1, 0), (1, 2), (1, 1)];
        assert_eq!(counted(&xml, &walk), "1.1.1 1.1.2 1.2 2 2.1.1 2.2");
    }

    #[test]
    fn instances_of_one_list_count_on_together() {
        let lists = list(0, &three_levels("", ""));
        for (overrides, walk, expected) in [
            ("", &[(1, 0), (2, 0), (1, 0)][..], "一、 二、 三、"),
            (&start(0, 1), &[(1, 0), (2, 0), (2, 0), (1, 0)], "一、 一、 二、 三、"),
            (&start(0, 5), &[(1, 0), (2, 0), (2, 1), (2, 0)], "一、 五、 （一） 六、"),
            (
                &start(1, 3),
                &[(2, 0), (2, 1), (2, 1), (2, 0), (2, 1)],
                "一、 （三） （四） 二、 （三）",
            ),
            (&start(0, 4), &[(2, 1), (2, 0)], "（一） 五、"),
            (
                "<w:lvlOverride w:ilvl='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
                 <w:numFmt w:val='decimal'/><w:lvlText w:val='第%1条'/></w:lvl></w:lvlOverride>",
                &[(2, 0), (2, 1)],
                "第1条 （一）",
            ),
        ] {
            let xml = format!("{lists}{}{}", num(1, 0, ""), num(2, 0, overrides));
            assert_eq!(counted(&xml, walk), expected, "{overrides}");
        }
    }

    #[test]
    fn lists_count_apart() {
        let xml = list(0, &three_levels("", ""))
            + &list(1, &[lvl(0, "bullet", "\u{f06c}", "<w:rFonts w:ascii='Wingdings'/>")])
            + &num(1, 0, "")
            + &num(2, 1, "");
        let walk = [(1, 0), (2, 0), (1, 0), (2, 3), (7, 0)];
        assert_eq!(counted(&xml, &walk), "一、 ● 二、 - -");
    }

    #[test]
    fn a_list_may_be_that_of_a_style() {
        let style = "<w:styleLink w:val='outline'/>".to_owned();
        let link = "<w:numStyleLink w:val='outline'/>".to_owned();
        let levels = lvl(0, "ideographTraditional", "%1、", "<w:pStyle w:val='Heading1'/>");
        let xml = list(0, &[link]) + &list(3, &[style, levels]) + &num(1, 0, "") + &num(2, 3, "");
        assert_eq!(counted(&xml, &[(1, 0), (2, 0), (1, 0)]), "甲、 乙、 丙、");
        assert_eq!(numbering(&xml).level_of_style(1, "Heading1"), Some(0));
        assert_eq!(numbering(&xml).level_of_style(1, "Heading2"), None);
    }

    #[test]
    fn starts_formats_and_suffixes_are_read() {
        let level = |inside: &str| {
            let xml = format!(
                "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'>{inside}</w:lvl></w:abstractNum>"
            );
            let numbering = numbering(&(xml + &num(1, 0, "")));
            Counters::new(&numbering).count(1, 0).unwrap()
        };
        for (inside, text, suffix) in [
            ("<w:start w:val='3'/><w:lvlText w:val='%1)'/>", "3)", Suffix::Gap),
            ("<w:lvlText w:val='%1'/><w:suff w:val='space'/>", "0", Suffix::Gap),
            ("<w:lvlText w:val='第%1'/><w:suff w:val='nothing'/>", "第0", Suffix::Nothing),
            ("<w:numFmt w:val='none'/><w:lvlText w:val='注%1：'/>", "注：", Suffix::Gap),
            ("<w:numFmt w:val='bullet'/><w:lvlPicBulletId w:val='0'/>", "●", Suffix::Gap),
            ("<w:numFmt w:val='bullet'/><w:lvlText w:val='%1'/>", "%1", Suffix::Gap),
            (
                "<mc:AlternateContent><mc:Choice><w:numFmt w:val='custom' w:format='001, 002'/>\
                 </mc:Choice><mc:Fallback><w:numFmt w:val='decimal'/></mc:Fallback>\
                 </mc:AlternateContent><w:start w:val='4'/><w:lvlText w:val='%1'/>",
                "004",
                Suffix::Gap,
            ),
        ] {
            assert_eq!(level(inside), Number { text: text.into(), suffix }, "{inside}");
        }
    }
}
