"""Bosons on a ring: the Hamiltonian in the occupation basis with whole arrays, and the evolution of `sparse`."""

from itertools import combinations
from math import comb

import numpy as np
from scipy.sparse import csr_array

from . import sparse


def occupations(modes, particles):
    """All states in lexicographic order, those with most bosons in mode 0 first."""
    bars = np.array(list(combinations(range(particles + modes - 1), modes - 1)))[::-1]
    edges = np.pad(bars, ((0, 0), (1, 1)), constant_values=(-1, particles + modes - 1))
    return np.diff(edges, axis=1) - 1


def ring(modes, particles, hopping, contact):
    states = occupations(modes, particles)
    ranks = np.array(
        [[comb(s + modes - 1 - i, modes - i) if i else 0 for s in range(particles + 2)] for i in range(modes)]
    )
    index = np.arange(len(states))
    rows, columns = [index], [index]
    values = [contact / (2 * particles) * (states * (states - 1)).sum(axis=1)]
    for to in range(modes):
        for come in ((to + 1) % modes, (to - 1) % modes):
            row = np.flatnonzero(states[:, to])
            moved = states[row]
            factor = moved[:, to] * (moved[:, come] + 1)
            moved[:, to] -= 1
            moved[:, come] += 1
            tails = moved[:, ::-1].cumsum(axis=1)[:, ::-1]
            rows.append(row)
            columns.append(ranks[np.arange(modes), tails].sum(axis=1))
            values.append(-hopping * np.sqrt(factor))
    entries = np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))
    return csr_array(entries, shape=(len(states), len(states)))


def hamiltonian_numpy(modes, particles, hopping, contact, **_):
    def sorted_values(matrix):
        matrix.sort_indices()
        return matrix.data

    return lambda: ring(modes, particles, hopping, contact), sorted_values


contenders = {
    "hamiltonian": {"NumPy": hamiltonian_numpy},
    "evolution": {name: sparse.contenders["evolution"][name] for name in ("SciPy", "QuTiP")},
}
