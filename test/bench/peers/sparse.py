"""Products and evolution with a sparse Hamiltonian, read from the files that the case has written."""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import expm_multiply


def read(files):
    starts = np.fromfile(files["starts"], dtype=np.int32)
    columns = np.fromfile(files["columns"], dtype=np.int32)
    values = np.fromfile(files["values"], dtype=float)
    n = len(starts) - 1
    return csr_array((values, columns, starts), shape=(n, n)), np.fromfile(files["state"], dtype=complex)


def product_scipy(files, **_):
    hamiltonian, state = read(files)
    # A real matrix would be converted in every product.
    hamiltonian = hamiltonian.astype(complex)
    return (lambda: hamiltonian @ state,)


def evolution_scipy(files, time, **_):
    hamiltonian, state = read(files)
    generator = -1j * time * hamiltonian
    return (lambda: expm_multiply(generator, state),)


def evolution_qutip(files, time, tolerance, **_):
    import qutip

    hamiltonian, state = read(files)
    operator = qutip.Qobj(hamiltonian.astype(complex))
    start = qutip.Qobj(state.reshape(-1, 1))
    options = {"atol": tolerance, "rtol": tolerance, "nsteps": 10**6, "progress_bar": ""}
    return (
        lambda: qutip.sesolve(operator, start, [0, time], options=options),
        lambda solution: solution.states[-1].full(),
    )


contenders = {
    "product": {"SciPy": product_scipy},
    "evolution": {"SciPy": evolution_scipy, "QuTiP": evolution_qutip},
}
