"""The notebooks as they are kept: without outputs, in two languages, with no figure and no machine in their text."""

import re

import nbformat
import pytest

from conftest import NOTEBOOKS

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))


def texts(notebook):
    """The text cells without headings' numbers, code and addresses."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = re.sub(r"`[^`]*`", "", cell.source)
            yield re.sub(r"^# \d\d ", "# ", text)


def test_there_are_six():
    assert [path.name[:2] for path in PATHS] == ["01", "02", "03", "04", "05", "06"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
class TestNotebook:
    def test_holds_no_outputs(self, path):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                assert cell.outputs == [] and cell.execution_count is None, cell.id

    def test_states_no_figure_in_its_text(self, path):
        for text in texts(nbformat.read(path, as_version=4)):
            assert not re.search(r"\d", text), text

    def test_speaks_both_languages(self, path):
        for text in texts(nbformat.read(path, as_version=4)):
            assert re.search(r"[一-鿿]", text) and re.search(r"[A-Za-z]{3}", text), text

    def test_names_nobodys_machine(self, path):
        assert not re.search(r"/(home|root|work|Users|tmp)/", path.read_text(encoding="utf-8"))

    def test_shows_the_same_values_in_both_languages(self, path):
        for cell in nbformat.read(path, as_version=4).cells:
            for call in re.findall(r"lab\.say\((.*?)\n?\)$", cell.source, re.S | re.M):
                zh_and_en = re.findall(r"\{(\w+)[:}]", call)
                names = [name.removesuffix("_zh") for name in zh_and_en]
                assert all(names.count(name) >= 2 for name in names), call
