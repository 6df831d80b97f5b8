/** `npm run docs`: writes what is made from the program's tables, reference.md and the manual page, beside this file. */

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const esbuild = require('esbuild');

const ROOT = path.join(__dirname, '..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docs-'));
try {
  // As deep below as in the sources, so that package.json and keymaps are found.
  const outfile = path.join(folder, 'dist', 'cli', 'pages.js');
  const entry = path.join(ROOT, 'src', 'cli', 'reference', 'pages.ts');
  const external = ['koffi', 'cap', 'blessed'];
  esbuild.buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    external,
    outfile,
  });
  for (const name of ['package.json', 'keymaps']) fs.symlinkSync(path.join(ROOT, name), path.join(folder, name));
  for (const [name, text] of Object.entries(require(outfile).pages()))
    fs.writeFileSync(path.join(__dirname, name), text);
} finally {
  fs.rmSync(folder, { recursive: true });
}
