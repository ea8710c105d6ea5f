//! Parts that a speech should have, and line breaks that were lost or added.

use super::draft::{Draft, Leaf, Role, Series};
use super::rule::{Rule, text};
use super::{Findings, excerpt, rule};
use crate::diagnostic::Severity::{Info, Warning};
use crate::document::{Genre, Placement, Punctuation, Section, Speech};
use crate::grammar::Kind;
use crate::recognize::closing;
use crate::span::Span;
use crate::text::chars::{is_han, is_sentence_end};
use crate::text::sentence;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "missing-salutation",
        group: "layout",
        severity: Info,
        message: text("没有称谓", "there is no salutation"),
        why: text(
            "讲话、发言、致辞开头应有称谓，如“同志们：”。没有时多半是抓取时丢了。",
            "A speech begins with its audience: 同志们：. Where that is missing it was usually lost on the way.",
        ),
        wrong: "在春耕动员会上的讲话\n春耕要早动手，各级干部要带头。\n谢谢大家！",
        right: "在春耕动员会上的讲话\n同志们：\n春耕要早动手，各级干部要带头。\n谢谢大家！",
    },
    Rule {
        code: "missing-closing",
        group: "layout",
        severity: Info,
        message: text(
            "没有结尾：没有号召、祝愿或致谢",
            "there is no closing: no appeal, wish or thanks",
        ),
        why: text(
            "讲话通常以号召、祝愿或“谢谢大家”收尾。没有时可能是后半篇丢了。",
            "A speech ends with an appeal, a wish or 谢谢大家. Where nothing of the kind stands, the end may be lost.",
        ),
        wrong: "在春耕动员会上的讲话\n同志们：\n下面，我讲两点意见。\n一、抓早\n早备种。\n二、抓实\n实干。",
        right: "在春耕动员会上的讲话\n同志们：\n下面，我讲两点意见。\n一、抓早\n早备种。\n二、抓实\n实干。\n谢谢大家！",
    },
    Rule {
        code: "salutation-colon",
        group: "layout",
        severity: Info,
        message: text("称谓之后应有冒号", "a salutation ends with a colon"),
        why: text(
            "GB/T 15834-2011 第4.7.3.3条：冒号用在书信、讲话稿中称谓语之后。",
            "GB/T 15834-2011, 4.7: a colon stands after the salutation of a letter or a speech.",
        ),
        wrong: "在春耕动员会上的讲话\n各位领导，同志们\n春耕要早动手，各级干部要带头。\n谢谢大家！",
        right: "在春耕动员会上的讲话\n各位领导，同志们：\n春耕要早动手，各级干部要带头。\n谢谢大家！",
    },
    Rule {
        code: "missing-title",
        group: "layout",
        severity: Info,
        message: text("没有题目", "there is no title"),
        why: text(
            "讲话稿应有题目，写明场合和文种，如“在全县春耕动员会上的讲话”。",
            "A speech has a title that names occasion and kind: 在全县春耕动员会上的讲话.",
        ),
        wrong: "同志们：\n春耕要早动手，各级干部要带头。\n谢谢大家！",
        right: "在春耕动员会上的讲话\n同志们：\n春耕要早动手，各级干部要带头。\n谢谢大家！",
    },
    Rule {
        code: "genre-conflict",
        group: "layout",
        severity: Info,
        message: text("题目说是{0}，内容像{1}", "by its title this is {0}, by its text {1}"),
        why: text(
            "文种与内容不符：网站常把调研报告、事迹材料归在“演讲稿”名下。",
            "Title and text are of two kinds: sites file reports and portraits under 演讲稿.",
        ),
        wrong: "春耕先进典型演讲稿\n陆承远，男，汉族，1964年12月出生，现任青禾县农技站站长。\n他三十年如一日，扎根田间。",
        right: "春耕先进典型事迹材料\n陆承远，男，汉族，1964年12月出生，现任青禾县农技站站长。\n他三十年如一日，扎根田间。",
    },
    Rule {
        code: "hard-wrap",
        group: "layout",
        severity: Info,
        message: text(
            "一段话在这里被换行断开（全文共{0}处）",
            "a line break inside a paragraph, {0} in the whole text",
        ),
        why: text(
            "从PDF或网页复制的文字常在行末断开。一段应当是一行，否则检索和排版都会出错。",
            "Text copied from a PDF or a page breaks where its lines did. A paragraph should be one line.",
        ),
        wrong: "同志们：\n春耕生产要早谋划、早部署、早行动，各级干部要深入田间地头，\n帮助群众解决实际困难。",
        right: "同志们：\n春耕生产要早谋划、早部署、早行动，各级干部要深入田间地头，帮助群众解决实际困难。",
    },
    Rule {
        code: "glued-heading",
        group: "layout",
        severity: Warning,
        message: text(
            "小标题“{0}”与正文之间只有一个空格",
            "only a space parts the heading {0} from its text",
        ),
        why: text(
            "独行小标题之后的换行丢了，标题和正文连成一行。",
            "The line break after a heading was lost, so that it runs on into its text.",
        ),
        wrong: "一、关于春耕工作的重大意义\n春耕是全年农业的第一仗。\n二、关于春耕工作的主要任务\n备足良种，备足肥料。\n三、关于春耕工作的重要保障 开展春耕是一项系统工程，各级各部门要加强领导、落实责任，确保取得实效。",
        right: "一、关于春耕工作的重大意义\n春耕是全年农业的第一仗。\n二、关于春耕工作的主要任务\n备足良种，备足肥料。\n三、关于春耕工作的重要保障\n开展春耕是一项系统工程，各级各部门要加强领导、落实责任，确保取得实效。",
    },
    Rule {
        code: "glued-marker",
        group: "layout",
        severity: Warning,
        message: text("“{0}”前面的换行丢了", "the line break before {0} was lost"),
        why: text(
            "同级的其他条都另起一段，这一条却接在上一段后面，多半是换行丢了。",
            "Its siblings begin paragraphs, and it stands inside the one before: a line break was lost.",
        ),
        wrong: "第一，要抓早。早备种，早整地。第二，要抓实。实打实地干。\n第三，要抓细。细化到户。\n第四，要抓严。严格考核。",
        right: "第一，要抓早。早备种，早整地。\n第二，要抓实。实打实地干。\n第三，要抓细。细化到户。\n第四，要抓严。严格考核。",
    },
    Rule {
        code: "flattened",
        group: "layout",
        severity: Warning,
        message: text(
            "全文几乎都在一行里，换行丢了",
            "nearly the whole text is one line: its line breaks were lost",
        ),
        why: text(
            "八成以上的文字在同一段里，说明复制时丢了全部换行，段落和标题只能靠序号猜。",
            "More than 80 % of the text is one paragraph: all line breaks were lost, and only the markers tell what was a paragraph.",
        ),
        wrong: FLAT,
        right: "同志们：\n一、抓早\n早备种。\n二、抓实\n实干。",
    },
    Rule {
        code: "sentence-lines",
        group: "layout",
        severity: Info,
        message: text(
            "每句一行，段落的界线丢了",
            "every sentence has a line of its own: the paragraphs were lost",
        ),
        why: text(
            "有的网页把每句话单独成行，原来的段落无法恢复。",
            "Some pages put each sentence on a line; what the paragraphs were cannot be told any more.",
        ),
        wrong: "同志们：\n春耕要早。\n备种要足。\n备肥要够。\n整地要细。\n播种要匀。\n灌水要勤。\n除草要净。\n防虫要快。\n收割要抢。\n晾晒要干。\n入仓要满。\n算账要清。",
        right: "同志们：\n春耕要早。备种要足。备肥要够。整地要细。\n播种要匀。灌水要勤。除草要净。防虫要快。\n收割要抢。晾晒要干。入仓要满。算账要清。",
    },
    Rule {
        code: "heading-boundary",
        group: "layout",
        severity: Warning,
        message: text(
            "“{0}”的小标题与正文连在一起，分不出界线",
            "nothing tells where the heading of {0} ends and its text begins",
        ),
        why: text(
            "同级小标题都独占一行，这一条的标题却与正文直接相连，应当补上句号或换行。",
            "Its siblings have headings on lines of their own, and here heading and text are glued together: a full stop or a line break is missing.",
        ),
        wrong: "一、认清形势，增强抓好春耕的紧迫感\n春耕是第一仗。\n二、突出重点，抓好春耕各项任务\n备足良种。\n三、加强领导，形成抓好春耕的合力各级各部门要把春耕摆上重要位置，主要领导亲自抓，分管领导具体抓，一级抓一级，层层抓落实，确保各项措施落到田间地头",
        right: "一、认清形势，增强抓好春耕的紧迫感\n春耕是第一仗。\n二、突出重点，抓好春耕各项任务\n备足良种。\n三、加强领导，形成抓好春耕的合力\n各级各部门要把春耕摆上重要位置，主要领导亲自抓，分管领导具体抓，一级抓一级，层层抓落实，确保各项措施落到田间地头。",
    },
    Rule {
        code: "agenda-repeated",
        group: "layout",
        severity: Info,
        message: text(
            "正文之前先列了一遍小标题",
            "the headings are listed once before their texts",
        ),
        why: text(
            "总起句之后先列一遍小标题，后面再逐条展开：网页摘要常这样，讲稿里要确认是否有意。",
            "A list of the headings stands before the sections: often a preview of a page. In a draft, see whether it is meant.",
        ),
        wrong: "同志们：\n今天主要讲两个问题：\n（一）怎么看待春耕；\n（二）怎么抓好春耕。\n（一）怎么看待春耕。这个问题大家都知道，春耕是第一仗。\n（二）怎么抓好春耕。关键在人，各级干部要带头。",
        right: "同志们：\n今天主要讲两个问题。\n（一）怎么看待春耕。这个问题大家都知道，春耕是第一仗。\n（二）怎么抓好春耕。关键在人，各级干部要带头。",
    },
];

