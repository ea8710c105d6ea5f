//! Documents built part by part, and the text that is read from them.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::document::SectionKind;

const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relationships(targets: &[(&str, &str)]) -> String {
    let one = |(kind, target): &(&str, &str)| {
        format!("<Relationship Id='r' Type='{TYPE}/{kind}' Target='{target}'/>")
    };
    format!("<Relationships>{}</Relationships>", targets.iter().map(one).collect::<String>())
}

/// A document with styles, numbering and notes.
fn document(body: &str) -> Vec<u8> {
    let long = "长".repeat(300);
    let numbering = format!(
        "<w:numbering><w:abstractNum w:abstractNumId='0'>\
         <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/>\
           <w:lvlText w:val='%1、'/></w:lvl>\
         <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/>\
           <w:pStyle w:val='Second'/><w:lvlText w:val='（%2）'/></w:lvl>\
         <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='decimal'/>\
           <w:lvlText w:val='%3.'/></w:lvl></w:abstractNum>\
         <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
           <w:numFmt w:val='decimal'/><w:suff w:val='space'/><w:lvlText w:val='第%1条'/></w:lvl>\
         </w:abstractNum>\
         <w:abstractNum w:abstractNumId='2'><w:lvl w:ilvl='0'><w:lvlText w:val='{long}'/></w:lvl>\
         </w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>\
         <w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>\
         <w:num w:numId='3'><w:abstractNumId w:val='2'/></w:num></w:numbering>"
    );
    let styles = "<w:styles>\
         <w:style w:type='paragraph' w:styleId='Heading'><w:name w:val='heading 2'/></w:style>\
         <w:style w:type='paragraph' w:styleId='Title'><w:name w:val='Title'/></w:style>\
         <w:style w:type='paragraph' w:styleId='Second'><w:pPr><w:numPr><w:numId w:val='1'/>\
           </w:numPr><w:outlineLvl w:val='1'/></w:pPr></w:style>\
         <w:style w:type='paragraph' w:styleId='Secret'><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:type='character' w:styleId='secret'><w:rPr><w:vanish/></w:rPr></w:style>\
         </w:styles>";
    let notes = "<w:footnotes><w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>\
         <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space='preserve'> 县统计局数。</w:t></w:r></w:p></w:footnote>\
         <w:footnote w:id='3'><w:p><w:r><w:t>甲。</w:t></w:r></w:p><w:p><w:r><w:t>乙。</w:t></w:r></w:p></w:footnote>\
         </w:footnotes>";
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            &relationships(&[
                ("officeDocument", "word/main.xml"),
                ("core-properties", "docProps/core.xml"),
            ]),
        ),
        (
            "word/_rels/main.xml.rels",
            &relationships(&[
                ("numbering", "numbering.xml"),
                ("styles", "/word/styles.xml"),
                ("footnotes", "notes.xml"),
                ("settings", "no-such-part.xml"),
            ]),
        ),
        ("word/main.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/numbering.xml", &numbering),
        ("word/styles.xml", styles),
        ("word/notes.xml", notes),
        (
            "docProps/core.xml",
            "<cp:coreProperties><dc:title> </dc:title><dc:creator>张三</dc:creator>\
             <dcterms:created>2021-03-02T08:00:00Z</dcterms:created></cp:coreProperties>",
        ),
    ])
}

fn input(body: &str) -> Input<'static> {
    read(&document(body), &ReadOptions::default()).unwrap()
}

/// The text of a body, and the lines at which its paragraphs begin.
fn text(body: &str) -> String {
    input(body).text.into_owned()
}

/// A paragraph with properties.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn run(inside: &str) -> String {
    format!("<w:p><w:r>{inside}</w:r></w:p>")
}

