"""Exercises in a notebook: the same texts, runs and verdicts as `reformlab exercise` in a terminal.

    from reformlab_exercise import exercise
    busy = exercise("02", student="ada", language="en")
    busy.show()
    busy.predict(factor=2.5)
    busy.run(windows=4)
    busy.check(wait=21)

What a student did is kept by the program, in one file for terminal and notebook. Nothing is judged here.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pandas

from reformlab import Language
from reformlab_program import call


def exercises() -> pandas.DataFrame:
    """All exercises: `id`, `title` in both languages, `minutes`, `needs`, and how far the student has come."""
    listed = json.loads(call("exercise", "list", "--json"))["exercises"]
    return pandas.DataFrame([
        {**one, "title": one["title"]["zh"], "titleEn": one["title"]["en"]} for one in listed])


@dataclasses.dataclass(frozen=True)
class Table:
    """A frame with the whole answer of the program beside it, as `data`."""

    frame: pandas.DataFrame
    data: dict[str, Any] = dataclasses.field(repr=False)

    def _repr_html_(self) -> str:
        return self.frame._repr_html_()


@dataclasses.dataclass(frozen=True)
class Exercise:
    """One exercise of one student: other names have other numbers."""

    id: str
    student: str
    course: str = ""
    language: Language = "zh"

    def _ask(self, verb: str, *flags: str, accepted: tuple[int, ...] = (0,)) -> dict[str, Any]:
        course = ("--course", self.course) if self.course else ()
        return json.loads(call(
            "exercise", verb, self.id, "--student", self.student, *course, *flags, "--json", "--quiet",
            accepted=accepted))

    def show(self) -> None:
        """Shows the texts with the student's own numbers, the levers with their choices, and the questions."""
        from IPython.display import Markdown, display

        data = self._ask("show")
        word = {"zh": ("目标", "故事", "做什么", "用语"), "en": ("Goal", "Story", "Do", "Words")}
        parts = [f"# {data['title'][self.language]}"]
        for heading, key in zip(word[self.language], ("goal", "story", "task", "words")):
            parts.append(f"## {heading}\n\n{data[key][self.language]}")
        display(Markdown("\n\n".join(parts)))
        for key in ("levers", "predictions", "questions"):
            if data[key]:
                display(pandas.DataFrame([
                    {name: self._plain(value) for name, value in one.items()} for one in data[key]]))

    def _plain(self, value: Any) -> Any:
        """Texts in the language of the exercise; what there is to choose as one line."""
        if isinstance(value, list):
            return ", ".join(str(self._plain(one)) for one in value)
        if not isinstance(value, dict):
            return value
        if set(value) == {"zh", "en"}:
            return value[self.language]
        # A choice: what to type, and in brackets what it means.
        name = value.get("id") or value["text"]
        meaning = value["text"] if "id" in value else value["label"]
        return f"{name} ({self._plain(meaning)})" if meaning else name

    def predict(self, **answers: Any) -> dict[str, str]:
        """Locks predictions; without them nothing runs, and they cannot be changed afterwards."""
        return self._ask("predict", *_pairs("--answer", answers))["predictions"]

    def run(self, **levers: Any) -> Table:
        """Runs with these levers, others where they were: start, work and paired difference, each with its interval."""
        data = self._ask("run", *_pairs("--set", levers))
        rows = []
        for row in data["rows"]:
            flat = {"outcome": self._plain(row["title"]), "unit": self._plain(row.get("unit"))}
            for world in ("start", "work", "difference"):
                numbers = row.get(world) or {}
                flat[world] = numbers.get("estimate")
                flat[f"{world}Low"], flat[f"{world}High"] = numbers.get("low"), numbers.get("high")
            rows.append(flat)
        return Table(pandas.DataFrame(rows), data)

    def check(self, levers: dict[str, Any] | None = None, **answers: Any) -> Table:
        """Checks answers: for each question whether it passed and, where it did not, why.

        - Parameter levers: levers to put first, as in `run`.
        """
        data = self._ask("check", *_pairs("--set", levers or {}), *_pairs("--answer", answers), accepted=(0, 4))
        rows = [
            {"question": one["id"], "points": one["points"], "passed": one["passed"], "answer": one["answer"],
             "verdict": self._plain(one["output"])}
            for one in data["questions"]]
        return Table(pandas.DataFrame(rows), data)

    def hint(self) -> str:
        """The next hint."""
        return self._plain(self._ask("hint")["text"])


def _pairs(flag: str, values: dict[str, Any]) -> list[str]:
    return [word for name, value in values.items() for word in (flag, f"{name}={value}")]


def exercise(id: str, student: str, course: str = "", language: Language = "zh") -> Exercise:
    """The exercise with this number or id, begun by `student`.

    - Raises: `CommandFailed` where there is no such exercise.
    """
    begun = Exercise(id, student, course, language)
    begun._ask("start")
    return begun
