//! Front matter: what stands between the furniture and the first sentence (sections 1.5 and 1.6).

use std::ops::Range;

use crate::grammar::{Grammar, Kind};
use crate::recognize::byline::{self, Speaker};
use crate::recognize::chrome;
use crate::recognize::date::{self, Date};
use crate::recognize::title::{is_title, likeness};
use crate::structure::contents::contents;
use crate::structure::opening::{body_start, read_greeting, read_salutation};
use crate::structure::outline::Part;
use crate::structure::title_block::{Role, choose_title, joined, role};
use crate::text::chars::is_space;
use crate::text::paragraph::Paragraph;
use crate::text::sentence::is_terminated;

/// What the front matter says.
#[derive(Debug, Default)]
pub(crate) struct Front {
    /// Its lines, when it was wrapped.
    pub(crate) title: Vec<Part>,
    pub(crate) page_title: Option<usize>,
    pub(crate) subtitle: Option<Part>,
    pub(crate) speaker: Option<(Speaker, Option<Part>)>,
    /// The unit in whose name the text stands, below the title.
    pub(crate) unit: Option<Part>,
    pub(crate) date: Option<(Date, Part)>,
    pub(crate) salutation: Option<(Part, Part)>,
    pub(crate) greeting: Option<Part>,
    /// Furniture: paragraph and kind.
    pub(crate) chrome: Vec<(usize, String)>,
    /// The first paragraph of the text, and where the text begins in it.
    pub(crate) body: usize,
    pub(crate) offset: usize,
}

/// Reads the front matter of a piece.
pub(crate) fn front(grammar: &Grammar, paragraphs: &[Paragraph<'_>], range: Range<usize>) -> Front {
    let mut front = Front { body: range.start, ..Front::default() };
    let text = |at: usize| paragraphs[at].text.as_ref();
    let contents = contents(grammar, paragraphs, &range);
    let role_of = |at: usize| match contents.contains(&at) {
        true => Role::Chrome(chrome::CONTENTS.into()),
        false => role(grammar, &paragraphs[at]),
    };
    let (body, salutation_at) = body_start(grammar, paragraphs, range.clone(), &contents);
    front.body = body;
    if let Some(at) = salutation_at {
        read_salutation(grammar, paragraphs, range.end, at, &mut front);
    } else if body < range.end {
        read_greeting(grammar, paragraphs, body, 0, &mut front);
    }
    // The block of lines right above the text, read from below.
    let above = (range.start..salutation_at.unwrap_or(body)).rev();
    let mut roles: Vec<(usize, Role)> = above.map(|at| (at, role_of(at))).collect();
    let title = choose_title(grammar, paragraphs, &roles);
    // A sentence between title and text is text: 青春是什么？
    let greeted = salutation_at.is_some() || front.greeting.is_some();
    if let Some(title) = title.as_ref().filter(|_| !greeted) {
        let sentence = |(at, role): &&(usize, Role)| {
            *at >= title.end && matches!(role, Role::Candidate) && is_terminated(text(*at))
        };
        let sentences = roles.iter().take_while(sentence).count();
        roles.drain(..sentences);
        front.body -= sentences;
    }
    let mut reader = Reader { grammar, paragraphs, front };
    reader.read_lines(roles, title.clone());
    if let Some(title) = title {
        reader.read_title(title);
    }
    reader.read_dates();
    reader.front
}

/// Front matter that is being read.
struct Reader<'r, 'a> {
    grammar: &'r Grammar,
    paragraphs: &'r [Paragraph<'a>],
    front: Front,
}

