"""Starts `reformlab serve` in a folder of its own, and builds the links it understands."""

import base64
import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import time
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".build" / "release" / "reformlab"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


class Lab:
    """A running server: its address, its process, how long it took until it gave the address."""

    def __init__(self, process, address, seconds):
        self.process = process
        self.address = address
        self.seconds = seconds

    def resident_megabytes(self):
        """Memory it holds now, as Linux counts it."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


@contextlib.contextmanager
def serving(folder):
    """A lab that saves into `folder`; stopped, and its exit looked at, when the block ends."""
    begun = time.monotonic()
    with open(os.path.join(folder, "server.log"), "w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", "--folder", str(folder)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True,
        )
    try:
        line = process.stdout.readline()
        seconds = time.monotonic() - begun
        address = ADDRESS.search(line)
        assert address, f"the first line of 'serve' names no address: {line!r}"
        yield Lab(process, address[0], seconds)
        assert process.poll() is None, f"the server died with {process.returncode}"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError("the server did not stop within 10 seconds of SIGINT") from None
        finally:
            process.stdout.close()


def fragment(**state):
    """The part of a link after `#`: a state as docs/reference/api.md describes it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(json.dumps({"v": 1, **state}).encode()) + packer.flush()
    return "1." + base64.urlsafe_b64encode(data).decode().rstrip("=")


def state_of(url):
    """The state that a link holds; the inverse of `fragment`."""
    packed = url.partition("#1.")[2]
    data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    return json.loads(zlib.decompress(data, -15))
