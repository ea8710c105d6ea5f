//! From the paragraphs of one piece to its speech.

use crate::document::Speech;
use crate::grammar::{Grammar, Kind};
use crate::parser::ParseOptions;
use crate::recognize::chrome;
use crate::recognize::marker::marker_at;
use crate::structure::back::{Back, back};
use crate::structure::build::Builder;
use crate::structure::front::{Front, front};
use crate::structure::outline::{Outline, Part};
use crate::structure::split::Piece;
use crate::structure::{Furniture, agenda, groups, nest, parallel, segments};
use crate::text::paragraph::Paragraph;
use crate::text::sentence::is_terminated;

/// Bytes of a line that may be the title of another page.
const LINK: usize = 150;

/// What the speeches of a file are read with.
pub(super) struct Reader<'r, 'a> {
    pub(super) grammar: &'r Grammar,
    pub(super) source: &'a str,
    pub(super) paragraphs: &'r [Paragraph<'a>],
    /// A commentary stands somewhere.
    pub(super) commented: bool,
    pub(super) options: &'r ParseOptions,
}

impl<'a> Reader<'_, 'a> {
    /// The speech of a piece, and the furniture that stands in it.
    pub(super) fn speech(&self, piece: &Piece) -> (Speech<'a>, Furniture) {
        let &Self { grammar, paragraphs, .. } = self;
        let mut furniture = Furniture::new();
        let end = self.commentary(piece);
        let commentary = end..piece.range.end;
        let front = front(grammar, paragraphs, piece.range.start..end);
        let mut back = back(grammar, paragraphs, front.body..end.max(front.body), front.offset);
        // On a line of its own a commentary is the page's; glued to the speech it is an appendix.
        if end > piece.range.start && self.is_glued(end) {
            back.appendix.extend(commentary);
        } else {
            furniture.extend(commentary.map(|at| (at, "note".into())));
        }
        // A credit glued to the last sentence is no line of the page's.
        let (credits, chrome): (Vec<_>, _) =
            back.chrome.into_iter().partition(|(at, _)| *at > 0 && self.is_glued(*at));
        back.chrome = chrome;
        back.appendix.extend(credits.into_iter().map(|(at, _)| at));
        back.appendix.sort_unstable();
        let body = self.body(&front, &back, &mut furniture);
        furniture.extend(front.chrome.iter().cloned());
        // Where the end is signed too, the unit's name above says nothing new.
        let unit = front.unit.filter(|_| back.signature.is_some());
        furniture.extend(unit.map(|x| (x.paragraph, "note".into())));
        furniture.extend(back.chrome.iter().cloned());
        let outline = self.outline(&body);
        let builder = Builder { grammar, paragraphs, outline: &outline };
        (builder.speech(piece, front, back), furniture)
    }

    /// Where a commentary on the speech ends it.
    fn commentary(&self, piece: &Piece) -> usize {
        let begins = |at: &usize| {
            let found =
                self.grammar.closings.captures(Kind::Commentary, &self.paragraphs[*at].text);
            found.is_some_and(|x| x.name("text").is_some_and(|x| x.start() == 0))
        };
        let found = self.commented.then(|| piece.range.clone().find(begins)).flatten();
        found.unwrap_or(piece.range.end)
    }

    /// Whether no line break stands before a paragraph.
    fn is_glued(&self, at: usize) -> bool {
        let Some(next) = self.paragraphs.get(at) else { return false };
        !self.source[self.paragraphs[at - 1].span.end..next.span.start].contains('\n')
    }

    /// The text between front and back matter, without the furniture inside it.
    fn body(&self, front: &Front, back: &Back, furniture: &mut Furniture) -> Vec<Part> {
        let mut out = Vec::with_capacity(back.end - front.body.min(back.end));
        let mut related = false;
        // The page prints the title once more below the salutation (R37).
        let echo = match front.title[..] {
            [title] if front.salutation.is_some() && front.offset == 0 => Some(title),
            _ => None,
        };
        let is_echo = |at: usize, text: &str| {
            let title = |x: Part| &self.paragraphs[x.paragraph].text[x.start..x.end];
            at == front.body && echo.is_some_and(|x| title(x) == text)
        };
        for (at, paragraph) in self.paragraphs.iter().enumerate().take(back.end).skip(front.body) {
            let text = paragraph.text.as_ref();
            // Under 相关阅读 stand titles of other pages.
            let linked = related
                && text.len() <= LINK
                && !is_terminated(text)
                && marker_at(self.grammar, text).is_none();
            let kind = chrome::furniture_inside(self.grammar, text)
                .or(linked.then_some("related"))
                .or((text.is_empty() || chrome::is_decoration(text)).then_some("note"))
                .or(is_echo(at, text).then_some("page-title"));
            related = kind == Some("related");
            if let Some(kind) = kind {
                furniture.push((at, kind.into()));
                continue;
            }
            let start = if at == front.body { front.offset } else { 0 };
            let end = back.cut.filter(|_| at + 1 == back.end).unwrap_or(text.len());
            out.push(Part { paragraph: at, start, end: end.max(start) });
        }
        out
    }

    /// The tree of a body.
    fn outline(&self, body: &[Part]) -> Outline {
        let segments = segments::segments(self.grammar, self.paragraphs, body);
        let mut outline = nest::nest(self.grammar, self.paragraphs, &segments);
        agenda::agenda(self.paragraphs, &mut outline);
        groups::group(self.grammar, self.paragraphs, &mut outline);
        if self.options.parallel {
            parallel::parallel(self.paragraphs, &mut outline);
        }
        outline
    }
}
