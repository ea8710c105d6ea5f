//! The styles of a document: what they say of numbers, headings and hidden text.

use std::collections::HashMap;

use super::numbering::Numbering;
use super::xml::{Xml, attribute, is_on, number, value};
use crate::error::ReadError;

/// Styles that may be based on one another.
const LONGEST_CHAIN: usize = 16;

/// What a style makes of its text.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// The instance of a list that numbers its paragraphs, and the level.
    pub(super) list: Option<i64>,
    pub(super) level: Option<usize>,
    /// The outline level, 0 for the highest; 9 is that of body text.
    pub(super) outline: Option<usize>,
    pub(super) title: bool,
    pub(super) hidden: Option<bool>,
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// That of paragraphs which name none.
    pub(super) default: Style,
}

/// A style as it is written.
#[derive(Debug, Default)]
struct Written {
    based_on: Option<String>,
    own: Style,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(part: &str, text: &str, numbering: &Numbering) -> Result<Self, ReadError> {
        let mut xml = Xml::new(part, text);
        let mut written: HashMap<String, Written> = HashMap::new();
        let mut default = None;
        xml.root()?;
        let depth = xml.depth();
        while let Some(tag) = xml.child(depth)? {
            if tag.local_name().as_ref() != "style" {
                xml.skip(&tag)?;
                continue;
            }
            let id = attribute(&tag, "styleId").unwrap_or_default().into_owned();
            let of_paragraphs = attribute(&tag, "type").is_none_or(|x| x == "paragraph");
            if of_paragraphs && attribute(&tag, "default").is_some_and(|x| x == "1" || x == "true")
            {
                default = Some(id.clone());
            }
            written.insert(id, style(&mut xml)?);
        }
        let resolved = |id: &str| resolve(&written, numbering, id);
        Ok(Self {
            default: default.map(|id| resolved(&id)).unwrap_or_default(),
            styles: written.keys().map(|id| (id.clone(), resolved(id))).collect(),
        })
    }

    /// What a style makes of its text; nothing, when there is no such style.
    pub(super) fn get(&self, id: &str) -> Style {
        self.styles.get(id).copied().unwrap_or(self.default)
    }
}

fn style(xml: &mut Xml<'_>) -> Result<Written, ReadError> {
    let mut out = Written::default();
    let depth = xml.depth();
    while let Some(tag) = xml.child(depth)? {
        match tag.local_name().as_ref() {
            "name" => {
                let name = value(&tag).unwrap_or_default().to_lowercase();
                out.own.title = name == "title" || name == "标题";
                let outline = name.strip_prefix("heading ").or_else(|| name.strip_prefix("标题 "));
                out.own.outline = outline
                    .and_then(|x| x.parse::<usize>().ok()?.checked_sub(1))
                    .filter(|x| *x < 9);
            }
            "basedOn" => out.based_on = value(&tag).map(Into::into),
            "numId" => out.own.list = number(&tag),
            "ilvl" => out.own.level = number(&tag),
            "outlineLvl" => out.own.outline = number(&tag),
            "vanish" => out.own.hidden = Some(is_on(&tag)),
            _ => {}
        }
    }
    Ok(out)
}

/// What a style says itself, and what it has from those that it is based on.
fn resolve(written: &HashMap<String, Written>, numbering: &Numbering, id: &str) -> Style {
    let mut out = Style::default();
    let mut chain = Vec::new();
    let mut next = Some(id);
    while let Some((id, style)) = next.and_then(|id| written.get_key_value(id)) {
        out.list = out.list.or(style.own.list);
        out.level = out.level.or(style.own.level);
        out.outline = out.outline.or(style.own.outline);
        out.hidden = out.hidden.or(style.own.hidden);
        out.title |= style.own.title;
        chain.push(id.as_str());
        next = style.based_on.as_deref().filter(|_| chain.len() < LONGEST_CHAIN);
    }
    // The list itself knows best at which level it numbers a style.
    if let Some(list) = out.list {
        let level = chain.iter().find_map(|style| numbering.level_of_style(list, style));
        out.level = level.or(out.level);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(xml: &str) -> Styles {
        let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='1'>\
             <w:pStyle w:val='b'/></w:lvl></w:abstractNum>\
             <w:num w:numId='4'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
        let numbering = Numbering::read("word/numbering.xml", numbering).unwrap();
        let xml = format!("<w:styles>{xml}</w:styles>");
        Styles::read("word/styles.xml", &xml, &numbering).unwrap()
    }

    #[test]
    fn a_style_has_what_it_is_based_on() {
        let a = "<w:style w:styleId='a' w:type='paragraph' w:default='1'><w:name w:val='heading 3'/>\
             <w:pPr><w:numPr><w:numId w:val='4'/></w:numPr></w:pPr></w:style>";
        let list = Some(4);
        for (own, expected) in [
            ("", Style { list, level: Some(1), outline: Some(2), ..Style::default() }),
            (
                "<w:pPr><w:outlineLvl w:val='9'/></w:pPr><w:rPr><w:vanish/></w:rPr>",
                Style {
                    list,
                    level: Some(1),
                    outline: Some(9),
                    hidden: Some(true),
                    ..Style::default()
                },
            ),
            (
                "<w:name w:val='Title'/><w:pPr><w:numPr><w:ilvl w:val='3'/><w:numId w:val='0'/></w:numPr></w:pPr>",
                Style {
                    list: Some(0),
                    level: Some(3),
                    outline: Some(2),
                    title: true,
                    ..Style::default()
                },
            ),
        ] {
            let xml = format!("{a}<w:style w:styleId='b'><w:basedOn w:val='a'/>{own}</w:style>");
            let found = styles(&xml);
            assert_eq!(found.get("b"), expected, "{own}");
            assert_eq!(found.get("no such style"), found.default);
            assert_eq!(found.default.outline, Some(2));
        }
    }

    #[test]
    fn styles_in_a_circle_end() {
        let circle = "<w:style w:styleId='a'><w:basedOn w:val='b'/></w:style>\
             <w:style w:styleId='b'><w:basedOn w:val='a'/></w:style>";
        assert_eq!(styles(circle).get("a"), Style::default());
    }
}
