/**
 * Checks at the door: every public function names the parameter, what was expected and what came.
 * A message reads `nParticles must be an integer in [1, 100000], got -3`.
 */

/** What came, for the end of a message. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (ArrayBuffer.isView(value) || Array.isArray(value))
    return `${ArrayBuffer.isView(value) ? `a ${value.constructor.name}` : 'an array'} of length ${(value as ArrayLike<unknown>).length}`;
  return String(value);
}

/**
 * The options given to a function if they are an object and, where `keys` are told, have no others: a misspelt name would
 * leave a plausible default in its place. The RangeError ends with an example of a call.
 */
export function optionsOf<T extends object>(
  caller: string,
  options: T,
  example: string,
  keys?: readonly (keyof T & string)[],
): T {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new RangeError(
      `the options of ${caller} must be an object, got ${shown(options)}: ${caller}(${example})`,
    );
  const other = keys && Object.keys(options).find((key) => !keys.some((known) => known === key));
  if (other !== undefined)
    throw new RangeError(
      `the options of ${caller} must be among ${keys!.join(', ')}, got ${other}: ${caller}(${example})`,
    );
  return options;
}

/** RangeError unless `values` is a list with at least one entry. */
export function nonEmpty(name: string, values: ArrayLike<unknown>): void {
  if (!(typeof values === 'object' && values?.length > 0))
    throw new RangeError(`${name} must be a list with at least one entry, got ${shown(values)}`);
}

/** `value` as an integer in [minimum, maximum]; otherwise a RangeError that names the parameter. */
export function integerIn(
  name: string,
  value: number,
  minimum: number,
  maximum: number = Number.MAX_SAFE_INTEGER,
): number {
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    const range = maximum === Number.MAX_SAFE_INTEGER ? `>= ${minimum}` : `in [${minimum}, ${maximum}]`;
    throw new RangeError(`${name} must be an integer ${range}, got ${shown(value)}`);
  }
  return value;
}

/** `value` as a finite number; otherwise a RangeError. */
export function finite(name: string, value: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new RangeError(`${name} must be a finite number, got ${shown(value)}`);
  }
  return value;
}

/** `value` as a finite number > 0; otherwise a RangeError. */
export function positive(name: string, value: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) {
    throw new RangeError(`${name} must be a finite number > 0, got ${shown(value)}`);
  }
  return value;
}

/** `value` as a finite number in [minimum, maximum]; otherwise a RangeError. */
export function numberIn(name: string, value: number, minimum: number, maximum: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < minimum || value > maximum) {
    throw new RangeError(`${name} must be a number in [${minimum}, ${maximum}], got ${shown(value)}`);
  }
  return value;
}

/** `value` if it is one of `choices`; otherwise a RangeError that lists them. */
export function oneOf<T extends string | number>(name: string, value: T, choices: readonly T[]): T {
  if (!choices.includes(value)) {
    throw new RangeError(`${name} must be one of ${choices.map(shown).join(', ')}, got ${shown(value)}`);
  }
  return value;
}

/** `value` if it is a function; otherwise a RangeError. */
export function functionOf<F extends (...values: never[]) => unknown>(name: string, value: F): F {
  if (typeof value !== 'function') throw new RangeError(`${name} must be a function, got ${shown(value)}`);
  return value;
}

/** RangeError when the estimate of a work is longer than that: `what` asks for about 5000 s of work; at most maxSeconds = 1800 s are allowed. */
export function refuseLong(what: string, seconds: number, maxSeconds: number = 1800): void {
  if (seconds > maxSeconds)
    throw new RangeError(
      `${what} ask for about ${Math.round(seconds)} s of work; at most maxSeconds = ${maxSeconds} s are allowed`,
    );
}

/** `value` as a text; otherwise a RangeError. */
export function textOf(name: string, value: string): string {
  if (typeof value !== 'string') throw new RangeError(`${name} must be a text, got ${shown(value)}`);
  return value;
}

/** Copy of `values` as Float64Array of the given length with finite entries; otherwise a RangeError. */
export function finiteArray(name: string, values: ArrayLike<number>, length?: number): Float64Array {
  if (values == null || typeof values.length !== 'number' || typeof values === 'string') {
    throw new RangeError(`${name} must be an array of numbers, got ${shown(values)}`);
  }
  if (length !== undefined && values.length !== length) {
    throw new RangeError(`${name} must have length ${length}, got length ${values.length}`);
  }
  const out = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (typeof v !== 'number' || !Number.isFinite(v))
      throw new RangeError(`${name}[${i}] must be a finite number, got ${shown(v)}`);
    out[i] = v;
  }
  return out;
}

/** Copy of interleaved complex numbers [re, im, …]: `finiteArray` of an even length ≥ 2; otherwise a RangeError. */
export function amplitudes(name: string, values: ArrayLike<number>): Float64Array {
  const out = finiteArray(name, values);
  if (out.length === 0 || out.length % 2 === 1)
    throw new RangeError(
      `${name} must be interleaved amplitudes [re, im, …] of even length >= 2, got length ${out.length}`,
    );
  return out;
}

/** Weights of a probability measure: length n, entries ≥ 0, sum 1 within 1e−9 (then rescaled to sum 1 exactly to rounding). */
export function probabilityWeights(
  name: string,
  values: ArrayLike<number> | undefined,
  n: number,
): Float64Array {
  if (values === undefined) return new Float64Array(n).fill(1 / n);
  const out = finiteArray(name, values, n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (out[i] < 0) throw new RangeError(`${name}[${i}] must be >= 0, got ${out[i]}`);
    sum += out[i];
  }
  if (Math.abs(sum - 1) > 1e-9) throw new RangeError(`${name} must sum to 1 (within 1e-9), got sum ${sum}`);
  for (let i = 0; i < n; i++) out[i] /= sum;
  return out;
}
