import {
  addMatrices,
  adjoint,
  bogoliubov,
  circleKinetic,
  complexMatrix,
  createRandom,
  eigenvaluesHermitian,
  hartreeFock,
  hilbertSchmidtNorm,
  interactionOnCircle,
  latticeHartree,
  latticeHartreeEnergy,
  latticeHartreeOperator,
  multiplyVector,
  normalised,
  potentialCosine,
  probabilities,
  quantumLattice,
  ringHopping,
  toComplex,
  translationInvariant,
} from '../../../../lib/index';

const random = createRandom(11);
const vector = (length: number) => Float64Array.from({ length }, () => random.normal());
const norm2 = (psi: Float64Array) => psi.reduce((sum, a) => sum + a * a, 0);
const distance = (a: Float64Array, b: Float64Array) => Math.max(...a.map((x, i) => Math.abs(x - b[i])));

/** A random lattice: translation-invariant complex K, even V, external U. */
function randomLattice(sites: number, hbar = 0.7) {
  const raw = vector(sites);
  return quantumLattice({
    kinetic: translationInvariant(vector(sites)),
    interaction: raw.map((v, x) => v + raw[(sites - x) % sites]),
    external: vector(sites),
    hbar,
  });
}

describe('one-particle operators on a ring', () => {
  it('translationInvariant has the characters as eigenvectors and is Hermitian', () => {
    const symbol = vector(7);
    const matrix = translationInvariant(symbol);
    for (let k = 0; k < 7; k++) {
      const character = new Float64Array(14);
      for (let x = 0; x < 7; x++) {
        character[2 * x] = Math.cos((2 * Math.PI * k * x) / 7);
        character[2 * x + 1] = Math.sin((2 * Math.PI * k * x) / 7);
      }
      const image = multiplyVector(matrix, character);
      expect(
        distance(
          image,
          character.map((c) => symbol[k] * c),
        ),
      ).toBeLessThan(1e-14 * 20);
    }
    const defect = hilbertSchmidtNorm(addMatrices(matrix, adjoint(matrix), -1));
    expect(defect).toBeLessThan(1e-14);
  });

  it('circleKinetic has the eigenvalues ħ²k²/2 of even and odd rings', () => {
    for (const sites of [5, 8]) {
      const found = eigenvaluesHermitian(circleKinetic(sites, 3, 0.5));
      const expected = Array.from({ length: sites }, (_, j) => {
        const k = (2 * Math.PI * Math.min(j, sites - j)) / 3;
        return (0.25 * k * k) / 2;
      }).sort((a, b) => a - b);
      expect(distance(Float64Array.from(found), Float64Array.from(expected))).toBeLessThan(1e-13);
    }
  });

  it('the dimer has one bond, a ring as many as sites', () => {
    expect(Array.from(ringHopping(2, 0.5).data)).toEqual([0, -0.5, -0.5, 0]);
    expect(ringHopping(5, 1).data.reduce((a, b) => a + b, 0)).toBe(-10);
  });

  it('interactionOnCircle samples V at the shorter difference', () => {
    const v = interactionOnCircle(potentialCosine(), 6, 2 * Math.PI);
    const expected = Float64Array.from({ length: 6 }, (_, x) => v[0] * Math.cos((2 * Math.PI * x) / 6));
    expect(Math.abs(v[0])).toBeGreaterThan(0.5);
    expect(distance(v, expected)).toBeLessThan(1e-15 * 4);
    expect(() => interactionOnCircle(potentialCosine(), 6, 5)).toThrow(/period that divides/);
  });
});

