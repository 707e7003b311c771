"""ReformLab in Python: runs the command `reformlab` and gives its results as pandas frames.

    import reformlab as lab
    study = lab.compare(lab.shipped("one-licence"), "commitment", replications=20)
    study.differences()      # a frame
    study.charts("en")[0]    # a chart of the report, drawn

Nothing is computed here: every number comes from the program, columns carry the names that
docs/reference/results.md gives them, and `study.command` is the command line that prints the same.
Times are in working days and money in yuan where a column `unit` says nothing else.

The program is `$REFORMLAB`, else `.build/release/reformlab` of this checkout (`make build`), else the
first `reformlab` in PATH.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import functools
import importlib.util
import io
import json
import os
import pathlib
import shlex
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import altair
import pandas

from reformlab_program import ROOT, CommandFailed, ProgramMissing, ReformLabError, call, program

if TYPE_CHECKING:
    from typing import Self, Unpack

__all__ = [
    "CommandFailed", "ProgramMissing", "ReformLabError", "Chart", "Flags", "Language", "Study", "Result", "Comparison",
    "Attribution", "Sensitivity", "BreakEven", "Exploration", "applicants", "attribute", "break_even", "compare",
    "event_log", "explore", "inputs", "result", "run", "say", "sensitivity", "shipped", "timeline"]

Language = Literal["zh", "en"]


def shipped(name: str) -> pathlib.Path:
    """The file of a scenario that comes with the program, by its name without `.yaml`."""
    path = ROOT / "Scenarios" / f"{name}.yaml"
    if not path.exists():
        names = ", ".join(sorted(file.stem for file in path.parent.glob("*.yaml")))
        raise ReformLabError(f"no scenario '{name}' is shipped; there are {names}")
    # From the working folder, so that a command line shown to a reader names nobody's machine.
    return pathlib.Path(os.path.relpath(path))


# A study, and what the program makes of it


class Flags(TypedDict, total=False):
    """What every study takes besides scenario and designs: the flags of its command, `-` written as `_`."""

    replications: int
    """How many replications; of `sensitivity` how many at each end of a range."""
    seed: int
    """The seed of all draws."""
    baseline: str
    """The design that others are compared with."""
    reforms: Sequence[str]
    """These reforms together as one design, `what-if`."""
    set: Mapping[str, str]
    """Other values of inputs by path, as a scenario file writes them: `{"offices.permits.staff": "6"}`."""
    switch: Sequence[str]
    """Switches of the scenario applied to every design."""
    outcome: str | Sequence[str]
    """`NAME` or `NAME@SCOPE`; several for `attribute` alone."""
    precision: float
    """Replicate until the half-width of run noise is this, in the unit of the primary outcome."""
    independent: bool
    """Other random numbers for each design: unpaired."""
    points: int
    """Combinations of inputs for `sensitivity` and `explore`: a power of two from 16."""
    inputs: int
    """How many inputs `sensitivity` looks at one by one."""
    at_least: float
    """The gain that counts as success in `explore`, in the unit of the outcome."""
    input: str
    """The one input that `break-even` varies, by path."""
    threshold: float
    """The difference that `break-even` looks for, in the unit of the outcome."""


# Keys of the web API that are called otherwise there (docs/reference/api.md).
_API_KEYS = {
    "set": "inputs", "inputs": "inputsAnalyzed", "switch": "switches", "outcome": "outcomes", "at_least": "atLeast"}
_API_LISTS = ("switch", "outcome")


@dataclasses.dataclass(frozen=True)
class Study:
    """A question: what to do with which designs of which scenario. `run` answers it.

    Asking the same question twice gives the same bytes, on any machine.
    """

    method: str
    scenario: str | os.PathLike[str]
    designs: tuple[str, ...] = ()
    flags: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """What stands in `Flags`, and what flags the command has besides."""

    def words(self, file: str | None = None) -> list[str]:
        """The command line behind the program's name, `file` in the place of the scenario's."""
        words = [self.method, file or os.fspath(self.scenario), *self.designs]
        for name, value in self.flags.items():
            flag = "--" + name.replace("_", "-")
            if isinstance(value, bool):
                words += [flag] if value else []
            elif isinstance(value, Mapping):
                for path, text in value.items():
                    words += [flag, f"{path}={text}"]
            elif isinstance(value, Sequence) and not isinstance(value, str):
                words += [flag, ",".join(value)] if name == "reforms" else [
                    word for one in value for word in (flag, str(one))]
            else:
                words += [flag, str(value)]
        return words

    @property
    def command(self) -> str:
        """The command line that answers the same question in a terminal."""
        return shlex.join(["reformlab", *self.words()])

    def body(self, scenario: str) -> dict[str, Any]:
        """The same question for the web API, where the scenario has the id `scenario`."""
        body: dict[str, Any] = {"scenario": scenario, "method": self.method}
        if self.designs:
            body["designs"] = list(self.designs)
        for name, value in self.flags.items():
            if name in _API_LISTS and isinstance(value, str):
                value = [value]
            body[_API_KEYS.get(name, name)] = dict(value) if isinstance(value, Mapping) else value
        return body

    def printed(self) -> bytes:
        """What the program prints with `--json`, on all processors of this machine.

        - Raises: `CommandFailed` with the program's message.
        """
        # 5: less precise than asked for, with results all the same.
        return call(*self.words(), "--json", "--quiet", accepted=(0, 5))

    def run(self) -> Result:
        """The result, done on this machine. Raises as `printed`."""
        return result(self, self.printed())


def _rows(entries: Iterable[Mapping[str, Any]], **first: Any) -> list[dict[str, Any]]:
    """Objects as rows: `{"runNoise": {"low": 1}}` becomes a column `runNoiseLow`."""
    def flat(entry: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
        for key, value in entry.items():
            name = prefix + key[0].upper() + key[1:] if prefix else key
            if isinstance(value, Mapping):
                yield from flat(value, name)
            else:
                yield name, value

    return [{**first, **dict(flat(entry))} for entry in entries]


@dataclasses.dataclass(frozen=True)
class Chart:
    """A chart of a report: its finding in words, its data as a frame, and the drawing."""

    id: str
    section: str
    finding: str
    table: pandas.DataFrame
    specification: dict[str, Any] = dataclasses.field(repr=False)

    @property
    def whole(self) -> dict[str, Any]:
        """The Vega-Lite specification with its data and the theme of reports."""
        return _drawing().themed(self.specification, _theme(), 640)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Draws into a file: `.svg`, `.png` or `.pdf` by its ending, as reports do."""
        path = pathlib.Path(path)
        kind = path.suffix.removeprefix(".")
        drawn = _drawing().draw({"specification": self.specification, "format": kind}, _theme())
        path.write_bytes(drawn.encode() if kind == "svg" else base64.b64decode(drawn))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        # Altair's classes know less of Vega-Lite than reports use; its renderers take any specification.
        draw = altair.renderers.get()
        return draw(self.whole) if draw else {"text/plain": self.finding}


