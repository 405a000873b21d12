"""Evolution of bosons in oscillator shells with the matrix of the pairs and the excitations that the case has written."""

import numpy as np
from scipy.integrate import solve_ivp
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import expm_multiply


def read(files):
    starts = np.fromfile(files["starts"], dtype=np.int32)
    columns = np.fromfile(files["columns"], dtype=np.int32)
    values = np.fromfile(files["values"], dtype=float)
    n = len(starts) - 1
    pairs = csr_array((values, columns, starts), shape=(n, n))
    start = np.zeros(n, dtype=complex)
    start[0] = 1
    return pairs, np.fromfile(files["excitation"], dtype=float), start


def probabilities(state):
    return np.abs(state) ** 2


def trapped_scipy(files, coupling, time, **_):
    pairs, excitation, start = read(files)
    generator = -1j * time * (diags_array(excitation) + coupling * pairs).tocsr()
    return lambda: expm_multiply(generator, start), probabilities


def released_scipy(files, coupling, time, tolerance, **_):
    """The same method of order 8; the products with the real matrix and both parts of the state at once."""
    pairs, excitation, start = read(files)
    pairs = (coupling * (pairs - pairs[0, 0] * diags_array(np.ones(len(start))))).tocsr()

    def rate(t, state):
        image = (pairs @ state.view(float).reshape(-1, 2)).reshape(-1).view(complex)
        b = np.hypot(1, t)
        return -1j * (excitation / b**2 * state + image / b)

    absolute = tolerance / np.sqrt(2 * len(start))

    def run():
        return solve_ivp(rate, (0, time), start, method="DOP853", rtol=1e-13, atol=absolute, t_eval=[time])

    return run, lambda solution: probabilities(solution.y[:, -1])


def released_qutip(files, coupling, time, tolerance, **_):
    import qutip

    pairs, excitation, start = read(files)
    free = qutip.Qobj(diags_array(excitation.astype(complex)).tocsr())
    between = qutip.Qobj((coupling * pairs).astype(complex))
    hamiltonian = qutip.QobjEvo([[free, lambda t: 1 / (1 + t * t)], [between, lambda t: 1 / np.hypot(1, t)]])
    state = qutip.Qobj(start.reshape(-1, 1))
    options = {"atol": tolerance, "rtol": tolerance, "nsteps": 10**6, "progress_bar": ""}
    return (
        lambda: qutip.sesolve(hamiltonian, state, [0, time], options=options),
        lambda solution: probabilities(solution.states[-1].full().reshape(-1)),
    )


contenders = {
    "trapped": {"SciPy": trapped_scipy},
    "released": {"QuTiP": released_qutip, "SciPy": released_scipy},
}
