"""Executes notebooks in the real kernel and reports the time of every cell.

  npm run notebook -- 01                run notebooks/01-*.ipynb, show its text; the file stays as it is
  npm run notebook -- 01 N=500 T=2      with other values of its parameters
  npm run notebook -- 01 --output a.ipynb   and keep the executed notebook, with its figures, in a file of its own
  npm run notebook -- --all --check     compare all with their committed outputs; text and verdicts must be equal
  npm run notebook -- --all --write     execute all and write their outputs back
  npm run notebook -- --all --strip     remove all outputs, to work without them

A notebook fails on any error or text on stderr, on a lost output, and on a cell that is not executed.
"""

import argparse
import os
import re
import sys
import time
from pathlib import Path

import nbformat
from runner import outputs
from runner.execution import CellFailure, execute
from runner.parameters import ParameterError, override

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
SLOW_CELL = 2  # seconds: what a reader should wait at most
MANY_LINES = 40  # of a cell's text on the terminal


def main(arguments=None):
    options = parse(arguments)
    prepare_environment()
    files = find_notebooks(options)
    failed = 0
    for file in files:
        print(label(file), flush=True)
        try:
            process(file, options)
        except Failure as failure:
            failed += 1
            print(f"  FAILED {failure}", flush=True)
    print(f"{len(files) - failed} passed, {failed} failed")
    too_heavy = options.all and not options.strip and weigh()
    return 1 if failed or too_heavy else 0


class Failure(Exception):
    """Why one notebook failed, ready to print."""


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="npm run notebook --", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", metavar="NOTEBOOK or NAME=VALUE")
    parser.add_argument("--all", action="store_true", help="all of notebooks/")
    parser.add_argument("--check", action="store_true", help="compare with the committed outputs")
    parser.add_argument("--write", action="store_true", help="write the outputs back")
    parser.add_argument("--strip", action="store_true", help="remove the outputs, execute nothing")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write the executed notebook there")
    parser.add_argument("--timeout", type=int, default=60, metavar="S", help="seconds for each cell (default 60)")
    options = parser.parse_intermixed_args(arguments)
    options.values = dict(word.split("=", 1) for word in options.words if re.match(r"\w+=", word))
    options.names = [word for word in options.words if not re.match(r"\w+=", word)]
    if options.all == bool(options.names):
        parser.error("name the notebooks, or give --all")
    if options.check + options.write + options.strip > 1:
        parser.error("--check, --write and --strip exclude each other")
    if options.values and (options.check or options.write or options.strip):
        parser.error("other values of the parameters give other outputs: not with --check, --write or --strip")
    if options.output and (options.all or len(options.names) > 1):
        parser.error("--output takes one notebook")
    return options


def prepare_environment():
    """Our kernelspec is found even when this file is run by hand."""
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(ROOT / "jupyter"), os.environ.get("JUPYTER_PATH")]))


def find_notebooks(options):
    if options.all:
        return sorted(NOTEBOOKS.glob("*.ipynb"))
    return [find_notebook(name) for name in options.names]


def find_notebook(name):
    """A path, or how a file name in notebooks/ begins."""
    if name.endswith(".ipynb") and Path(name).is_file():
        return Path(name).resolve()
    found = sorted(NOTEBOOKS.glob(f"{name}*.ipynb"))
    if len(found) != 1:
        names = ", ".join(file.stem for file in found or sorted(NOTEBOOKS.glob("*.ipynb")))
        sys.exit(f"{'Several notebooks begin' if found else 'No notebook begins'} with {name}: {names}")
    return found[0]


def process(file, options):
    notebook = nbformat.read(file, as_version=4)
    if options.strip:
        outputs.strip(notebook)
        nbformat.write(notebook, file)
        return
    committed = nbformat.from_dict(notebook)
    if options.check and not outputs.has_outputs(committed):
        raise Failure(f"has no outputs: npm run notebook -- {file.stem} --write")
    run(notebook, file, options)
    for line in outputs.heavy_outputs(notebook):
        print(f"  warning: {line}")
    if options.check:
        check(committed, notebook, file)
    if options.write or options.output:
        outputs.clean(notebook)
        nbformat.write(notebook, options.output or file)


def run(notebook, file, options):
    quiet = options.check or options.write

    def report(number, cell, seconds):
        title = next(line for line in cell.source.split("\n") if line.strip())
        slow = f"  (over {SLOW_CELL} s)" if seconds > SLOW_CELL else ""
        print(f"  [{number:2}] {seconds:6.2f} s  {title[:70]}{slow}", flush=True)
        if not quiet:
            lines = list(outputs.readable(cell))
            for line in lines if len(lines) <= MANY_LINES else [*lines[:MANY_LINES], "…"]:
                print(f"        {line[:200]}", flush=True)

    start = time.perf_counter()
    try:
        override(notebook, options.values)
        execute(notebook, file.parent, options.timeout, report)
    except ParameterError as error:
        raise Failure(str(error)) from None
    except CellFailure as failure:
        source = "\n".join(f"    | {line}" for line in failure.source.split("\n"))
        message = "\n".join(f"    {line}" for line in str(failure).split("\n"))
        raise Failure(f"in cell {failure.number}\n{source}\n{message}") from None
    print(f"  {time.perf_counter() - start:.1f} s in all")


def check(committed, executed, file):
    errors, warnings = outputs.compare(committed, executed)
    for line in warnings:
        print(f"  warning: {line}")
    if errors:
        advice = f"If the new outputs are right: npm run notebook -- {file.stem} --write"
        raise Failure("\n  ".join(["outputs differ from the committed ones", *errors, advice]))


def weigh():
    """Tells the weight of all notebooks; whether it is too much."""
    total = sum(file.stat().st_size for file in NOTEBOOKS.glob("*.ipynb"))
    print(f"all notebooks weigh {total / 1e6:.1f} MB of {outputs.TOTAL_LIMIT / 1e6:.0f} MB allowed")
    return total > outputs.TOTAL_LIMIT


def label(file):
    return file.relative_to(ROOT) if file.is_relative_to(ROOT) else file


if __name__ == "__main__":
    sys.exit(main())
