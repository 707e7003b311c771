#!/usr/bin/env python3
"""Takes the pictures of the docs from a running lab: docs/images/lab-*.png.

With --all FOLDER it takes every screen in both languages and all themes, at three widths, whole pages:
to look at, not to keep. Run by `make screenshots`.
"""

import argparse
import itertools
import pathlib
import shutil
import subprocess
import sys
import tempfile

from PIL import Image
from playwright.sync_api import sync_playwright

import exercise
import lab as labs
from walk import finished, unfold

IMAGES = labs.ROOT / "docs" / "images"
SCENARIO = "e-town-commitment"

# Name of the picture, screen, and what is brought to its upper edge.
PICTURES = (
    ("home", "home", None),
    ("compare", "compare", None),
    ("map", "compare", "#part-map"),
    ("what-if", "what-if", None),
    ("exercise", "exercise", "#run-head"),
)


def open_screen(browser, lab, screen, *, language, theme="light", width=1280, height=860):
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce",
        locale={"zh": "zh-CN", "en": "en-US"}[language],
    )
    page = context.new_page()
    place = {"view": "learn", "exercise": exercise.FIRST} if screen == "exercise" else {"view": screen, "scenario": SCENARIO}
    state = {**place, "lang": language, "theme": theme}
    page.goto(lab.address + "#" + labs.fragment(**state))
    page.locator("main h1").first.wait_for()
    if screen in ("compare", "what-if"):
        finished(page)
    if screen == "exercise":
        exercise.passed(page, lab.address)
    page.wait_for_timeout(500)
    return page


def take_for_docs(browser, lab):
    IMAGES.mkdir(parents=True, exist_ok=True)
    for (name, screen, part), language in itertools.product(PICTURES, ("en", "zh")):
        page = open_screen(browser, lab, screen, language=language)
        if part:
            page.locator(part).scroll_into_view_if_needed()
            if screen == "compare":
                page.locator(f"{part} svg").first.wait_for(timeout=60_000)
            page.evaluate("(part) => document.querySelector(part).scrollIntoView()", part)
            page.wait_for_timeout(800)
        path = IMAGES / f"lab-{name}.{language}.png"
        page.screenshot(path=path)
        page.context.close()
        shrink(path)
        print(f"screenshots: {path.relative_to(labs.ROOT)}, {path.stat().st_size // 1024} KiB")


def shrink(path):
    """Flat surfaces and few hues: 128 colors show no difference and take a third of the bytes."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def take_all(browser, lab, folder):
    folder.mkdir(parents=True, exist_ok=True)
    screens = ("home", "compare", "what-if", "learn", "exercise", "class", "editor")
    for screen, language, theme in itertools.product(screens, ("en", "zh"), ("light", "dark", "projector")):
        page = open_screen(browser, lab, screen, language=language, theme=theme)
        if screen == "compare":
            unfold(page)
        for width in (320, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(500)
            page.screenshot(path=folder / f"{screen}.{language}.{theme}.{width}.png", full_page=True)
        page.context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", metavar="FOLDER", type=pathlib.Path)
    wanted = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("screenshots: no Chromium here; 'make web' installs it where the system has it as a package")
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip()
    if not fonts:
        sys.exit("screenshots: no font with Chinese, so it would show as boxes; 'make web' installs fonts-noto-cjk")
    with tempfile.TemporaryDirectory() as folder, labs.serving(folder) as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        if wanted.all:
            take_all(browser, lab, wanted.all)
        else:
            take_for_docs(browser, lab)
        browser.close()


if __name__ == "__main__":
    main()
