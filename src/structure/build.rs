//! From places to the tree of the output: zones, blocks, texts and spans.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::document::{
    Announcement, Block, Confidence, LeadIn, Paragraph as TextBlock, Salutation, Section,
    SectionKind, Separator, Speaker, Speech,
};
use crate::grammar::form::LAST;
use crate::grammar::{Grammar, Kind};
use crate::recognize::byline;
use crate::recognize::closing::{begins_peroration, is_appeal};
use crate::recognize::lead_in::{Announced, announcement};
use crate::recognize::title;
use crate::span::Span;
use crate::structure::back::Back;
use crate::structure::front::{Front, subtitle_text};
use crate::structure::outline::{Child, Outline, Part};
use crate::structure::split::Piece;
use crate::text::chars::{is_heading_end, is_space};
use crate::text::paragraph::Paragraph;
use crate::text::sentence;

pub(crate) struct Builder<'p, 'a> {
    pub(crate) grammar: &'p Grammar,
    pub(crate) paragraphs: &'p [Paragraph<'a>],
    pub(crate) outline: &'p Outline,
}

impl<'a> Builder<'_, 'a> {
    fn span(&self, part: Part) -> Span {
        self.paragraphs[part.paragraph].span_of(part.start, part.end)
    }

    fn slice(&self, part: Part) -> Cow<'a, str> {
        self.paragraphs[part.paragraph].slice(part.start, part.end)
    }

    fn text(&self, part: Part) -> &str {
        &self.paragraphs[part.paragraph].text[part.start..part.end]
    }

    /// Text and span of a part, when there is one.
    fn field(&self, part: Option<Part>) -> (Option<Cow<'a, str>>, Span) {
        match part {
            Some(part) => (Some(self.slice(part)), self.span(part)),
            None => (None, Span::default()),
        }
    }

    /// A heading without its final 。；, nor the stars of Markdown around it.
    fn heading(&self, part: Part) -> Cow<'a, str> {
        let text = self.text(part);
        let end = text.trim_end_matches(|c| is_heading_end(c) || "：:*.".contains(c));
        let start =
            part.start + end.len() - end.trim_start_matches(|c| c == '*' || is_space(c)).len();
        self.slice(Part { start, end: part.start + end.len(), ..part })
    }

    /// Puts a speech together.
    pub(crate) fn speech(&self, piece: &Piece, front: Front, back: Back) -> Speech<'a> {
        let mut speech = Speech::default();
        if let Some((at, number, title)) = &piece.separator {
            let whole = Part { paragraph: *at, start: 0, end: self.paragraphs[*at].text.len() };
            let title = Part { start: title.start, end: title.end, ..whole };
            speech.separator = Some(Separator {
                text: self.slice(whole),
                number: *number,
                title: (title.start < title.end).then(|| self.slice(title)),
                span: self.span(whole),
            });
        }
        speech.page_title = front.page_title.map(|at| {
            let end = self.paragraphs[at].text.len();
            self.slice(Part { paragraph: at, start: 0, end })
        });
        match front.title.as_slice() {
            [] => {}
            [one] => speech.title = Some(self.slice(*one)),
            several => {
                speech.title =
                    Some(several.iter().map(|x| self.slice(*x)).collect::<String>().into())
            }
        }
        for part in &front.title {
            let span = self.span(Part { start: 0, ..*part });
            speech.title_span = speech.title_span.join(span);
        }
        let (subtitle, span) = self.field(front.subtitle);
        speech.subtitle = subtitle.map(|x| match x {
            Cow::Borrowed(x) => Cow::Borrowed(subtitle_text(x)),
            Cow::Owned(x) => Cow::Owned(subtitle_text(&x).to_owned()),
        });
        speech.subtitle_span = span;
        let separator_title = speech.separator.as_ref().and_then(|x| x.title.as_deref());
        let named = speech.title.as_deref().or(separator_title);
        let subtitle = speech.subtitle.as_deref();
        // （2021年3月5日在某市人民代表大会上）
        let dated = front.date.map(|(_, part)| self.slice(part));
        speech.genre =
            [named, subtitle].into_iter().flatten().find_map(|x| title::genre(self.grammar, x));
        speech.occasion = [named, subtitle, dated.as_deref()]
            .into_iter()
            .flatten()
            .find_map(|x| title::occasion(self.grammar, x))
            .map(|x| Cow::Owned(x.to_owned()));
        let inherited = || Some((byline::in_title(self.grammar, separator_title?)?, None));
        speech.speaker = front.speaker.or_else(inherited).map(|(x, part)| Speaker {
            name: Cow::Owned(x.name),
            posts: x.posts.into_iter().map(Cow::Owned).collect(),
            placeholder: x.placeholder,
            span: part.map_or(Span::default(), |part| self.span(part)),
        });
        // A date under the title counts before one under the text; that one stays a leaf of its own.
        let mut signed = back.date;
        let date = match front.date {
            Some(x) => Some(x),
            None => signed.take(),
        };
        if let Some((date, part)) = date {
            speech.date = date.iso().map(Cow::Owned);
            if part.end > part.start {
                speech.date_text = Some(self.slice(part));
                speech.date_span = self.span(part);
            }
        }
        if let Some((from, to)) = front.salutation {
            let last = self.slice(to);
            speech.salutation = Some(if from.paragraph == to.paragraph {
                last
            } else {
                (from.paragraph..to.paragraph)
                    .map(|at| self.paragraphs[at].text.clone())
                    .chain([last])
                    .collect::<String>()
                    .into()
            });
            speech.salutation_span = self.span(from).join(self.span(to));
            if from.paragraph == to.paragraph {
                speech.salutation_span = self.span(to);
            }
        }
        (speech.greeting, speech.greeting_span) = self.field(front.greeting);
        (speech.wish, speech.wish_span) = self.field(back.wish);
        (speech.thanks, speech.thanks_span) = self.field(back.thanks);
        (speech.end_formula, speech.end_formula_span) = self.field(back.end_formula);
        (speech.signature, speech.signature_span) = self.field(back.signature.or(front.unit));
        let mut appendix: Vec<Part> = back
            .appendix
            .iter()
            .map(|at| Part { paragraph: *at, start: 0, end: self.paragraphs[*at].text.len() })
            .chain(signed.map(|(_, part)| part))
            .collect();
        appendix.sort_unstable_by_key(|part| (part.paragraph, part.start));
        speech.appendix = appendix.into_iter().map(|part| self.paragraph(part, None)).collect();
        self.zones(&mut speech);
        speech.span = extent(&speech);
        speech
    }

    /// Opening, body and closing.
    fn zones(&self, speech: &mut Speech<'a>) {
        let roots = &self.outline.roots;
        let announced = self.announces_parallels(roots);
        // A list inside a paragraph is no part. Parallel paragraphs begin the body where they are
        // certain, but only those that were announced tell where it ends.
        let is_part = |child: &Child, ends: bool| match child {
            Child::Node(node) => {
                let node = &self.outline.nodes[*node];
                let certain = match node.confidence {
                    Some(Confidence::High) => announced || !ends,
                    Some(Confidence::Low) => announced,
                    None => true,
                };
                certain && node.series.is_none_or(|x| !self.outline.series[x].inline)
            }
            _ => false,
        };
        let (roots, bullets) = self.appended_bullets(roots);
        speech.appendix.splice(0..0, self.blocks(bullets, 1));
        let last = roots.last();
        let cue = |child: &Child| match child {
            Child::Text(part) => {
                let text = self.text(*part);
                let appeals = || last == Some(child) && is_appeal(self.grammar, text);
                part.start == 0 && (begins_peroration(self.grammar, text) || appeals())
            }
            Child::Salutation(_) => true,
            Child::Node(_) => false,
        };
        // Who speaks in turn goes on to the end.
        let turn = |child: &Child| {
            matches!(child, Child::Text(part)
                if part.start == 0 && self.grammar.titles.is(Kind::Dialogue, self.text(*part)))
        };
        let opening = roots.iter().position(|x| is_part(x, false)).unwrap_or(0);
        let closing = match roots.iter().rposition(|x| is_part(x, true)) {
            Some(last) => {
                let rest = &roots[last + 1..];
                let uncued = if rest.iter().any(turn) { rest.len() } else { 0 };
                last + 1 + rest.iter().position(cue).unwrap_or(uncued)
            }
            None => {
                let last = roots.iter().rposition(cue);
                let late = |at: &usize| *at > opening && (*at + 1) * 3 > roots.len() * 2;
                last.filter(late).unwrap_or(roots.len())
            }
        };
        speech.opening = self.blocks(&roots[..opening], 1);
        speech.body = self.blocks(&roots[opening..closing], 1);
        speech.closing = self.blocks(&roots[closing..], 1);
        speech.announcement = self.announcement(&roots[..opening], &roots[opening..closing]);
    }

    /// Whether the text above parallel paragraphs says how many they are: they are parts as numbered
    /// ones are.
    fn announces_parallels(&self, roots: &[Child]) -> bool {
        let is_parallel = |child: &Child| matches!(child, Child::Node(x) if self.outline.nodes[*x].kind == SectionKind::Parallel);
        let first = roots.iter().position(is_parallel).unwrap_or(0);
        let (above, below) = roots.split_at(first);
        let Some(Child::Text(part)) = above.last() else { return false };
        let text = self.text(*part);
        let (start, end) = sentence::last(text);
        let count = below.iter().take_while(|x| is_parallel(x)).count() as u32;
        announcement(self.grammar, &text[start..end]).is_some_and(|x| x.count == Some(count))
    }

    /// A run of bullets after the peroration never reopens the body: it is an appendix, with the
    /// line above it.
    fn appended_bullets<'r>(&self, roots: &'r [Child]) -> (&'r [Child], &'r [Child]) {
        let bullet = |child: &Child| match child {
            Child::Node(node) => {
                self.outline.nodes[*node].marker.is_some_and(|(marker, _)| marker.ordinal == 0)
            }
            _ => false,
        };
        let whole = (roots, &roots[roots.len()..]);
        let Some(last) = roots.iter().rposition(|x| matches!(x, Child::Node(_)) && !bullet(x))
        else {
            return whole;
        };
        let cue = |child: &Child| match child {
            Child::Text(part) => {
                part.start == 0 && begins_peroration(self.grammar, self.text(*part))
            }
            _ => false,
        };
        let Some(cue) = roots[last + 1..].iter().position(cue).map(|at| last + 1 + at) else {
            return whole;
        };
        match roots[cue..].iter().position(bullet).map(|at| cue + at) {
            Some(first) => roots.split_at(if first > cue + 1 { first - 1 } else { first }),
            None => whole,
        }
    }

    /// The sentence that announces the sections: in the opening, or a group's heading.
    fn announcement(&self, opening: &[Child], body: &[Child]) -> Option<Announcement<'a>> {
        let node = |child: &Child| match child {
            Child::Node(node) => Some(*node),
            _ => None,
        };
        let members = |children: &[Child]| children.iter().filter_map(node).count() as u32;
        let first_series = |children: &[Child]| {
            let mut series = children.iter().filter_map(|x| self.outline.series_of(x)).peekable();
            let first = series.peek().copied();
            series.filter(|x| Some(*x) == first).count() as u32
        };
        let in_opening = opening.iter().rev().find_map(|child| match child {
            Child::Text(part) => {
                let text = self.text(*part);
                let all: Vec<_> = sentence::sentences(text).collect();
                all.into_iter().rev().take(8).find_map(|(start, end)| {
                    let found = announcement(self.grammar, &text[start..end])?;
                    Some((
                        Part { start: part.start + start, end: part.start + end, ..*part },
                        found,
                    ))
                })
            }
            _ => None,
        });
        let led = || {
            let first = body.iter().find_map(node)?;
            let series = self.outline.nodes[first].series?;
            self.outline.series[series].lead_in.clone().filter(|(_, x)| x.talk || x.count.is_some())
        };
        let grouped = || {
            body.iter().filter_map(node).find_map(|x| {
                let group = &self.outline.nodes[x];
                let heading = group.heading.filter(|_| group.kind == SectionKind::Group)?;
                let found =
                    announcement(self.grammar, self.text(heading)).filter(|x| x.count.is_some())?;
                Some((heading, found, members(&group.children)))
            })
        };
        let (part, Announced { count, unit, .. }, found) = match in_opening.or_else(led) {
            Some((part, found)) => (part, found, first_series(body)),
            None => grouped()?,
        };
        Some(Announcement {
            text: self.slice(part),
            count,
            unit: unit.map(Cow::Owned),
            found: Some(found).filter(|x| *x > 0),
            agenda: self.blocks(&self.outline.agenda, 1),
            span: self.span(part),
        })
    }

    fn blocks(&self, children: &[Child], level: u32) -> Vec<Block<'a>> {
        let mut out = Vec::with_capacity(children.len());
        let mut members: HashMap<usize, u32> = HashMap::new();
        for series in children.iter().filter_map(|x| self.outline.series_of(x)) {
            *members.entry(series).or_default() += 1;
        }
        for (at, child) in children.iter().enumerate() {
            match child {
                Child::Node(node) => out.push(Block::Section(Box::new(self.section(*node, level)))),
                Child::Salutation(part) => out.push(Block::Salutation(Salutation {
                    text: self.slice(*part),
                    span: self.span(*part),
                })),
                Child::Text(part) => {
                    let next = children.get(at + 1).and_then(|x| self.outline.series_of(x));
                    let lead_in = next.and_then(|series| {
                        let (lead, announced) = self.outline.series[series].lead_in.as_ref()?;
                        let inside = lead.paragraph == part.paragraph
                            && lead.start >= part.start
                            && lead.end <= part.end;
                        inside.then(|| LeadIn {
                            count: announced.count,
                            unit: announced.unit.clone().map(Cow::Owned),
                            found: members.get(&series).copied().unwrap_or(0),
                        })
                    });
                    out.push(self.paragraph(*part, lead_in));
                }
            }
        }
        out
    }

    fn paragraph(&self, part: Part, lead_in: Option<LeadIn<'a>>) -> Block<'a> {
        Block::Paragraph(TextBlock { text: self.slice(part), lead_in, span: self.span(part) })
    }

    fn section(&self, node: usize, level: u32) -> Section<'a> {
        let node = &self.outline.nodes[node];
        let mut section =
            Section { level, kind: node.kind, glued: node.glued, ..Section::default() };
        if let Some((marker, part)) = node.marker {
            section.marker = Some(self.slice(part));
            section.marker_span = self.span(part);
            section.form =
                Some(Cow::Owned(self.grammar.markers.forms[marker.form as usize].id.clone()));
            section.number =
                (!matches!(marker.ordinal, 0 | LAST)).then_some(u32::from(marker.ordinal));
        }
        section.placement = node.placement;
        if let Some(part) = node.heading {
            section.heading = Some(self.heading(part)).filter(|x| !x.is_empty());
            section.heading_span = self.span(part);
        }
        section.label = node
            .label
            .map(|part| self.heading(part))
            .filter(|x| !x.trim_matches(is_space).is_empty());
        section.confidence = node.confidence;
        section.body = self.blocks(&node.children, level + 1);
        section.span = section.marker_span.join(section.heading_span);
        for block in &section.body {
            section.span = section.span.join(span_of(block));
        }
        section
    }
}

/// Where a block stands.
pub(crate) fn span_of(block: &Block<'_>) -> Span {
    match block {
        Block::Paragraph(x) => x.span,
        Block::Salutation(x) => x.span,
        Block::Section(x) => x.span,
    }
}

/// From the first character of a speech to its last.
fn extent(speech: &Speech<'_>) -> Span {
    let mut span = Span::default();
    let separator = speech.separator.as_ref().map(|x| x.span);
    let speaker = speech.speaker.as_ref().map(|x| x.span);
    for part in separator.into_iter().chain(speaker).chain([
        speech.title_span,
        speech.subtitle_span,
        speech.date_span,
        speech.salutation_span,
        speech.greeting_span,
        speech.wish_span,
        speech.thanks_span,
        speech.end_formula_span,
        speech.signature_span,
    ]) {
        span = span.join(part);
    }
    for zone in [&speech.opening, &speech.body, &speech.closing, &speech.appendix] {
        for block in zone {
            span = span.join(span_of(block));
        }
    }
    span
}
