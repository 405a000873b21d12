/** Compiles TypeScript, and the ES modules that linkedom brings, to CommonJS. */
const compile = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
];
const esModules =
  'css-select|css-what|cssomnom|domhandler|domutils|entities|htmlparser2|boolbase|nth-check|uhyphen|domelementtype|dom-serializer';

/** Tests run on the sources, never on the build; Observable Plot and d3 come as their UMD builds. */
module.exports = {
  globalSetup: '<rootDir>/test/buildKernels.cjs',
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': compile, [`/node_modules/(${esModules})/.+\\.js$`]: compile },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules})/)`],
  moduleNameMapper: {
    '^mean-field$': '<rootDir>/lib/index.ts',
    '^mean-field/notebook$': '<rootDir>/lib/notebook/index.ts',
    '^mean-field/numerics$': '<rootDir>/lib/numerics/index.ts',
    '^@observablehq/plot$': '<rootDir>/node_modules/@observablehq/plot/dist/plot.umd.min.js',
    '^d3(@[^/]+/dist/d3.min.js)?$': '<rootDir>/node_modules/d3/dist/d3.js',
  },
  modulePathIgnorePatterns: ['<rootDir>/lib/dist', '<rootDir>/lib/package.json'],
};
