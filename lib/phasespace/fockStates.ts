import type { DenseMatrix } from '../numerics/dense';
import { realMatrix } from '../numerics/dense/matrix';
import { integerIn, optionsOf } from '../numerics/guards';
import { checkedDensity, checkedEpsilon, type FockState } from './states';

/** Levels that a Fock state may have. */
export const mostLevels = 500;

/**
 * The eigenstate |h_n⟩⟨h_n| of Y² + P² = −ε²∂² + y² with eigenvalue ε(2n + 1). Its Wigner function is
 * (−1)ⁿ(πε)^{−1}e^{−|z|²/ε}L_n(2|z|²/ε).
 * @throws RangeError unless epsilon > 0 and level is an integer in [0, 499].
 */
export function fockState(options: { readonly epsilon: number; readonly level: number }): FockState {
  const { epsilon, level } = optionsOf('fockState', options, '{ epsilon: 0.2, level: 1 }', [
    'epsilon',
    'level',
  ]);
  integerIn('level', level, 0, mostLevels - 1);
  const density = realMatrix(level + 1, level + 1);
  density.data[density.data.length - 1] = 1;
  return { kind: 'fock', dimension: 1, epsilon: checkedEpsilon(epsilon), density, truncation: 0 };
}

/**
 * Any density matrix Σ density_mn |h_m⟩⟨h_n| in the Fock basis, m, n < M.
 * @throws RangeError unless epsilon > 0 and `density` is Hermitian, positive and of trace one, with the number that is not;
 * and for more than 500 levels.
 */
export function fockDensity(options: { readonly epsilon: number; readonly density: DenseMatrix }): FockState {
  const { epsilon, density } = optionsOf('fockDensity', options, '{ epsilon: 0.2, density }', [
    'epsilon',
    'density',
  ]);
  checkedEpsilon(epsilon);
  const checked = checkedDensity('density', density);
  integerIn('density.rows', checked.rows, 1, mostLevels);
  return { kind: 'fock', dimension: 1, epsilon, density: checked, truncation: 0 };
}
