/** The user database: what getent says, and /etc/passwd where there is no getent. */

import { type DatabaseSystem, type User, userDatabase } from '../../src/cli/user-database';

const PASSWD = [
  '# kept by hand',
  'root:x:0:0:root:/root:/bin/bash',
  'ada:x:1000:1000:Ada, Lovelace:/home/ada:/bin/zsh',
  'odd:x:abc:1000::/home/odd:/bin/sh',
  'homeless:x:1002:100:::',
  '+@staff::::::',
  'short:x:1',
  '',
].join('\n');

const ADA: User = { name: 'ada', uid: 1000, gid: 1000, home: '/home/ada' };

/** A machine whose getent answers so; null: it has none. */
function machine(getent: { status: number | null; stdout: string } | null, passwd: string | null = PASSWD) {
  const asked: string[] = [];
  const system: DatabaseSystem = {
    getent(key) {
      asked.push(key);
      return getent;
    },
    passwd: () => passwd,
  };
  return { asked, lookup: userDatabase(system) };
}

test('getent knows users of a directory, too', () => {
  const { lookup, asked } = machine({ status: 0, stdout: 'EXAMPLE\\eve:*:70001:70002:Eve:/home/eve:/bin/bash\n' });
  expect(lookup('EXAMPLE\\eve')).toEqual({ name: 'EXAMPLE\\eve', uid: 70001, gid: 70002, home: '/home/eve' });
  expect(lookup(70001)?.name).toBe('EXAMPLE\\eve');
  expect(asked).toEqual(['EXAMPLE\\eve', '70001']);
});

test('whom getent does not find is not there', () => {
  expect(machine({ status: 2, stdout: '' }).lookup('ada')).toBeNull();
});

test.each([
  ['is not there', null],
  ['was ended', { status: null, stdout: '' }],
  ['fails', { status: 1, stdout: '' }],
])('/etc/passwd serves where getent %s', (_, getent) => {
  const { lookup } = machine(getent);
  expect(lookup('ada')).toEqual(ADA);
  expect(lookup(1000)).toEqual(ADA);
  expect(lookup('1000')).toEqual(ADA);
  expect(lookup('root')?.uid).toBe(0);
  expect(lookup('carol')).toBeNull();
  expect(lookup(4242)).toBeNull();
});

test('a line that is none gives no user', () => {
  const { lookup } = machine(null);
  expect(lookup('odd')).toBeNull();
  expect(lookup('short')).toBeNull();
  expect(lookup('+@staff')).toBeNull();
});

test('a user without a home has the root folder', () => {
  expect(machine(null).lookup('homeless')).toEqual({ name: 'homeless', uid: 1002, gid: 100, home: '/' });
});

test('no database, no user', () => {
  expect(machine(null, null).lookup('ada')).toBeNull();
});

test.each(['', '-s', '--help', 'a:b', 'ada\nroot', 'ada\0'])('“%s” is no name, and getent is not asked', (name) => {
  const { lookup, asked } = machine({ status: 0, stdout: 'root:x:0:0:root:/root:/bin/bash\n' });
  expect(lookup(name)).toBeNull();
  expect(asked).toEqual([]);
});
