"""E_eps by CVXPY: K Hermitian matrices of order r, by Clarabel (interior point) and SCS (first order)."""

import numpy as np

from .inputs import complex_signed, signed

EPSILON = 0.2


def prepared(atoms, levels):
    import cvxpy

    a = complex_signed(1, (levels, levels))
    density = a @ a.conj().T
    density = density / np.trace(density).real
    lower = np.diag(np.sqrt(np.arange(1.0, levels)), 1)
    y = np.sqrt(EPSILON / 2) * (lower + lower.T)
    p = -1j * np.sqrt(EPSILON / 2) * (lower - lower.T)
    energy = np.diag(EPSILON * (2 * np.arange(levels) + 1))
    z = 1.5 * signed(2, 2 * atoms).reshape(atoms, 2)
    identity = np.eye(levels)
    costs = [(q * q + k * k) * identity - 2 * (q * y + k * p) + energy for q, k in z]
    parts = [cvxpy.Variable((levels, levels), hermitian=True) for _ in range(atoms)]
    cost = sum(cvxpy.real(cvxpy.trace(c @ part)) for c, part in zip(costs, parts))
    constraints = [part >> 0 for part in parts]
    constraints += [cvxpy.real(cvxpy.trace(part)) == 1 / atoms for part in parts]
    constraints += [sum(parts) == density]
    return cvxpy.Problem(cvxpy.Minimize(cost), constraints)


def by(solver, **options):
    def contender(atoms, levels, **_):
        problem = prepared(atoms, levels)
        return lambda: [problem.solve(solver=solver, warm_start=False, **options)], np.array

    return contender


contenders = {"distance": {"Clarabel": by("CLARABEL"), "SCS": by("SCS", eps_abs=1e-7, eps_rel=1e-7, max_iters=200000)}}
