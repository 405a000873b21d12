export { besselI, besselJ, besselJOrders, scaledBesselIOrders } from './bessel';
export { besselK } from './besselK';
export { erf, erfc, erfcx } from './errorFunction';
export { exponentialIntegralE1 } from './exponentialIntegral';
export { dawson, faddeeva } from './faddeeva';
export { beta, binomial, digamma, factorial, gamma, logBeta, logBinomial, logGamma } from './gamma';
export { normalCdf, normalPdf, normalQuantile } from './normalLaw';
export { hermiteFunctions, laguerreFunctions } from './oscillator';
export { studentCdf, studentQuantile } from './student';
