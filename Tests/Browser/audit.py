"""Asks a page, by audit.js in it, what a reader would stumble over."""

import pathlib

SCRIPT = pathlib.Path(__file__).with_name("audit.js").read_text(encoding="utf-8")


def findings(page, *questions):
    """The sentences that the functions of audit.js named by `questions` return."""
    return page.evaluate(
        "(names) => { const audit = " + SCRIPT + ";"
        " return names.flatMap((name) => audit[name]()) }",
        list(questions),
    )


def assert_none(page, *questions):
    found = findings(page, *questions)
    assert not found, f"{len(found)} findings:\n  " + "\n  ".join(found[:40])
