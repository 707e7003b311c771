"""Every export is downloaded as a reader would, and opened."""

import csv
import html.parser
import io
import json
import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from conftest import LANGUAGES
from walk import come_to, finished, headline, say

both = pytest.mark.parametrize("language", LANGUAGES)
COMPARE = {"view": "compare", "scenario": "utility-connection", "designs": ["before", "package"]}


@pytest.fixture
def exported(visit, tmp_path):
    """Downloads a format by the export dialog: `(path, numbers of the page)`."""

    def export(button, language):
        page = visit(language=language, **COMPARE)
        finished(page)
        page.click("#export")
        with page.expect_download(timeout=120_000) as download:
            if isinstance(button, str):
                page.click(button)
            else:
                button(page)
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path, headline(page)

    return export


def assert_holds(text, numbers):
    """The numbers of the table before and after are in the text, at least those of its first rows."""
    flat = re.sub(r"\s+", "", text)
    lacking = [number for number in numbers[:6] if re.sub(r"\s+", "", number) not in flat]
    assert not lacking, lacking


class Outline(html.parser.HTMLParser):
    """Headings, language and addresses of an HTML text."""

    def __init__(self):
        super().__init__()
        self.language = None
        self.headings = 0
        self.addresses = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "html":
            self.language = values.get("lang")
        if re.fullmatch("h[1-6]", tag):
            self.headings += 1
        for name in ("src", "href"):
            if values.get(name) and tag != "a" and not values[name].startswith(("data:", "#")):
                self.addresses.append(values[name])


@both
def test_html_opens_by_itself(exported, browser, language):
    path, numbers = exported("#export-html", language)
    text = path.read_text(encoding="utf-8")
    outline = Outline()
    outline.feed(text)
    assert outline.language.startswith(language)
    assert outline.headings > 8
    assert outline.addresses == [], "it needs nothing but itself"
    assert_holds(text, numbers)
    page = browser.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(("file:", "data:", "blob:")) else None)
    page.goto(path.as_uri())
    page.locator("h1").first.wait_for()
    assert page.locator("svg").count() >= 1
    page.close()
    assert faults == []


@both
def test_markdown(exported, language):
    path, numbers = exported("#export-markdown", language)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.count("\n|") > 10
    assert_holds(text, numbers)


@both
def test_xlsx(exported, language):
    path, _ = exported("#export-xlsx", language)
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) > 3
    values = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert sum(isinstance(value, (int, float)) for value in values) > 50, "numbers are numbers"


@both
def test_csv(exported, language):
    path, numbers = exported("#export-csv", language)
    data = path.read_bytes()
    if data[:2] == b"PK":
        with zipfile.ZipFile(path) as archive:
            text = "\n".join(archive.read(name).decode("utf-8-sig") for name in archive.namelist())
    else:
        text = data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) > 20
    assert numbers


@both
def test_docx(exported, language):
    if not shutil.which("pandoc"):
        pytest.skip("no pandoc: 'make web' installs it")
    path, numbers = exported("#export-docx", language)
    with zipfile.ZipFile(path) as archive:
        assert "word/document.xml" in archive.namelist()
    text = subprocess.run(["pandoc", "-t", "plain", "--wrap=none", str(path)], capture_output=True, text=True, check=True).stdout
    assert_holds(text, numbers[:3])


@both
def test_pdf_is_one_page(exported, language):
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext: 'make web' installs poppler-utils")
    path, numbers = exported("#export-pdf", language)
    assert path.read_bytes()[:5] == b"%PDF-"
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert text.count("\f") == 1, "a brief has one page"
    assert_holds(text, numbers[:3])
    if language == "zh":
        assert "改革前" in text and "改革后" in text and "压减" in text


def test_json_is_what_the_command_line_writes(exported):
    path, _ = exported(lambda page: page.get_by_role("button", name=say("format-json", "en")).click(), "en")
    results = json.loads(path.read_text(encoding="utf-8"))
    assert [design["name"] for design in results["designs"]] == ["before", "package"]


@pytest.mark.parametrize("kind", ("SVG", "PNG"))
def test_charts(exported, kind):
    def press(page):
        page.keyboard.press("Escape")
        come_to(page, "figure.chart-figure .chart")
        page.locator("figure.chart-figure .chart svg").first.wait_for()
        page.click("#export")
        page.get_by_role("button", name=kind, exact=True).first.click()

    path, _ = exported(press, "zh")
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG") if kind == "PNG" else b"<text" in data
