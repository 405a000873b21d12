"""Dense linear algebra by NumPy on OpenBLAS with one thread."""

import numpy as np

from .inputs import complex_signed, signed


def square(seed, n, kind):
    return complex_signed(seed, (n, n)) if kind == "complex" else signed(seed, n * n).reshape(n, n)


def hermitian(seed, n, kind):
    """The upper triangle of a random matrix and its adjoint below, with a real diagonal."""
    upper = np.triu(square(seed, n, kind), 1)
    return upper + upper.conj().T + np.diag(np.diag(square(seed, n, kind)).real)


def product(n, kind):
    a, b = square(1, n, kind), square(2, n, kind)
    return (lambda: a @ b,)


def cholesky(n, kind):
    a = hermitian(1, n, kind) + n * np.eye(n)
    return (lambda: np.linalg.cholesky(a),)


def eigen(n, kind):
    """Eigenvectors are unique up to a phase: what is compared is how much of a fixed vector each one carries."""
    a = hermitian(1, n, kind)
    fixed = signed(3, n)

    def result(pair):
        values, vectors = pair
        return np.concatenate([values, abs(fixed @ vectors) ** 2])

    return lambda: np.linalg.eigh(a), result


def eigenvalues(n, kind):
    a = hermitian(1, n, kind)
    return (lambda: np.linalg.eigvalsh(a),)


contenders = {
    "product": {"NumPy": product},
    "cholesky": {"NumPy": cholesky},
    "eigen": {"NumPy": eigen},
    "eigenvalues": {"NumPy": eigenvalues},
}
