"""The notebook runner: what it executes, what it refuses, what it compares and writes.

Run by `npm test`, or alone:  .venv/bin/python -m unittest discover -s test/notebooks
"""

import base64
import contextlib
import io
import sys
import tempfile
import unittest
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "jupyter"))

import run_notebook  # noqa: E402
from runner import outputs  # noqa: E402
from runner.execution import CellFailure, execute  # noqa: E402
from runner.parameters import ParameterError, override  # noqa: E402

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
run_notebook.prepare_environment()


def notebook(*sources, tags=()):
    """A notebook of code cells; the first one carries the tags."""
    cells = [new_code_cell(source) for source in sources]
    cells[0].metadata["tags"] = list(tags)
    return new_notebook(cells=cells)


def picture(drawing, alt="two lines"):
    """A cell that shows an SVG as the library does."""
    payload = base64.b64encode(f"<svg>{drawing}</svg>".encode()).decode()
    page = f'<p>distance 0.5</p><img src="data:image/svg+xml;base64,{payload}" alt="{alt}">'
    return new_code_cell("show(…)", outputs=[new_output("display_data", {"text/html": page})])


class ExecutionTest(unittest.TestCase):
    def failure(self, *sources, timeout=20):
        with self.assertRaises(CellFailure) as caught:
            execute(notebook(*sources), FOLDER, timeout)
        return caught.exception

    def test_outputs_and_counts(self):
        subject = notebook("const N: number = 3;", "console.log(N);\nconsole.log(N + 1);", "N ** 2")
        subject.cells.insert(1, new_markdown_cell("between"))
        seen = []
        execute(subject, FOLDER, 20, lambda number, cell, seconds: seen.append((number, seconds > 0)))
        self.assertEqual(seen, [(1, True), (2, True), (3, True)])
        code = [cell for cell in subject.cells if cell.cell_type == "code"]
        self.assertEqual([cell.execution_count for cell in code], [1, 2, 3])
        self.assertEqual([[output.text for output in cell.outputs] for cell in code], [[], ["3\n4\n"], ["9\n"]])

    def test_display_updates_leave_their_last_state(self):
        subject = notebook(
            "import { newDisplay } from 'tslab';\nconst bar = newDisplay();\n"
            "for (let i = 0; i <= 1000; i++) bar.html(`<p>${i}</p>`);"
        )
        execute(subject, FOLDER, 20)
        self.assertEqual([output.data for output in subject.cells[0].outputs], [{"text/html": "<p>1000</p>"}])

    def test_an_error_stops_and_is_told(self):
        failure = self.failure("1", "throw new RangeError('N must be positive');", "3")
        self.assertEqual(failure.number, 2)
        self.assertIn("RangeError: N must be positive", str(failure))

    def test_a_type_error_is_a_failure(self):
        self.assertIn("not assignable", str(self.failure("const n: number = 'text';")))

    def test_stderr_is_a_failure(self):
        self.assertEqual(str(self.failure("console.error('careful');")), "careful")

    def test_a_rejected_promise_is_a_failure(self):
        failure = self.failure("Promise.reject(new Error('late'));\nawait new Promise((done) => setTimeout(done, 50));")
        self.assertIn("late", str(failure))

    def test_an_empty_cell_is_a_failure(self):
        self.assertEqual(str(self.failure("1", " ")), "the cell is empty")

    def test_the_time_limit_stops_a_loop(self):
        self.assertEqual(str(self.failure("while (true) {}", timeout=1)), "took longer than 1 s")

    def test_a_dead_kernel_is_a_failure(self):
        self.assertEqual(str(self.failure("process.exit(3)")), "the kernel died")

    def test_an_allowed_error_is_a_failure_too(self):
        subject = notebook("throw new Error('meant to happen');", tags=["raises-exception"])
        with self.assertRaisesRegex(CellFailure, "meant to happen"):
            execute(subject, FOLDER, 20)


class ParameterTest(unittest.TestCase):
    SOURCE = "const N = 200;  // particles, 2 … 20000\nconst name: string = 'a;b';\nconst seed = 1;"

    def test_values_replace_and_comments_stay(self):
        subject = notebook(self.SOURCE, tags=["parameters"])
        override(subject, {"N": "500", "name": "'c'"})
        self.assertEqual(
            subject.cells[0].source, "const N = 500;  // particles, 2 … 20000\nconst name: string = 'c';\nconst seed = 1;"
        )

    def test_unknown_names_are_refused_with_the_known(self):
        with self.assertRaisesRegex(ParameterError, "no parameter M; this notebook has: N, name, seed"):
            override(notebook(self.SOURCE, tags=["parameters"]), {"M": "1"})

    def test_the_cell_must_be_there(self):
        with self.assertRaisesRegex(ParameterError, "expected one cell tagged `parameters`, found 0"):
            override(notebook(self.SOURCE), {"N": "1"})


