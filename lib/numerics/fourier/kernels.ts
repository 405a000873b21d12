/** The functions of kernels/assembly/fft.ts: addresses and strides in bytes, counts in complex numbers. */
export interface FourierKernels {
  rows(
    plan: number,
    src: number,
    srcStride: number,
    dst: number,
    dstStride: number,
    count: number,
    batch: number,
    backward: number,
    scratch: number,
  ): void;
  forwardRows(
    plan: number,
    n: number,
    roots: number,
    src: number,
    dst: number,
    dstStride: number,
    count: number,
    batch: number,
    scratch: number,
  ): void;
  backwardRows(
    plan: number,
    n: number,
    roots: number,
    src: number,
    srcStride: number,
    dst: number,
    count: number,
    batch: number,
    scratch: number,
  ): void;
  columns(
    plan: number,
    base: number,
    rowBytes: number,
    begin: number,
    end: number,
    batch: number,
    backward: number,
    scratch: number,
  ): void;
  filterColumns(
    plan: number,
    base: number,
    rowBytes: number,
    given: number,
    begin: number,
    end: number,
    batch: number,
    multiplier: number,
    multiplierRow: number,
    real: number,
    scratch: number,
  ): void;
  multiply(values: number, factors: number, count: number, real: number): void;
  scale(values: number, count: number, factor: number): void;
  resizeRows(src: number, srcBytes: number, dst: number, dstBytes: number, count: number): void;
  clear(at: number, bytes: number): void;
}
