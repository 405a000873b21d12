"""Exact optimal transport by POT's network simplex, SciPy's assignment, and SciPy's sorting on the line."""

import numpy as np

from .inputs import signed, uniforms


def clouds(count):
    return signed(1, 2 * count).reshape(-1, 2), signed(2, 2 * count).reshape(-1, 2) * [1.5, 0.5] + 0.3


def plane_pot(count, weighted=False):
    import ot
    from scipy.spatial.distance import cdist

    mu, nu = clouds(count)
    weights = [uniforms(seed, count) if weighted else np.ones(count) for seed in (3, 4)]
    a, b = (masses / masses.sum() for masses in weights)
    return lambda: ot.emd2(a, b, cdist(mu, nu), numItermax=10**7), lambda cost: [cost]


def plane_assignment(count):
    from scipy.optimize import linear_sum_assignment
    from scipy.spatial.distance import cdist

    mu, nu = clouds(count)

    def run():
        costs = cdist(mu, nu)
        return costs[linear_sum_assignment(costs)].mean()

    return run, lambda cost: [cost]


def line_scipy(count):
    from scipy.stats import wasserstein_distance

    mu, nu = signed(1, count), signed(2, count) ** 3
    return lambda: wasserstein_distance(mu, nu), lambda cost: [cost]


contenders = {
    "plane": {"POT": plane_pot, "SciPy assignment": plane_assignment},
    "line": {"SciPy": line_scipy},
}
