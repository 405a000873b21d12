"""Replacing values in the cell tagged `parameters`, whose knobs stand one a line: `const N = 200;  // particles`."""

import re

_KNOB = re.compile(r"^(?P<head>\s*const\s+(?P<name>\w+)\s*(?::[^=]+)?=\s*)(?P<value>.+?)(?P<tail>;\s*(?://.*)?)$")


class ParameterError(Exception):
    """An override that the notebook does not know."""


def override(notebook, values):
    """Sets each `name: TypeScript expression` of `values` in place; the comment behind a knob stays."""
    if not values:
        return
    cell = _parameters_cell(notebook)
    knobs = [_KNOB.match(line) for line in cell.source.split("\n")]
    known = [knob["name"] for knob in knobs if knob]
    for name in values:
        if name not in known:
            raise ParameterError(f"no parameter {name}; this notebook has: {', '.join(known)}")
    cell.source = "\n".join(
        knob["head"] + values[knob["name"]] + knob["tail"] if knob and knob["name"] in values else line
        for knob, line in zip(knobs, cell.source.split("\n"))
    )


def _parameters_cell(notebook):
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise ParameterError(f"expected one cell tagged `parameters`, found {len(cells)}")
    return cells[0]
