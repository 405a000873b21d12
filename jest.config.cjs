/** Tests run on the sources; Observable Plot and d3 come as their UMD builds, because jest cannot require ES modules. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: {
    '^(\\.\\./)+lib$': '<rootDir>/lib/index.ts',
    '^mean-field$': '<rootDir>/lib/index.ts',
    '^mean-field/notebook$': '<rootDir>/lib/notebook/index.ts',
    '^@observablehq/plot$': '<rootDir>/node_modules/@observablehq/plot/dist/plot.umd.min.js',
    '^d3(@[^/]+/dist/d3.min.js)?$': '<rootDir>/node_modules/d3/dist/d3.js',
  },
  modulePathIgnorePatterns: ['<rootDir>/lib/dist', '<rootDir>/lib/package.json'],
};
