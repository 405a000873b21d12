export * from './bosons';
export * from './fermions';
export * from './grid';
export * from './lattice';
export * from './pickl';
export * from './radial';
export * from './sphericalBosons';
export * from './tensor';
