"""Entropic optimal transport by POT's Sinkhorn solvers."""

import numpy as np

from .inputs import signed


def solver(method):
    def prepare(count, epsilon):
        import ot

        mu = signed(1, 2 * count).reshape(-1, 2)
        nu = signed(2, 2 * count).reshape(-1, 2) * [1.5, 0.5] + 0.3
        a = np.full(count, 1 / count)

        def run():
            costs = ot.dist(mu, nu)
            plan = ot.sinkhorn(a, a, costs, epsilon, method=method, numItermax=10**5, stopThr=1e-9)
            return (plan * costs).sum()

        return run, lambda cost: [cost]

    return prepare


contenders = {
    "plane": {"POT sinkhorn": solver("sinkhorn")},
    "planeLogarithmic": {
        "POT sinkhorn_log": solver("sinkhorn_log"),
        "POT sinkhorn_stabilized": solver("sinkhorn_stabilized"),
    },
}
