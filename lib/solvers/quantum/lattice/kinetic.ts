import { complexMatrix, type DenseMatrix, realMatrix } from '../../../numerics/dense/matrix';
import { wavenumbers } from '../../../numerics/fourier/spectral';
import { finite, finiteArray, integerIn, positive } from '../../../numerics/guards';
import { largestLattice } from './lattice';

/**
 * K with −J between neighbours on the ring of `sites` ≥ 2; the two sites of a dimer have one bond, K = −Jσ_x. There is no ħ in
 * it: J is an energy.
 * @example
 * quantumLattice({ kinetic: ringHopping(2, 1), interaction: [3, 0] }); // the dimer, J = 1 and u = 3
 * @param amplitude - J
 */
export function ringHopping(sites: number, amplitude: number): DenseMatrix {
  integerIn('sites', sites, 2, largestLattice);
  const out = realMatrix(sites, sites);
  for (let x = 0; x < sites; x++) {
    const next = (x + 1) % sites;
    out.data[x * sites + next] = -finite('amplitude', amplitude);
    out.data[next * sites + x] = -amplitude;
  }
  return out;
}

/**
 * −½ħ²∂² on a circle of the given length at `sites` equidistant points, exact for trigonometric polynomials of degree
 * below sites/2: the real L × L matrix (1/L)Σ_k ½ħ²k² cos k(x − y). A lattice with this K is what `ringLattice` makes.
 */
export function circleKinetic(sites: number, length: number, hbar = 1): DenseMatrix {
  integerIn('sites', sites, 1, largestLattice);
  positive('hbar', hbar);
  const spacing = positive('length', length) / sites;
  const row = new Float64Array(sites);
  for (const k of wavenumbers(sites, length))
    for (let x = 0; x < sites; x++) row[x] += ((hbar * k) ** 2 / (2 * sites)) * Math.cos(k * x * spacing);
  const out = realMatrix(sites, sites);
  for (let x = 0; x < sites; x++)
    for (let y = 0; y < sites; y++) out.data[x * sites + y] = row[Math.abs(x - y)];
  return out;
}

/**
 * The Hermitian matrix with the eigenvalue symbol[k] on the character e^{2πikx/L}: every translation-invariant K, even or
 * not, (K)_{xy} = (1/L)Σ_k symbol[k] e^{2πik(x−y)/L}.
 */
export function translationInvariant(symbol: ArrayLike<number>): DenseMatrix {
  const values = finiteArray('symbol', symbol);
  const sites = integerIn('symbol.length', values.length, 1, largestLattice);
  const out = complexMatrix(sites, sites);
  for (let difference = 0; difference < sites; difference++) {
    let [re, im] = [0, 0];
    values.forEach((value, k) => {
      const angle = (2 * Math.PI * ((k * difference) % sites)) / sites;
      re += (value / sites) * Math.cos(angle);
      im += (value / sites) * Math.sin(angle);
    });
    for (let y = 0; y < sites; y++) {
      const at = 2 * (((y + difference) % sites) * sites + y);
      out.data[at] = re;
      out.data[at + 1] = im;
    }
  }
  return out;
}