/// A text without line breaks, as flattened ones come.
const FLAT: &str = "同志们：今天召开春耕生产动员大会，主要任务是分析当前形势，部署今年工作，动员全县上下迅速行动起来，掀起春耕生产高潮。刚才，农业局、水利局、供销社的负责同志作了发言，讲得都很好，我完全同意。下面，我讲三点意见。一、认清形势，增强紧迫感。去年以来，全县粮食生产再获丰收，农民收入稳步增长，农村面貌明显改善，这些成绩来之不易，值得珍惜。同时也要看到，今年气候条件复杂，农资价格上涨，劳力外出较多，春耕任务十分艰巨。二、突出重点，抓好各项任务。要备足良种肥料，检修农机具，疏通沟渠，加固堤坝，确保水到田头。要组织技术人员下乡，开展培训，推广良种良法，提高单产。要抓好示范片建设，以点带面，整体推进。三、加强领导，确保落实。各级各部门要把春耕摆上重要位置，主要领导亲自抓，分管领导具体抓，一级抓一级，层层抓落实。要加强督促检查，对工作不力的要通报批评，对成绩突出的要表彰奖励。同志们，一年之计在于春，让我们迅速行动起来，以饱满的热情、扎实的作风，夺取全年农业丰收！";

const SALUTATION: &Rule = rule(RULES, "missing-salutation");
const CLOSING: &Rule = rule(RULES, "missing-closing");
const COLON: &Rule = rule(RULES, "salutation-colon");
const TITLE: &Rule = rule(RULES, "missing-title");
const GENRE: &Rule = rule(RULES, "genre-conflict");
const WRAP: &Rule = rule(RULES, "hard-wrap");
const SPACE: &Rule = rule(RULES, "glued-heading");
const GLUED: &Rule = rule(RULES, "glued-marker");
const FLATTENED: &Rule = rule(RULES, "flattened");
const SENTENCES: &Rule = rule(RULES, "sentence-lines");
const BOUNDARY: &Rule = rule(RULES, "heading-boundary");
const AGENDA: &Rule = rule(RULES, "agenda-repeated");

