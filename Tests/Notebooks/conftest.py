"""What the tests of the notebooks share: the modules beside them, a program, a small study, a Dask cluster.

Run them with `make check-notebooks`.
"""

import os
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NOTEBOOKS = ROOT / "Notebooks"
sys.path.insert(0, str(NOTEBOOKS))

import reformlab as lab  # noqa: E402


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    """Journals and progress of these tests stay out of the user's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def scenario():
    return lab.shipped("one-licence")


@pytest.fixture(scope="session")
def client():
    """Two worker processes on this machine."""
    from reformlab_dask import dask_client

    with dask_client(workers=2) as running:
        yield running


@pytest.fixture(scope="session")
def program():
    """The path of the program that the tests run."""
    return os.path.abspath(lab.program())


def pytest_terminal_summary(terminalreporter):
    """The line that `.ci/run` counts."""
    count = lambda *kinds: sum(len(terminalreporter.stats.get(kind, [])) for kind in kinds)  # noqa: E731
    terminalreporter.write_line(
        f"notebooks: {count('passed')} passed, {count('failed', 'error')} failed, {count('skipped')} skipped"
    )
