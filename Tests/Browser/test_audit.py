"""The audit finds faults that were planted, and finds none where there are none."""

import pytest

import audit

GOOD = """<main><h1>Days saved</h1><p style="color: #555">Plain words</p>
<button style="min-width: 24px; min-height: 24px">Run</button></main>"""

PLANTED = {
    "contrast": '<p style="color: #aaa">Pale words</p>',
    "contrast, behind half-clear ink": '<p style="color: #000; opacity: 0.4">Pale words</p>',
    "contrast, in a drawing": '<svg width="200" height="60"><rect width="200" height="60" fill="#222"/>'
    '<text x="10" y="30" fill="#444">Dark on dark</text></svg>',
    "contrast, of a field": '<input aria-label="x" value="Pale" style="color: #bbb; min-height: 30px">',
    "cut": '<p style="width: 60px; overflow: hidden; white-space: nowrap">Words that do not fit here</p>',
    "cut, in a drawing": '<svg width="60" height="40"><text x="5" y="20">Words that do not fit</text></svg>',
    "cut, at a node": '<svg width="400" height="40"><g class="node" data-node="a"><rect width="50" height="30"/>'
    '<text x="5" y="20">Words that do not fit</text></g></svg>',
    "sideways": '<div style="width: 3000px">wide</div>',
    "targets": '<button style="width: 12px; height: 12px; padding: 0" aria-label="x"></button>',
    "names": '<button style="width: 30px; height: 30px"></button>',
    "doubles": '<p id="a">one</p><p id="a">two</p>',
}


@pytest.fixture
def blank(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def test_it_finds_nothing_in_a_good_page(blank):
    blank.set_content(GOOD)
    audit.assert_none(blank, "contrast", "cut", "sideways", "targets", "names", "doubles")


@pytest.mark.parametrize("fault", PLANTED)
def test_it_finds_what_was_planted(blank, fault):
    blank.set_content(GOOD.replace("</main>", PLANTED[fault] + "</main>"))
    found = audit.findings(blank, fault.partition(",")[0])
    assert len(found) >= 1
