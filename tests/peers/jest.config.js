/** Tests that need other programs, or public captures: .ci/run installs the one and names the folder of the other. */
module.exports = {
  ...require('../../jest.config.js'),
  rootDir: '../..',
  roots: ['<rootDir>/tests/peers'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
  // They share the machine's terminals and programs, and some are large.
  maxWorkers: 1,
};
