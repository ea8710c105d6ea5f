//! Layers of numbering that are skipped, turned round or too deep.

use std::cell::LazyCell;
use std::collections::HashSet;

use super::draft::{Draft, Series};
use super::rule::{Rule, text};
use super::{Findings, rule};
use crate::diagnostic::Severity::{Info, Warning};
use crate::document::{Placement, Section};
use crate::grammar::Grammar;
use crate::numeral::is_ordinal_digit;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "level-skip",
        group: "levels",
        severity: Info,
        message: text(
            "“{0}”下面直接用“{1}”，跳过了一级序号",
            "{1} stands right under {0}: a layer is skipped",
        ),
        why: text(
            "GB/T 9704-2012 第7.3.3条：结构层次序数依次用“一、”“（一）”“1.”“（1）”。全篇只有两层时，“一、”下可以直接用“1.”。",
            "GB/T 9704-2012, 7.3.3: the layers are 一、 then （一） then 1. then （1）. Where a text has only two, 1. may stand under 一、.",
        ),
        wrong: "一、抓春耕\n（1）备足良种。\n（2）备足肥料。\n二、抓秋收\n颗粒归仓。",
        right: "一、抓春耕\n（一）备足良种。\n（二）备足肥料。\n二、抓秋收\n颗粒归仓。",
    },
    Rule {
        code: "level-inversion",
        group: "levels",
        severity: Warning,
        message: text(
            "“{1}”比上一级的“{0}”层次更高",
            "{1} belongs to a higher layer than the {0} it stands under",
        ),
        why: text(
            "GB/T 15834-2011 附录B.3.8：序次语从高一级到低一级依次使用，低一级之下不应再用高一级的写法，否则读者分不清层次。",
            "GB/T 15834-2011, B.3.8: the forms go from higher to lower layers; a higher form under a lower one hides the structure.",
        ),
        wrong: "（一）抓春耕\n一、备足良种\n良种到户。\n二、备足肥料\n肥料到田。\n（二）抓秋收\n颗粒归仓。",
        right: "一、抓春耕\n（一）备足良种\n良种到户。\n（二）备足肥料\n肥料到田。\n二、抓秋收\n颗粒归仓。",
    },
    Rule {
        code: "too-deep",
        group: "levels",
        severity: Info,
        message: text(
            "“{0}”已是第{1}层，层次过多",
            "{0} is layer {1}: the text is nested too deeply",
        ),
        why: text(
            "公文层次一般不超过四层。讲话是给人听的，层次太多听众记不住。",
            "Official texts have four layers at most. A speech is heard, and nobody follows a fifth.",
        ),
        wrong: "一、抓春耕\n（一）备种\n1．选种\n（1）水稻\n①早稻\n选早熟种。\n②晚稻\n选高产种。\n二、抓秋收\n颗粒归仓。",
        right: "一、抓春耕\n（一）备种\n1．选种\n（1）水稻\n选早熟种。\n（2）玉米\n选高产种。\n二、抓秋收\n颗粒归仓。",
    },
    Rule {
        code: "nested-family",
        group: "levels",
        severity: Info,
        message: text(
            "“{0}”下面又用“{1}”，上下两层写法相同",
            "{1} stands under {0}: two layers look alike",
        ),
        why: text(
            "上下两层用同一种序号，听众分不清讲的是哪一层的第几点。下一层宜换一种写法。",
            "With one form in two layers the audience cannot tell which second point is meant. Use another form inside.",
        ),
        wrong: "一要广泛宣传。重点抓三点：一要进村。二要入户。三要到人。\n二要加强督查。\n三要严格考核。",
        right: "第一，要广泛宣传。重点抓三点：一要进村。二要入户。三要到人。\n第二，要加强督查。\n第三，要严格考核。",
    },
];

