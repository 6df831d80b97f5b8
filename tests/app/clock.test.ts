/** Times as they are written in time zones; each is looked at in a process of its own, as a process has but one. */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { bundle } from '../built';

let folder: string;

beforeAll(() => {
  folder = bundle(['src/app/clock.ts']);
}, 30_000);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test.each([
  ['UTC', 'UTC', '2026-11-20', '23:27:57.646'],
  ['America/Bogota', '-05:00', '2026-11-20', '18:27:57.646'],
  ['Asia/Kolkata', '+05:30', '2026-11-21', '04:57:57.646'],
  ['Europe/Rome', 'Europe/Rome', '2026-11-21', '00:27:57.646'],
])('in %s', (TZ, zone, date, time) => {
  const file = JSON.stringify(path.join(folder, 'dist/app/clock.js'));
  const program = `const clock = require(${file}).localClock();
    const us = Date.UTC(2026, 10, 20, 23, 27, 57, 646) * 1000;
    console.log([clock.zone, clock.dateText(us), clock.timeText(us)].join(' '));`;
  const { stdout } = spawnSync(process.execPath, ['-e', program], { env: { ...process.env, TZ }, encoding: 'utf8' });
  expect(stdout.trim()).toBe(`${zone} ${date} ${time}`);
});
