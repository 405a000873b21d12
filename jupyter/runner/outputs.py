"""Outputs of notebooks: cleaned for the repository, compared with a fresh execution, weighed."""

import base64
import difflib
import html
import json
import re

from .execution import KERNEL

FIGURE_LIMIT = 60_000  # bytes of one output
FILM_LIMIT = 500_000
TOTAL_LIMIT = 8_000_000  # bytes of all notebooks together

METADATA = {
    "kernelspec": {"name": KERNEL, "display_name": "TypeScript (mean-field)", "language": "typescript"},
    "language_info": {"name": "typescript", "file_extension": ".ts", "mimetype": "text/typescript"},
}

_DATA_URI = re.compile(r"data:(image/[\w.+-]+);base64,([A-Za-z0-9+/=]*)")
_INLINE_SVG = re.compile(r"<svg\b[^>]*>.*?</svg>", re.DOTALL)
_FILM = re.compile(r"<(animate|set|script)\b")


def strip(notebook):
    """Removes every trace of an execution, in place."""
    for cell in _code_cells(notebook):
        cell.outputs = []
        cell.execution_count = None
    clean(notebook)


def clean(notebook):
    """Keeps what a reader needs: removes the metadata that executions and editors leave behind, in place."""
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key in ("tags", "jupyter", "editable")}
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata = {}
    notebook.metadata = METADATA


def compare(committed, fresh):
    """Differences of `fresh` from `committed`: (errors, warnings), lists of text.

    Text, tables and verdicts must be equal, and so must number and kind of the outputs and the description of each
    picture. Numbers may differ as they do between versions of Node and machines: by half a percent, and freely where both
    are mere rounding (see `_tokens`). A drawing may differ in a last digit: that is a warning.
    """
    errors, warnings = [], []
    pairs = zip(_code_cells(committed), _code_cells(fresh), strict=True)
    for number, (old, new) in enumerate(pairs, 1):
        before, after = _text(old), _text(new)
        if [_tokens(line) for line in before] != [_tokens(line) for line in after]:
            lines = difflib.unified_diff(before, after, "committed", "executed now", lineterm="", n=1)
            errors.append(f"cell {number}:\n" + "\n".join(line[:200] for line in list(lines)[:30]))
        elif _pictures(old) != _pictures(new):
            warnings.append(f"cell {number}: a picture is drawn differently")
    return errors, warnings


class _Number:
    """A number of a text; equal to another within half a percent."""

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        if not isinstance(other, _Number):
            return NotImplemented
        return abs(self.value - other.value) <= 5e-3 * max(abs(self.value), abs(other.value))


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_NUMBER = re.compile(
    r"(?<![\w.])[-−]?(?:10(?P<power>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<mantissa>\d+(?:\.\d+)?)(?:·10(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)|e(?P<plain>[-+]?\d+))?)(?![\w.])"
)
_ROUNDING = 1e-7


def _tokens(line):
    """The line as text and numbers. Numbers below 1e-7 count as zero, and where such a one is the largest does not count;
    blanks and rules, which follow the width of the numbers, count as one."""
    line = re.sub(r"-{3,}", "---", re.sub(r"\s+", " ", line.strip()))
    parts, end, tiny = [], 0, False
    for match in _NUMBER.finditer(line):
        between = line[end : match.start()]
        place = tiny and re.fullmatch(r" at \S+ = ", between)
        if not place:
            value = _value(match)
            tiny = abs(value) < _ROUNDING
            parts += [between, _Number(0.0 if tiny else value)]
        end = match.end()
    return parts + [line[end:]]


def _value(match):
    exponent = match["raised"] or match["power"] or match["plain"] or "0"
    sign = -1 if match[0][0] in "-−" else 1
    return sign * float(match["mantissa"] or 1) * 10.0 ** int(exponent.translate(_SUPERSCRIPTS))


def heavy_outputs(notebook):
    """One line for each figure or film above its limit."""
    for number, cell in enumerate(_code_cells(notebook), 1):
        for output in cell.outputs:
            size = len(json.dumps(output.get("data", output.get("text", ""))))
            is_film = any(_FILM.search(drawing) for drawing in _drawings(output)) or _FILM.search(_html(output))
            kind, limit = ("film", FILM_LIMIT) if is_film else ("output", FIGURE_LIMIT)
            if size > limit:
                yield f"cell {number}: its {kind} weighs {size // 1000} KB, the limit is {limit // 1000} KB"


def has_outputs(notebook):
    return any(cell.outputs for cell in _code_cells(notebook))


def readable(cell):
    """The text of a cell's outputs for a terminal, as lines: tables without their tags, pictures as their description."""
    for output in cell.outputs:
        contents = _contents(output)
        text = "".join(content for kind, content in contents.items() if not kind.startswith(("image/", "text/html")))
        yield from (text or _plain(contents.get("text/html", ""))).strip().split("\n")


def _plain(page):
    page = re.sub(r"<(script|style)\b.*?</\1>", "", _INLINE_SVG.sub("[picture]", page), flags=re.DOTALL)
    page = re.sub(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>', r"[\1]", page)
    page = re.sub(r"\s*<(/tr|br|/p|/div|/h\d|/caption)\b[^>]*>\s*", "\n", page)
    return html.unescape(re.sub(r" *<[^>]*> *", "  ", page))


def _code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _text(cell):
    """All that must not change, as lines: kinds of the outputs, their text, and pictures without their drawing."""
    lines = []
    for output in cell.outputs:
        lines.append(f"--- {output.output_type}")
        for kind, content in sorted(_contents(output).items()):
            lines.append(f"--- {kind}")
            if kind.startswith("image/"):
                continue
            content = _INLINE_SVG.sub("<svg/>", _DATA_URI.sub(r"data:\1", content))
            lines += content.split("\n")
    return lines


def _pictures(cell):
    return [drawing for output in cell.outputs for drawing in _drawings(output)]


def _drawings(output):
    """The source of every picture in one output: embedded in HTML, inline SVG, or an output of its own."""
    page = _html(output)
    embedded = [_decode(*match.groups()) for match in _DATA_URI.finditer(page)]
    own = [content for kind, content in _contents(output).items() if kind.startswith("image/")]
    return embedded + _INLINE_SVG.findall(page) + own


def _decode(kind, payload):
    return base64.b64decode(payload).decode() if kind == "image/svg+xml" else payload


def _html(output):
    return _contents(output).get("text/html", "")


def _contents(output):
    if output.output_type == "stream":
        return {output.name: output.text}
    contents = output.get("data", {})
    return {kind: content if isinstance(content, str) else json.dumps(content) for kind, content in contents.items()}
