/**
 * `mean-field`: solvers, metrics and checks for mean-field limits. Data flow one way:
 * interaction + initial density → solver → state(t) → metric → check of one statement → chart.
 */
export * from './charts';
export * from './densities';
export * from './diagnostics';
export * from './forces';
export * from './interactions';
export * from './metrics/transport';
export * from './numerics';
export * from './phasespace';
export * from './solvers/kinetic';
export * from './solvers/particles';
export * from './solvers/quantum';
export * from './statements';
