// Helpers on f64x2 shared by the kernels. Addresses are in bytes; a complex number is one v128 [re, im].

/** a·b for complex numbers, with b given as [re, re] and [−im, im]. */
// @ts-ignore: decorator
@inline
export function mulBy(a: v128, bRe: v128, bIm: v128): v128 {
  return f64x2.add(f64x2.mul(a, bRe), f64x2.mul(i64x2.shuffle(a, a, 1, 0), bIm));
}
