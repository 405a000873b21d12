"""Strang steps for Hartree's equation with SciPy's FFT (pocketfft), one worker, in arrays at hand where NumPy has a way."""

import numpy as np
from scipy.fft import fftn, ifftn, irfftn, next_fast_len, rfftn

HBAR, WIDTH, MOMENTUM, LOW, HIGH, STEP = 0.7, 0.45, 0.3, -5.0, 5.0, 0.01


def outer(line, dimension):
    out = line
    for _ in range(dimension - 1):
        out = np.multiply.outer(out, line)
    return out


def truncated_coulomb(points, h, padded):
    """1/|x| cut off at the diagonal of the cube, as the band-limited kernel of Vico, Greengard and Ferrando, by a transform."""
    radius = np.sqrt(3) * points * h
    modes = 2 * int(np.ceil((points + radius / h) / 2))
    k = 2 * np.pi * np.fft.fftfreq(modes, h)
    last = 2 * np.pi * np.fft.rfftfreq(modes, h)
    omega = np.sqrt(k[:, None, None] ** 2 + k[None, :, None] ** 2 + last**2)
    kernel = irfftn(2 * np.pi * (radius * np.sinc(omega * radius / (2 * np.pi))) ** 2, s=(modes,) * 3, workers=1)
    at = np.minimum(np.arange(padded), padded - np.arange(padded))
    return kernel[np.ix_(at, at, at)]


def strang(dimension, points, steps, periodic, coulomb):
    h = (HIGH - LOW) / points
    x = LOW + h * np.arange(points)
    line = np.exp(-x * x / (4 * WIDTH**2) + 1j * MOMENTUM * x / HBAR)
    start = outer(line / np.sqrt(np.sum(np.abs(line) ** 2) * h), dimension)
    k = 2 * np.pi * np.fft.fftfreq(points, h)
    free = outer(np.exp(-0.5j * STEP * HBAR * k * k), dimension)
    padded = points if periodic else next_fast_len(2 * points, real=True)
    distance = np.minimum(np.arange(padded), padded - np.arange(padded)) * h
    if coulomb:
        kernel = rfftn(truncated_coulomb(points, h, padded))
    else:
        kernel = rfftn(outer(np.exp(-0.5 * distance**2), dimension)) * h**dimension
    inside = (slice(points),) * dimension
    shape = (padded,) * dimension

    def kick(psi, duration):
        density = psi.real**2 + psi.imag**2
        spectrum = rfftn(density, s=shape, workers=1)
        spectrum *= kernel
        field = irfftn(spectrum, s=shape, overwrite_x=True, workers=1)[inside]
        psi *= np.exp(-1j * duration / HBAR * field)

    def run():
        psi = start.copy()
        kick(psi, STEP / 2)
        for step in range(steps):
            psi = fftn(psi, overwrite_x=True, workers=1)
            psi *= free
            psi = ifftn(psi, overwrite_x=True, workers=1)
            kick(psi, STEP if step < steps - 1 else STEP / 2)
        return psi

    return (run,)


contenders = {"strang": {"SciPy": strang}}
