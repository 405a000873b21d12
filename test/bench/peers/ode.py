"""Kepler's ellipse by `solve_ivp`, with a right-hand side in Python."""

from math import pi, sqrt

from scipy.integrate import solve_ivp


def kepler(_, state):
    x, y, u, v = state
    r2 = x * x + y * y
    factor = -1 / (r2 * sqrt(r2))
    return [u, v, factor * x, factor * y]


def solving(method):
    def contender(eccentricity, periods, tolerance):
        e = eccentricity
        start = [1 - e, 0, 0, sqrt((1 + e) / (1 - e))]
        span = (0, 2 * pi * periods)
        return (
            lambda: solve_ivp(kepler, span, start, method=method, rtol=tolerance, atol=tolerance),
            lambda solution: solution.y[:, -1],
        )

    return contender


contenders = {"kepler": {"SciPy DOP853": solving("DOP853"), "SciPy LSODA": solving("LSODA")}}