@functools.cache
def _theme() -> dict[str, Any]:
    """Fonts and colors of all charts of the product."""
    return json.loads((ROOT / "Web" / "chart-theme.json").read_text(encoding="utf-8"))


@functools.cache
def _drawing() -> Any:
    """The script that draws the charts of reports; here for the way in which it puts theme and chart together."""
    place = importlib.util.spec_from_file_location("reformlab_charts", ROOT / "Scripts" / "charts.py")
    assert place and place.loader
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


@altair.theme.register("reformlab", enable=True)
def _altair_theme() -> altair.theme.ThemeConfig:
    """Charts that a notebook makes itself look as those of reports do."""
    theme = _theme()
    return {"config": {**theme["config"], "font": theme["font"], "background": theme["background"]}}


# Drawn where the notebook runs, with no network and no script in the page.
altair.renderers.enable("svg")


@dataclasses.dataclass(frozen=True)
class Result:
    """What a study found. `data` is the whole result, `docs/reference/results.md` describes it."""

    study: Study
    json: bytes
    """The result as the program prints it with `--json`."""

    @classmethod
    def of(cls, study: Study) -> Self:
        """Runs `study` on this machine."""
        return cls(study, study.printed())

    @functools.cached_property
    def data(self) -> dict[str, Any]:
        return json.loads(self.json)

    @property
    def command(self) -> str:
        """The command line that makes the same result in a terminal."""
        return self.study.command

    @property
    def manifest(self) -> dict[str, Any]:
        """Version, digests, seed and command: what makes the result again."""
        return self.data["manifest"]

    @functools.cached_property
    def _pages(self) -> dict[str, Any]:
        answer = _ask_server(self.study)
        if answer["results"] != self.data:
            raise ReformLabError(f"'{self.command}' gives another result now than the one at hand")
        return answer["pages"]

    def answer(self, language: Language) -> str:
        """The answer in sentences, as reports give it first."""
        blocks = self._pages[language]["sections"][0]["blocks"]
        return "\n\n".join(block["text"] for block in blocks if block.get("role") in ("answer", "caution"))

    def charts(self, language: Language) -> list[Chart]:
        """The charts of the report of this study, in its order. Runs the study once more, for both languages."""
        return [
            Chart(block["id"], section["id"], block["finding"], _table(block["table"]), block["specification"])
            for section in self._pages[language]["sections"] for block in section["blocks"] if block["type"] == "chart"]

    def chart(self, id: str, language: Language) -> Chart:
        """One chart of the report by its id."""
        charts = self.charts(language)
        for chart in charts:
            if chart.id == id:
                return chart
        there = ", ".join(chart.id for chart in charts) or "none"
        raise ReformLabError(f"the report of '{self.command}' has no chart '{id}'; it has {there}")


