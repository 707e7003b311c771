#!/usr/bin/env python3
"""Writes docs/reforms.md, docs/reforms.zh.md and the tables of docs/guides/systems.md and systems.zh.md
from the catalogue and from runs of its scenarios.

    reforms.py            ends with 1 if a page is not what the catalogue and the runs say
    reforms.py --update   writes the pages

Measured effects come from `reformlab compare SCENARIO DESIGN… --baseline BASELINE --json`: the same
numbers on every machine. What is said of the systems with the largest and the smallest effects is written by
hand in reforms_discussed.py; the script ends with 1 if the runs find other systems to discuss.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

from reforms_discussed import LARGEST, SMALLEST

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / ".build" / "release" / "reformlab"
PAGES = {"en": ROOT / "docs" / "reforms.md", "zh": ROOT / "docs" / "reforms.zh.md"}
GUIDES = {"en": ROOT / "docs" / "guides" / "systems.md", "zh": ROOT / "docs" / "guides" / "systems.zh.md"}
TIME, RISK = "need-to-operate-idle", "exposure-days-per-1000"

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
            "name; a mechanism may have several entries."
        ),
        "entry": "entry", "changes": "changes", "sources": "sources", "figures": "figures",
        "head": "| scenario | compared | outcome | difference | interval | verdict |",
        "overview": "## Every system at a glance",
        "overview-about": (
            "For each system the comparison, of those its entries name, that changes the applicant's idle time (from the need to the "
            "first day of operation, without own building) most as a share of the baseline's and in which the design adds this one "
            "reform; beside it the change of exposure, and who gains and who loses (by the scenario's noticeable time; the placebo's losers in "
            "brackets: so many lose by luck alone). A reform of supervision is not meant to save time, and one of fees or papers may leave it as it is. "
            "Systems in different scenarios are not comparable as amounts: a scenario of days and one of years stand in one table."
        ),
        "overview-head": "| system | scenario | compared | idle time, working days | share | exposure, days per 1,000 | gain | lose |",
        "discussed": "## The largest and the smallest effects",
        "largest": (
            "The three systems that take the largest share off idle time where they are added alone, then the three whose largest effect "
            "on any outcome named below, as a share of the baseline's, is smallest. What is large is large in its scenario."
        ),
        "slower": "Where they change it most, these lengthen idle time: {}.",
        "guide-head": "| system | entry | kinds of change | status of its documents | seen in |",
        "statuses": {"inForce": "rule", "announced": "announced", "pilot": "pilot", "target": "target", "repealed": "repealed",
                     "undated": "undated"},
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
            "编号（S01 等）是政策文件所提机制的编号，一项机制可有几个条目。"
        ),
        "entry": "条目", "changes": "改革动作", "sources": "来源", "figures": "文件中的数字",
        "head": "| 情景 | 比较 | 结果 | 差 | 区间 | 判断 |",
        "overview": "## 各项机制一览",
        "overview-about": (
            "每项机制取其条目所列的比较中，方案恰好只多这一项改革、且扣除施工的全程（从需求产生到可以开业，不含自己施工）变化占基准比例最大的一个；"
            "旁边是风险暴露的变化，以及谁受益、谁受损（按情景里能觉察的时间；括号里是安慰剂对照中受损的比例：仅凭运气也有这么多）。监管类改革本来不为省时间，"
            "收费、材料类改革也可能不改变时间。不同情景的数量不能直接相比：按天计的和按年计的情景同在一张表里。"
        ),
        "overview-head": "| 机制 | 情景 | 比较 | 扣除施工的全程，工作日 | 占比 | 风险暴露，天/千件 | 受益 | 受损 |",
        "discussed": "## 效果最大与最小的机制",
        "largest": (
            "先是单独采用时使扣除施工的全程缩短比例最大的三项机制，再是在下文所列各项结果上最大变化占基准比例最小的三项。所谓大，只是在它的情景里大。"
        ),
        "slower": "下列机制在变化最大之处使扣除施工的全程变长：{}。",
        "guide-head": "| 机制 | 条目 | 改革动作 | 文件的效力 | 见于 |",
        "statuses": {"inForce": "规定", "announced": "公布", "pilot": "试点", "target": "目标", "repealed": "废止",
                     "undated": "未载日期"},
        "unit": {
            "working days": "个工作日", "calendar days": "个日历天", "yuan": "元", "per case": "每件",
            "per 1000": "每千件", "per firm and year": "次/企业/年", "days per 1000": "天/千件", "share": "（份额）", "hours per case": "小时/件",
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
    """The comparisons that entries name: (scenario, baseline, design) → what was found."""
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
        reforms = {design["name"]: len(design["reforms"]) for design in results["designs"]}
        for comparison in results["comparisons"]:
            outcomes = {}
            for outcome in comparison["outcomes"]:
                if outcome["scope"] == "all":
                    outcomes.setdefault(outcome["name"], outcome)
            design = comparison["design"]
            found[(scenario, baseline, design)] = {
                "outcomes": outcomes, "applicants": comparison["applicants"],
                "alone": reforms[design] == reforms[baseline] + 1,
            }
    return found


def place(show):
    return (show["scenario"], show["baseline"], show["design"])


def share_of_baseline(outcome):
    if outcome is None or not outcome["baseline"] or outcome["difference"] is None:
        return None
    return outcome["difference"] / outcome["baseline"]


def systems(entries):
    """The entries of each system, by number."""
    found = {}
    for entry in sorted(entries, key=lambda e: (e["system"], e["name"])):
        found.setdefault(entry["system"], []).append(entry)
    return found


def strongest(entries, measured):
    """The place at which entries change idle time most, adding one reform; else any at which they do."""
    places = [place(show) for entry in entries for show in entry["shows"]]
    alone = [p for p in places if measured[p]["alone"]] or places
    return max(alone, key=lambda p: abs(share_of_baseline(measured[p]["outcomes"].get(TIME)) or 0))


def member(entries, chosen):
    """The entry that names the comparison at a place."""
    return next(entry for entry in entries if any(place(show) == chosen for show in entry["shows"]))


def largest_share(entries, measured):
    """The largest change of an outcome that the entries name, as a share of the baseline's."""
    shares = [
        abs(share)
        for entry in entries
        for show in entry["shows"]
        if (share := share_of_baseline(measured[place(show)]["outcomes"].get(show["outcome"]))) is not None
    ]
    return max(shares, default=None)


