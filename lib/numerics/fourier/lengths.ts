/** Primes with a butterfly of their own; a length with a larger one goes through the chirp transform. */
const largestRadix = 13;

function primeFactors(n: number): number[] {
  const factors: number[] = [];
  let rest = n;
  for (let p = 2; p * p <= rest; p++)
    while (rest % p === 0) {
      factors.push(p);
      rest /= p;
    }
  if (rest > 1) factors.push(rest);
  return factors;
}

/**
 * The radices of a transform of length n in the order of the passes, the powers of two gathered to 8 and 4; undefined for
 * a prime factor above 13. The last pass has no twiddle factors, so the radices 8 stand there.
 */
export function radicesOf(n: number): number[] | undefined {
  const primes = primeFactors(n);
  if (primes.some((p) => p > largestRadix)) return undefined;
  const odd = primes.filter((p) => p > 2).reverse();
  let twos = primes.length - odd.length;
  const [small, eights]: number[][] = [[], []];
  // 2¹ is left over only if n has no factor 4; 16 is 4·4 rather than 2·8.
  while (twos % 3 !== 0) {
    small.push(twos === 1 ? 2 : 4);
    twos -= twos === 1 ? 1 : 2;
  }
  while (twos > 0) {
    eights.push(8);
    twos -= 3;
  }
  return [...small, ...odd, ...eights];
}

/** The least number ≥ n of the form 2ᵃ3ᵇ5ᶜ; with `even`, the least even one. */
export function smoothLength(n: number, even = false): number {
  for (let m = n; ; m++) {
    let rest = m;
    for (const p of [2, 3, 5]) while (rest % p === 0) rest /= p;
    if (rest === 1 && !(even && m % 2 === 1)) return m;
  }
}

/** The largest divisor of n that is at most √n. */
export function middleDivisor(n: number): number {
  let divisor = Math.floor(Math.sqrt(n));
  while (n % divisor !== 0) divisor--;
  return divisor;
}