def _table(table: Mapping[str, Any]) -> pandas.DataFrame:
    """A table of a report as a frame: numbers where it has them, else words."""
    heads = [column["head"] for column in table["columns"]]
    return pandas.DataFrame(
        [[cell.get("value", cell["text"]) for cell in row] for row in table["rows"]], columns=heads)


def _ask_server(study: Study) -> dict[str, Any]:
    """The last event of a study done by `reformlab serve`: its results, and the report as pages."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(subprocess.Popen(
            [program(), "serve", os.fspath(study.scenario), "--folder", folder],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))
        stack.callback(server.terminate)
        assert server.stdout and server.stderr
        address = server.stdout.readline().strip()
        if not address:
            raise CommandFailed("reformlab serve", server.wait(), server.stderr.read().strip())
        listed = json.loads(urllib.request.urlopen(address + "api/v1/scenarios").read())
        request = urllib.request.Request(
            address + "api/v1/studies", headers={"Content-Type": "application/json"},
            data=json.dumps(study.body(listed["scenarios"][0]["id"])).encode())
        try:
            kind, data = _last_event(stack.enter_context(urllib.request.urlopen(request)))
        except urllib.error.HTTPError as error:
            kind, data = "failed", json.loads(error.read())
    if kind != "result":
        raise CommandFailed(study.command, 1, data["error"]["message"]["en"])
    return data


def _last_event(stream: Iterable[bytes]) -> tuple[str, dict[str, Any]]:
    """Kind and data of the last of the server-sent events."""
    kind, lines = "", list[str]()
    for line in stream:
        head, _, rest = line.decode().rstrip("\n").partition(": ")
        if head == "event":
            kind, lines = rest, []
        elif head == "data":
            lines.append(rest)
    return kind, json.loads("\n".join(lines))


class Comparison(Result):
    """Designs beside the baseline."""

    def outcomes(self) -> pandas.DataFrame:
        """What each design brings: a row for each design, outcome and scope."""
        return pandas.DataFrame(
            [row for design in self.data["designs"] for row in _rows(design["outcomes"], design=design["name"])])

    def differences(self) -> pandas.DataFrame:
        """Each design less the baseline, applicants paired: a row for each design, outcome and scope.

        `baselineEstimate` and `designEstimate` are the values of the two.
        """
        return pandas.DataFrame([
            row for comparison in self.data.get("comparisons", [])
            for row in _rows(
                ({"baselineEstimate": one["baseline"], "designEstimate": one["design"],
                  **{key: value for key, value in one.items() if key not in ("baseline", "design")}}
                 for one in comparison["outcomes"]),
                design=comparison["design"], baseline=comparison["baseline"])])

    def difference(self, name: str, scope: str = "all", design: str | None = None) -> pandas.Series:
        """One row of `differences`: of the first design, or of `design`; times in working days."""
        table = self.differences()
        rows = table[(table.name == name) & (table.scope == scope) & (table.unit != "calendar days")]
        rows = rows[rows.design == design] if design else rows
        if rows.empty:
            raise ReformLabError(f"'{self.command}' has no outcome '{name}' for '{scope}'")
        return rows.iloc[0]

    def quantiles(self, name: str = "need-to-operate-idle") -> pandas.DataFrame:
        """How a time is spread: `share` of the applicants of each design that take no longer than `value`."""
        return pandas.DataFrame([
            {"design": design["name"], "name": name, "unit": one["unit"], "share": (place + 1) / 50, "value": value}
            for design in self.data["designs"] for one in design["distributions"] if one["name"] == name
            for place, value in enumerate(one["quantiles"] or [])])

    def gain_and_loss(self) -> pandas.DataFrame:
        """Shares of applicants who gain, lose or notice nothing, and of the placebo, with run noise."""
        return pandas.DataFrame([
            row for comparison in self.data.get("comparisons", []) if comparison["applicants"]
            for who, shares in (("design", comparison["applicants"]), ("placebo", comparison["applicants"]["placebo"]))
            for row in _rows(
                ({"change": change, **shares[change]} for change in ("gain", "lose", "same")),
                design=comparison["design"], who=who)])

    def frontier(self) -> pandas.DataFrame:
        """Time saved (working days) and exposure added (days per 1,000 applicants) of each of several designs."""
        return pandas.DataFrame(_rows(self.data.get("frontier", [])))


class Attribution(Result):
    """What each reform of a design brings."""

    def contributions(self) -> pandas.DataFrame:
        """The Shapley value of each reform for each outcome, and what it brings alone and last."""
        return pandas.DataFrame(_rows(self.data["attribution"]))

    def totals(self) -> pandas.DataFrame:
        """The whole difference of each outcome, and how far the reforms act jointly."""
        return pandas.DataFrame(_rows(self.data["totals"]))

    def interactions(self) -> pandas.DataFrame:
        """Each pair of reforms: substitutes or complements."""
        return pandas.DataFrame(_rows(self.data["interactions"]))


class Sensitivity(Result):
    """Which inputs the uncertainty of a difference comes from."""

    def shares(self) -> pandas.DataFrame:
        """Shares of the variance (0 to 1) by input, of all others together, and of run noise."""
        return pandas.DataFrame(_rows(self.data["shares"]))

    def tornado(self) -> pandas.DataFrame:
        """The difference with one input at the ends of its range, in the unit of the outcome."""
        return pandas.DataFrame(_rows(self.data["tornado"]))

    def grades(self) -> pandas.DataFrame:
        """Shares of the variance by grade of evidence."""
        return pandas.DataFrame(_rows(self.data["grades"]))


class BreakEven(Result):
    """At which value of an input a difference reaches a threshold."""

    def tried(self) -> pandas.DataFrame:
        """The difference at each value of each input that was tried."""
        return pandas.DataFrame([
            row for one in self.data["breakEven"]
            for row in _rows(one["tried"], input=one["input"], unit=one["unit"])])

    def points(self) -> pandas.DataFrame:
        """The values at which the threshold is reached."""
        return pandas.DataFrame([
            row for one in self.data["breakEven"]
            for row in _rows(one["points"], input=one["input"], unit=one["unit"])])


class Exploration(Result):
    """Designs over combinations of inputs."""

    def successes(self) -> pandas.DataFrame:
        """How many combinations each design keeps its promise in, with the Wilson interval."""
        return pandas.DataFrame(_rows(self.data["exploration"]))

    def runs(self) -> pandas.DataFrame:
        """A row a combination: each input's place in its range (0 low end, ½ value, 1 high end), by its path, and
        `gain DESIGN` in the unit of the outcome."""
        inputs = [one["input"] for one in self.data["inputs"]]
        designs = [one["design"] for one in self.data["exploration"]]
        columns = inputs + [f"gain {design}" for design in designs]
        return pandas.DataFrame([run["places"] + run["gains"] for run in self.data["runs"]], columns=columns)

    def inputs(self) -> pandas.DataFrame:
        """The inputs that vary, with the ends of their ranges in the unit of the file."""
        return pandas.DataFrame(_rows(self.data["inputs"]))

    def regret(self) -> pandas.DataFrame:
        """What each design loses against the best one of each combination, in the unit of the outcome."""
        return pandas.DataFrame(self.data["regret"])


_RESULTS: dict[str, type[Result]] = {
    "compare": Comparison, "run": Comparison, "attribute": Attribution, "sensitivity": Sensitivity,
    "break-even": BreakEven, "explore": Exploration}


def result(study: Study, printed: bytes) -> Result:
    """The result of `study` from what the program printed with `--json`."""
    return _RESULTS.get(study.method, Result)(study, printed)


# The commands by name. Scenarios are paths; designs, where none is named, those that the command takes itself.


def run(scenario: str | os.PathLike[str], *designs: str, **flags: Unpack[Flags]) -> Comparison:
    """Outcomes of designs without comparing them."""
    return Comparison.of(Study("run", scenario, designs, flags))


def compare(scenario: str | os.PathLike[str], *designs: str, **flags: Unpack[Flags]) -> Comparison:
    """Designs against the baseline, applicant by applicant."""
    return Comparison.of(Study("compare", scenario, designs, flags))


def attribute(scenario: str | os.PathLike[str], *designs: str, **flags: Unpack[Flags]) -> Attribution:
    """What each reform of a design brings."""
    return Attribution.of(Study("attribute", scenario, designs, flags))


def sensitivity(scenario: str | os.PathLike[str], *designs: str, **flags: Unpack[Flags]) -> Sensitivity:
    """Which inputs the uncertainty comes from."""
    return Sensitivity.of(Study("sensitivity", scenario, designs, flags))


def break_even(scenario: str | os.PathLike[str], *designs: str, **flags: Unpack[Flags]) -> BreakEven:
    """At which value of an input the difference reaches a threshold."""
    return BreakEven.of(Study("break-even", scenario, designs, flags))


def explore(scenario: str | os.PathLike[str], *designs: str, **flags: Unpack[Flags]) -> Exploration:
    """Designs over combinations of inputs."""
    return Exploration.of(Study("explore", scenario, designs, flags))


def inputs(scenario: str | os.PathLike[str]) -> pandas.DataFrame:
    """The inputs of a scenario: `path`, `text` as the file writes it, `grade` of its evidence, `source`."""
    return pandas.DataFrame(json.loads(call("explain", os.fspath(scenario), "--json"))["inputs"])


def applicants(scenario: str | os.PathLike[str], *designs: str, **flags: Unpack[Flags]) -> pandas.DataFrame:
    """Every applicant of every design, a row each; times in working days unless the column says otherwise."""
    return _csv(Study("applicants", scenario, designs, flags), "need")


def event_log(
    scenario: str | os.PathLike[str], design: str, *, replication: int = 0, **flags: Unpack[Flags]
) -> pandas.DataFrame:
    """The event log of one replication, with the column names of XES, all applicants from the first day on."""
    return _csv(Study("log", scenario, (design,), {"replication": replication, **flags}), "time:timestamp")


def _csv(study: Study, instants: str) -> pandas.DataFrame:
    table = pandas.read_csv(io.BytesIO(call(*study.words(), "--quiet")), dtype={"case:concept:name": "string"})
    table[instants] = pandas.to_datetime(table[instants])
    return table


def timeline(
    scenario: str | os.PathLike[str], design: str, *, applicant: str | None = None, replication: int = 0,
    **flags: Unpack[Flags],
) -> pandas.DataFrame:
    """The passage of one applicant in the baseline and in a design, an event a row.

    - Parameter applicant: `CLASS:N`; without it, who loses most time in this replication.
    """
    own: dict[str, Any] = {"replication": replication, **({"applicant": applicant} if applicant else {})}
    found = json.loads(call(*Study("timeline", scenario, (design,), {**own, **flags}).words(), "--json"))
    worlds = [world for world in found.values() if isinstance(world, dict) and "events" in world]
    table = pandas.DataFrame(
        [row for world in worlds for row in _rows(world["events"], design=world["design"])])
    table["time"] = pandas.to_datetime(table["time"])
    return table.assign(applicant=f"{found['class']}:{found['index']}")


# Text in two languages


VERDICTS_ZH = {
    "better": "更好", "worse": "更差", "same": "不变", "cannot tell": "无法判断", "higher": "更高", "lower": "更低"}
"""Verdicts in Chinese, as reports write them."""


def say(zh: str, en: str, **values: Any) -> None:
    """Shows a paragraph in Chinese and in English; `{name:.1f}` in both stands for the same value of `values`."""
    from IPython.display import Markdown, display

    display(Markdown(f"{zh.format(**values)}\n\n{en.format(**values)}"))