impl<'r> Reader<'r, '_> {
    fn text(&self, at: usize) -> &'r str {
        self.paragraphs[at].text.as_ref()
    }

    fn part(&self, part: Part) -> &'r str {
        &self.text(part.paragraph)[part.start..part.end]
    }

    /// What the lines around the title say.
    fn read_lines(&mut self, roles: Vec<(usize, Role)>, title: Option<Range<usize>>) {
        // What a note on the speech says counts where the speech's own lines are silent.
        let mut framed: (Option<Speaker>, Option<(Date, Part)>) = (None, None);
        for (at, role) in roles {
            let line = self.text(at);
            let whole = Part { paragraph: at, start: 0, end: line.len() };
            let below_title = title.as_ref().is_none_or(|x| at + 1 >= x.start);
            let front = &mut self.front;
            match role {
                _ if title.as_ref().is_some_and(|x| x.contains(&at)) => {}
                Role::Subtitle if front.subtitle.is_none() && below_title => {
                    self.read_subtitle(whole);
                }
                Role::Date(found) if front.date.is_none() && below_title => {
                    front.date = Some((found, whole));
                }
                Role::NameDate(speaker, found) if front.speaker.is_none() && below_title => {
                    front.speaker = Some((speaker, Some(whole)));
                    front.date.get_or_insert((found, Part { end: 0, ..whole }));
                }
                Role::Byline(speaker) if front.speaker.is_none() && below_title => {
                    front.speaker = Some((speaker, Some(whole)));
                }
                Role::Unit if front.unit.is_none() && below_title && title.is_some() => {
                    front.unit = Some(whole);
                }
                Role::Frame => {
                    framed.0 = framed.0.or_else(|| byline::in_frame(self.grammar, line));
                    framed.1 = framed.1.or_else(|| {
                        let found = date::find_loose(line).filter(|x| x.month.is_some());
                        found.map(|x| (x, Part { end: 0, ..whole }))
                    });
                    front.chrome.push((at, "note".into()));
                }
                Role::Chrome(kind) => {
                    // The news above a speech says whose it is.
                    if is_terminated(line) {
                        framed.0 = framed.0.or_else(|| byline::in_frame(self.grammar, line));
                    }
                    front.chrome.push((at, kind));
                }
                role => {
                    let plain = matches!(role, Role::Candidate);
                    self.read_other(whole, plain, title.as_ref());
                }
            }
        }
        let front = &mut self.front;
        front.chrome.sort_by_key(|(at, _)| *at);
        front.speaker = front.speaker.take().or(framed.0.map(|x| (x, None)));
        front.date = front.date.or(framed.1);
    }

    /// A subtitle, which may have the speaker's name at its end: ——在成人礼上的致辞王  琛
    fn read_subtitle(&mut self, whole: Part) {
        let found = self.grammar.titles.captures(Kind::SubtitleName, self.part(whole));
        let named = found.and_then(|x| x.name("name")).and_then(|x| {
            let speaker = byline::byline(self.grammar, x.as_str().trim_matches(is_space))?;
            Some((speaker, x.start()))
        });
        match named {
            Some((speaker, cut)) if self.front.speaker.is_none() => {
                self.front.subtitle = Some(Part { end: cut, ..whole });
                self.front.speaker = Some((speaker, Some(Part { start: cut, ..whole })));
            }
            _ => self.front.subtitle = Some(whole),
        }
    }

    /// Any other line: the title again, a motto, or the page's; `plain`: it is of no other kind.
    fn read_other(&mut self, whole: Part, plain: bool, title: Option<&Range<usize>>) {
        let (at, line) = (whole.paragraph, self.part(whole));
        let is_page_title = title.is_some_and(|title| {
            let alike = likeness(line, &joined(self.paragraphs, title)) >= 0.8;
            let above = at < title.start && is_title(self.grammar, line);
            line.chars().count() >= 5
                && !line.ends_with(['。', '：', ':'])
                && !line.contains(['>', '»'])
                && (alike || above && plain)
        });
        // A motto stands between the title and the text.
        let motto = plain
            && !is_page_title
            && self.front.subtitle.is_none()
            && !is_terminated(line)
            && title.is_some_and(|title| at == title.end);
        if motto {
            self.front.subtitle = Some(whole);
            return;
        }
        if is_page_title {
            self.front.page_title.get_or_insert(at);
        }
        let kind = if is_page_title { "page-title" } else { "navigation" };
        self.front.chrome.push((at, kind.into()));
    }

    /// The title, and the speaker whom it or the lines beside it name.
    fn read_title(&mut self, title: Range<usize>) {
        let line = joined(self.paragraphs, &title);
        let named = match title.len() {
            1 => byline::after_colon(self.grammar, &line)
                .or_else(|| after_label(self.grammar, &line))
                .map_or(0, |rest| line.len() - rest.len()),
            _ => 0,
        };
        let whole = |at: usize| Part { paragraph: at, start: 0, end: self.text(at).len() };
        let mut lines: Vec<Part> = title.map(whole).collect();
        lines[0].start = named;
        self.front.title = lines;
        let told = |line: &str| byline::in_title(self.grammar, line);
        let unnamed = self.front.speaker.as_ref().is_none_or(|(x, _)| x.name.is_empty());
        if unnamed {
            let subtitle = || told(subtitle_text(self.text(self.front.subtitle?.paragraph)));
            let page = || told(self.text(self.front.page_title?));
            let told = told(&line).or_else(subtitle).or_else(page);
            self.front.speaker = match (told, self.front.speaker.take()) {
                // The byline holds the posts alone.
                (Some(told), Some((byline, part))) => {
                    Some((Speaker { posts: byline.posts, ..told }, part))
                }
                (told, byline) => told.map(|x| (x, None)).or(byline),
            };
        }
    }

    /// The date that shares a line with title or subtitle, when none has a line of its own.
    fn read_dates(&mut self) {
        if self.front.date.is_none() {
            self.front.date = self.date_after_title();
        }
        if self.front.date.is_none() {
            self.front.date = self.date_before_subtitle();
        }
        if self.front.date.is_none() {
            self.front.date = self.date_in_brackets();
        }
    }

    /// …上的讲话 2020-06-20
    fn date_after_title(&mut self) -> Option<(Date, Part)> {
        let last = *self.front.title.last()?;
        let line = self.part(last);
        let cut = line.trim_end_matches(is_space).rfind(is_space).filter(|cut| *cut > 0)?;
        let (rest, found) = date::date(line[cut..].trim_matches(is_space)).ok()?;
        let found = Some(found).filter(|x| rest.is_empty() && x.day.is_some())?;
        let start = last.start + cut;
        self.front.title.last_mut()?.end = start;
        Some((found, Part { start, ..last }))
    }

    /// --1954年5月23日在…大会上
    fn date_before_subtitle(&self) -> Option<(Date, Part)> {
        let subtitle = self.front.subtitle?;
        let line = subtitle_text(self.text(subtitle.paragraph));
        let (_, found) = date::date(line).ok().filter(|(_, found)| found.day.is_some())?;
        Some((found, Part { end: subtitle.start, ..subtitle }))
    }

    /// …上的讲话（2018年9月3日，某城）
    fn date_in_brackets(&mut self) -> Option<(Date, Part)> {
        let paragraphs = self.paragraphs;
        let mut lines = self.front.subtitle.iter_mut().chain(self.front.title.last_mut());
        lines.find_map(|part| {
            let line = &paragraphs[part.paragraph].text[part.start..part.end];
            let open = line.rfind(['（', '(']).filter(|open| *open > 0)?;
            let close = open + line[open..].find(['）', ')'])?;
            let end = close + line[close..].chars().next().map_or(0, char::len_utf8);
            let found = date::date_line(&line[open..end]).filter(|x| x.year.is_some())?;
            if !line[end..].trim_matches(is_space).is_empty() {
                return Some((found, Part { end: part.start, ..*part }));
            }
            let bracket = Part { start: part.start + open, ..*part };
            part.end = bracket.start;
            Some((found, bracket))
        })
    }
}

/// A subtitle without its dashes.
pub(crate) fn subtitle_text(line: &str) -> &str {
    line.trim_start_matches(|c| is_space(c) || "—–-－―─━".contains(c)).trim_matches(is_space)
}

/// The title without the word that says that it is one: 原标题：…
fn after_label<'t>(grammar: &Grammar, line: &'t str) -> Option<&'t str> {
    Some(grammar.titles.captures(Kind::TitleLabel, line)?.name("text")?.as_str())
}
