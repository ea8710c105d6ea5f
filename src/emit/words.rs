//! The few words that views add of their own, in the script of the text.

use super::parts::Zone;
use crate::document::{Document, Script};

/// One word of each, in one script.
#[derive(Debug)]
pub(crate) struct Words {
    /// The language tag.
    pub(crate) lang: &'static str,
    pub(crate) speaker: &'static str,
    pub(crate) date: &'static str,
    pub(crate) occasion: &'static str,
    pub(crate) length: &'static str,
    pub(crate) announcement: &'static str,
    pub(crate) opening: &'static str,
    pub(crate) closing: &'static str,
    pub(crate) appendix: &'static str,
    pub(crate) outline: &'static str,
    pub(crate) text: &'static str,
    pub(crate) diagnostics: &'static str,
    pub(crate) chrome: &'static str,
    pub(crate) untitled: &'static str,
}

const SIMPLIFIED: Words = Words {
    lang: "zh-Hans",
    speaker: "讲话人",
    date: "时间",
    occasion: "场合",
    length: "篇幅",
    announcement: "总起",
    opening: "开头",
    closing: "结尾",
    appendix: "附录",
    outline: "提纲",
    text: "正文",
    diagnostics: "疑点",
    chrome: "网页杂项",
    untitled: "（无标题）",
};

const TRADITIONAL: Words = Words {
    lang: "zh-Hant",
    speaker: "講話人",
    date: "時間",
    occasion: "場合",
    length: "篇幅",
    announcement: "總起",
    opening: "開頭",
    closing: "結尾",
    appendix: "附錄",
    outline: "提綱",
    text: "正文",
    diagnostics: "疑點",
    chrome: "網頁雜項",
    untitled: "（無標題）",
};

impl Words {
    pub(crate) fn of(document: &Document<'_>) -> &'static Self {
        match document.source.script {
            Script::Traditional => &TRADITIONAL,
            Script::Simplified | Script::Mixed => &SIMPLIFIED,
        }
    }

    /// What a zone is called, where it is called anything.
    pub(crate) fn zone(&self, zone: Zone) -> &'static str {
        match zone {
            Zone::Opening | Zone::Agenda => self.opening,
            Zone::Body => "",
            Zone::Closing => self.closing,
            Zone::Appendix => self.appendix,
        }
    }
}