def percent(value, digits=0):
    return "–" if value is None else f"{value * 100:.{digits}f}%".replace("-", "−")


def overview(entries, measured, language):
    words = WORDS[language]
    lines = [words["overview"], "", words["overview-about"], "", words["overview-head"],
             "|---|---|---|---|---|---|---|---|"]
    for system, members in systems(entries).items():
        scenario, baseline, design = chosen = strongest(members, measured)
        there = measured[chosen]
        time, risk = there["outcomes"].get(TIME), there["outcomes"].get(RISK)
        gains = there["applicants"]
        lines.append(
            f"| {system} {member(members, chosen)['title'][language]} | `{scenario}` | `{baseline}` → `{design}` "
            f"| {spread(time, language)} | {percent(share_of_baseline(time))} | {spread(risk, language)} "
            f"| {percent(gains['gain']['share'])} | {percent(gains['lose']['share'])} "
            f"({percent(gains['placebo']['lose']['share'])}) |")
    return lines + [""]


def spread(outcome, language):
    if outcome is None or outcome["difference"] is None:
        return "–"
    to = " 到 " if language == "zh" else " to "
    interval = f" ({number(outcome['low'])}{to}{number(outcome['high'])})" if outcome["low"] is not None else ""
    return number(outcome["difference"]) + interval


def discussed(entries, measured, language):
    """The hand-written paragraphs, if they are about the systems that the runs find."""
    by_system = systems(entries)
    saved = {
        system: share_of_baseline(measured[strongest(members, measured)]["outcomes"].get(TIME)) or 0
        for system, members in by_system.items()
        if measured[strongest(members, measured)]["alone"]
    }
    effect = {system: largest_share(members, measured) for system, members in by_system.items()}
    largest = sorted(saved, key=lambda s: (saved[s], s))[:3]
    smallest = sorted((s for s in effect if effect[s] is not None), key=lambda s: (effect[s], s))[:3]
    for found, written, what in ((largest, LARGEST, "largest"), (smallest, SMALLEST, "smallest")):
        if found != list(written):
            sys.exit(f"reforms: the {what} effects are those of {', '.join(found)}; reforms_discussed.py "
                     f"discusses {', '.join(written)}")
    words = WORDS[language]
    lines = [words["discussed"], "", words["largest"], ""]
    for system, texts in [*LARGEST.items(), *SMALLEST.items()]:
        chosen = strongest(by_system[system], measured)
        there = measured[chosen]
        numbers = {name: spread(outcome, language) for name, outcome in there["outcomes"].items()}
        numbers |= {f"before-{name}": number(o["baseline"]) for name, o in there["outcomes"].items()}
        for name in ("gain", "lose"):
            numbers[name] = percent(there["applicants"][name]["share"])
            numbers["placebo-" + name] = percent(there["applicants"]["placebo"][name]["share"])
        lines_of_text = [line.strip() for line in texts[language].splitlines()]
        text = (" " if language == "en" else "").join(lines_of_text).format_map(numbers)
        title = member(by_system[system], chosen)["title"][language]
        lines += [f"**{system} {title}.** {text}" if language == "en" else f"**{system} {title}。**{text}", ""]
    slower = sorted((s for s in saved if saved[s] >= 0.005), key=lambda s: (-saved[s], s))
    named = []
    for system in slower:
        chosen = strongest(by_system[system], measured)
        title = member(by_system[system], chosen)["title"][language]
        named.append(f"{system} {title} (+{percent(saved[system])})" if language == "en"
                     else f"{system} {title}（+{percent(saved[system])}）")
    lines += [words["slower"].format(("; " if language == "en" else "；").join(named)), ""]
    return lines


