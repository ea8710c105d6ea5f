#!/usr/bin/env python3
"""Makes the Word documents of this folder, and the texts that are expected of them.

    python3 tests/docx/make.py          # needs LibreOffice Writer

Each document is written here as flat OpenDocument XML. LibreOffice saves it as NAME.docx, reads
that file again, and writes what it shows, numbers included, as NAME.txt: a second opinion on what
gangmu reads from the same file. White space is not compared. Look at the difference before you
keep it.
"""

import pathlib
import subprocess
import tempfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).parent

FRAME = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
 <style:style style:name="Standard" style:family="paragraph"/>
 <style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>
 {headings}
 {outline}
</office:styles>
<office:automatic-styles>{lists}</office:automatic-styles>
<office:body><office:text>{body}</office:text></office:body>
</office:document>
"""

HEADINGS = "".join(
    f'<style:style style:name="Heading_20_{n}" style:display-name="Heading {n}" style:family="paragraph"'
    f' style:parent-style-name="Standard" style:default-outline-level="{n}"/>'
    for n in (1, 2, 3)
)

SPACE = (
    '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
    '<style:list-level-label-alignment text:label-followed-by="space"/>'
    "</style:list-level-properties>"
)

CHINESE = "一, 二, 三, ..."


def levels(element, *forms):
    """Levels of a list: number format, text before, text after, levels shown."""
    return "".join(
        f'<text:{element} text:level="{at}" style:num-format="{form}" style:num-prefix="{before}"'
        f' style:num-suffix="{after}" text:display-levels="{shown}">{SPACE}</text:{element}>'
        for at, (form, before, after, shown) in enumerate(forms, 1)
    )


def numbered(name, *forms):
    return (
        f'<text:list-style style:name="{name}">'
        + levels("list-level-style-number", *forms)
        + "</text:list-style>"
    )


def bulleted(name, sign):
    return (
        f'<text:list-style style:name="{name}">'
        f'<text:list-level-style-bullet text:level="1" text:bullet-char="{sign}"/></text:list-style>'
    )


def p(text, style="Standard"):
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'


def h(level, text):
    name = f"Heading_20_{level}"
    return f'<text:h text:style-name="{name}" text:outline-level="{level}">{escape(text)}</text:h>'


class List:
    """A list whose items stand among other paragraphs and count on."""

    def __init__(self, style):
        self.style = style
        self.last = None
        self.count = 0

    def item(self, level, text, start=None):
        self.count += 1
        name = f"{self.style}-{self.count}"
        goes_on = f' text:continue-list="{self.last}"' if self.last else ""
        self.last = name
        value = f' text:start-value="{start}"' if start else ""
        inner = f"<text:list-item{value}>{p(text)}</text:list-item>"
        for _ in range(level - 1):
            inner = f"<text:list-item><text:list>{inner}</text:list></text:list-item>"
        head = f'<text:list xml:id="{name}" text:style-name="{self.style}"{goes_on}>'
        return head + inner + "</text:list>"


def three_levels():
    points = List("points")
    body = [
        p("在全县河湖管护工作推进会上的讲话", "Title"),
        p("（2021年4月16日）"),
        p("同志们："),
        p("今天的会议，主要是总结去年的工作，安排今年的任务。下面，我讲三点意见。"),
        points.item(1, "认清形势，切实增强管好河湖的紧迫感"),
        points.item(2, "成绩来之不易。去年以来，全县清理河道垃圾三千余吨，拆除违建四十六处。"),
        points.item(2, "问题不容忽视。主要有两个方面的短板。"),
        points.item(3, "责任没有压实。有的村级河长一个月也到不了河边一次。"),
        points.item(3, "机制没有理顺。水利、环保、住建各管一段。"),
        points.item(1, "突出重点，扎实做好三项工作"),
        p("今年的任务已经明确，关键是抓落实。"),
        points.item(2, "抓清理。汛期以前要把主要河道清理一遍。"),
        points.item(3, "列出清单。哪一段由谁负责，要写清楚。"),
        points.item(3, "定期通报。每月通报一次进度。"),
        points.item(3, "严格验收。不达标的一律返工。"),
        points.item(2, "抓巡查。镇级河长每周巡河一次。"),
        points.item(1, "加强领导，确保各项任务落到实处"),
        p("各级各部门要把责任扛起来，把河湖管护好。"),
        p("谢谢大家！"),
    ]
    style = numbered(
        "points", (CHINESE, "", "、", 1), (CHINESE, "（", "）", 1), ("1", "", ".", 1)
    )
    return {"lists": style, "body": "".join(body), "headings": "", "outline": ""}


def numbered_headings():
    body = [
        p("青禾县农业技术推广工作汇报", "Title"),
        h(1, "去年的主要工作"),
        h(2, "良种推广"),
        p("全年推广良种十二个，面积八万亩。"),
        h(2, "技术培训"),
        h(3, "田间课堂"),
        p("在田间办班六十期，培训农户四千人次。"),
        h(3, "网上课堂"),
        p("网上授课二十场。"),
        h(1, "今年的打算"),
        h(2, "建好示范田"),
        p("每个乡镇选一块连片的好地。"),
        h(2, "管好技术员"),
        p("一村一名技术员，名单要上墙。"),
    ]
    outline = (
        '<text:outline-style style:name="Outline">'
        + levels(
            "outline-level-style",
            (CHINESE, "第", "部分", 1),
            (CHINESE, "", "、", 1),
            ("1", "", ".", 1),
        )
        + "</text:outline-style>"
    )
    return {"lists": "", "body": "".join(body), "headings": HEADINGS, "outline": outline}


def several_lists():
    first, second, third = List("first"), List("second"), List("third")
    cell = lambda text: f"<table:table-cell>{p(text)}</table:table-cell>"
    row = lambda *texts: f"<table:table-row>{''.join(map(cell, texts))}</table:table-row>"
    body = [
        p("春耕备耕座谈会发言提纲", "Title"),
        p("我从三个方面作个汇报。"),
        first.item(1, "种子"),
        first.item(1, "化肥"),
        p("下面再说几个具体问题。"),
        second.item(1, "机具不够用"),
        second.item(1, "水渠要修"),
        first.item(1, "农药"),
        third.item(1, "请县里协调两台插秧机"),
        third.item(1, "请水利站派人"),
        second.item(1, "另起一段", start=1),
        second.item(1, "再补一条"),
        first.item(1, "跳到第十条", start=10),
        first.item(1, "第十一条"),
        first.item(1, "第二十条", start=20),
        first.item(1, "第二十一条"),
        "<table:table><table:table-column table:number-columns-repeated='1'/>",
        row("各乡镇任务另行下发"),
        "</table:table>",
        p("汇报完毕。"),
    ]
    lists = (
        numbered("first", (CHINESE, "", "、", 1))
        + numbered("second", ("①, ②, ③, ...", "", "", 1))
        + bulleted("third", "●")
    )
    return {"lists": lists, "body": "".join(body), "headings": "", "outline": ""}


DOCUMENTS = {
    "three-levels": three_levels,
    "numbered-headings": numbered_headings,
    "several-lists": several_lists,
}


def convert(file, to, folder):
    command = ["soffice", "--headless", "--convert-to", to, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for name, write in DOCUMENTS.items():
            source = pathlib.Path(folder) / f"{name}.fodt"
            source.write_text(FRAME.format(**write()), encoding="utf-8")
            convert(source, "docx", HERE)
            convert(HERE / f"{name}.docx", "txt:Text:UTF8", HERE)
            text = HERE / f"{name}.txt"
            text.write_text(text.read_text("utf-8-sig"), encoding="utf-8")


if __name__ == "__main__":
    main()
