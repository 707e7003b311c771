"""What the browser tests share: Chromium, a running lab, and pages that are watched for faults.

Run them with `make check-web`. Where no Chromium is they are skipped and say so.
"""

import shutil
import subprocess
import sys
import pathlib

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import lab as labs  # noqa: E402
from watch import Watch  # noqa: E402

LANGUAGES = ("zh", "en")
THEMES = ("light", "dark", "projector")


@pytest.fixture(scope="session")
def chromium():
    """The path of a Chromium that runs."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        # Ubuntu's `chromium-browser` is a script that asks for a snap.
        if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0:
            return path
    pytest.skip("no Chromium here: 'make web' installs it where the system has it as a package")


@pytest.fixture(scope="session")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to the superuser, who runs the tests in a container.
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def chinese_font():
    """Skips where Chinese would be shown as boxes."""
    if not shutil.which("fc-list"):
        pytest.skip("no fontconfig to ask for a font with Chinese")
    if not subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip():
        pytest.skip("no font with Chinese: 'make web' installs fonts-noto-cjk")


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Where the lab of this run saves scenarios."""
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="session")
def lab(folder):
    with labs.serving(folder) as running:
        yield running


@pytest.fixture
def visit(browser, lab):
    """Opens the lab in a new window: `visit(view="compare", scenario=…, language="zh", width=1280)`.

    Without a view, the first page. Every page opened is watched until the test ends, and must have
    written no error, thrown no exception and asked nobody else for anything.
    """
    contexts = []

    def visit(*, width=1280, height=900, language="en", theme="light", motion="no-preference", address=None, **state):
        context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion=motion,
            locale={"zh": "zh-CN", "en": "en-US"}[language], accept_downloads=True,
        )
        watch = Watch(context, address or lab.address)
        contexts.append((context, watch))
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.watch = watch
        state.setdefault("view", "home")
        page.goto((address or lab.address) + "#" + labs.fragment(lang=language, theme=theme, **state))
        page.locator("main h1").first.wait_for()
        return page

    yield visit
    for context, watch in contexts:
        context.close()
        watch.check()


def pytest_terminal_summary(terminalreporter):
    """The line that `.ci/run` counts."""
    count = lambda *kinds: sum(len(terminalreporter.stats.get(kind, [])) for kind in kinds)  # noqa: E731
    terminalreporter.write_line(
        f"browser: {count('passed')} passed, {count('failed', 'error')} failed, {count('skipped')} skipped"
    )
