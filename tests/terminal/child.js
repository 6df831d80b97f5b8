/**
 * A program of its own on the real terminal, for process.test.ts: shows a line; `q` ends it in order, `x` throws. Loads
 * TypeScript as jest does.
 */
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

const OPTIONS = {
  swcrc: false,
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
};

require.extensions['.ts'] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...OPTIONS, filename }).code, filename);
};

const { openTerminal } = require('../../src/terminal/blessed-terminal.ts');
const { systemTerminal } = require('../../src/terminal/system-terminal.ts');
const { PLAIN } = require('../../src/view/cells.ts');

const terminal = openTerminal(
  {
    key({ name }) {
      if (name === 'q') terminal.close();
      if (name === 'x') throw new Error('thrown on x');
    },
    resize: show,
    gone: () => process.exit(7),
  },
  systemTerminal(),
);

function show() {
  const text = `ready-${terminal.columns}x${terminal.rows}-${terminal.colours}`;
  terminal.draw({ lines: [{ spans: [{ text, style: PLAIN }], fill: PLAIN }], cursor: null });
}

show();