#[test]
fn runs_become_text() {
    for (inside, expected) in [
        ("<w:t>春</w:t><w:t>耕</w:t>", "春耕"),
        ("<w:t> 春 </w:t><w:t xml:space='preserve'> 耕 </w:t>", "春 耕 "),
        ("<w:t xml:space='preserve'>春\n耕</w:t>", "春 耕"),
        ("<w:t>A&amp;B&#x6625;<![CDATA[<]]></w:t>", "A&B春<"),
        ("<w:t>春</w:t><w:br/><w:t>耕</w:t><w:cr/><w:t>种</w:t>", "春\n耕\n种"),
        ("<w:br w:type='page'/><w:t>春</w:t><w:br w:type='page'/><w:t>耕</w:t>", "春\n耕"),
        ("<w:t>春</w:t><w:tab/><w:t>耕</w:t><w:ptab/>", "春\t耕\t"),
        ("<w:t>2020</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>2025</w:t>", "2020-2025"),
        ("<w:sym w:font='Wingdings' w:char='F0FC'/><w:t>备种</w:t>", "✓备种"),
        ("<w:sym w:font='Wingdings' w:char='F04A'/><w:sym/><w:t>备种</w:t>", "备种"),
        ("<w:rPr><w:vanish/></w:rPr><w:t>密</w:t><w:br/>", ""),
        ("<w:rPr><w:vanish w:val='0'/></w:rPr><w:t>春</w:t>", "春"),
        ("<w:rPr><w:rStyle w:val='secret'/></w:rPr><w:t>密</w:t>", ""),
        ("<w:rPr><w:rStyle w:val='secret'/><w:vanish w:val='false'/></w:rPr><w:t>春</w:t>", "春"),
        (
            "<w:ruby><w:rt><w:r><w:t>gēng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>耕</w:t></w:r></w:rubyBase></w:ruby>",
            "耕",
        ),
        ("<w:delText>旧</w:delText><w:instrText>PAGE</w:instrText>", ""),
        ("<w:drawing><wp:docPr descr='图'/></w:drawing><w:t>见图</w:t>", "见图"),
    ] {
        assert_eq!(text(&run(inside)), expected, "{inside}");
    }
}

#[test]
fn paragraphs_become_lines() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (a, b) = (run("春耕"), run("秋收"));
    for (paragraph, expected) in [
        (format!("{a}{b}"), "春耕秋收"),
        (format!("<w:hyperlink r:id='x'>{a}</w:hyperlink>{b}"), "春耕秋收"),
        (format!("<w:ins>{a}</w:ins><w:del>{b}</w:del>"), "春耕"),
        (format!("<w:moveTo>{a}</w:moveTo><w:moveFrom>{b}</w:moveFrom>"), "春耕"),
        (format!("<w:smartTag><w:smartTagPr/>{a}</w:smartTag><w:bdo>{b}</w:bdo>"), "春耕秋收"),
        (format!("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{a}</w:sdtContent></w:sdt>"), "春耕"),
        (format!("<w:fldSimple w:instr='DATE'>{a}</w:fldSimple>"), "春耕"),
        (format!("<w:commentRangeStart/>{a}<w:commentRangeEnd/><w:r><w:commentReference/></w:r>"), "春耕"),
        ("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>".into(), "1/2"),
        (format!("<w:pPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr>{a}"), "春耕"),
        (format!("<w:pPr><w:pStyle w:val='Secret'/></w:pPr>{a}"), ""),
        (String::new(), ""),
    ] {
        assert_eq!(text(&format!("<w:p>{paragraph}</w:p>")), expected, "{paragraph}");
    }
    let several = format!("<w:p>{a}<w:r><w:br/></w:r>{b}</w:p><w:p/><w:p>{a}</w:p><w:sectPr/>");
    let found = input(&several);
    assert_eq!(found.text, "春耕\n秋收\n\n春耕");
    assert_eq!(found.blocks, [1, 3, 4]);
}

#[test]
fn of_fields_the_result_is_shown() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let (begin, separate, end) = (field("begin"), field("separate"), field("end"));
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let date = format!("{begin}{}{separate}{}{end}", code("DATE"), run("三月"));
    for (paragraph, expected) in [
        (date.clone(), "三月"),
        (
            format!("{begin}{}{date}{separate}{}{end}{}", code("IF"), run("五日"), run("。")),
            "五日。",
        ),
        (format!("{begin}{}{separate}{date}{}{end}", code("TOC"), run("五日")), "三月五日"),
        (format!("{begin}{}{end}{}", code("XE 春耕"), run("春耕")), "春耕"),
        (format!("{begin}{}{end}{}", code(r"EQ \o\ad(\s\up 11(gēng),耕)"), run("地")), "耕地"),
        (format!("{end}{separate}{}", run("春耕")), "春耕"),
        // What is never closed ends with its paragraph.
        (format!("{begin}{}</w:p><w:p>{}", code("DATE"), run("春耕")), "\n春耕"),
    ] {
        assert_eq!(text(&format!("<w:p>{paragraph}</w:p>")), expected, "{paragraph}");
    }
}