/// More breaks than happen by mistake: the text was wrapped throughout.
const MANY: usize = 20;

/// Bytes of a text that should have paragraphs.
const LONG: usize = 1_000;

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    for (at, speech) in draft.document.speeches.iter().enumerate() {
        parts(draft, at, speech, findings);
    }
    wraps(draft, findings);
    if !flattened(draft, findings) {
        // A list that stands inside one paragraph from first to last was written so.
        let torn = |x: &&Series<'_>| x.members[1..].iter().any(|x| !x.glued);
        for section in draft.series.iter().filter(torn).flat_map(|x| &x.members) {
            let marker = section.marker.as_deref().unwrap_or("").trim();
            if section.glued && section.number.is_some() {
                findings.add(GLUED, section.marker_span, &[&marker]);
            }
        }
    }
    sentence_lines(draft, findings);
    for series in &draft.series {
        series.members.iter().for_each(|x| glued_heading(draft, x, findings));
        boundaries(draft, series, findings);
    }
}

/// The place of a whole speech: its first line.
fn head(draft: &Draft<'_>, speech: &Speech<'_>) -> Span {
    let line = draft.line(speech.span.start);
    Span::new(speech.span.start, line.end.min(speech.span.end).max(speech.span.start))
}

fn parts(draft: &Draft<'_>, at: usize, speech: &Speech<'_>, findings: &mut Findings) {
    let head = head(draft, speech);
    if speech.title.is_none() && speech.separator.as_ref().is_none_or(|x| x.title.is_none()) {
        findings.add(TITLE, head, &[]);
    }
    let genre = speech.genre;
    let spoken = matches!(
        genre,
        Some(
            Genre::Directive
                | Genre::Statement
                | Genre::Ceremonial
                | Genre::Oratory
                | Genre::Lecture
        )
    );
    // Sites file other kinds of text under 演讲稿.
    let filed = matches!(genre, Some(Genre::Oratory | Genre::Lecture));
    let content = if filed { content(draft, at, speech) } else { None };
    let report = matches!(content, Some(Genre::Survey | Genre::Deeds));
    if spoken && !report && speech.salutation.is_none() {
        findings.add(SALUTATION, head, &[]);
    }
    let ended = speech.wish.is_some() || speech.thanks.is_some() || speech.end_formula.is_some();
    if spoken && !ended && speech.closing.is_empty() && !ends_in_appeal(draft, at) {
        findings.add(CLOSING, head, &[]);
    }
    if let Some(salutation) = &speech.salutation {
        let last = salutation.trim_end().chars().next_back();
        if last.is_some_and(is_han) {
            let raw = draft.slice(speech.salutation_span).trim_end();
            let start = raw.char_indices().next_back().map_or(0, |(at, _)| at);
            let from = speech.salutation_span.start;
            let colon = if draft.width == Punctuation::HalfWidth { ':' } else { '：' };
            let place = Span::new(from + start, from + raw.len());
            findings.add(COLON, place, &[]).mend(format!("{}{colon}", &raw[start..]));
        }
    }
    if let (Some(title), Some(content)) = (genre, content) {
        findings.add(GENRE, head, &[&name(title), &name(content)]);
    }
    if let Some(announcement) = speech.announcement.as_ref().filter(|x| !x.agenda.is_empty()) {
        findings.add(AGENDA, announcement.span, &[]);
    }
}

