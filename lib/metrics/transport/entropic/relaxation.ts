/** Sweeps over which a rate is observed; more when ω is near 2, to cover an oscillation. */
const WINDOW = 6;
/** A window lasts until (ω−1)^k is about e^−SPAN. */
const SPAN = 4;

/**
 * The over-relaxation parameter of Sinkhorn's method, which near its end is a Gauss–Seidel iteration of two blocks whose
 * error shrinks by θ in a sweep. Then ω = 2/(1 + √(1−θ)) is best and gives the rate ω − 1 (T. Lehmann, M.-K. von Renesse,
 * A. Sambale and A. Uschmajew, A note on overrelaxation in the Sinkhorn algorithm, 2022; D. Young for linear systems).
 * θ is found from the rate ρ observed: (ρ + ω − 1)² = ρω²θ. When the error grows, ω goes back to 1, for which
 * Sinkhorn's method converges from everywhere.
 */
export class Relaxation {
  omega = 1;
  private before = Number.POSITIVE_INFINITY;
  private largest = 0;
  private count = 0;
  private window = WINDOW;
  private rate = 1;
  private error = 1;
  /** Below this error plain sweeps finish. */
  private finish: number;
  private resume = 0;

  constructor(private readonly tolerance: number) {
    this.finish = tolerance / 2;
  }

  /** Forgets what was observed. */
  restart(): void {
    this.omega = 1;
    this.watch(WINDOW);
    this.before = Number.POSITIVE_INFINITY;
  }

  /** Takes the error of the last sweep and sets ω for the next. */
  observe(error: number): void {
    this.error = error;
    if (this.resume > 0) {
      // The plain sweep was not the last one after all: further on with ω, to a smaller error.
      this.omega = this.resume;
      this.resume = 0;
      this.finish /= 4;
    } else if (this.omega > 1 && error <= this.finish) {
      this.resume = this.omega;
      this.omega = 1;
      return;
    }
    this.largest = Math.max(this.largest, error);
    this.count++;
    if (this.count < this.window) return;
    this.rate = (this.largest / this.before) ** (1 / this.window);
    if (this.before < Number.POSITIVE_INFINITY) this.omega = better(this.omega, this.rate);
    this.before = this.largest;
    const window = this.omega === 1 ? WINDOW : Math.max(WINDOW, Math.ceil(SPAN / -Math.log(this.omega - 1)));
    if (window !== this.window) this.before = Number.POSITIVE_INFINITY;
    this.watch(window);
  }

  /** Sweeps in all, as far as the rate tells; for the display of progress. */
  expected(done: number): number {
    const rate = this.omega > 1 ? this.omega - 1 : this.rate;
    const left = rate > 0 && rate < 1 ? Math.log(this.tolerance / this.error) / Math.log(rate) : done;
    return done + Math.max(1, Math.ceil(left));
  }

  private watch(window: number): void {
    this.window = window;
    this.largest = 0;
    this.count = 0;
  }
}

/** ω from the rate seen with ω; as it was when the rate is about what ω can give. */
function better(omega: number, rate: number): number {
  if (!(rate < 1)) return 1;
  if (omega > 1 && rate <= (omega - 1) ** 0.8) return omega;
  const theta = Math.min(1 - 1e-8, (rate + omega - 1) ** 2 / (rate * omega ** 2));
  return Math.max(omega, 2 / (1 + Math.sqrt(1 - theta)));
}