#[test]
fn a_row_is_a_line_and_its_cells_are_parted_by_tabs() {
    let cell = |inside: &str| format!("<w:tc><w:tcPr/>{inside}</w:tc>");
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|x| cell(&p("", x))).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    for (table, expected) in [
        (
            row(&["姓名", "职务"]) + &row(&["张三", ""]) + &row(&["", "村长"]),
            "姓名\t职务\n张三\n\t村长",
        ),
        // A page that is laid out as a table.
        (format!("<w:tr>{}</w:tr>", cell(&(p("", "甲") + "<w:p/>" + &p("", "乙")))), "甲\n乙"),
        (
            format!(
                "<w:tr>{}{}</w:tr>",
                cell(&p("", "甲")),
                cell(&format!("<w:tbl>{}</w:tbl><w:p/>", row(&["乙", "丙"])))
            ),
            "甲\n\t乙\t丙",
        ),
        (
            format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>{}", cell(&p("", "旧")), row(&["新"])),
            "新",
        ),
        (
            format!(
                "<w:tr><w:trPr><w:hidden/></w:trPr>{}</w:tr>{}",
                cell(&p("", "密")),
                row(&["明"])
            ),
            "明",
        ),
        (
            format!(
                "<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{}</w:tc>{}</w:tr>",
                p("", "旧"),
                cell(&p("", "新"))
            ),
            "\t新",
        ),
    ] {
        let found = text(&format!("{}<w:tbl>{table}</w:tbl>{}", p("", "表"), p("", "后")));
        assert_eq!(found, format!("表\n{expected}\n后"), "{table}");
    }
}

#[test]
fn text_boxes_follow_the_paragraph_that_they_stand_in() {
    let shown =
        |text: &str| format!("<w:txbxContent>{}{}</w:txbxContent>", p("", text), p("", "框内"));
    let both = format!(
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Choice>{}</mc:Choice>\
         <mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        shown("甲"),
        shown("乙"),
        shown("丙"),
    );
    let only = format!(
        "<mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        shown("丙")
    );
    for (inside, expected) in [
        (both.clone(), "前\n甲\n框内"),
        (only, "前\n丙\n框内"),
        (format!("<w:rPr><w:vanish/></w:rPr>{both}"), "前"),
        (shown(&format!("外</w:t></w:r><w:r>{both}</w:r><w:r><w:t>")), "前\n外\n甲\n框内\n框内"),
    ] {
        let body = format!("<w:p><w:r><w:t>前</w:t></w:r><w:r>{inside}</w:r></w:p>{}", p("", "后"));
        let found = input(&body);
        assert_eq!(found.text, format!("{expected}\n后"), "{inside}");
        assert_eq!(found.blocks.len(), found.text.lines().count());
    }
}