def number(value):
    if value is None:
        return "–"
    if 0 < abs(value) < 0.005:
        return f"{value:.1g}".replace("-", "−")
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{digits}f}"
    return "0" if float(text.replace(",", "")) == 0 else text.replace("-", "−")


def row(show, measured, language):
    head = f"| `{show['scenario']}` | `{show['baseline']}` → `{show['design']}` | `{show['outcome']}` |"
    outcome = measured[place(show)]["outcomes"].get(show["outcome"])
    if outcome is None:
        sys.exit(f"reforms: {show['scenario']} has no outcome {show['outcome']}")
    unit = WORDS[language]["unit"].get(outcome["unit"], outcome["unit"])
    verdict = outcome["verdict"]
    if language == "zh":
        verdict = VERDICTS.get(verdict, verdict)
        between = f"{number(outcome['low'])} 到 {number(outcome['high'])}"
    else:
        between = f"{number(outcome['low'])} to {number(outcome['high'])}"
    return f"{head} {number(outcome['difference'])} {unit} | {between} | {verdict} |"


def page(entries, measured, language):
    words = WORDS[language]
    lines = [words["title"], "", words["about"], ""]
    lines += overview(entries, measured, language) + discussed(entries, measured, language)
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


def guide(old, entries, language):
    """The guide with its table renewed."""
    words = WORDS[language]
    lines = [words["guide-head"], "|---|---|---|---|---|"]
    for system, members in systems(entries).items():
        for entry in members:
            kinds = ", ".join(f"`{kind}`" for kind in entry["kinds"])
            statuses = "、" if language == "zh" else ", "
            statuses = statuses.join(dict.fromkeys(words["statuses"][source["status"]["kind"]] for source in entry["sources"]))
            scenarios = ", ".join(f"`{name}`" for name in sorted({show["scenario"] for show in entry["shows"]}))
            lines.append(f"| {system} {entry['title'][language]} | `{entry['name']}` | {kinds} | {statuses} | {scenarios} |")
    table = "\n".join(lines)
    return re.sub(r"(<!-- systems -->\n).*?(<!-- end -->)", lambda m: f"{m[1]}\n{table}\n\n{m[2]}", old, flags=re.S)


def status_text(status, language):
    kind, start = status["kind"], status.get("from") or status.get("by")
    if language == "en":
        words = {"inForce": "in force from", "announced": "announced", "pilot": "pilot", "target": "target",
                 "repealed": "repealed", "undated": "undated"}
        return f"{words[kind]} {start}" if start else words[kind]
    words = {"inForce": "施行", "announced": "发布", "pilot": "试点", "target": "目标", "repealed": "废止",
             "undated": "未载日期"}
    return f"{start} {words[kind]}" if start else words[kind]


def settle(path, make, update):
    """Writes what a page should be, or says whether it is that."""
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    new = make(old)
    if update:
        path.write_text(new, encoding="utf-8")
    elif new != old:
        print(f"reforms: {path.relative_to(ROOT)} is not what the catalogue and the runs say; run make docs",
              file=sys.stderr)
        return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the pages")
    update = parser.parse_args().update
    entries = json.loads(product("catalogue", "--json"))["entries"]
    measured = measure(entries)
    differs = False
    for language, path in PAGES.items():
        differs |= not settle(path, lambda _: page(entries, measured, language), update)
    for language, path in GUIDES.items():
        differs |= not settle(path, lambda old: guide(old, entries, language), update)
    if not differs:
        print(f"reforms: {len(entries)} entries" + (" written" if update else " as shown"))
    sys.exit(1 if differs else 0)


if __name__ == "__main__":
    main()
