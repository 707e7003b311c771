"""Finding and running the program `reformlab`, here and on a worker of Dask.

Needs nothing but Python, because it is sent to workers that have nothing else.
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent


class ReformLabError(Exception):
    """Whatever this module cannot do, in words for its reader."""


class ProgramMissing(ReformLabError):
    """There is no program to run."""


class CommandFailed(ReformLabError):
    """The program ended with an error: `code` as in docs/reference/commands.md, `message` as it wrote it."""

    def __init__(self, command: str, code: int, message: str):
        super().__init__(command, code, message)
        self.command, self.code, self.message = command, code, message

    def __str__(self) -> str:
        return f"'{self.command}' ended with exit code {self.code}:\n{self.message}"


def program(wanted: str | None = None) -> str:
    """The path of the program: `$REFORMLAB`, else `wanted`, the one built in this checkout, or the first in PATH."""
    built = str(ROOT / ".build" / "release" / "reformlab")
    named = os.environ.get("REFORMLAB")
    # Who names a program means that one and no other.
    for place in [named] if named else [wanted, built, "reformlab"]:
        found = shutil.which(place) if place else None
        if found:
            return os.path.abspath(found)
    if named:
        raise ProgramMissing(f"REFORMLAB names '{named}', which is no program; unset it or name one that is")
    raise ProgramMissing(
        "there is no program 'reformlab': build it with 'make build' in the checkout that this module belongs to, "
        "or name one in the environment variable REFORMLAB, or put one into PATH")


def call(*words: str, accepted: Iterable[int] = (0,), at: str | None = None, folder: str | None = None) -> bytes:
    """What the program prints for `words`, the command line behind its name.

    - Parameter accepted: exit codes that are no failure.
    - Parameter at: where the program was on the machine that asks; it may be here, too.
    - Raises: `ProgramMissing`, `CommandFailed`.
    """
    done = subprocess.run(
        [program(at), *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode not in accepted:
        message = done.stderr.decode("utf-8", "replace").strip() or done.stdout.decode("utf-8", "replace").strip()
        raise CommandFailed(shlex.join(["reformlab", *words]), done.returncode, message)
    return done.stdout


# A study on another machine


@dataclasses.dataclass(frozen=True)
class Parcel:
    """A study as it travels to another machine: with its scenario, and the catalogue where that is used."""

    words: tuple[str, ...]
    """The command line behind the program's name; the file is `scenario.yaml` in the folder that it is unpacked to."""
    scenario: bytes
    catalogue: bytes
    """The folder `catalogue` of the scenario as a zip file, or nothing."""
    program: str

    @classmethod
    def of(cls, study: Any) -> Parcel:
        """Packs a `reformlab.Study`. The same study gives the same bytes."""
        path = pathlib.Path(study.scenario)
        try:
            scenario = path.read_bytes()
        except OSError as error:
            raise ReformLabError(f"the scenario '{path}' cannot be read: {error.strerror}") from error
        catalogue = _catalogue(path) if b"use:" in scenario else None
        return cls(tuple(study.words("scenario.yaml")), scenario, _zipped(catalogue) if catalogue else b"", program())

    def unpack(self, folder: str) -> None:
        pathlib.Path(folder, "scenario.yaml").write_bytes(self.scenario)
        if self.catalogue:
            with zipfile.ZipFile(io.BytesIO(self.catalogue)) as archive:
                archive.extractall(pathlib.Path(folder, "catalogue"))


def _catalogue(scenario: pathlib.Path) -> pathlib.Path | None:
    """The folder of reforms that the program would take for `scenario`; none where it takes its own."""
    for folder in scenario.resolve().parents:
        for place in (folder / "catalogue", folder / "Scenarios" / "catalogue"):
            if (place / "sources.yaml").exists():
                return place
    return None


def _zipped(folder: pathlib.Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.glob("*.yaml")):
            # No time of day: the same files are the same bytes.
            archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes away; on a worker in its own folder, which is cleared when the worker was killed."""
    with contextlib.suppress(ImportError, ValueError):
        from distributed import get_worker

        return tempfile.TemporaryDirectory(dir=get_worker().local_directory)
    return tempfile.TemporaryDirectory()


def share(parcel: Parcel, number: int, count: int) -> bytes:
    """The journal of share `number` of `count`, from 1: a pure function, so a lost one is simply done again."""
    with _scratch() as folder:
        parcel.unpack(folder)
        call(
            *parcel.words, "--shard", f"{number}/{count}", "--journal", "share.journal", "--threads", "1", "--quiet",
            at=parcel.program, folder=folder)
        return pathlib.Path(folder, "share.journal").read_bytes()


def batch(parcels: Sequence[Parcel]) -> list[bytes]:
    """The results of whole studies, one after the other: pure as well."""
    results = []
    for parcel in parcels:
        with _scratch() as folder:
            parcel.unpack(folder)
            results.append(call(
                *parcel.words, "--json", "--quiet", "--threads", "1",
                accepted=(0, 5), at=parcel.program, folder=folder))
    return results