/// Whether the last sentence of a speech is an appeal, or a list at its end stands under one.
fn ends_in_appeal(draft: &Draft<'_>, at: usize) -> bool {
    let Some(last) = draft.leaves_of(at).rfind(|x| x.role == Role::Text) else { return false };
    let line = draft.line(last.span.start);
    let paragraph = draft.slice(Span::new(line.start, last.span.end)).trim_end();
    let is_last = |x: &Section<'_>| x.span.end >= last.span.end;
    let lists = draft.series_of(at).filter(|x| x.members.last().is_some_and(|x| is_last(x)));
    let mut lead_ins = lists.filter_map(|x| match x.before {
        Some(before) => Some(draft.slice(before.span)),
        None => x.owners.last()?.heading.as_deref(),
    });
    let last_sentence = &paragraph[sentence::last(paragraph).0..];
    is_appeal(draft, last_sentence) || lead_ins.any(|x| is_appeal(draft, x))
}

/// 让我们夺取丰收！ 希望大家做到：
fn is_appeal(draft: &Draft<'_>, sentence: &str) -> bool {
    closing::is_appeal(draft.grammar, sentence) || draft.grammar.closings.is(Kind::Call, sentence)
}

fn name(genre: Genre) -> String {
    serde_json::to_value(genre).ok().and_then(|x| Some(x.as_str()?.to_owned())).unwrap_or_default()
}