class CompareTest(unittest.TestCase):
    def compare(self, old, new):
        return outputs.compare(new_notebook(cells=[old]), new_notebook(cells=[new]))

    def text(self, *texts):
        return new_code_cell("…", outputs=[new_output("stream", name="stdout", text=text) for text in texts])

    def test_equal_outputs_agree(self):
        self.assertEqual(self.compare(picture("<path/>"), picture("<path/>")), ([], []))

    def test_a_changed_digit_of_text_is_an_error(self):
        errors, _ = self.compare(self.text("error 1.25e-7\n"), self.text("error 1.26e-7\n"))
        self.assertEqual(len(errors), 1)
        self.assertIn("-error 1.25e-7", errors[0])
        self.assertIn("+error 1.26e-7", errors[0])

    def test_rounding_may_differ_and_half_a_percent(self):
        def errors(before, after):
            cells = [new_code_cell("1", outputs=[new_output("stream", text=text)]) for text in (before, after)]
            return outputs.compare(*(new_notebook(cells=[cell]) for cell in cells))[0]

        self.assertEqual(errors("gap 5·10⁻¹³ at t = 3.75  10⁻¹²", "gap 0 at t = 2  7.5·10⁻¹²"), [])
        self.assertEqual(errors("distance 1.234", "distance  1.235"), [])
        for before, after in [
            ("distance 1.2", "distance 1.3"),
            ("ratio 0.47 at t = 0.25", "ratio 0.47 at t = 0.5"),
            ("slope −2", "slope 2"),
            ("3·10⁵", "3·10⁴"),
            ("✓ holds 1", "✗ violated 1"),
            ("dist_MK,1 = 1", "dist_MK,2 = 1"),
        ]:
            self.assertTrue(errors(before, after), (before, after))

    def test_a_missing_and_an_added_output_are_errors(self):
        self.assertEqual(len(self.compare(self.text("a"), self.text())[0]), 1)
        self.assertEqual(len(self.compare(self.text("a"), self.text("a", "b"))[0]), 1)

    def test_another_drawing_is_a_warning(self):
        errors, warnings = self.compare(picture("<path d='M0,1'/>"), picture("<path d='M0,2'/>"))
        self.assertEqual((errors, len(warnings)), ([], 1))

    def test_another_description_is_an_error(self):
        self.assertEqual(len(self.compare(picture("<path/>"), picture("<path/>", alt="three lines"))[0]), 1)

    def test_a_verdict_in_a_table_is_text(self):
        table = "<table><tr><td>{}</td></tr></table>".format
        old, new = (
            new_code_cell("…", outputs=[new_output("display_data", {"text/html": table(verdict)})])
            for verdict in ("holds", "violated")
        )
        self.assertIn("violated", self.compare(old, new)[0][0])

    def test_heavy_figures_are_named_and_films_may_weigh_more(self):
        figure, film = picture("x" * 60_000), picture("<animate/>" + "x" * 60_000)
        found = list(outputs.heavy_outputs(new_notebook(cells=[figure, film])))
        self.assertEqual(len(found), 1)
        self.assertIn("cell 1: its output weighs 80 KB", found[0])

    def test_readable_text_has_no_tags(self):
        self.assertEqual([line.strip() for line in outputs.readable(picture("<g/>"))], ["distance 0.5", "[two lines]"])


class CommandTest(unittest.TestCase):
    """The whole command, on a notebook in a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "01-scratch.ipynb"
        subject = notebook("const N = 2;  // points", "console.log('N', N);", tags=["parameters"])
        subject.cells[1].metadata["execution"] = {"iopub.status.busy": "some time"}
        nbformat.write(subject, self.file)

    def command(self, *arguments):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = run_notebook.main([str(self.file), *arguments])
        return code, printed.getvalue()

    def test_write_check_tamper_strip(self):
        stripped = self.command("--check")
        self.assertEqual(stripped[0], 1)
        self.assertIn("has no outputs", stripped[1])

        self.assertEqual(self.command("--write")[0], 0)
        written = self.file.read_text("utf-8")
        self.assertIn('"N 2\\n"', written)
        self.assertIn('"name": "mean-field"', written)
        self.assertNotIn("iopub", written)
        self.assertEqual(self.command("--write")[0], 0)
        self.assertEqual(self.file.read_text("utf-8"), written, "a second execution writes the same bytes")
        self.assertEqual(self.command("--check")[0], 0)

        self.file.write_text(written.replace("N 2", "N 3"), "utf-8")
        code, printed = self.command("--check")
        self.assertEqual(code, 1)
        self.assertIn("-N 3", printed)
        self.assertIn("0 passed, 1 failed", printed)

        self.assertEqual(self.command("--strip")[0], 0)
        self.assertFalse(outputs.has_outputs(nbformat.read(self.file, as_version=4)))

    def test_other_parameters_are_shown_and_not_written(self):
        before = self.file.read_bytes()
        copy = self.file.with_name("copy.ipynb")
        code, printed = self.command("N=5", "--output", str(copy))
        self.assertEqual(code, 0)
        self.assertIn("N 5", printed)
        self.assertEqual(self.file.read_bytes(), before)
        self.assertIn("N 5", copy.read_text("utf-8"))

    def test_a_failing_cell_is_printed(self):
        subject = nbformat.read(self.file, as_version=4)
        subject.cells.append(new_code_cell("const x = 1;\nthrow new Error('no such metric');"))
        nbformat.write(subject, self.file)
        code, printed = self.command()
        self.assertEqual(code, 1)
        self.assertIn("FAILED in cell 3\n    | const x = 1;\n    | throw new Error('no such metric');", printed)
        self.assertIn("Error: no such metric", printed)


if __name__ == "__main__":
    unittest.main()
