// Sums over pairs with the field z/|z|³, two partners at a time. Two particles share a record of seven rows of two doubles: x, y, z,
// weights, and three results, so that one address and constant offsets reach all of them.

const RECORD: usize = 112;

// @ts-ignore: decorator
@inline
function both(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

// @ts-ignore: decorator
@inline
function addOne(at: usize, v: f64): void {
  store<f64>(at, load<f64>(at) + v);
}

/** The address of particle j in its record. */
// @ts-ignore: decorator
@inline
function place(records: usize, j: i32): usize {
  return records + (<usize>j >> 1) * RECORD + ((<usize>j & 1) << 3);
}

/** The two particles of one record, the first of them at `at`. */
// @ts-ignore: decorator
@inline
function neighbours(at: usize): f64 {
  const dx = load<f64>(at) - load<f64>(at, 8);
  const dy = load<f64>(at, 16) - load<f64>(at, 24);
  const dz = load<f64>(at, 32) - load<f64>(at, 40);
  const r2 = dx * dx + dy * dy + dz * dz;
  const inverse = 1 / (r2 * Math.sqrt(r2));
  addOne(at + 64, inverse * dx);
  addOne(at + 72, -inverse * dx);
  addOne(at + 80, inverse * dy);
  addOne(at + 88, -inverse * dy);
  addOne(at + 96, inverse * dz);
  addOne(at + 104, -inverse * dz);
  return inverse * r2;
}

/**
 * The pairs j < k with j in [first, last) and k in [kFirst, kLast), all even, and weights of 1: adds (x_j − x_k)/r³ to the result of
 * j, the opposite to that of k, and returns Σ 1/r. No finite number comes out when two particles coincide.
 */
export function pairs(cloud: usize, first: i32, last: i32, kFirst: i32, kLast: i32): f64 {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const end = place(cloud, kLast);
  let energy: f64 = 0;
  for (let j = first; j < last; j++) {
    const at = place(cloud, j);
    if (kFirst <= j && (j & 1) == 0) energy += neighbours(at);
    const xj = v128.load64_splat(at);
    const yj = v128.load64_splat(at, 16);
    const zj = v128.load64_splat(at, 32);
    let ax = zero, ay = zero, az = zero, sum = zero;
    for (let o = place(cloud, max(kFirst, (j & ~1) + 2)); o < end; o += RECORD) {
      const dx = f64x2.sub(xj, v128.load(o));
      const dy = f64x2.sub(yj, v128.load(o, 16));
      const dz = f64x2.sub(zj, v128.load(o, 32));
      const r2 = f64x2.add(f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)), f64x2.mul(dz, dz));
      const inverse = f64x2.div(one, f64x2.mul(r2, f64x2.sqrt(r2)));
      const fx = f64x2.mul(inverse, dx);
      const fy = f64x2.mul(inverse, dy);
      const fz = f64x2.mul(inverse, dz);
      sum = f64x2.add(sum, f64x2.mul(inverse, r2));
      ax = f64x2.add(ax, fx);
      ay = f64x2.add(ay, fy);
      az = f64x2.add(az, fz);
      v128.store(o, f64x2.sub(v128.load(o, 64), fx), 64);
      v128.store(o, f64x2.sub(v128.load(o, 80), fy), 80);
      v128.store(o, f64x2.sub(v128.load(o, 96), fz), 96);
    }
    addOne(at + 64, both(ax));
    addOne(at + 80, both(ay));
    addOne(at + 96, both(az));
    energy += both(sum);
  }
  return energy;
}

/**
 * At points j in [first, last) of the records at `targets`: adds the three components of Σ_k w_k(t_j − x_k)/r³ over the cloud's n
 * particles, n even, to the results, and to the row of weights Σ_k w_k/r. Coincident points add nothing, and so `targets` may be another
 * copy of the cloud.
 */
export function fields(cloud: usize, n: i32, targets: usize, first: i32, last: i32): void {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const end = place(cloud, n);
  for (let j = first; j < last; j++) {
    const at = place(targets, j);
    const xj = v128.load64_splat(at);
    const yj = v128.load64_splat(at, 16);
    const zj = v128.load64_splat(at, 32);
    let ax = zero, ay = zero, az = zero, sum = zero;
    for (let o = cloud; o < end; o += RECORD) {
      const dx = f64x2.sub(xj, v128.load(o));
      const dy = f64x2.sub(yj, v128.load(o, 16));
      const dz = f64x2.sub(zj, v128.load(o, 32));
      const r2 = f64x2.add(f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)), f64x2.mul(dz, dz));
      const inverse = v128.and(f64x2.div(one, f64x2.mul(r2, f64x2.sqrt(r2))), f64x2.ne(r2, zero));
      const strength = f64x2.mul(v128.load(o, 48), inverse);
      ax = f64x2.add(ax, f64x2.mul(strength, dx));
      ay = f64x2.add(ay, f64x2.mul(strength, dy));
      az = f64x2.add(az, f64x2.mul(strength, dz));
      sum = f64x2.add(sum, f64x2.mul(strength, r2));
    }
    addOne(at + 48, both(sum));
    addOne(at + 64, both(ax));
    addOne(at + 80, both(ay));
    addOne(at + 96, both(az));
  }
}
