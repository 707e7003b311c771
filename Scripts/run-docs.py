#!/usr/bin/env python3
"""Runs the console blocks of the documentation and compares what they print.

A block looks like this (a line starting with `$ ` is a command, what follows is its output):

    ```console
    $ reformlab --version
    ReformLab 1.0
    ```

Commands run in the repository's root with .build/release first in PATH; both output streams are
compared, in the order in which they were written. A command line that ends in a backslash goes on
in the next line. Output must be equal line by line; blank lines at its end do not count. A line of
only `…` or `...` stands for any number of lines. A command that ends with an exit code other than 0
must be shown with a last line `[exit code N]`.

Without files: README.md, README.zh.md and docs/**/*.md. With --update, wrong output is rewritten.
Exit code: 0 all as shown (or rewritten), 1 something differs, 2 wrong use.
"""

import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[^\s`]*)")
ELISIONS = ("…", "...")
SECONDS = 600


class Example:
    """One command and the lines it is said to print."""

    def __init__(self, line, command):
        self.line = line  # 1-based line of the command in its file
        self.command = command
        self.start = self.end = None  # the output is file lines[start:end]
        self.expected = []


def examples(lines):
    """The examples of a file, in order. Lines carry no line ends."""
    found = []
    number = 0
    while number < len(lines):
        opening = FENCE.match(lines[number])
        number += 1
        if not opening:
            continue
        indent = opening["indent"]
        closing = re.compile(r"^\s*" + re.escape(opening["fence"]) + opening["fence"][0] + r"*\s*$")
        last = number
        while last < len(lines) and not closing.match(lines[last]):
            last += 1
        if opening["language"] == "console":
            found += examples_of_block(lines, number, last, indent)
        number = last + 1
    return found


def examples_of_block(lines, first, last, indent):
    found = []
    number = first
    while number < last:
        text = lines[number].removeprefix(indent)
        if text.startswith("$ "):
            example = Example(number + 1, text[2:])
            while example.command.endswith("\\") and number + 1 < last:
                number += 1
                example.command += "\n" + lines[number].removeprefix(indent)
            example.start = number + 1
            example.end = example.start
            found.append(example)
        elif found:
            found[-1].expected.append(text)
            found[-1].end = number + 1
        elif text.strip():
            sys.exit(f"run-docs: line {number + 1} shows output before any command: {text!r}")
        number += 1
    for example in found:
        # Blank lines between two commands are layout, not output.
        while example.expected and not example.expected[-1].strip():
            example.expected.pop()
            example.end -= 1
    return found


def run(command):
    environment = dict(os.environ)
    environment["PATH"] = f"{ROOT / '.build' / 'release'}{os.pathsep}{environment['PATH']}"
    environment.update(LC_ALL="C.UTF-8", TERM="dumb", NO_COLOR="1")
    environment.pop("COLUMNS", None)
    try:
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return [f"[stopped after {SECONDS} seconds]"]
    lines = done.stdout.decode("utf-8", "replace").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if done.returncode != 0:
        lines.append(f"[exit code {done.returncode}]")
    return lines


def matches(expected, actual):
    """Whether `actual` is what `expected` shows, elisions taken as any number of lines."""
    pieces = [[]]
    for line in expected:
        if line.strip() in ELISIONS:
            pieces.append([])
        else:
            pieces[-1].append(line)
    if len(pieces) == 1:
        return expected == actual
    head, *middle, tail = pieces
    if len(head) + len(tail) > len(actual) or actual[: len(head)] != head:
        return False
    if tail and actual[-len(tail) :] != tail:
        return False
    # The first place where a piece fits leaves most room for the pieces after it.
    position, limit = len(head), len(actual) - len(tail)
    for piece in middle:
        while position + len(piece) <= limit and actual[position : position + len(piece)] != piece:
            position += 1
        if position + len(piece) > limit:
            return False
        position += len(piece)
    return True


def check(path, update):
    """Runs the examples of one file: (number of commands, number that differ)."""
    with open(path, encoding="utf-8", newline="") as file:
        lines = file.read().split("\n")
    name = os.path.relpath(path, ROOT)
    commands = wrong = 0
    edits = []
    for example in examples(lines):
        commands += 1
        actual = run(example.command)
        if matches(example.expected, actual):
            continue
        wrong += 1
        if update:
            edits.append((example, actual))
            print(f"{name}:{example.line}: rewritten: $ {example.command}")
            continue
        print(f"{name}:{example.line}: the output differs: $ {example.command}")
        for line in difflib.unified_diff(
                example.expected, actual, "as shown", "as printed", lineterm=""):
            print(f"    {line}")
    if edits:
        for example, actual in reversed(edits):
            opening = lines[example.line - 1]
            indent = opening[: len(opening) - len(opening.lstrip())]
            lines[example.start : example.end] = [indent + line if line else line for line in actual]
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write("\n".join(lines))
    return commands, wrong


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="rewrite output that differs")
    parser.add_argument("files", nargs="*", type=pathlib.Path, metavar="FILE")
    arguments = parser.parse_args()
    files = arguments.files or [
        path
        for path in [ROOT / "README.md", ROOT / "README.zh.md", *sorted(ROOT.glob("docs/**/*.md"))]
        if path.exists()
    ]
    commands = wrong = pages = 0
    for path in files:
        in_file, differ = check(path, arguments.update)
        commands += in_file
        wrong += differ
        pages += in_file > 0
    if arguments.update:
        print(f"docs: {commands} commands on {pages} pages run, {wrong} rewritten")
        return 0
    if wrong:
        print(f"docs: {wrong} of {commands} commands print something else than shown; "
              "read the difference, then 'make docs' rewrites it")
        return 1
    print(f"docs: {commands} commands on {pages} pages print what is shown")
    return 0


if __name__ == "__main__":
    sys.exit(main())
