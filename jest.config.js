/** Unit tests mirror src/. Those under tests/peers need other programs and run from .ci/run. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/peers/'],
  // A machine that does other things as well is no fault of the code.
  testTimeout: 60_000,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
};
