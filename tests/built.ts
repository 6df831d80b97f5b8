/** The program as it is shipped: bundled, in a folder of its own from which the packages are found. */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export const ROOT = path.join(__dirname, '..');

/** Bundles these sources; gives the folder that has them under their names. Remove it at the end. */
export function bundle(sources: readonly string[]): string {
  const cache = path.join(ROOT, 'node_modules', '.cache');
  fs.mkdirSync(cache, { recursive: true });
  const folder = fs.mkdtempSync(path.join(cache, 'built-'));
  const { scripts } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { build: string };
  };
  // As the build itself has them, but for where it goes.
  const flags = scripts.build.split(' ').filter((word) => word.startsWith('--') && !word.startsWith('--outdir'));
  const esbuild = path.join(ROOT, 'node_modules', 'esbuild', 'bin', 'esbuild');
  execFileSync(esbuild, [...sources, ...flags, '--outbase=src', `--outdir=${folder}/dist`], { cwd: ROOT });
  fs.copyFileSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
  return folder;
}
