"""Draws of NumPy's Generator (PCG64) into an array."""

import numpy as np


def drawing(method):
    def contender(count):
        draw = getattr(np.random.default_rng(1), method)
        out = np.empty(count)
        return lambda: draw(out=out), lambda draws: [np.mean(draws**k) for k in (1, 2, 3)]

    return contender


contenders = {
    "uniform": {"NumPy": drawing("random")},
    "normal": {"NumPy": drawing("standard_normal")},
    "exponential": {"NumPy": drawing("standard_exponential")},
}
