"""Executing one notebook. Nothing that goes wrong passes silently: the kernel reports some failures only in passing."""

import time

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

KERNEL = "mean-field"
IDLE_PATIENCE = 10  # seconds between a cell's reply and its `idle`; a live kernel takes milliseconds


class CellFailure(Exception):
    """A cell that failed: its number among the code cells (from 1), its source, and what happened."""

    def __init__(self, number, source, message):
        super().__init__(message)
        self.number = number
        self.source = source


def execute(notebook, folder, timeout, on_cell=lambda number, cell, seconds: None):
    """Executes all code cells in place, with `folder` as working directory and `timeout` seconds for each.

    Calls `on_cell` after each cell; raises CellFailure at the first that fails.
    """
    replies = []
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL,
        resources={"metadata": {"path": str(folder)}},
        timeout=timeout,
        iopub_timeout=IDLE_PATIENCE,
        raise_on_iopub_timeout=True,
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
        on_cell_executed=lambda execute_reply, **_: replies.append(execute_reply["content"]),
    )
    number = 0
    with client.setup_kernel():
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            number += 1
            start = time.perf_counter()
            message = _run_cell(client, index, cell, replies, number)
            if message:
                raise CellFailure(number, cell.source, message)
            cell.execution_count = number
            on_cell(number, cell, time.perf_counter() - start)


def _run_cell(client, index, cell, replies, number):
    """Executes one cell; returns what went wrong, or None."""
    if not cell.source.strip():
        return "the cell is empty"
    replies.clear()
    try:
        client.execute_cell(cell, index)
    except CellTimeoutError as error:
        lost = "IOPub" in str(error)
        return "its output did not arrive: a message was lost" if lost else f"took longer than {client.timeout} s"
    except DeadKernelError:
        return "the kernel died"
    except CellExecutionError:
        pass  # told below, from the outputs
    return _complaint(cell, replies[0] if replies else {}, number)


def _complaint(cell, reply, number):
    errors = ["\n".join(output.traceback) for output in cell.outputs if output.output_type == "error"]
    warnings = [output.text for output in cell.outputs if output.output_type == "stream" and output.name == "stderr"]
    if errors or warnings:
        return "\n".join(errors + warnings).rstrip()
    if reply.get("status") != "ok":
        return f"was not executed (the kernel replied {reply.get('status', 'nothing')})"
    if reply.get("execution_count") != number:
        return f"was counted as {reply.get('execution_count')} by the kernel, expected {number}"
    return None
