"""Discrete Fourier transforms by SciPy (pocketfft), one worker."""

from math import prod

import scipy.fft

from .inputs import complex_signed, signed


def complex_scipy(shape):
    x = complex_signed(1, shape)
    return (lambda: scipy.fft.fftn(x, workers=1),)


def real_scipy(shape):
    x = signed(1, prod(shape)).reshape(shape)
    return (lambda: scipy.fft.rfftn(x, workers=1),)


contenders = {"complex": {"SciPy": complex_scipy}, "real": {"SciPy": real_scipy}}
