#!/usr/bin/env python3
"""Executes the notebooks headless, in a fresh kernel each; what they show is not written anywhere.

Names after the command choose notebooks that begin so. Exit code: 0 all ran, 1 a cell of one failed.
"""

import argparse
import pathlib
import sys
import time

import nbclient
import nbformat

NOTEBOOKS = pathlib.Path(__file__).resolve().parent.parent / "Notebooks"
SECONDS = 600


def run(path):
    """Executes one notebook; raises `CellExecutionError` where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(
        notebook, timeout=SECONDS, startup_timeout=SECONDS, kernel_name="python3",
        resources={"metadata": {"path": str(NOTEBOOKS)}},
        # Errors alone: it is known that messages on this machine are not encrypted.
        extra_arguments=["--IPKernelApp.log_level=40"],
    ).execute()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="the beginning of a notebook's name, such as 01")
    names = tuple(parser.parse_args().names)
    paths = [path for path in sorted(NOTEBOOKS.glob("*.ipynb")) if not names or path.name.startswith(names)]
    if not paths:
        sys.exit(f"run-notebooks: no notebook begins with {' or '.join(names) or 'anything'}")
    failed = 0
    for path in paths:
        begun = time.monotonic()
        try:
            run(path)
        except nbclient.exceptions.CellExecutionError as error:
            failed += 1
            print(f"notebooks: {path.name} failed:\n{error}")
            continue
        print(f"notebooks: {path.name} ran in {time.monotonic() - begun:.0f} s", flush=True)
    print(f"notebooks: {len(paths) - failed} of {len(paths)} ran without error")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
