import { digitOf, durationAt, endsAt, eventName, infoDigit, isDtmfType, volumeAt } from '../../src/decode/dtmf';

describe('a telephone-event payload (RFC 4733, 2.3)', () => {
  // Event 11, end bit, reserved bit, volume 10, duration 1600.
  const bytes = Buffer.from([0x58, 11, 0xca, 0x06, 0x40]);

  test('has an end bit, a volume and a duration', () => {
    expect([endsAt(bytes, 1), volumeAt(bytes, 1), durationAt(bytes, 1)]).toEqual([true, 10, 1600]);
    expect([endsAt(bytes, 0), volumeAt(Buffer.from([1, 0x3f, 0, 0]), 0)]).toEqual([false, 63]);
  });

  test('has the keys of table 3, and flash', () => {
    expect(Array.from({ length: 17 }, (_, event) => digitOf(event)).join('')).toBe('0123456789*#ABCD!');
    expect([digitOf(17), digitOf(255)]).toEqual(['', '']);
  });

  test('has names for more than keys', () => {
    expect([0, 10, 15, 16, 36, 70, 200].map(eventName)).toEqual([
      '0',
      '*',
      'D',
      'flash',
      'fax CNG',
      'ringing tone',
      'event 200',
    ]);
  });
});

describe('the body of an INFO', () => {
  test.each([
    ['Signal=5\r\nDuration=160\r\n', { event: 5, signal: '5', durationMs: 160 }],
    ['Signal= *\r\nDuration= 250', { event: 10, signal: '*', durationMs: 250 }],
    ['Duration=100\nsignal = #\n', { event: 11, signal: '#', durationMs: 100 }],
    ['Signal=d\r\n', { event: 15, signal: 'd', durationMs: null }],
    ['Signal=11\r\nDuration=x\r\n', { event: 11, signal: '11', durationMs: null }],
    ['Signal=16\r\nDuration=80\r\n', { event: 16, signal: '16', durationMs: 80 }],
    ['Signal=hf\r\n', { event: 16, signal: 'hf', durationMs: null }],
    ['7', { event: 7, signal: '7', durationMs: null }],
    ['#\r\n', { event: 11, signal: '#', durationMs: null }],
    ['10\r\n', { event: 10, signal: '10', durationMs: null }],
    ['Signal=E\r\n', { event: -1, signal: 'E', durationMs: null }],
    ['Signal=17', { event: -1, signal: '17', durationMs: null }],
    ['12345', { event: -1, signal: '12345', durationMs: null }],
  ])('%j', (body, digit) => {
    expect(infoDigit(body)).toEqual(digit);
  });

  test.each(['', '\r\n', 'Signal=\r\nDuration=160', 'Duration=160'])('%j has no signal', (body) => {
    expect(infoDigit(body)).toBeNull();
  });

  test('is known by its type', () => {
    expect(['application/dtmf-relay', 'application/dtmf', 'application/sdp'].map(isDtmfType)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
