#!/usr/bin/env python3
"""Measures how fast `reformlab serve` starts and how much memory it needs, and prints the rows of docs/benchmarks.md.

`bench-serve.py [PROGRAM]`: best of five starts; memory is the resident set of the process. Linux only.
"""

import json
import pathlib
import subprocess
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
STARTS = 5


def resident(process):
    """Megabytes in use."""
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0


def ask(base, path, body=None):
    """Milliseconds until the whole answer is there."""
    begun = time.perf_counter()
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data, {"Content-Type": "application/json"} if data else {})
    with urllib.request.urlopen(request, timeout=600) as answer:
        answer.read()
    return (time.perf_counter() - begun) * 1000


def start(program):
    """A server, its address, and milliseconds until the address was there."""
    begun = time.perf_counter()
    server = subprocess.Popen([program, "serve", "--quiet"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    base = server.stdout.readline().strip()
    return server, base, (time.perf_counter() - begun) * 1000


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build" / "release" / "reformlab")
    starts = []
    for i in range(STARTS):
        server, base, milliseconds = start(program)
        starts.append(milliseconds)
        if i < STARTS - 1:
            server.terminate()
            server.wait()
    rows = [("start until the address is printed", f"{min(starts):.0f} ms")]
    rows.append(("memory before the first request", f"{resident(server):.0f} MB"))
    rows.append(("list of all shipped scenarios, first time", f"{ask(base, 'api/v1/scenarios'):.0f} ms"))
    rows.append(("the same again", f"{ask(base, 'api/v1/scenarios'):.0f} ms"))
    rows.append(("one scenario with inputs and reforms", f"{ask(base, 'api/v1/scenarios/one-licence'):.0f} ms"))
    rows.append(("memory idle after these", f"{resident(server):.0f} MB"))
    study = {"scenario": "one-licence"}
    rows.append(("compare one-licence.yaml, 40 replications, with four looks", f"{ask(base, 'api/v1/studies', study):.0f} ms"))
    rows.append(("the same again", f"{ask(base, 'api/v1/studies', study):.0f} ms"))
    rows.append(("memory idle after the study", f"{resident(server):.0f} MB"))
    server.terminate()
    server.wait()
    print("| what | measured |\n|---|---|")
    for what, value in rows:
        print(f"| {what} | {value} |")


main()
