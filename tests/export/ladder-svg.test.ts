/** Ladders as SVG: what is drawn where. That browsers read it is told by tests/peers/html.test.ts. */

import { DARK, LIGHT } from '../../src/export/ladder-colours';
import { layoutOf, NOTE_PX, textWidthPx } from '../../src/export/ladder-layout';
import { ladderSvg } from '../../src/export/ladder-svg';
import { HOSTILE, lossyTalk, type Made, sheetOf } from './sheets';

const CALL = `
0    A > B INVITE | sdp
0.5  A > B again 1
0.6  B > A 486 Busy Here
0.7  A > A OPTIONS
`;

const svgOf = (text: string, made?: Made) => [...ladderSvg(sheetOf(text, made))].join('');

/** The elements of a row, without their numbers. */
function rowsOf(svg: string): string[] {
  return [...svg.matchAll(/<g class="row ([^"]*)">(.*?)<\/g>/g)].map(([, kind, inside]) => {
    const texts = [...inside.matchAll(/<text class="([^"]*)"[^>]*>([^<]*)/g)].map(
      ([, name, text]) => `${name}: ${text}`,
    );
    return [kind, `${inside.split('class="tip"').length - 1} tips`, ...texts].join(' | ');
  });
}

test('a call', () => {
  const svg = svgOf(CALL, { media: lossyTalk(800), names: [['10.0.0.1', 'a phone']] });
  expect(rowsOf(svg)).toEqual([
    'request | 1 tips | small: 22:13:20.000 | words middle: INVITE (SDP) | small note: audio 10.0.0.9:4000 PCMU PCMA',
    'request again | 2 tips | small: 22:13:20.500 | small end: +500 ms | words middle: INVITE (SDP) (again)',
    'failure | 1 tips | small: 22:13:20.600 | small end: +100 ms | words middle: 486 Busy Here',
    'request | 1 tips | small: 22:13:20.700 | small end: +100 ms | words: OPTIONS',
    'media | 1 tips | small: 22:13:20.800 | small end: +100 ms | words middle: PCMU 19 | ' +
      'small note bad: 5000 -&gt; 4000, 5.0% lost, MOS 3.9',
  ]);
  expect(
    svg
      .match(/<text class="(?:name|small)"[^>]*>[^<]*/g)
      ?.slice(0, 2)
      .map((text) => text.replace(/.*>/, '')),
  ).toEqual([
    'Call 1: alice@example.com → bob@example.com, busy',
    '2023-11-14T22:13:20.000000Z · setup 600 ms · Call-ID one@example.com',
  ]);
  expect(svg).toContain('<text class="middle name" ');
  expect(svg).toContain('<title id="name">Call 1: alice@example.com -&gt; bob@example.com, busy</title>');
});

test('a row as it is written', () => {
  expect(svgOf('0 A > B OPTIONS').match(/<g .*<\/g>/)?.[0]).toBe(
    '<g class="row request"><title>22:13:20.000 OPTIONS from 10.0.0.1:5060 to 10.0.0.2:5060</title>' +
      '<text class="small" x="12" y="123">22:13:20.000</text>' +
      '<path class="shaft" d="M231.5 119H392.5"/><path class="tip" d="M401.5 119l-9 -4.5v9z"/>' +
      '<text class="words middle" x="316.5" y="112">OPTIONS</text></g>',
  );
});

test('everything stands within the image, and heads do not touch each other', () => {
  const long = 'reason '.repeat(30);
  for (const text of [
    CALL,
    `${CALL}\n1 A > C OPTIONS\n2 S6 > T6 INVITE | sdp\n3 T6 > S6 486 ${long}\n4 C > C 500 ${long}`,
  ]) {
    const { width, height, heads, rows } = layoutOf(sheetOf(text, { media: lossyTalk(800) }));
    for (const { notes, top, height: tall, arrow } of rows) {
      for (const note of notes) expect(note.x + textWidthPx(note.text, NOTE_PX)).toBeLessThan(width);
      expect(top + tall).toBeLessThan(height);
      expect(Math.max(arrow.x, arrow.to)).toBeLessThan(width);
    }
    for (const [i, head] of heads.entries()) {
      expect(head.x + head.width / 2).toBeLessThan(
        heads[i + 1] === undefined ? width : heads[i + 1].x - heads[i + 1].width / 2,
      );
    }
  }
});

test('several calls have their numbers, and a new day is told', () => {
  const svg = svgOf('0 A > B INVITE | call=one\n7000 C > B OPTIONS | call=two');
  expect(rowsOf(svg)).toEqual([
    'request | 1 tips | small: 22:13:20.000 | small end: 1 | words middle: INVITE',
    'request | 1 tips | small: 00:10:00.000 | small end: +1:56:40 | small end: 2 | words middle: OPTIONS',
  ]);
  expect(svg).toContain('>2023-11-15</text><g ');
});

test('where columns are addresses, ports stand above the ends of an arrow', () => {
  const svg = svgOf('0 A > B INVITE\n1 B > A 486 Busy Here', { columnsBy: 'address' });
  expect(rowsOf(svg)).toEqual([
    'request | 1 tips | small: 22:13:20.000 | words middle: INVITE | small: 5060 | small end: 5060',
    'failure | 1 tips | small: 22:13:21.000 | small end: +1.000 s | words middle: 486 Busy Here | small end: 5060 | small: 5060',
  ]);
});

test('nothing comes from elsewhere, and hostile text is text', () => {
  const svg = svgOf(HOSTILE);
  const names = new Set([...svg.matchAll(/<([a-z]+)/g)].map(([, name]) => name));
  expect([...names].sort()).toEqual(['g', 'line', 'path', 'rect', 'style', 'svg', 'text', 'title']);
  expect(svg.match(/\S*:\/\/\S*/g)).toEqual(['xmlns="http://www.w3.org/2000/svg"']);
  expect(svg).not.toMatch(/@import|url\(|\son\w+="/);
  expect(svg).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(svg.replaceAll('\n', '')).not.toMatch(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
});

test('a page has narrower columns, and words are cut to fit', () => {
  const sheet = sheetOf('0 A > B INVITE\n1 B > A 407 Proxy Authentication Required\n2 B > C INVITE');
  const { lifelines, rows } = layoutOf(sheet, { columnsWidth: 455 });
  expect(lifelines[2] - lifelines[0]).toBeLessThanOrEqual(455);
  expect(rows[1].arrow.words.text).toMatch(/^407 Proxy Auth.*…$/);
  expect(layoutOf(sheet).rows[1].arrow.words.text).toBe('407 Proxy Authentication Required');
});

test('what is left out is told', () => {
  expect([...ladderSvg({ ...sheetOf(CALL), leftOut: 3 })].join('')).toContain('>3 more rows are left out</text>');
});

/** WCAG 2.1: relative luminance, and contrast of two colours. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test.each([
  ['light', LIGHT],
  ['dark', DARK],
])('texts can be read: %s', (_, colours) => {
  const { paper, head, here, line: __, ...texts } = colours;
  for (const [name, colour] of Object.entries(texts)) {
    for (const ground of [paper, head, here]) {
      const [dark, light] = [luminance(colour), luminance(ground)].sort((a, b) => a - b);
      expect({ name, ground, contrast: Math.min(4.5, (light + 0.05) / (dark + 0.05)) }).toEqual({
        name,
        ground,
        contrast: 4.5,
      });
    }
  }
});
