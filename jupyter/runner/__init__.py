"""Executes the notebooks in the real kernel; see ../run_notebook.py."""
