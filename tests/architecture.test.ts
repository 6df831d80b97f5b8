/** The directions of imports, which make the architecture: src/ as docs/architecture.md draws it. */

import fs from 'node:fs';
import path from 'node:path';

const SRC = path.join(__dirname, '..', 'src');

/** Which rooms a room may import from, besides itself. `capture/frame` means that one file. */
const ALLOWED: Record<string, string[]> = {
  capture: [],
  decode: ['capture/frame'],
  store: ['capture/frame', 'capture/input', 'decode'],
  filter: ['decode', 'store', 'diagnose'],
  diagnose: ['decode', 'store'],
  ladder: ['decode', 'store'],
  export: ['capture', 'decode', 'store', 'filter', 'ladder', 'diagnose'],
  engine: ['capture', 'decode', 'store', 'filter', 'ladder', 'export', 'diagnose'],
  app: ['engine/protocol', 'ladder/arrangement', 'ladder/ladder'],
  view: [
    'app',
    'engine/protocol',
    'diagnose/finding',
    'ladder/arrangement',
    'ladder/ladder',
    'ladder/facts',
    'ladder/times',
  ],
  terminal: ['view/cells', 'view/text'],
  cli: ['capture', 'decode', 'store', 'filter', 'ladder', 'diagnose', 'export', 'engine', 'app', 'view', 'terminal'],
};

/** A package has one owner: a room, or a file of it. Development packages are not imported by src/ at all. */
const OWNERS: Record<string, string[]> = {
  blessed: ['terminal'],
  yargs: ['cli'],
  koffi: ['capture'],
  cap: ['capture'],
  'jsonc-parser': ['app'],
  diff: ['app'],
  'string-width': ['view', 'terminal', 'export'],
};

interface Import {
  file: string;
  room: string;
  specifier: string;
  typeOnly: boolean;
}

function filesBelow(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(full) : full.endsWith('.ts') ? [full] : [];
  });
}

const FILES = filesBelow(SRC);
const IMPORTS: Import[] = FILES.flatMap((file) => {
  const text = fs.readFileSync(file, 'utf8');
  const relative = path.relative(SRC, file);
  const room = relative.includes('/') ? relative.split('/')[0] : '';
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\b(?:import|require)\('([^']+)'\)/gm;
  return [...text.matchAll(pattern)].map((found) => ({
    file: relative,
    room,
    specifier: found[2] ?? found[3],
    typeOnly: found[1] !== undefined,
  }));
});

/** `store/messages`, or a package's name. */
function targetOf({ file, specifier }: Import): string {
  return specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : specifier;
}

describe('the import directions', () => {
  it('are read from real files', () => {
    expect(FILES.length).toBeGreaterThan(30);
    expect(IMPORTS.length).toBeGreaterThan(60);
  });

  it('hold in every room', () => {
    const wrong = IMPORTS.filter(({ specifier }) => specifier.startsWith('.')).filter((one) => {
      const target = targetOf(one);
      const room = target.split('/')[0];
      if (target === 'budgets' || room === one.room) return false;
      return !(ALLOWED[one.room] ?? []).some((allowed) => target === allowed || target.startsWith(`${allowed}/`));
    });
    expect(wrong.map((one) => `${one.file} imports ${one.specifier}`)).toEqual([]);
  });

  it('name every room', () => {
    expect([...new Set(IMPORTS.map(({ room }) => room))].filter((room) => room !== '').sort()).toEqual(
      Object.keys(ALLOWED).sort(),
    );
  });

  it('have no circles between files', () => {
    const graph = new Map<string, string[]>();
    for (const one of IMPORTS) {
      if (one.typeOnly || !one.specifier.startsWith('.')) continue;
      const from = one.file.replace(/\.ts$/, '');
      graph.set(from, [...(graph.get(from) ?? []), targetOf(one)]);
    }
    expect(circleIn(graph)).toEqual([]);
  });

  it('give each package one owner', () => {
    const wrong = IMPORTS.filter(
      ({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'),
    ).filter((one) => !(OWNERS[one.specifier] ?? []).includes(one.room));
    expect(wrong.map((one) => `${one.file} imports ${one.specifier}`)).toEqual([]);
  });

  it('leave the budgets alone', () => {
    expect(IMPORTS.filter(({ file }) => file === 'budgets.ts')).toEqual([]);
  });
});

/** The files of a circle of imports, in order; empty where there is none. */
function circleIn(graph: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const walk = (file: string, trail: string[]): string[] => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of graph.get(file) ?? []) {
      const circle = walk(next, [...trail, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const circle = walk(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
