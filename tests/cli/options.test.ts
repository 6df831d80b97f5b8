/** The command line: words in, one record or one line about what is wrong out. */

import { DEFAULT_SETTINGS } from '../../src/app/settings';
import { InputError } from '../../src/capture/input';
import { FLAGS, helpText, splitGlued } from '../../src/cli/flags';
import { type Options, readCommandLine } from '../../src/cli/options';
import { type LoadedSettings, NO_FILES, type SettingsWish } from '../../src/cli/settings-files';
import { ABSENT_FLAGS, IGNORED_FLAGS } from '../../src/cli/sngrep-flags';
import { UsageError } from '../../src/cli/usage-error';
import { CONDITIONS } from '../../src/filter/conditions';

/** The second may also be meant as a method. */
const FILES = new Set(['calls.pcap', 'INVITE']);

/** libpcap, as far as these tests need it. */
function checkCaptureFilter(expression: string) {
  if (
    expression === '' ||
    /^((tcp |udp )?port \d+|host [\d.]+)( (or|and) ((tcp |udp )?port \d+|host [\d.]+))*$/.test(expression)
  )
    return null;
  return { message: 'syntax error in filter expression', at: expression.search(/\S+$/) };
}

/** The file has a fault, and two filters that are none. */
function savedFilters(of: string, user: string | null) {
  const filters = { trunk: 'host 10.0.0.1 or host 10.0.0.2', whose: of === 'files' ? 'from me' : `from ${user}` };
  return { filters, errors: ['/filters.json:3: "bad" stands there twice'] };
}

/** Words that are a filter of ours. */
const both = (words: string) => ({ filter: words, filterWords: words });

/** The file has settings that options go before. */
function settings(_of: string, _user: string | null, { extra, own }: SettingsWish): LoadedSettings {
  const file = '/settings.json';
  if (extra === null) return { file, ...NO_FILES };
  const values = { ...DEFAULT_SETTINGS, theme: 'mono', 'capture.limit': 7, 'capture.device': 'eth7, eth8' } as const;
  const where = `${extra}:1`;
  return { file, ...NO_FILES, values, origins: { theme: { kind: 'file', where } }, errors: own ? [] : ['-F'] };
}

const WORLD = {
  exists: (path: string) => FILES.has(path),
  isPipe: (path: string) => path === '/tmp/fifo',
  checkCaptureFilter,
  faultOf: (what: string, name: string) => (name.startsWith('no') ? `no ${what} "${name}": there are some` : null),
  savedFilters,
  settings,
};

function read(line: string): Options {
  const command = readCommandLine(wordsOf(line), WORLD);
  if (!('run' in command)) throw new UsageError('runs nothing');
  return command.run;
}

