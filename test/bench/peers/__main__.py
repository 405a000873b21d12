"""Answers lines of JSON on stdin as `harness/worker.mjs` does. A package that is not installed is missing, no failure."""

import importlib
import importlib.metadata
import json
import math
import os
import platform
import signal
import sys
import time
import traceback
import warnings

WARM_UP = 0.15
LONG_CALL = 1
MOST_REPETITIONS = 10**7
PACKAGES = ("numpy", "scipy", "qutip", "POT", "numba")

warnings.simplefilter("ignore")
signal.signal(signal.SIGINT, signal.SIG_DFL)
# What packages print must not come between the answers.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

prepared = {}


class Entry:
    """One contender, ready to be timed."""

    def __init__(self, run, result=lambda last: last):
        self.run, self.result = run, result
        self.repetitions = 1
        self.last = None

    def measure(self):
        """Seconds of one call, the mean over the repetitions."""
        run = self.run
        start = time.perf_counter()
        for _ in range(self.repetitions):
            last = run()
        seconds = (time.perf_counter() - start) / self.repetitions
        self.last = last
        return seconds

    def calibrate(self, first, batch):
        """As in `harness/timing.mjs`; returns the seconds of a batch."""
        start = time.perf_counter()
        best = first
        while first < LONG_CALL and time.perf_counter() - start < WARM_UP:
            best = min(best, self.measure())
        self.repetitions = min(MOST_REPETITIONS, max(1, math.ceil(batch / max(best, 1e-9))))
        return best * self.repetitions


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def hello(_):
    from .inputs import checksum

    versions = {package: version(package) for package in PACKAGES}
    return {"checksum": checksum(), "versions": {"python": platform.python_version(), **versions}}


def prepare(question):
    from .inputs import fingerprint

    prepared.pop(question["contender"], None)
    group = importlib.import_module("." + question["group"], __package__)
    contender = group.contenders[question["operation"]][question["role"]]
    entry = Entry(*contender(**question["input"]))
    first = entry.measure()
    result = fingerprint(entry.result(entry.last))
    seconds = entry.calibrate(first, question["batch"])
    prepared[question["contender"]] = entry
    return {"result": result, "seconds": seconds}


def run(question):
    return {"seconds": prepared[question["contender"]].measure()}


def release(question):
    from .inputs import fingerprint

    entry = prepared.pop(question["contender"])
    return {"result": fingerprint(entry.result(entry.last))}


handlers = {"hello": hello, "prepare": prepare, "run": run, "release": release}

for line in sys.stdin:
    question = json.loads(line)
    try:
        answer = handlers[question["do"]](question)
    except ModuleNotFoundError as error:
        ours = error.name.partition(".")[0] == __package__
        answer = {"error": str(error)} if ours else {"missing": error.name}
    except Exception:
        answer = {"error": traceback.format_exc()}
    print(json.dumps(answer), file=answers, flush=True)