#[test]
fn numbers_stand_as_if_typed() {
    let list = |level: u32, text: &str| {
        p(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>"), text)
    };
    let second = |text: &str| p("<w:pStyle w:val='Second'/>", text);
    let end =
        |mark: &str| format!("<w:numPr><w:numId w:val='1'/></w:numPr><w:rPr><w:{mark}/></w:rPr>");
    for (body, expected) in [
        (
            list(0, "抓早")
                + &second("备种")
                + &list(2, "选种")
                + &list(2, "2025年")
                + &second("整地")
                + &list(0, "抓实"),
            "一、抓早\n（一）备种\n1.选种\n2. 2025年\n（二）整地\n二、抓实",
        ),
        (p("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr>", "总则"), "第1条 总则"),
        // A style's number is taken away, and its list's level is its own.
        (
            p("<w:pStyle w:val='Second'/><w:numPr><w:numId w:val='0'/></w:numPr>", "备种"),
            "### 备种",
        ),
        (
            p("<w:pStyle w:val='Second'/><w:numPr><w:numId w:val='2'/></w:numPr>", "备种"),
            "第1条 备种",
        ),
        // An empty paragraph is counted; one that is deleted or hidden is not.
        (list(0, "甲") + &list(0, "") + &list(0, "丙"), "一、甲\n二、\n三、丙"),
        (list(0, "甲") + &p(&end("del"), "") + &list(0, "乙"), "一、甲\n二、乙"),
        (list(0, "甲") + &p(&end("vanish"), "") + &list(0, "乙"), "一、甲\n二、乙"),
        // Where the end of a paragraph is deleted or hidden, the next one goes on.
        (list(0, "甲") + &p(&end("del"), "乙") + &list(0, "丙"), "一、甲\n二、乙丙"),
        (p(&end("specVanish/><w:vanish"), "甲。") + &p("", "乙。"), "一、甲。乙。"),
        (p(&end("vanish"), "甲。"), "一、甲。"),
        (p("<w:numPr><w:numId w:val='77'/></w:numPr>", "甲"), "甲"),
        (p("<w:numPr><w:ilvl w:val='8'/><w:numId w:val='1'/></w:numPr>", "甲"), "甲"),
        (
            p(
                "<w:pPrChange><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>",
                "甲",
            ),
            "甲",
        ),
    ] {
        let found = text(&(p("", "题") + &body));
        assert_eq!(found, format!("题\n{expected}"), "{body}");
    }
}

#[test]
fn headings_are_marked_as_in_markdown() {
    let long = "长".repeat(61);
    for (body, expected) in [
        (
            p("<w:pStyle w:val='Title'/>", "讲话") + &p("<w:pStyle w:val='Heading'/>", "抓早"),
            "# 讲话\n### 抓早".to_owned(),
        ),
        (
            p("<w:outlineLvl w:val='0'/>", "讲话") + &p("<w:outlineLvl w:val='0'/>", "抓早"),
            "# 讲话\n## 抓早".to_owned(),
        ),
        (p("", "讲话") + &p("<w:outlineLvl w:val='9'/>", "抓早"), "讲话\n抓早".to_owned()),
        (
            p("<w:pStyle w:val='Heading'/>", "") + &p("<w:pStyle w:val='Heading'/>", &long),
            format!("\n{long}"),
        ),
    ] {
        assert_eq!(text(&body), expected);
    }
}

#[test]
fn notes_follow_the_text() {
    let note = |id: u32| format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>");
    let body = format!(
        "<w:p><w:r><w:t>增产</w:t></w:r>{}{}{}<w:r><w:t>。</w:t></w:r></w:p>",
        note(3),
        note(2),
        note(3)
    );
    let found = input(&body);
    assert_eq!(found.text, "增产[1][2][1]。\n[1] 甲。\n乙。\n[2] 县统计局数。");
    assert_eq!(found.blocks, [1, 2, 3, 4]);
}

#[test]
fn a_speech_arrives_as_if_it_had_been_typed() {
    let list = |level: u32, text: &str| {
        p(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>"), text)
    };
    let body = p("", "在春耕备耕现场会上的讲话")
        + &p("", "同志们：")
        + &p("", "今天的会议很重要。下面，我讲两点意见。")
        + &list(0, "抢抓农时")
        + &list(1, "备足良种。各村要登记造册。")
        + &list(1, "整好土地。各乡要落实机具。")
        + &list(0, "压实责任")
        + &p("", "各级干部要到田间去。");
    let typed = "在春耕备耕现场会上的讲话\n同志们：\n今天的会议很重要。下面，我讲两点意见。\n\
                 一、抢抓农时\n（一）备足良种。各村要登记造册。\n（二）整好土地。各乡要落实机具。\n\
                 二、压实责任\n各级干部要到田间去。";
    let found = crate::read(&document(&body), &ReadOptions::default()).unwrap();
    assert_eq!(found.source.format, "docx");
    assert_eq!(found.speeches, crate::parse(typed).speeches);
    assert_eq!(found.speeches[0].announcement.as_ref().unwrap().found, Some(2));
}

#[test]
fn unnumbered_headings_are_sections() {
    let sentence = "今年春天雨水充足，各乡各镇都抢抓农时，备足了良种和化肥。";
    let headed = |text: &str| p("<w:pStyle w:val='Heading'/>", text) + &p("", sentence);
    let body = p("<w:pStyle w:val='Title'/>", "在春耕备耕现场会上的讲话")
        + &p("", "同志们：")
        + &p("", sentence)
        + &headed("抢抓农时，备足良种")
        + &headed("压实责任");
    let found = crate::read(&document(&body), &ReadOptions::default()).unwrap();
    let speech = &found.speeches[0];
    assert_eq!(speech.title.as_deref(), Some("在春耕备耕现场会上的讲话"));
    let sections: Vec<_> = found.sections().map(|x| (x.kind, x.name().to_owned())).collect();
    let heading = |text: &str| (SectionKind::Heading, text.to_owned());
    assert_eq!(sections, [heading("抢抓农时，备足良种"), heading("压实责任")]);
}

#[test]
fn properties_stand_with_the_source() {
    let found = crate::read(&document(&p("", "春耕。")), &ReadOptions::default()).unwrap();
    let source = &found.source;
    assert_eq!((source.author.as_deref(), source.title.as_deref()), (Some("张三"), None));
    assert_eq!(source.date.as_deref(), Some("2021-03-02"));
    assert_eq!((&found.speeches[0].speaker, &found.speeches[0].date), (&None, &None));
}

fn refusal(bytes: &[u8]) -> String {
    let options = ReadOptions { format: Some(InputFormat::Docx), ..Default::default() };
    crate::decode(bytes, &options).unwrap_err().to_string()
}

#[test]
fn what_is_no_document_is_refused() {
    let main = relationships(&[("officeDocument", "word/document.xml")]);
    let named = ("_rels/.rels", main.as_str());
    let part = |xml| zipped(&[named, ("word/document.xml", xml)]);
    for (bytes, says) in [
        (b"text".to_vec(), "no zip archive"),
        (b"PK\x03\x04".to_vec(), "cut off or damaged"),
        (zipped(&[("a.txt", "")]), "unzip"),
        (zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]), "OpenDocument"),
        (zipped(&[("[Content_Types].xml", "<Types/>")]), "names no document part"),
        (zipped(&[named]), "word/document.xml is missing"),
        (part(""), "word/document.xml, byte 1: it is empty"),
        (part("<x:workbook/>"), "Excel"),
        (part("<p:presentation/>"), "PowerPoint"),
        (part("<html/>"), "holds a html"),
        (part("<w:document><w:body>"), "cut off"),
        (part("<w:document><w:body></w:p>"), "word/document.xml, byte 20"),
        (part("<w:document>&bomb;</w:document>"), "does not define &bomb;"),
        (part("<!DOCTYPE x [<!ENTITY a 'aaaa'>]><w:document>&a;</w:document>"), "document type"),
        (part("<w:document><w:altChunk r:id='x'/></w:document>"), "save it again"),
        (part(&format!("<w:document>{}", "<w:p>".repeat(100_000))), "nest"),
    ] {
        let error = refusal(&bytes);
        assert!(error.contains(says), "{says}: {error}");
    }
}

#[test]
fn parts_are_no_larger_than_allowed() {
    let bomb = document(&p("", &"春".repeat(1_000_000)));
    assert!(bomb.len() < 20_000);
    let options = ReadOptions { max_size: 100_000, ..Default::default() };
    match read(&bomb, &options) {
        Err(ReadError::TooLarge { size: 100_001, most: 100_000 }) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(read(&bomb, &ReadOptions::default()).unwrap().text.len(), 3_000_000);
    // Short paragraphs with long numbers.
    let bomb = document(&p("<w:numPr><w:numId w:val='3'/></w:numPr>", "").repeat(1_000));
    match read(&bomb, &options) {
        Err(ReadError::TooLarge { size: 100_001.., most: 100_000 }) => {}
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_that_is_cut_off_or_damaged_never_panics() {
    let whole = document(&(p("<w:pStyle w:val='Second'/>", "备种") + &p("", "整地")));
    for at in (0..whole.len()).step_by(50) {
        assert!(read(&whole[..at], &ReadOptions::default()).is_err());
    }
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        let _ = read(&damaged, &ReadOptions::default());
    }
}
