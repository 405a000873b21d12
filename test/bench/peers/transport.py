"""Exact optimal transport by POT's network simplex, SciPy's assignment, and SciPy's sorting on the line."""

import numpy as np

from .inputs import signed, uniforms


def clouds(count):
    return signed(1, 2 * count).reshape(-1, 2), signed(2, 2 * count).reshape(-1, 2) * [1.5, 0.5] + 0.3


def solve_pot(mu, nu, a, b):
    import ot
    from scipy.spatial.distance import cdist

    return lambda: ot.emd2(a, b, cdist(mu, nu), numItermax=10**8), lambda cost: [cost]


def masses(seed, count, weighted):
    raw = uniforms(seed, count) if weighted else np.ones(count)
    return raw / raw.sum()


def clouds_pot(count, dimension, weighted, seed):
    mu, nu = (signed(s, dimension * count).reshape(-1, dimension) for s in (seed, seed + 2))
    return solve_pot(mu, nu + 0.3, masses(seed + 1, count, weighted), masses(seed + 3, count, weighted))


def later_pot(count, weighted=False):
    mu, nu = (z + 0.01 * signed(seed, 2 * count).reshape(-1, 2) for z, seed in zip(clouds(count), (5, 6)))
    return solve_pot(mu, nu, masses(3, count, weighted), masses(4, count, weighted))


def plane_pot(count, weighted=False):
    return solve_pot(*clouds(count), masses(3, count, weighted), masses(4, count, weighted))


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
    "clouds": {"POT": clouds_pot},
    "later": {"POT": later_pot},
    "line": {"SciPy": line_scipy},
}
