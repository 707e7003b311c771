#!/usr/bin/env python3
"""Writes docs/reforms.md and docs/reforms.zh.md from the catalogue and from runs of its scenarios.

    reforms.py            ends with 1 if a page is not what the catalogue and the runs say
    reforms.py --update   writes both pages

Measured effects come from `reformlab compare SCENARIO DESIGN… --baseline BASELINE --json`: the same
numbers on every machine.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / ".build" / "release" / "reformlab"
PAGES = {"en": ROOT / "docs" / "reforms.md", "zh": ROOT / "docs" / "reforms.zh.md"}

WORDS = {
    "en": {
        "title": "# The catalogue of reforms",
        "about": (
            "Every named reform that ships with ReformLab: what it does to the flow of an approval, the changes it is "
            "made of, where it comes from and with which status, and what it does in the scenarios that use it. A "
            "target, a plan or a pilot is not a rule, and every effect is the effect under the assumptions of its "
            "scenario.\n\n"
            "Effects are differences of design and baseline with the interval of assumptions (where inputs have "
            "ranges; the 2.5 to 97.5 % range over the replications), made by `python3 Scripts/reforms.py --update`, "
            "which runs `reformlab compare SCENARIO DESIGN --baseline BASELINE` for each row. `reformlab catalogue "
            "NAME` shows an entry with its parameters; [the format](reference/scenario-format.md#the-catalogue) says "
            "how a scenario takes one. The number (S01 …) is that of the mechanism among those that the policy documents "
            "name; a mechanism may have several entries. Those of licensing, service and supervision are not here yet."
        ),
        "entry": "entry", "changes": "changes", "sources": "sources", "figures": "figures",
        "head": "| scenario | compared | outcome | difference | interval | verdict |",
        "unit": {},
    },
    "zh": {
        "title": "# 改革目录",
        "about": (
            "本页列出随软件提供的每一项改革：它怎样改变审批的流程，由哪些改革动作组成，出自何处、效力如何，以及在使用它的情景中"
            "有什么效果。目标、计划和试点不是规定；每个效果都只在该情景的假设之下成立。\n\n"
            "效果是方案与基准之差；区间是假设区间（输入带范围时，为各次运行的 2.5% 到 97.5% 范围），由 "
            "`python3 Scripts/reforms.py --update` 得出，它对每一行运行 `reformlab compare 情景 方案 --baseline 基准`。"
            "`reformlab catalogue 名称` 显示条目及其参数；情景怎样取用条目见[格式说明](reference/scenario-format.md#the-catalogue)。"
            "编号（S01 等）是政策文件所提机制的编号，一项机制可有几个条目；许可、服务和监管领域的条目还没有加入。"
        ),
        "entry": "条目", "changes": "改革动作", "sources": "来源", "figures": "文件中的数字",
        "head": "| 情景 | 比较 | 结果 | 差 | 区间 | 判断 |",
        "unit": {
            "working days": "个工作日", "calendar days": "个日历天", "yuan": "元", "per case": "每件",
            "per 1000": "每千件", "days per 1000": "天/千件", "share": "（份额）", "hours per case": "小时/件",
        },
    },
}
VERDICTS = {
    "better": "更好", "worse": "更差", "same": "相同", "cannot tell": "无法判断", "higher": "更高", "lower": "更低",
}
FIGURE = {
    "en": {},
    "zh": {"rule": "规定", "target": "目标", "pilot": "试点", "announced": "公布", "undated": "未载日期"},
}


def product(*arguments):
    done = subprocess.run([str(PRODUCT), *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"reforms: reformlab {' '.join(arguments)} ended with {done.returncode}\n{done.stderr}")
    return done.stdout


def measure(entries):
    """The comparisons that entries name, by (scenario, baseline, design)."""
    wanted = {}
    for entry in entries:
        for show in entry["shows"]:
            designs = wanted.setdefault((show["scenario"], show["baseline"]), [])
            if show["design"] not in designs:
                designs.append(show["design"])
    found = {}
    for (scenario, baseline), designs in wanted.items():
        print(f"reforms: {scenario} against {baseline}", file=sys.stderr)
        results = json.loads(
            product("compare", f"Scenarios/{scenario}", *designs, "--baseline", baseline, "--json"))
        for comparison in results["comparisons"]:
            for outcome in comparison["outcomes"]:
                if outcome["scope"] != "all":
                    continue
                key = (scenario, baseline, comparison["design"], outcome["name"])
                found.setdefault(key, outcome)
    return found


def number(value):
    if value is None:
        return "–"
    if 0 < abs(value) < 0.005:
        return f"{value:.1g}".replace("-", "−")
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{digits}f}"
    return "0" if float(text.replace(",", "")) == 0 else text.replace("-", "−")


def row(show, measured, language):
    place = f"| `{show['scenario']}` | `{show['baseline']}` → `{show['design']}` | `{show['outcome']}` |"
    outcome = measured.get((show["scenario"], show["baseline"], show["design"], show["outcome"]))
    if outcome is None:
        sys.exit(f"reforms: {show['scenario']} has no outcome {show['outcome']}")
    unit = WORDS[language]["unit"].get(outcome["unit"], outcome["unit"])
    verdict = outcome["verdict"]
    if language == "zh":
        verdict = VERDICTS.get(verdict, verdict)
        between = f"{number(outcome['low'])} 到 {number(outcome['high'])}"
    else:
        between = f"{number(outcome['low'])} to {number(outcome['high'])}"
    return f"{place} {number(outcome['difference'])} {unit} | {between} | {verdict} |"


def page(entries, measured, language):
    words = WORDS[language]
    lines = [words["title"], "", words["about"], ""]
    for entry in sorted(entries, key=lambda e: (e["system"], e["name"])):
        lines += [f"## {entry['system']} {entry['title'][language]}", "", entry["does"][language], ""]
        lines.append(f"- {words['entry']}: `{entry['name']}`")
        lines.append(f"- {words['changes']}: " + ", ".join(f"`{kind}`" for kind in entry["kinds"]))
        if entry["figures"]:
            lines.append(f"- {words['figures']}:")
            for figure in entry["figures"]:
                status = FIGURE[language].get(figure["status"], figure["status"])
                lines.append(f"  - {figure['what'][language]}: {figure['value']} ({figure['source']}; {status})")
        lines.append(f"- {words['sources']}:")
        for source in entry["sources"]:
            parts = [source["title"], source["number"], source["section"]]
            lines.append(f"  - {', '.join(p for p in parts if p)} ({status_text(source['status'], language)})")
        lines += ["", words["head"], "|---|---|---|---|---|---|"]
        lines += [row(show, measured, language) for show in entry["shows"]]
        lines.append("")
    return "\n".join(lines)


def status_text(status, language):
    kind, start = status["kind"], status.get("from") or status.get("by")
    if language == "en":
        words = {"inForce": "in force from", "announced": "announced", "pilot": "pilot", "target": "target",
                 "repealed": "repealed", "undated": "undated"}
        return f"{words[kind]} {start}" if start else words[kind]
    words = {"inForce": "施行", "announced": "发布", "pilot": "试点", "target": "目标", "repealed": "废止",
             "undated": "未载日期"}
    return f"{start} {words[kind]}" if start else words[kind]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the pages")
    update = parser.parse_args().update
    entries = json.loads(product("catalogue", "--json"))["entries"]
    measured = measure(entries)
    differs = False
    for language, path in PAGES.items():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = page(entries, measured, language)
        if update:
            path.write_text(new, encoding="utf-8")
        elif new != old:
            differs = True
            print(f"reforms: {path.relative_to(ROOT)} is not what the catalogue and the runs say; run "
                  "make docs", file=sys.stderr)
    if not differs:
        print(f"reforms: {len(entries)} entries" + (" written" if update else " as shown"))
    sys.exit(1 if differs else 0)


if __name__ == "__main__":
    main()