const SKIP: &Rule = rule(RULES, "level-skip");
const INVERSION: &Rule = rule(RULES, "level-inversion");
const DEEP: &Rule = rule(RULES, "too-deep");
const NESTED: &Rule = rule(RULES, "nested-family");

/// Layers that an official text may have.
const MOST: usize = 4;

/// The layer of 1.
const ARABIC: u8 = 30;

/// Bullets have no place among the layers.
const BULLETS: u8 = 70;

pub(super) fn look(draft: &Draft<'_>, findings: &mut Findings) {
    // Speeches with more layers than 一、 and 1.
    let layered = LazyCell::new(|| -> HashSet<usize> {
        let is_layer = |x: &&Series<'_>| {
            rank(draft.grammar, x.members[0]).is_some_and(|x| x > 10 && x != ARABIC)
        };
        draft.series.iter().filter(is_layer).map(|x| x.speech).collect()
    });
    for series in &draft.series {
        let first = series.members[0];
        let marker = first.marker.as_deref().unwrap_or("").trim();
        let marked: Vec<&Section<'_>> =
            series.owners.iter().copied().filter(|x| x.marker.is_some()).collect();
        if marked.len() == MOST {
            findings.add(DEEP, first.marker_span, &[&marker, &(MOST + 1)]);
        }
        let Some(owner) = series.marked_owner() else { continue };
        let above = owner.marker.as_deref().unwrap_or("").trim();
        // 第一节 under 第一章 is another form.
        let word =
            |marker: &str| marker.chars().filter(|c| !is_ordinal_digit(*c)).collect::<String>();
        let same = draft.grammar.markers.forms.iter().enumerate().any(|(id, form)| {
            owner.form.as_deref() == Some(&form.id)
                && draft.grammar.markers.series_name(id as u16) == series.name
                && (!form.same || word(above) == word(marker))
        });
        let numbered = first.number.is_some();
        if same && numbered && series.members.len() > 1 {
            findings.add(NESTED, first.marker_span, &[&above, &marker]);
        }
        // A list inside a paragraph is no layer of the text.
        if first.glued || first.placement == Some(Placement::Inline) {
            continue;
        }
        let Some(rank) = rank(draft.grammar, first) else { continue };
        // What stands beside its owner in the layers; what takes any depth does not count.
        let Some((ranked, outer)) =
            marked.iter().rev().find_map(|x| Some((*x, self::rank(draft.grammar, x)?)))
        else {
            continue;
        };
        let outer_marker = ranked.marker.as_deref().unwrap_or("").trim();
        if rank < outer && series.members.len() > 1 {
            findings.add(INVERSION, first.marker_span, &[&outer_marker, &marker]);
        } else if rank > outer + 10
            && std::ptr::eq(ranked, owner)
            // A speech whose only layers are 一、 and 1. skips nothing.
            && (rank != ARABIC || layered.contains(&series.speech))
        {
            findings.add(SKIP, first.marker_span, &[&outer_marker, &marker]);
        }
    }
}

/// The layer by convention, ten for each.
fn rank(grammar: &Grammar, section: &Section<'_>) -> Option<u8> {
    let form = section.form.as_deref()?;
    let form = grammar.markers.forms.iter().find(|x| x.id == form)?;
    form.rank.filter(|x| *x < BULLETS)
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_fires;

    #[test]
    fn layers() {
        assert_fires(
            "level-skip",
            &[
                ("一、抓春耕\n1．备种\n甲。\n2．备肥\n乙。\n二、抓秋收\n丙。", 0),
                ("一、抓春耕\n一是备种。二是备肥。\n二、抓秋收\n丙。", 0),
            ],
        );
        assert_fires(
            "nested-family",
            &[
                ("一、抓春耕\n一是备种。二是备肥。\n二、抓秋收\n丙。", 0),
                ("第一章　茶山\n第一节　山\n甲。\n第二节　茶\n乙。\n第二章　出路\n丙。", 0),
            ],
        );
    }
}
