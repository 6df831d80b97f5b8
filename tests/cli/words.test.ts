/** Words behind the options: a match expression as sngrep and ngrep have it, and what is pasted wrongly. */

import { readCommandLine } from '../../src/cli/options';
import { NO_FILES } from '../../src/cli/settings-files';
import { UsageError } from '../../src/cli/usage-error';

const WORLD = {
  savedFilters: () => ({ filters: { trunk: 'host 10.0.0.1', bob: 'bob' }, errors: [] }),
  settings: () => ({ file: '/settings.json', ...NO_FILES }),
  isPipe: () => false,
  faultOf: () => null,
  exists: (path: string) => path === 'calls.pcap' || path === '.sngreprc',
  /** libpcap, as far as these tests need it. */
  checkCaptureFilter: (expression: string) =>
    /^((udp )?port \d+|host [\d.]+)( (or|and) port \d+)*$/.test(expression) ? null : { message: 'syntax error', at: 0 },
};

function read(...argv: string[]) {
  const command = readCommandLine(['-I', 'f', ...argv], WORLD);
  if (!('run' in command)) throw new Error('runs nothing');
  const { filter, fileFilter, note } = command.run;
  return { filter, captureFilter: fileFilter?.expression ?? '', note };
}

function refusal(...argv: string[]): string {
  try {
    read(...argv);
  } catch (error) {
    if (error instanceof UsageError) return [error.message, ...error.below].join('\n');
    throw error;
  }
  return 'accepted';
}

describe('a match expression', () => {
  test.each<[string[], string, string]>([
    [['^INVITE sip', 'port', '5060'], 'payload /^INVITE sip/', 'port 5060'],
    [['CSeq: [0-9]+ (INVITE|ACK|CANCEL|BYE)'], 'payload /CSeq: [0-9]+ (INVITE|ACK|CANCEL|BYE)/', ''],
    [['From:.*sip:alice@'], 'payload /From:.*sip:alice@/', ''],
    [['bob'], 'payload /bob/', ''],
    [['-i', 'bob', 'host', '10.0.0.1'], 'payload /bob/i', 'host 10.0.0.1'],
    [['-v', 'bob'], 'not payload /bob/', ''],
    [['-iv', 'bob'], 'not payload /bob/i', ''],
    [['--match', 'bob', 'port', '5060'], 'payload /bob/', 'port 5060'],
    [['--match', 'bob', 'method', 'INVITE'], '(method INVITE) and (payload /bob/)', ''],
    [['--match', 'bob', '--filter', 'state busy'], '(state busy) and (payload /bob/)', ''],
    [['a/b\\/c\\\\/'], 'payload /a\\/b\\/c\\\\\\//', ''],
  ])('%j', (argv, filter, captureFilter) => {
    expect(read(...argv)).toMatchObject({ filter, captureFilter });
  });

  test('is told where words are read as one, as they might have been meant otherwise', () => {
    expect(read('^INVITE sip', 'port', '5060').note).toBe('read as a match expression: ^INVITE sip');
    expect(read('-v', 'bob').note).toBe('read as a match expression: bob, inverted (-v)');
    expect(read('--match', 'bob').note).toBeNull();
  });

  test('comes last: capture filters and filters are taken first', () => {
    expect(read('port', '5060')).toMatchObject({ filter: '', captureFilter: 'port 5060', note: null });
    expect(read('method', 'INVITE')).toMatchObject({ filter: 'method INVITE', captureFilter: '' });
  });

  test.each<[string[], string]>([
    [['metod', 'INVITE'], 'As a match expression: “INVITE” behind it is no capture filter'],
    [['(', 'port', '5060'], 'As a match expression: this is no regex: unterminated group'],
    [['--match', '[a'], '--match [a: this is no regex: unterminated character class (at character 1)'],
    [['-i', 'port', '5060'], '-i: belongs to a match expression, and there is none'],
    [['-v', 'method', 'INVITE'], '-v: belongs to a match expression, and there is none'],
  ])('that is none: %j', (argv, message) => {
    expect(refusal(...argv)).toContain(message);
  });
});

describe('words that begin as a filter and are none', () => {
  test.each<[string[], string]>([
    [
      ['state nope'],
      `“state nope” is no filter: expected one of calling, STATES (at character 7)
  state nope
        ^`,
    ],
    [
      ['state', 'nope'],
      `“state nope” is no filter: expected one of calling, STATES (at character 7)
  state nope
        ^`,
    ],
    [
      ['method FOO and'],
      `“method FOO and” is no filter: expected a condition (at character 15)
  method FOO and
                ^`,
    ],
    [
      ['port foo'],
      `“port foo” is neither a filter nor a capture filter: syntax error
  port foo
  ^
As a filter: expected a port, as in 5060 (at character 6)
As a match expression: “port foo” begins as a filter; --match takes it as a regex`,
    ],
    [
      ['@nope'],
      '@nope: there is no saved filter “@nope”; there are @bob, @trunk; in quotes it is searched as text (at character 1)',
    ],
  ])('%j', (argv, said) => {
    const shown = refusal(...argv).replace(/(one of calling, ).*(?= \(at)/, '$1STATES');
    expect(shown).toBe(said);
  });

  test('as a match expression they are taken where that is asked for', () => {
    expect(read('--match', 'state nope').filter).toBe('payload /state nope/');
  });

  test('names of saved filters stand for what they hold, an address is looked for', () => {
    expect(read('@trunk').filter).toBe('(host 10.0.0.1)');
    expect(read('@bob').filter).toBe('(bob)');
    expect(read('@trunk', 'and', 'method', 'INVITE').filter).toBe('(host 10.0.0.1) and method INVITE');
    expect(read('@example.com').filter).toBe('payload /@example.com/');
  });
});

describe('slips that are pasted', () => {
  test.each<[string[], string]>([
    [['–d', 'eth0'], '–d: begins with a dash that is no hyphen: write -d'],
    [['––print', 'dialogs'], '––print: begins with a dash that is no hyphen: write --print'],
    [['—print', 'dialogs'], '—print: begins with a dash that is no hyphen: write --print'],
    [['“INVITE”'], '“INVITE”: “ is a quote that a shell does not know: write \' or "'],
    [['port', '5060’'], '5060’: ’ is a quote that a shell does not know: write \' or "'],
    [['-c', '.sngreprc'], '-c .sngreprc: -c keeps only dialogs that begin with an INVITE, and takes no file'],
    [['calls.pcap'], 'calls.pcap is a file: to read it too, write -I before it'],
    [['calls.pcap', 'port', '5060'], 'calls.pcap is a file: to read it too, write -I before it'],
  ])('%j', (argv, message) => {
    expect(refusal(...argv)).toContain(message);
  });

  test('are none behind --, nor within a value', () => {
    expect(refusal('--filter', 'from “x')).toBe('accepted');
    expect(read('--', '“INVITE”').filter).toBe('payload /“INVITE”/');
  });
});