describe("Hartree's equation on a lattice", () => {
  it('without kinetic energy only turns phases (X2)', () => {
    const sites = 5;
    const raw = vector(sites);
    const interaction = raw.map((v, x) => v + raw[(sites - x) % sites]);
    const zero = translationInvariant(new Float64Array(sites));
    const lattice = quantumLattice({ kinetic: zero, interaction, hbar: 0.4 });
    const psi = normalised(vector(2 * sites));
    const rho = probabilities(psi);
    const end = latticeHartree(lattice, psi, 1.3).at(1.3);
    for (let x = 0; x < sites; x++) {
      let field = 0;
      for (let y = 0; y < sites; y++) field += interaction[(x - y + sites) % sites] * rho[y];
      const angle = (-1.3 * field) / 0.4;
      const [re, im] = [psi[2 * x], psi[2 * x + 1]];
      expect(end[2 * x]).toBeCloseTo(re * Math.cos(angle) - im * Math.sin(angle), 10);
      expect(end[2 * x + 1]).toBeCloseTo(re * Math.sin(angle) + im * Math.cos(angle), 10);
    }
  });

  it('solves the equation, keeps norm and energy, and runs back', () => {
    const lattice = randomLattice(6);
    const psi = normalised(vector(12));
    const run = latticeHartree(lattice, psi, 2);
    expect(run.status).toBe('finished');
    const end = run.at(2);
    // Tolerance 1e−12 a step, some hundred steps.
    expect(Math.abs(norm2(end) - 1)).toBeLessThan(1e-10);
    expect(latticeHartreeEnergy(lattice, end)).toBeCloseTo(latticeHartreeEnergy(lattice, psi), 9);
    expect(distance(latticeHartree(lattice, normalised(end), -2).at(-2), psi)).toBeLessThan(1e-9);
    // iħψ̇ by a central difference: O(h²) = 1e−8 times the third derivative.
    const h = 1e-4;
    const [before, now, after] = [1 - h, 1, 1 + h].map((t) => run.at(t));
    const image = multiplyVector(toComplex(latticeHartreeOperator(lattice, now)), now);
    for (let x = 0; x < 6; x++) {
      expect((-lattice.hbar * (after[2 * x + 1] - before[2 * x + 1])) / (2 * h)).toBeCloseTo(image[2 * x], 4);
      expect((lattice.hbar * (after[2 * x] - before[2 * x])) / (2 * h)).toBeCloseTo(image[2 * x + 1], 4);
    }
  });

  it('says where it stopped and why, and knows time 0 only when asked for no more', () => {
    const stiff = quantumLattice({ kinetic: ringHopping(3, 1e4), interaction: [1, 0.5, 0.5] });
    const start = [1, 0, 0, 0, 0, 0];
    const column = complexMatrix(3, 1, Float64Array.from(start));
    for (const until of [2, -2]) {
      const paths = [
        latticeHartree(stiff, start, until, { maxSteps: 40 }),
        bogoliubov(stiff, start, until, { maxSteps: 40 }),
        hartreeFock(stiff, column, until, { maxSteps: 40 }),
      ];
      for (const path of paths) {
        expect(path.status).toBe('step limit');
        expect(() => path.at(until)).toThrow(/was not reached: .* after maxSteps = 40 steps/);
        expect(() => path.at(-until)).toThrow(/t must be a number in/);
        expect(() => path.at(path.until)).not.toThrow();
      }
    }
    const still = [latticeHartree(stiff, start, 0), bogoliubov(stiff, start, 0)];
    for (const path of still) {
      expect(path.status).toBe('finished');
      expect(() => path.at(0)).not.toThrow();
      expect(() => path.at(5)).toThrow(/t must be a number in \[0, 0\], got 5/);
    }
    expect(Array.from(still[0].at(0) as Float64Array)).toEqual(start);
    const fock = hartreeFock(stiff, column, 0);
    expect(Array.from(fock.at(0).orbitals.data)).toEqual(start);
    expect(() => fock.at(5)).toThrow(/t must be a number in/);
  });

  it('refuses what is no lattice', () => {
    const kinetic = ringHopping(3, 1);
    expect(() => quantumLattice({ kinetic, interaction: [0, 1, 2] })).toThrow(/even.*got 1 and 2/);
    expect(() => quantumLattice({ kinetic, interaction: [0, 1, 1], hbar: 0 })).toThrow(/hbar.*got 0/);
    expect(() => quantumLattice({ kinetic, interaction: [0, 1] })).toThrow(/length 3, got length 2/);
    const lattice = quantumLattice({ kinetic, interaction: [0, 1, 1] });
    expect(() => latticeHartree(lattice, [1, 0, 1, 0, 0, 0], 1)).toThrow(/norm 1.*got norm 1.41/);
  });
});