/// The kind of a text by its words: only what an orator would not say.
fn content(draft: &Draft<'_>, at: usize, speech: &Speech<'_>) -> Option<Genre> {
    let text = draft.slice(speech.span);
    let near = text.char_indices().nth(300).map_or(text, |(at, _)| &text[..at]);
    let has = |text: &str, words: &[&str]| words.iter().any(|x| text.contains(x));
    if has(near, &["男，", "男,", "女，", "女,"]) && has(near, &["出生", "现任", "現任"])
    {
        return Some(Genre::Deeds);
    }
    if has(text, &["为此建议", "為此建議", "调研发现", "調研發現"]) {
        return Some(Genre::Survey);
    }
    let announced = speech.announcement.as_ref().is_some_and(|x| x.count.is_some());
    let levels = draft.series_of(at).any(|x| !x.owners.is_empty());
    (announced && levels && speech.salutation.is_none()).then_some(Genre::Directive)
}

fn wraps(draft: &Draft<'_>, findings: &mut Findings) {
    let mut breaks = Vec::new();
    // A title or lines of address that are set on several lines are no accident.
    for leaf in draft.leaves.iter().filter(|x| !matches!(x.role, Role::Chrome | Role::Frame)) {
        let text = draft.slice(leaf.span);
        for at in memchr::memchr_iter(b'\n', text.as_bytes()) {
            let (before, after) = (&text[..at], text[at + 1..].trim_start());
            let line = before.trim_end();
            if let Some(c) = line.chars().next_back().filter(|_| !after.is_empty()) {
                let end = leaf.span.start + line.len();
                breaks.push(Span::new(end - c.len_utf8(), end));
            }
        }
    }
    breaks.dedup();
    let shown = if breaks.len() > MANY { 1 } else { breaks.len() };
    for span in &breaks[..shown] {
        findings.add(WRAP, *span, &[&breaks.len()]);
    }
}

fn flattened(draft: &Draft<'_>, findings: &mut Findings) -> bool {
    let total = draft.text.trim().len();
    let longest = draft.text.lines().map(str::len).max().unwrap_or(0);
    let flat = total > LONG && longest * 5 >= total * 4;
    let structured = draft.series.iter().any(|x| x.members.len() > 1);
    if flat && structured {
        let line = draft.text.lines().find(|x| x.len() == longest).unwrap_or("");
        let start = line.as_ptr() as usize - draft.text.as_ptr() as usize;
        let end = line.char_indices().nth(12).map_or(line.len(), |(at, _)| at);
        findings.add(FLATTENED, Span::new(start, start + end), &[]);
    }
    flat && structured
}

fn sentence_lines(draft: &Draft<'_>, findings: &mut Findings) {
    // The first leaves tell of all.
    const LEAVES: usize = 60;
    const FEW: usize = 12;
    let running = |x: &&Leaf| x.role == Role::Text && x.speech != usize::MAX;
    let mut texts: Vec<Span> =
        draft.leaves.iter().filter(running).take(LEAVES).map(|x| x.span).collect();
    // The items of a paragraph stand in it together.
    texts.dedup_by_key(|x| draft.line(x.start).start);
    let one = |span: &&Span| {
        let line = draft.line(span.start);
        let text = draft.slice(Span::new(line.start, line.end.max(span.end))).trim();
        let ends = text.chars().filter(|c| is_sentence_end(*c)).count();
        let numbered = !draft.text[line.start..span.start].trim().is_empty();
        ends == 1 && text.ends_with(is_sentence_end) && !numbered
    };
    // A few tell of most texts.
    let few = texts.iter().take(FEW).filter(one).count();
    if texts.len() < FEW || few * 10 < FEW * 8 {
        return;
    }
    let single = texts.iter().filter(one).count();
    if single * 10 >= texts.len() * 9 {
        findings.add(SENTENCES, texts[0], &[]);
    }
}

