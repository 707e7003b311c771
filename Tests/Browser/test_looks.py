"""Every screen, in both languages and three themes, at three widths: readable, whole, and reachable."""

import pytest

import audit
import exercise
from conftest import LANGUAGES, THEMES
from walk import finished, unfold

WIDTHS = (320, 1280, 1920)
SCREENS = ("home", "compare", "what-if", "learn", "exercise", "class", "editor")

screens = pytest.mark.parametrize("screen", SCREENS)
both = pytest.mark.parametrize("language", LANGUAGES)


def open_screen(visit, screen, **how):
    place = {"view": "learn", "exercise": exercise.FIRST} if screen == "exercise" else {"view": screen, "scenario": "e-town-commitment"}
    page = visit(motion="reduce", **place, **how)
    if screen in ("compare", "what-if"):
        finished(page)
        unfold(page)
    if screen == "exercise":
        exercise.passed(page, page.url.split("#")[0])
        page.locator("#hint").click()
    return page


@screens
@both
def test_text_is_readable_and_whole(visit, screen, language, chinese_font):
    page = open_screen(visit, screen, language=language)
    found = []

    def look(theme, width, *kinds):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(1000 if screen in ("compare", "what-if") else 300)  # Charts are drawn again.
        found.extend(f"{theme}, {width} px: {text}" for text in audit.findings(page, *kinds))

    for theme in THEMES:
        page.locator("#theme").select_option(theme)
        page.wait_for_timeout(1000)  # Charts are drawn again.
        # Letters of the dark theme are as wide as those of the light one.
        for width in WIDTHS if theme != "dark" else ():
            look(theme, width, "cut", "sideways")
        look(theme, 1280, "contrast")
    assert not found, f"{len(found)} findings:\n  " + "\n  ".join(found[:40])


@screens
def test_controls_are_large_enough_and_named(visit, screen):
    page = open_screen(visit, screen)
    audit.assert_none(page, "targets", "names", "doubles")
    page.set_viewport_size({"width": 320, "height": 900})
    audit.assert_none(page, "targets")


@screens
def test_the_keyboard_is_always_seen(visit, screen):
    """Through a screen by Tab: what has the keyboard is in the window, uncovered, and marked."""
    page = open_screen(visit, screen)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    found = []
    for _ in range(60):
        page.keyboard.press("Tab")
        fault = page.evaluate(FOCUS)
        if fault == "end":
            break
        if fault:
            found.append(fault)
    assert not found, "\n  ".join(["", *found])


# The outline, shadow or border of what has the keyboard, against the same without it.
FOCUS = """() => {
  const at = document.activeElement
  if (at === document.body) return 'end'
  const mark = at.matches('input[type=checkbox],input[type=radio]') && at.getBoundingClientRect().width < 4 ? at.parentElement : at
  const look = (element) => {
    const style = getComputedStyle(element)
    return [style.outlineStyle === 'none' ? '' : style.outlineStyle + style.outlineWidth + style.outlineColor,
      style.boxShadow, style.borderColor, style.backgroundColor, style.stroke, style.strokeWidth].join('|')
  }
  const parts = [mark, mark.parentElement, ...mark.querySelectorAll('*')].slice(0, 12)
  const name = `${at.localName}#${at.id} “${(at.textContent || at.getAttribute('aria-label') || '').trim().slice(0, 30)}”`
  const marked = parts.map(look).join()
  const box = at.getBoundingClientRect()
  if (box.bottom < 0 || box.top > innerHeight) return `${name} is outside the window`
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2)
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 2)
  const top = document.elementFromPoint(x, y)
  const covered = top && !at.contains(top) && !top.contains(at) && !top.closest('label')
    && !(at.ownerSVGElement && at.ownerSVGElement.contains(top))
  at.blur()
  const bare = parts.map(look).join()
  at.focus({ preventScroll: true })
  if (marked === bare) return `${name} looks the same without the keyboard`
  return covered ? `${name} is covered by ${top.localName}.${top.getAttribute('class')}` : null
}"""


def test_words_of_the_answer_break_only_between_themselves(visit):
    page = visit(view="compare", scenario="one-licence", width=1024)
    finished(page)
    broken = page.locator("#part-answer table").first.evaluate(
        """(table) => {
          const found = []
          const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT)
          for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            for (const word of text.data.matchAll(/[A-Za-z]{2,}/g)) {
              const range = document.createRange()
              range.setStart(text, word.index)
              range.setEnd(text, word.index + word[0].length)
              if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(word[0])
            }
          }
          return found
        }""")
    assert broken == []
