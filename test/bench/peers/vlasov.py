"""Strang steps for the HMF model on a grid: splines by `scipy.ndimage`, or shifts in Fourier space."""

import numpy as np
from scipy.fft import irfft, rfft
from scipy.ndimage import spline_filter1d

LOW, HIGH, STEP = -4.5, 4.5, 0.05


def basis(degree, t):
    """The B-splines that do not vanish at t between two knots (de Boor's recursion)."""
    values = [np.ones_like(t)] + [None] * degree
    for p in range(1, degree + 1):
        saved = np.zeros_like(t)
        for r in range(p):
            part = values[r] / p
            values[r] = saved + (r + 1 - t) * part
            saved = (t + p - 1 - r) * part
        values[p] = saved
    return values


def spline_shear(degree, axis, periodic):
    def shear(f, cells):
        """Moves line l along `axis` by cells[l]."""
        n = f.shape[axis]
        c = spline_filter1d(f, order=degree, axis=axis, mode="grid-wrap" if periodic else "mirror")
        whole = np.floor(cells).astype(int)
        weights = basis(degree, 1 - (cells - whole))
        line = (None, slice(None)) if axis == 0 else (slice(None), None)
        places = np.arange(n)[line[::-1]] - whole[line] - (degree + 1) // 2
        out = np.zeros_like(f)
        for tap, weight in enumerate(weights):
            at = places + tap
            inside = at % n if periodic else np.clip(at, 0, n - 1)
            values = np.take_along_axis(c, inside, axis)
            out += weight[line] * (values if periodic else values * (at == inside))
        return out

    return shear


def fourier_shear(axis):
    def shear(f, cells):
        n = f.shape[axis]
        line = (None, slice(None)) if axis == 0 else (slice(None), None)
        k = 2 * np.pi * np.fft.rfftfreq(n)[line[::-1]]
        return irfft(rfft(f, axis=axis) * np.exp(-1j * k * cells[line]), n, axis=axis)

    return shear


def hmf(cells, steps, along_x, along_xi):
    dx, dxi = 2 * np.pi / cells, (HIGH - LOW) / cells
    x = (np.arange(cells) + 0.5) * dx
    xi = LOW + (np.arange(cells) + 0.5) * dxi
    start = (1 + 0.4 * np.cos(x))[:, None] * np.exp(-2 * xi * xi)[None, :]
    start /= start.sum() * dx * dxi
    kernel = np.fft.rfft(-np.sin(x - x[0])) * dx

    def kick(f, duration):
        force = np.fft.irfft(np.fft.rfft(f.sum(axis=1) * dxi) * kernel, cells)
        return along_xi(f, duration * force / dxi)

    def run():
        f = kick(start, STEP / 2)
        for step in range(steps):
            f = along_x(f, STEP * xi / dx)
            f = kick(f, STEP if step < steps - 1 else STEP / 2)
        return f

    return (run,)


def splines(cells, steps, degree):
    return hmf(cells, steps, spline_shear(degree, 0, True), spline_shear(degree, 1, False))


def fourier(cells, steps, degree):
    return hmf(cells, steps, fourier_shear(0), fourier_shear(1))


contenders = {"hmf": {"SciPy": splines, "NumPy FFT": fourier}}