fn glued_heading(draft: &Draft<'_>, section: &Section<'_>, findings: &mut Findings) {
    if section.placement != Some(Placement::RunIn) || section.heading.is_none() {
        return;
    }
    let raw = draft.slice(section.heading_span);
    let end = section.heading_span.start + raw.trim_end().len();
    let rest = &draft.text[end..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']).len();
    let han = |c: Option<char>| c.is_some_and(is_han);
    if gap > 0 && han(draft.before(end)) && han(rest[gap..].chars().next()) {
        let name = excerpt(section.name());
        findings.add(SPACE, Span::new(end, end + gap), &[&name]);
    }
}

/// The lengths of the first two clauses, in characters.
fn rhythm(text: &str) -> Option<(usize, usize)> {
    let mut clauses = text.split(['，', ',', '。', '；', '：', ' ', '\n']);
    let (first, second) = (clauses.next()?, clauses.next()?);
    Some((first.chars().count(), second.chars().count()))
}

/// Items whose siblings have headings A，B on lines of their own, and whose own B runs on.
fn boundaries(draft: &Draft<'_>, series: &Series<'_>, findings: &mut Findings) {
    let heads = |x: &&&Section<'_>| x.placement == Some(Placement::Line) && !x.body.is_empty();
    let rhythms: Vec<(usize, usize)> =
        series.members.iter().filter(heads).filter_map(|x| rhythm(x.heading.as_deref()?)).collect();
    let Some(longest) = rhythms.iter().map(|x| x.1).max().filter(|_| rhythms.len() >= 2) else {
        return;
    };
    let near = |n: usize| rhythms.iter().any(|x| x.0.abs_diff(n) <= 1);
    for member in &series.members {
        let headed = member.placement == Some(Placement::Line) && member.heading.is_some();
        if headed || member.placement == Some(Placement::Inline) || member.glued {
            continue;
        }
        let line = draft.line(member.marker_span.start);
        let text = &draft.text[member.marker_span.end.min(line.end)..line.end];
        if rhythm(text.trim()).is_some_and(|x| near(x.0) && x.1 > longest * 2) {
            let marker = member.marker.as_deref().unwrap_or("").trim();
            findings.add(BOUNDARY, member.marker_span, &[&marker]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_fires;

    #[test]
    fn breaks() {
        assert_fires(
            "hard-wrap",
            &[
                ("同志们：\n春耕要早。\n秋收要快。", 0),
                ("同志们：\n春耕要早谋划，\n早部署，\n早行动。", 2),
            ],
        );
        let sentences = ["备种要足。", "备肥要够。", "整地要细。", "播种要匀。"].repeat(4);
        let lines = |join: &dyn Fn(&str, usize) -> String| {
            let lines: Vec<_> = sentences.iter().zip(1..).map(|(x, n)| join(x, n)).collect();
            format!("同志们：\n{}", lines.join("\n"))
        };
        assert_fires(
            "sentence-lines",
            &[
                (&lines(&|x, _| x.to_owned()), 1),
                (&lines(&|x, _| format!("{x}各级要带头。")), 0),
                (&lines(&|x, _| format!("要做到：一是抓早。二是{x}")), 0),
                (&lines(&|x, n| format!("{n}．抓落实。{x}")), 0),
                (&lines(&|x, n| format!("{n}．{x}")), 0),
            ],
        );
        assert_fires("glued-marker", &[("会议要求：一是抓早。二是抓实。", 0)]);
    }

    #[test]
    fn parts() {
        assert_fires(
            "salutation-colon",
            &[("同志们：\n春耕要早。", 0), ("同志们！\n春耕要早。", 0)],
        );
        let points = "在春耕动员会上的讲话\n同志们：\n下面，我讲两点意见。\n一、抓早\n早备种。\n二、抓实\n实干。";
        let ends = |end: &str| points.to_owned() + end;
        assert_fires(
            "missing-closing",
            &[
                ("春耕工作总结\n春耕要早。", 0),
                (points, 1),
                (&ends("让我们迅速行动起来，夺取农业丰收！"), 0),
                (&ends("\n总之，要做到：一是抓早；二是抓实。让我们夺取丰收！"), 0),
                (&ends("\n我希望大家：一是抓早，不误农时。二是抓实，不走过场。"), 0),
                (&ends("\n让我们做到：\n一是抓早，不误农时；\n二是抓实，不走过场。"), 0),
                (&ends("\n要做到：一是抓早，不误农时；二是抓实，不走过场。"), 1),
                (&ends("这是群众的希望所在。"), 1),
            ],
        );
        // The levels of one piece say nothing of another.
        let spoken = "【篇一】\n我的春耕演讲稿\n今天，我讲两点。\n一、抓早\n早备种。\n二、抓实\n实打实。\n谢谢大家！\n";
        let report = "【篇二】\n秋收工作总结\n一、抓早\n（一）抓早\n早备种。\n（二）抓细\n细收。\n二、抓实\n实收。\n";
        assert_fires(
            "genre-conflict",
            &[
                (&[spoken, report].concat(), 0),
                (&spoken.replace("早备种。", "（一）备种\n早备种。\n（二）备肥\n早备肥。"), 1),
            ],
        );
    }
}
