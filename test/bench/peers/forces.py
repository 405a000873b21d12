"""All forces of a cloud: the pair loop compiled by numba, the cosine in NumPy."""

import numpy as np

from .inputs import signed


def soft_coulomb_numba(count, softening):
    import numba

    @numba.njit
    def forces(x, weights, square, out):
        n = len(weights)
        for j in range(n):
            fx = fy = fz = 0.0
            for k in range(n):
                dx = x[j, 0] - x[k, 0]
                dy = x[j, 1] - x[k, 1]
                dz = x[j, 2] - x[k, 2]
                s = dx * dx + dy * dy + dz * dz + square
                strength = weights[k] / (s * np.sqrt(s))
                fx += strength * dx
                fy += strength * dy
                fz += strength * dz
            out[j, 0], out[j, 1], out[j, 2] = fx, fy, fz
        return out

    x = signed(1, 3 * count).reshape(count, 3)
    weights = np.full(count, 1 / count)
    out = np.empty_like(x)
    return (lambda: forces(x, weights, softening**2, out),)


def coulomb_numba(count):
    import numba

    @numba.njit
    def forces(x, weights, out):
        n = len(weights)
        for j in range(n):
            fx = fy = fz = 0.0
            for k in range(n):
                if k == j:
                    continue
                dx = x[j, 0] - x[k, 0]
                dy = x[j, 1] - x[k, 1]
                dz = x[j, 2] - x[k, 2]
                s = dx * dx + dy * dy + dz * dz
                strength = weights[k] / (s * np.sqrt(s))
                fx += strength * dx
                fy += strength * dy
                fz += strength * dz
            out[j, 0], out[j, 1], out[j, 2] = fx, fy, fz
        return out

    x = signed(1, 3 * count).reshape(count, 3)
    weights = np.full(count, 1 / count)
    out = np.empty_like(x)
    return (lambda: forces(x, weights, out),)


def cosine_numpy(count):
    x = signed(1, count)
    weights = np.full(count, 1 / count)

    def run():
        sines, cosines = np.sin(x), np.cos(x)
        return cosines * (weights @ sines) - sines * (weights @ cosines)

    return (run,)


contenders = {
    "softCoulomb": {"numba": soft_coulomb_numba},
    "coulomb": {"numba": coulomb_numba},
    "cosine": {"NumPy": cosine_numpy},
}
