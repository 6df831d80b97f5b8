/** Other programs as second opinions, and sipladder as it was built. A peer that is not installed is a failed test. */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');
export const MAIN = path.join(ROOT, 'dist', 'cli', 'main.js');
export const SAMPLES = path.join(ROOT, 'samples');

/** Standard output of a peer. Throws when it is missing or fails. */
export function peer(program: string, args: readonly string[], acceptedCodes: readonly number[] = [0]): string {
  const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (run.error) throw new Error(`THE PEER ${program} IS NOT INSTALLED: .ci/run installs it (${run.error.message})`);
  if (!acceptedCodes.includes(run.status ?? -1)) {
    throw new Error(`${program} ${args.join(' ')}: ended with ${run.status}: ${run.stderr}`);
  }
  return run.stdout;
}

export interface Run {
  stdout: string;
  stderr: string;
  code: number;
}

export function sipladder(args: readonly string[], input?: Buffer): Run {
  if (!fs.existsSync(MAIN)) throw new Error('NOT BUILT: run npm run build first');
  const run = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', maxBuffer: 2 ** 30, input });
  return { stdout: run.stdout, stderr: run.stderr, code: run.status ?? -1 };
}

/** `--as json` output as records. */
export function records<T = Record<string, unknown>>(args: readonly string[]): T[] {
  const run = sipladder([...args, '--as', 'json']);
  if (run.code !== 0) throw new Error(`sipladder ${args.join(' ')}: ended with ${run.code}: ${run.stderr}`);
  return run.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/**
 * A file of the public collection, which is not part of the project: SIPLADDER_PUBLIC names the folder, else it is
 * looked for beside the checkout.
 */
export function publicFile(...names: string[]): string {
  const folder = process.env.SIPLADDER_PUBLIC ?? path.join(ROOT, '..', 'shared');
  const file = path.join(folder, ...names);
  if (!fs.existsSync(file)) {
    throw new Error(`THE PUBLIC CAPTURES ARE NOT HERE: ${file} is missing; set SIPLADDER_PUBLIC to their folder`);
  }
  return file;
}

/** Distinct Call-IDs by tshark, sorted. */
export function callIdsByTshark(file: string): string[] {
  const out = peer('tshark', [
    '-r',
    file,
    '-Y',
    'sip.Call-ID',
    '-T',
    'fields',
    '-e',
    'sip.Call-ID',
    '-E',
    'separator=\u0001',
  ]);
  const ids = out.split('\n').flatMap((line) => line.split(/[\u0001,]/));
  return [...new Set(ids.map((id) => id.trim()).filter((id) => id !== ''))].sort();
}
