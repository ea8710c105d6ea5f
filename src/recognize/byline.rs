//! Speakers: bylines, names in titles, signatures (sections 1.5 and 5.2 of the domain).

use crate::grammar::{Grammar, Kind};
use crate::recognize::date::is_date_line;
use crate::recognize::marker::marker_at;
use crate::text::chars::{is_han, is_space};

/// Bytes of a byline with a date.
const DATED: usize = 150;
/// Characters of a post that is spaced out.
const SPACED: usize = 6;

/// A speaker as a line names him.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Speaker {
    pub(crate) name: String,
    pub(crate) posts: Vec<String>,
    pub(crate) placeholder: bool,
}

/// Reads a line as a byline: `某某省委书记 王建国`, `王 建国`, `发言人：王建国`.
pub(crate) fn byline(grammar: &Grammar, line: &str) -> Option<Speaker> {
    if line.len() > 240 || line.contains(['。', '！', '？']) {
        return None;
    }
    let posted = |line: &str| {
        let found = grammar.titles.captures(Kind::Byline, line)?;
        let post = found.name("post").map_or("", |x| x.as_str());
        Some(speaker(grammar, found.name("name")?.as_str(), post))
    };
    if let Some(found) = posted(line).or_else(|| unspaced(line).find_map(|x| posted(&x))) {
        return Some(found);
    }
    let found = grammar.titles.captures(Kind::Name, line)?;
    Some(speaker(grammar, found.name("name")?.as_str(), ""))
}

/// Reads a line as a byline that may have a number: `1.王建国（县委书记）`.
pub(crate) fn numbered(grammar: &Grammar, line: &str) -> Option<Speaker> {
    let after = || Some(&line[marker_at(grammar, line)?.len..]);
    byline(grammar, line).or_else(|| byline(grammar, after()?.trim_start_matches(is_space)))
}

/// Reads a line of posts from which the name is gone: `某某县委常委、副县长`.
pub(crate) fn post_alone(grammar: &Grammar, line: &str) -> Option<Speaker> {
    grammar.titles.is(Kind::Post, line).then(|| speaker(grammar, "", line))
}

/// A line whose words are spaced out, as the post and the name that it may be: 县  长  王 建 国
fn unspaced(line: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = line.split(is_space).filter(|x| !x.is_empty()).collect();
    let single = words.iter().take_while(|x| x.chars().count() == 1).count();
    let last = single.min(words.len().saturating_sub(1)).min(SPACED);
    (2..=last).map(move |at| format!("{} {}", words[..at].concat(), words[at..].concat()))
}

/// Reads a line as a byline of name and date: `王建国2018.05.21`.
pub(crate) fn name_and_date<'t>(grammar: &Grammar, line: &'t str) -> Option<(Speaker, &'t str)> {
    if let Some(found) = grammar.titles.captures(Kind::NameDate, line) {
        let named = speaker(grammar, found.name("name")?.as_str(), "");
        return Some((named, found.name("date")?.as_str()));
    }
    if line.len() > DATED {
        return None;
    }
    // 县委书记 王建国（2018年5月21日）, 2018年5月21日 王建国
    let cut = line.rfind(['（', '(']).or_else(|| line.rfind(is_space))?;
    let (who, when) = line.split_at(cut);
    if is_date_line(when.trim_start_matches(is_space)) {
        let named = byline(grammar, who.trim_end_matches(is_space))?;
        return Some((named, when.trim_start_matches(is_space)));
    }
    let first = line.find(is_space)?;
    let (when, who) = line.split_at(first);
    let named = || byline(grammar, who.trim_start_matches(is_space));
    if is_date_line(when) { Some((named()?, when)) } else { None }
}

/// The speaker that a title names: `王建国在全县大会上的讲话`, `王建国：在全县大会上的讲话`.
pub(crate) fn in_title(grammar: &Grammar, title: &str) -> Option<Speaker> {
    if let Some(found) = grammar.titles.captures(Kind::SpeakerColon, title)
        && found.name("name").is_some_and(|x| is_name(grammar, x.as_str()))
    {
        return Some(speaker(grammar, found.name("name")?.as_str(), ""));
    }
    let found = grammar.titles.captures(Kind::Speaker, title)?;
    let name = found.name("name")?.as_str();
    let group = |name| found.name(name).map_or("", |x| x.as_str());
    let posts = format!("{}{}", group("post"), group("after"));
    let plausible = is_name(grammar, name) || is_placeholder(grammar, name);
    plausible.then(|| speaker(grammar, name, &posts))
}

/// The speaker that the frame of a news page names: `某某协会主席王建国于年会的演讲辞全文：`.
pub(crate) fn in_frame(grammar: &Grammar, line: &str) -> Option<Speaker> {
    let frame = grammar.titles.captures(Kind::Frame, line);
    let found = frame.or_else(|| grammar.titles.captures(Kind::EditorNote, line))?;
    let posts = found.name("post").map_or("", |x| x.as_str());
    // A married name has two surnames: 林鄭月娥.
    let name: String = found.name("name")?.as_str().chars().take(3).collect();
    if !is_name(grammar, &name) {
        return None;
    }
    Some(speaker(grammar, found.name("name")?.as_str(), posts))
}

/// The title without the speaker's name and colon in front of it.
pub(crate) fn after_colon<'t>(grammar: &Grammar, title: &'t str) -> Option<&'t str> {
    let found = grammar.titles.captures(Kind::SpeakerColon, title)?;
    is_name(grammar, found.name("name")?.as_str())
        .then(|| found.name("text").map(|x| x.as_str()))
        .flatten()
}

/// Whether a word is a personal name: a surname and one or two characters.
pub(crate) fn is_name(grammar: &Grammar, word: &str) -> bool {
    grammar.titles.is(Kind::Name, word) && !grammar.titles.is(Kind::NoName, word)
}

/// Whether a line is the name of a unit: 某某县人民政府.
pub(crate) fn is_unit(grammar: &Grammar, line: &str) -> bool {
    grammar.titles.is(Kind::Unit, line)
}

fn is_placeholder(grammar: &Grammar, name: &str) -> bool {
    grammar.placeholders.is(Kind::Name, name)
}

fn speaker(grammar: &Grammar, name: &str, posts: &str) -> Speaker {
    let name: String = name.chars().filter(|c| !is_space(*c)).collect();
    let posts = posts
        .split(['、', '，', ',', '兼', ' ', '\u{3000}', '\u{a0}', '\t'])
        .map(|post| post.trim_matches(is_space))
        .filter(|post| post.chars().any(is_han))
        .map(str::to_owned)
        .collect();
    let placeholder = is_placeholder(grammar, &name);
    Speaker { name, posts, placeholder }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognize::rows;

    /// Name and posts.
    #[test]
    fn rows() {
        let grammar = Grammar::bundled();
        rows::check(include_str!("rows/byline.txt"), |section, text| {
            let (found, rest) = match section {
                "byline" => (byline(grammar, text)?, ""),
                "name and date" => name_and_date(grammar, text)?,
                "title" => (in_title(grammar, text)?, ""),
                "frame" => (in_frame(grammar, text)?, ""),
                "unit" => return is_unit(grammar, text).then(|| "unit".into()),
                "placeholder" => return is_placeholder(grammar, text).then(|| "taken out".into()),
                _ => panic!("{section}"),
            };
            let mut out = vec![found.name];
            out.extend(found.posts);
            out.extend(found.placeholder.then(|| "(taken out)".into()));
            out.extend((!rest.is_empty()).then(|| rest.to_owned()));
            Some(out.join(" | "))
        });
    }
}
