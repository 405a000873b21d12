/** The number digits·2^exponent: every double is one, and sums and products of them are exact. */
export interface Dyadic {
  readonly digits: bigint;
  readonly exponent: number;
}

const view = new DataView(new ArrayBuffer(8));

/** A finite double, from its bits. */
export function dyadic(x: number): Dyadic {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const power = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const digits = power === 0 ? fraction : fraction + 0x10000000000000n;
  return { digits: x < 0 ? -digits : digits, exponent: Math.max(1, power) - 1075 };
}

export function plus(a: Dyadic, b: Dyadic): Dyadic {
  const exponent = Math.min(a.exponent, b.exponent);
  const shifted = ({ digits, exponent: own }: Dyadic): bigint => digits << BigInt(own - exponent);
  return { digits: shifted(a) + shifted(b), exponent };
}

export function times(a: Dyadic, b: Dyadic): Dyadic {
  return { digits: a.digits * b.digits, exponent: a.exponent + b.exponent };
}

export function minus(a: Dyadic, b: Dyadic): Dyadic {
  return plus(a, { ...b, digits: -b.digits });
}

/** Σ x_k y_k. */
export function exactDot(x: ArrayLike<number>, y: ArrayLike<number>): Dyadic {
  return Array.from(x, (value, k) => times(dyadic(value), dyadic(y[k]))).reduce(plus, dyadic(0));
}

/** Whether a real symmetric matrix is positive definite: its leading minors, by elimination without fractions. */
export function isPositiveDefinite(matrix: readonly (readonly Dyadic[])[]): boolean {
  const least = Math.min(...matrix.flat().map(({ exponent }) => exponent));
  const a = matrix.map((row) => row.map(({ digits, exponent }) => digits << BigInt(exponent - least)));
  let previous = 1n;
  for (let k = 0; k < a.length; k++) {
    if (a[k][k] <= 0n) return false;
    for (let i = k + 1; i < a.length; i++)
      for (let j = k + 1; j < a.length; j++) a[i][j] = (a[i][j] * a[k][k] - a[i][k] * a[k][j]) / previous;
    previous = a[k][k];
  }
  return true;
}