function refusal(line: string): string {
  try {
    read(line);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
}

/** Split at blanks; single quotes hold together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
}

/** What of the options differs from those of `-I f`. */
function check(cases: [line: string, expected: Partial<Options>][]): void {
  const usual = read('-I f');
  const found = cases.map(([line]) => {
    const options = read(line);
    const differing = Object.entries(options).filter(
      ([key, value]) => key !== 'settings' && JSON.stringify(value) !== JSON.stringify(usual[key as keyof Options]),
    );
    return [line, Object.fromEntries(differing)];
  });
  expect(found).toEqual(cases);
}

const limits = (change: Partial<Options['limits']>) => ({ limits: { ...read('-I f').limits, ...change } });

test('short options and their values, glued or not', () => {
  check([
    ['-I g', { inputs: ['g'] }],
    ['-Ig', { inputs: ['g'] }],
    ['--input g', { inputs: ['g'] }],
    ['--input=g', { inputs: ['g'] }],
    ['-I -', { inputs: ['-'] }],
    ['-I g -I h', { inputs: ['g', 'h'] }],
    ['-cI g', { inputs: ['g'], ...limits({ callsOnly: true }) }],
    ['-cRIg', { inputs: ['g'], ...limits({ callsOnly: true, rotate: true }) }],
    ['-l5 -I f', limits({ dialogs: 5 })],
    ['-l 5 -I f', limits({ dialogs: 5 })],
    ['-cRl 20 -If', limits({ dialogs: 20, rotate: true, callsOnly: true })],
    ['-NqIf', { noInterface: true, quiet: true }],
    ['-Tout.txt -If', { text: 'out.txt' }],
  ]);
});

test('options that come twice', () => {
  check([
    ['-I f -c -c -R -R', limits({ callsOnly: true, rotate: true })],
    ['-I f -l 3 -l 4', limits({ dialogs: 4 })],
    ['-I f --memory 4MB --memory 8MB', limits({ memoryBytes: 2 ** 23 })],
    ['-I f -N -N -q -q', { noInterface: true, quiet: true }],
  ]);
});

test('filters, and words that are one', () => {
  check([
    ["-I f --filter 'state busy'", { filter: 'state busy' }],
    ["-I f --filter 'state busy' --filter 'bob or carol'", { filter: '(state busy) and (bob or carol)' }],
    ['-I f method INVITE', { filter: 'method INVITE', filterWords: 'method INVITE' }],
    ['method INVITE -I f', { filter: 'method INVITE', filterWords: 'method INVITE' }],
    [
      'method -c INVITE -I f',
      { filter: 'method INVITE', filterWords: 'method INVITE', ...limits({ callsOnly: true }) },
    ],
    ['-I f -- from -x', { filter: 'from -x', filterWords: 'from -x' }],
    ["-I f --filter bob 'method INVITE'", { filter: '(bob) and (method INVITE)', filterWords: 'method INVITE' }],
    ['-I f host 10.0.0.1 method INVITE', both('host 10.0.0.1 method INVITE')],
    ['-I f port 5060,5062', both('port 5060,5062')],
    ['-I f --filter=-x', { filter: '-x' }],
    ['-I f callid 0012', { filter: 'callid 0012', filterWords: 'callid 0012' }],
  ]);
});

test('words that are a capture filter, of files too', () => {
  const taken = (expression: string, byWords = true) => ({ expression, widen: byWords, byWords });
  check([
    ['-I f -- host 10.0.0.1', { fileFilter: taken('host 10.0.0.1') }],
    ['-I f port 5060 or port 5062', { fileFilter: taken('port 5060 or port 5062') }],
    ["-I f --filter bob 'host 10.0.0.1'", { filter: 'bob', fileFilter: taken('host 10.0.0.1') }],
    ["-I f --bpf 'udp port 5060'", { fileFilter: taken('udp port 5060', false) }],
    [
      "-I f --bpf 'udp port 5060' host 10.0.0.1",
      { fileFilter: taken('udp port 5060', false), filter: 'host 10.0.0.1', filterWords: 'host 10.0.0.1' },
    ],
    ["-I f ''", {}],
  ]);
});

describe('without libpcap', () => {
  const missing = () => {
    throw new InputError('libpcap is not installed: apt-get install it');
  };
  const readWithout = (line: string) => readCommandLine(wordsOf(line), { ...WORLD, checkCaptureFilter: missing });

  test('words are read as a filter, and that is said', () => {
    expect(readWithout('-I f port 5060')).toMatchObject({
      run: {
        filter: 'port 5060',
        filterWords: 'port 5060',
        fileFilter: null,
        note: 'libpcap is not installed: “port 5060” is read as a filter',
      },
    });
  });

  test('no words are no question', () => {
    expect(readWithout('-I f --filter bob')).toMatchObject({ run: { note: null, filter: 'bob' } });
  });

  test('what is no filter may be a capture filter', () => {
    expect(() => readWithout('-I f udp tcp')).toThrow(
      new UsageError(
        '“udp tcp” is no filter: every condition here names its field; --filter finds plain text too; capture filters cannot be read, as libpcap is not installed',
      ),
    );
  });

  test('--bpf and a live capture cannot be', () => {
    for (const line of ["-I f --bpf 'port 5060'", '-d eth0 port 5060']) {
      expect(() => readWithout(line)).toThrow(InputError);
    }
  });
});

test('values whose quotes the shell took', () => {
  const filter = (line: string) => read(`-I f ${line}`).filter;
  expect([
    filter("reason 'busy here' and from alice"),
    filter("Reason 'busy \\ \"here'"),
    filter('callid a(b)c'),
    filter('state \'"in call"\''),
    filter('\'reason "busy here" and code 486\''),
    filter("'(method INVITE' or 'code 4xx)'"),
  ]).toEqual([
    'reason "busy here" and from alice',
    'Reason "busy \\\\ \\"here"',
    'callid "a(b)c"',
    'state "in call"',
    'reason "busy here" and code 486',
    '(method INVITE or code 4xx)',
  ]);
});

test('habits from ngrep are taken and ignored', () => {
  check([
    ['-p -W byline -I f', {}],
    ['-pqWbyline -If method INVITE', { quiet: true, filter: 'method INVITE', filterWords: 'method INVITE' }],
    ['-W single -p -I g', { inputs: ['g'] }],
  ]);
});

test('output', () => {
  check([
    ['-I f --print dialogs --as json', { print: 'dialogs', as: 'json' }],
    ['-I f --print=stats', { print: 'stats' }],
    ['-I f --save out.pcap', { save: 'out.pcap' }],
  ]);
});

test('options go before the settings of files, and what is not given is theirs', () => {
  const usual = read('-f x.rc');
  expect([usual.limits.dialogs, usual.live?.devices, usual.settings.values.theme]).toEqual([
    7,
    ['eth7', 'eth8'],
    'mono',
  ]);
  expect(usual.settings.origins).toEqual({ theme: { kind: 'file', where: 'x.rc:1' } });
  const { limits, live, settings } = read('-f x.rc -l 9 -d eth0 --theme light -c --keymap vim --memory 8MB -B 3');
  expect([limits.dialogs, live?.devices, limits.callsOnly]).toEqual([9, ['eth0'], true]);
  expect(settings.values).toMatchObject({
    theme: 'light',
    keymap: 'vim',
    'capture.limit': 9,
    'capture.device': 'eth0',
  });
  expect(settings.values).toMatchObject({ 'capture.calls': true, 'capture.memory': 8, 'capture.buffer': 3 });
  expect(settings.origins).toMatchObject({
    theme: { kind: 'command line', where: '--theme' },
    'capture.limit': { kind: 'command line', where: '-l' },
  });
  expect(read('-F -f x.rc').settings.errors).toEqual(['-F']);
});

test('a theme or keymap that cannot be used is refused; in a file it is a warning with its line', () => {
  expect(refusal('-I f --theme nope -N')).toBe('--theme: no theme "nope": there are some');
  expect(refusal('-I f --keymap nope')).toBe('--keymap: no keymap "nope": there are some');
  expect(refusal('-I f --theme=')).toBe('--theme: a name is missing');
  expect(refusal('-I f --theme mine --keymap ./own.json')).toBe('accepted');
  const wrong = { ...WORLD, faultOf: () => 'no theme "mono"' };
  const command = readCommandLine(['-I', 'f', '-f', 'x.rc'], wrong);
  expect(command).toMatchObject({ run: { settings: { errors: ['x.rc:1: no theme "mono"'] } } });
});

test('-D asks for nothing but settings and keys', () => {
  const command = readCommandLine(['-D', '-I', 'nowhere', '--keymap', 'vim'], WORLD);
  expect(command).toMatchObject({ dump: { settings: { values: { keymap: 'vim' } }, of: 'files', user: null } });
  expect(readCommandLine(['-D', 'host'], WORLD)).toMatchObject({ dump: { of: 'caller' } });
});

test('sizes', () => {
  const sizes = ['4MB', '4m', '4MiB', '8192k', '1.5G', '5000000'].map(
    (size) => read(`-I f --memory ${size}`).limits.memoryBytes,
  );
  expect(sizes).toEqual([2 ** 22, 2 ** 22, 2 ** 22, 2 ** 23, 1.5 * 2 ** 30, 5_000_000]);
});

test('help and version need nothing else', () => {
  const shows = ['--help', '-h', '-V', '--version', '-h -I f'].map((line) =>
    readCommandLine(wordsOf(line), { ...WORLD, exists: () => false }),
  );
  expect(shows).toEqual(['help', 'help', 'version', 'version', 'help'].map((show) => ({ show })));
});

describe('a capture from interfaces', () => {
  const live = (line: string) => read(line).live;

  test('is what there is without a file', () => {
    expect(live('')).toEqual({
      devices: ['any'],
      expression: '',
      widen: true,
      bufferBytes: 64 * 2 ** 20,
      backend: 'libpcap',
      user: null,
      filterWords: '',
    });
    expect(read('').inputs).toEqual([]);
    expect(live('-I f')).toBeNull();
  });

  test('has devices, a buffer and somebody to become', () => {
    expect(live('-d eth0')?.devices).toEqual(['eth0']);
    expect(live('-deth0,eth1 -d eth1 -d lo')?.devices).toEqual(['eth0', 'eth1', 'lo']);
    expect(live('-B 2')?.bufferBytes).toBe(2 ** 21);
    expect(live('-B0 -B1.5')?.bufferBytes).toBe(1.5 * 2 ** 20);
    expect(live('--user bob')?.user).toBe('bob');
    expect(live('--capture-with cap')?.backend).toBe('cap');
  });

  test('takes words as a capture filter first, then as a filter', () => {
    expect(read('-d eth0 port 5060 or port 5062')).toMatchObject({
      live: { expression: 'port 5060 or port 5062', widen: true, filterWords: 'port 5060 or port 5062' },
      filter: '',
      filterWords: '',
    });
    expect(read('method INVITE')).toMatchObject({
      live: { expression: '', filterWords: '' },
      filter: 'method INVITE',
      filterWords: 'method INVITE',
    });
    expect(read("--bpf 'udp port 5060' host 10.0.0.1")).toMatchObject({
      live: { expression: 'udp port 5060', widen: false, filterWords: '' },
      filter: 'host 10.0.0.1',
    });
  });

  test('says how each reading fails', () => {
    expect(() => read('-I f bob alice')).toThrow(
      expect.objectContaining({
        below: [
          '  bob alice',
          '      ^',
          'As a filter: every condition here names its field; --filter finds plain text too',
          'As a match expression: “alice” behind it is no capture filter',
        ],
      }),
    );
  });

  test('shows where a capture filter goes wrong', () => {
    expect(() => read("--bpf 'port sip and'")).toThrow(
      expect.objectContaining({ below: ['  port sip and', '           ^'] }),
    );
  });

  test('ends, and is recorded, by any source', () => {
    check([
      ['-I f --count 7', { stopAfter: { packets: 7, ms: null } }],
      ['-I - --duration 5m', { inputs: ['-'], stopAfter: { packets: null, ms: 300_000 } }],
      ['-I /tmp/fifo --duration 5m', { inputs: ['/tmp/fifo'], stopAfter: { packets: null, ms: 300_000 } }],
      ['-I f --replay --duration 5m', { replaySpeed: 1, stopAfter: { packets: null, ms: 300_000 } }],
      ['-I f --replay', { replaySpeed: 1 }],
      ['-I f --replay --speed 4', { replaySpeed: 4 }],
      ['-I f --replay --speed .25', { replaySpeed: 0.25 }],
      ['-I f --replay --speed 1000x', { replaySpeed: 1000 }],
      ['-I f -Oout.pcap', { recording: { path: 'out.pcap', split: null, keep: null } }],
      [
        '-I f -O o.pcap --split size:20MB --keep 3',
        { recording: { path: 'o.pcap', split: { bytes: 20 * 2 ** 20 }, keep: 3 } },
      ],
      ['-I f -O o.pcap --split time:1h', { recording: { path: 'o.pcap', split: { seconds: 3600 }, keep: null } }],
    ]);
  });
});

describe('what is wrong', () => {
  test.each([
    ['calls.pcap', 'to open calls.pcap, write -I before it: sipladder -I calls.pcap'],
    ['-I f calls.pcap', 'calls.pcap is a file: to read it too, write -I before it'],
    ['-I f --frobnicate', 'no such option: --frobnicate; --help lists them'],
    ['-I f -Z', 'no such option: -Z; --help lists them'],
    ['-I f -cZ', 'no such option: -Z; --help lists them'],
    ['-I f --no-calls', 'no such option: --no-calls; --help lists them'],
    ['-I f --colour=red', 'no such option: --colour; --help lists them'],
    ['-I', 'a value is missing after -I'],
    ['-I f --print', 'a value is missing after --print'],
    ['-I f --print --as json', 'a value is missing after --print'],
    [
      '-I f --print calls',
      '--print calls: not known; it can be dialogs, messages, streams, findings, attackers, raw, ladder, stats',
    ],
    ['-I f --print dialogs --as xml', '--as xml: not known; it can be text, json, csv, svg, html, mermaid'],
    ['-I f -l 0', '-l 0: a whole number from 1 is needed'],
    ['-I f -l -5', '-l -5: a whole number from 1 is needed'],
    ['-I f -l 1.5', '-l 1.5: a whole number from 1 is needed'],
    ['-I f -l many', '-l many: a whole number from 1 is needed'],
    ['-I f -lmany', '-l many: a whole number from 1 is needed'],
    ['-I f --limit=', '-l : a whole number from 1 is needed'],
    ['-I f --memory lots', '--memory lots: a size from 4MB is needed, as in 512MB or 2GB'],
    ['-I f --memory 5k', '--memory 5k: a size from 4MB is needed, as in 512MB or 2GB'],
    [
      "-I f --filter 'state perhaps and'",
      expect.stringMatching(/^--filter state perhaps and: expected one of .* \(at character 7\)$/),
    ],
    ['-I f --as json', '--as json: it is the format of --print, which is missing'],
    ['-I f --as csv --save o.pcap', '--as csv: it is the format of --print, which is missing'],
    ['-I - --save call.wav', '--save call.wav: needs the RTP, which cannot be read again; -r keeps it'],
    ['--save call.WAV', '--save call.WAV: needs the RTP, which cannot be read again; -r keeps it'],
    ['-L udp:127.0.0.1:9060', '-L: not in this version'],
    ['-I f -k', '-k: not in this version; TLS connections are counted, not decrypted'],
    ['-I f -d eth0', '-d: belongs to a capture from interfaces, and -I reads files'],
    ['-I f --user bob', '--user: belongs to a capture from interfaces, and -I reads files'],
    ['-d eth0,', '-d eth0,: the name of an interface is missing'],
    ['-B 0', '-B 0: a number of megabytes from 1 to 2048 is needed'],
    ['-B much', '-B much: a number of megabytes from 1 to 2048 is needed'],
    ['-I f --split size:5MB', '--split size:5MB: it divides the files of -O, which is missing'],
    ['-I f --keep 3', '--keep 3: it counts the files of -O, which is missing'],
    ['-O o.pcap --keep 3', '--keep 3: only --split makes more than one file'],
    ['-O o.pcap --split daily', '--split daily: size:20MB or time:1h is needed'],
    ['-O o.pcap --split size:5k', '--split size:5k: a size from 1MB is needed, as in 512MB or 2GB'],
    ['-O o.pcap --split time:soon', '--split soon: a time is needed, as in 30s, 5m or 2h, and at most 24 days'],
    ['--replay', '--replay: plays a file as if it were live; name one with -I'],
    ['-I f --speed 4', '--speed 4: it is the speed of --replay, which is missing'],
    ...['0', '0.2', '1001', 'fast', '-1', '0x10'].map((speed): [string, string] => [
      `-I f --replay --speed=${speed}`,
      `--speed ${speed}: a number from 0.25 to 1000 is needed`,
    ]),
    ['--count 0', '--count 0: a whole number from 1 is needed'],
    ['--duration long', '--duration long: a time is needed, as in 30s, 5m or 2h, and at most 24 days'],
    ['--capture-with tcpdump', '--capture-with tcpdump: not known; it can be libpcap, cap'],
    ['prot 5060', '“prot 5060” is neither a filter nor a capture filter: syntax error in filter expression'],
    ["--bpf 'port sip and'", '--bpf port sip and: syntax error in filter expression'],
    ["-I f --filter 'host'", expect.stringMatching(/^--filter host: expected an address.* \(at character 5\)$/)],
    ['-I f bob alice', '“bob alice” is neither a filter nor a capture filter: syntax error in filter expression'],
    ['-I f host', '“host” is neither a filter nor a capture filter: syntax error in filter expression'],
    ['-I f --bpf host host', '--bpf host: syntax error in filter expression'],
    [
      "-I f --bpf 'port 5060' bob alice",
      '“bob alice” is no filter: every condition here names its field; --filter finds plain text too',
    ],
    ["-I f --bpf 'port 5060' host", expect.stringMatching(/^“host” is no filter: expected an address/)],
    [
      "--bpf 'port 5060' bob alice",
      '“bob alice” is no filter: every condition here names its field; --filter finds plain text too',
    ],
    [
      '-I f --print dialogs --as mermaid',
      '--as mermaid: only --print ladder has it, and --print dialogs has text, json or csv',
    ],
    ['-I f --print ladder --sdp some', '--sdp some: not known; it can be all, first, none'],
    ['-I f udp calls.pcap', 'calls.pcap is a file: to read it too, write -I before it'],
  ])('%s', (line, said) => {
    expect(refusal(line)).toEqual(said);
    expect(refusal(line)).not.toContain('\n');
  });

  const ENDINGS = '.pcap, .pcapng, .txt, .wav, .ladder.txt, .svg, .html or .mmd';

  test.each([
    ['-I f --save x.foo', `--save x.foo: the name must end in ${ENDINGS}`],
    ['-I f --save x', `--save x: the name must end in ${ENDINGS}`],
    ['-I f --save .pcap', `--save .pcap: the name must end in ${ENDINGS}`],
    ["-I f --save ''", '--save: the name of a file is missing'],
    ['-I f --save=', '--save: the name of a file is missing'],
    ['-I f --save -', '--save -: cannot be written to standard output; name a file'],
    ['-I f --save a.pcap --save b.txt', '--save a.pcap, --save b.txt: only one can be given'],
    ['-I f --print stats --print raw', '--print stats, --print raw: only one can be given'],
    ['-O x.foo', '-O x.foo: the name must end in .pcap or .pcapng'],
    ['-O -', '-O -: cannot be written to standard output; name a file'],
    ["-O ''", '-O: the name of a file is missing'],
    ['-O calls', 'accepted'],
    ['-O calls-%H%M.PCAPNG', 'accepted'],
    ['-I f -T -', '-T -: cannot be written to standard output; name a file'],
    ["-I f -T ''", '-T: the name of a file is missing'],
    ['-I f -T anything', 'accepted'],
  ])('the name of an output: %s', (line, said) => {
    expect(refusal(line)).toBe(said);
  });

  const LADDER = '--print ladder, or --save of a name that ends in .ladder.txt, .svg, .html or .mmd';

  test.each([
    ['-I f --sdp none', `--sdp none: belongs to a ladder: ${LADDER}`],
    ['-I f --sdp none --save x.pcap', `--sdp none: belongs to a ladder: ${LADDER}`],
    ['-I f --sdp none --print raw', `--sdp none: belongs to a ladder: ${LADDER}`],
    ['-I f --sdp none --print ladder', 'accepted'],
    ['-I f --sdp none --save x.mmd', 'accepted'],
    ['-I f --duration 5m', '--duration 5m: ends a capture, and files are read to their end; --replay plays them'],
    ["-I f --filter ''", '--filter : expected an expression'],
    ["-I f --filter bob --filter ' '", '--filter : expected an expression'],
    ["-I f --bpf ''", '--bpf : expected an expression'],
    ['-O o.pcap --split time:1', '--split time:1: the unit is missing: time:1s, time:1m or time:1h'],
    // Habits from sngrep, harmless there too.
    ['-I f -q', 'accepted'],
    ['-I f -R', 'accepted'],
    ['-I f -N', 'accepted'],
  ])('an option without effect: %s', (line, said) => {
    expect(refusal(line)).toBe(said);
  });

  test.each([
    ['-I f --redact=1', '--redact takes no value'],
    ['-I f --redact=yes', '--redact takes no value'],
    ['-I f --redact=', '--redact takes no value'],
    ['-I f --redact=true', '--redact takes no value'],
    ['-I f --redact false', '--redact takes no value'],
    ['-I f --calls=1', '--calls takes no value'],
    ['-I f --legs=no', '--legs takes no value'],
    ['-I f --no-interface=1', '--no-interface takes no value'],
    ['-I f --replay=1', '--replay takes no value'],
    ['--help=1', '--help takes no value'],
    ['-I f -c=1', '-c takes no value'],
    ['-I f -Nq=yes', '-q takes no value'],
    ['-I f -c5', '-c takes no value'],
    ['-I f -Nc true', '-c takes no value'],
    ['-I f -p=1', '-p takes no value'],
    ["-I f --filter 'from x=1' -N", 'accepted'],
    ['-I f -l=5', '-l =5: a whole number from 1 is needed'],
    ['-I f -- --redact=1', 'accepted'],
  ])('a value of an option that takes none: %s', (line, said) => {
    expect(refusal(line)).toBe(said);
  });

  test('does not depend on the language of the user', () => {
    const before = process.env.LC_ALL;
    process.env.LC_ALL = 'de_DE.UTF-8';
    try {
      expect(refusal('-I f --frobnicate')).toBe('no such option: --frobnicate; --help lists them');
      expect(refusal('-I')).toBe('a value is missing after -I');
    } finally {
      if (before === undefined) delete process.env.LC_ALL;
      else process.env.LC_ALL = before;
    }
  });
});

describe('glued letters', () => {
  test.each([
    ['-If', '-I f'],
    ['-cRI f', '-c -R -I f'],
    ['-I -', '-I -'],
    ['-- -cR', '-- -cR'],
    ['--input=-cR', '--input=-cR'],
    ['-I=f', '-I =f'],
  ])('%s', (line, split) => expect(splitGlued(line.split(' ')).join(' ')).toBe(split));
});

describe('the table of options', () => {
  test('has no name or letter twice', () => {
    const names = [...FLAGS, ...ABSENT_FLAGS].map(({ name }) => name);
    const letters = [...FLAGS, ...ABSENT_FLAGS, ...IGNORED_FLAGS].flatMap(({ letter }) => letter ?? []);
    expect([names, letters].map((all) => all.filter((one, i) => all.indexOf(one) !== i))).toEqual([[], []]);
  });

  test('knows every option of sngrep, and the help lists none that is not there', () => {
    const letters = 'hVdIOBcrlRivNqTtDfFkHLEpW'.split('');
    const accepted = letters
      .map((letter) => refusal(`-${letter} 1`))
      .filter((said) => said.startsWith('no such option'));
    expect(accepted).toEqual([]);
    expect(ABSENT_FLAGS.filter(({ name }) => helpText().includes(`--${name} `))).toEqual([]);
  });

  test('is all in the help', () => {
    const help = helpText();
    const inOneLine = help.replace(/\s+/g, ' ');
    const missing = FLAGS.filter(
      ({ name, help: says }) => !inOneLine.includes(`--${name} `) || !inOneLine.includes(says),
    );
    expect(missing).toEqual([]);
    expect(CONDITIONS.filter((one) => !inOneLine.includes(`${one.example} ${one.description}`))).toEqual([]);
    expect(help.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(help.split('\n').filter((line) => line.endsWith(' '))).toEqual([]);
  });
});

describe('names of saved filters', () => {
  it('stand for them in --filter', () => {
    expect(read("-I calls.pcap --filter '@trunk method INVITE'").filter).toBe(
      '(host 10.0.0.1 or host 10.0.0.2) method INVITE',
    );
    expect(read("-d eth0 --user ada --filter '@whose'").filter).toBe('(from ada)');
    expect(read("-I f --filter '@whose'").filter).toBe('(from me)');
  });

  it('that are not there are one line, and what is wrong with the file stands below', () => {
    let thrown: unknown;
    try {
      read("-I calls.pcap --filter 'method INVITE @trnk'");
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      message:
        '--filter method INVITE @trnk: there is no saved filter “@trnk”; there are @trunk, @whose; in quotes it is searched as text (at character 15)',
      below: ['/filters.json:3: "bad" stands there twice'],
    });
  });

  it('are not asked for without an @', () => {
    const world = {
      ...WORLD,
      savedFilters: () => {
        throw new Error('asked');
      },
    };
    expect(readCommandLine(['-I', 'calls.pcap', '--filter', 'from alice'], world)).toMatchObject({
      run: { filter: 'from alice' },
    });
  });
});
