"""Turns a brief as HTML (standard input) into DOCX (standard output) through pandoc.

pandoc's own styles make two pages of it; this puts A4, narrow margins, small type and fonts with Chinese in
their place. The same brief gives the same bytes.
"""

import io
import re
import subprocess
import sys
import zipfile

LATIN = "Noto Sans"
CHINESE = "Noto Sans CJK SC"
MARGIN = 737  # 13 mm in twentieths of a point.
SIZES = {"Title": 30, "Heading1": 30, "Heading2": 20, "Heading3": 18}
BODY = 17  # Half points.


def styles(xml):
    """Fonts, sizes and distances of the styles."""
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{CHINESE}" w:cs="{LATIN}"/>'
    xml = re.sub(r"<w:rFonts[^>]*/>", fonts, xml)
    xml = re.sub(r"<w:sz(Cs)? w:val=\"\d+\" ?/>", "", xml)
    xml = re.sub(
        r"(<w:rPrDefault>\s*<w:rPr>)", rf'\1<w:sz w:val="{BODY}"/><w:szCs w:val="{BODY}"/>', xml, count=1
    )
    xml = re.sub(r"<w:spacing [^>]*/>", '<w:spacing w:before="20" w:after="20"/>', xml)
    for name, size in SIZES.items():
        xml = re.sub(
            rf'(<w:style [^>]*w:styleId="{name}".*?<w:rPr>)',
            rf'\1<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>',
            xml,
            count=1,
            flags=re.S,
        )
    return xml


def document(xml):
    """One sheet of A4; tables as wide as it is, with lines between rows."""
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" '
        'w:header="300" w:footer="300" w:gutter="0"/></w:sectPr>'
    )
    xml = re.sub(r"<w:sectPr\b.*?</w:sectPr>|<w:sectPr\s*/>", "", xml, flags=re.S)
    line = '<w:insideH w:val="single" w:sz="4" w:color="DFE3E9"/>'
    edges = '<w:top w:val="single" w:sz="4" w:color="DFE3E9"/><w:bottom w:val="single" w:sz="4" w:color="DFE3E9"/>'
    borders = f"<w:tblBorders>{edges}{line}</w:tblBorders>"
    # Where it stands among the properties of a table is prescribed.
    xml = re.sub(r"(<w:tblPr>.*?)(<w:tblLayout|<w:tblLook)", rf"\1{borders}\2", xml, flags=re.S)
    return xml.replace("</w:body>", page + "</w:body>")


def main():
    html = sys.stdin.buffer.read().decode("utf-8")
    # A second line of a cell stays one, and the signs of verdicts stay with their words.
    html = html.replace("<small>", "<br/><small>")
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    # Headless tables of two columns need widths of their own.
    html = html.replace("<table><thead><tr><th scope=\"col\"></th><th scope=\"col\"></th></tr></thead>",
                        '<table><colgroup><col style="width: 12%"/><col style="width: 88%"/></colgroup>')
    made = subprocess.run(
        ["pandoc", "--from", "html", "--to", "docx", "--output", "-"],
        input=html.encode("utf-8"),
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(result, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/styles.xml":
                data = styles(data.decode("utf-8")).encode("utf-8")
            elif item.filename == "word/document.xml":
                data = document(data.decode("utf-8")).encode("utf-8")
            elif item.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(item.filename, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    sys.stdout.buffer.write(result.getvalue())


if __name__ == "__main__":
    main()
