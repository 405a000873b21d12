"""The Python side of the benchmark: one module for each group, each the twin of a file in `cases`."""
