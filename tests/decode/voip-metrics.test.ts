/** Runs the cases of tests/specs/voip-metrics: the body of a report in, and what is found in it. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  METRICS,
  parseVoipMetrics,
  type ReportLine,
  reportedEnd,
  reportField,
  reportFigure,
  reportParam,
  type VoipMetricsReport,
} from '../../src/decode/voip-metrics';

const FOLDER = join(__dirname, '../specs/voip-metrics');

for (const file of readdirSync(FOLDER).filter((name) => name !== 'README.md')) {
  describe(file.replace('.md', ''), () => {
    const sections = readFileSync(join(FOLDER, file), 'utf8').split(/^## /m).slice(1);
    test('has cases', () => expect(sections.length).toBeGreaterThan(0));
    for (const section of sections) {
      const title = section.slice(0, section.indexOf('\n'));
      test(title, () => {
        const blocks = /```report\n(.*?)```\n+```expect\n(.*?)```/s.exec(section);
        if (blocks === null) throw new Error(`The case "${title}" has not both blocks`);
        check(blocks[1].replaceAll('\n', '\r\n'), blocks[2]);
      });
    }
  });
}

function check(body: string, block: string): void {
  const report = parseVoipMetrics(body);
  const expected = block.split('\n').filter((line) => line !== '');
  const found = expected.map((line) => {
    const [key, value] = [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)];
    if (report === null) return `${key}: ${key === 'kind' ? 'none' : 'no report'}`;
    if (key === 'says') return `says: ${report.problems.includes(value) ? value : report.problems.join(' ')}`;
    return `${key}: ${answer(report, key) || 'none'}`;
  });
  expect(found).toEqual(expected);
}

function answer(report: VoipMetricsReport, key: string): string {
  const [what, part = '', name = ''] = key.split('.');
  switch (what) {
    case 'kind':
    case 'final':
      return String(report[what]);
    case 'alert':
      return report.alert === null ? '' : Object.values(report.alert).join(' ');
    case 'problems':
      return String(report.problems.length);
    case 'session':
      return reportField(report, part) ?? '';
    case 'end':
      return endText(report, part as 'LocalAddr' | 'RemoteAddr');
    case 'local':
    case 'remote':
      return reportParam(report[what], part) ?? '';
    case 'figure':
      return String(reportFigure(metricsOf(report, part), name) ?? '');
    case 'lines':
      return (part === 'session' ? report.session : metricsOf(report, part))?.map((line) => line.name).join(', ') ?? '';
    default:
      throw new Error(`No such key in an expect block: ${key}`);
  }
}

function metricsOf(report: VoipMetricsReport, part: string): ReportLine[] | null {
  return part === 'local' ? report.local : report.remote;
}

function endText(report: VoipMetricsReport, name: 'LocalAddr' | 'RemoteAddr'): string {
  const end = reportedEnd(report, name);
  if (end === null) return '';
  return `${end.address} ${end.port} ${end.ssrc === null ? 'none' : `0x${end.ssrc.toString(16).padStart(8, '0')}`}`;
}

describe('any text', () => {
  test('is read without an exception, and without end', () => {
    const word = fc.constantFrom('CallID', 'LocalMetrics', 'PacketLoss', ':', '=', '"', ' ', '\r\n', 'NLR', '5.0', 'é');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (words) => {
        const report = parseVoipMetrics(`VQSessionReport\n${words.join('')}`);
        for (const { name } of METRICS) {
          const figure = reportFigure(report?.local ?? null, name);
          expect(figure === null || Number.isFinite(figure)).toBe(true);
        }
        expect(report?.problems.length).toBeLessThanOrEqual(16);
      }),
    );
  });

  test('of too many lines is cut', () => {
    const report = parseVoipMetrics(`VQSessionReport\nCallID: a\n${'X: Y=1\n'.repeat(5000)}`);
    expect(report?.session).toHaveLength(199);
    expect(report?.problems).toEqual(['The report has 5002 lines, too many to be read.']);
  });
});
