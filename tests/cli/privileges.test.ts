/** Whom a process started as root becomes, and the order and the proof of becoming it. Nothing here needs root. */

import { become, PrivilegeError, type PrivilegeSystem, whoCalls, whomToBecome } from '../../src/cli/privileges';
import { UsageError } from '../../src/cli/usage-error';
import type { User } from '../../src/cli/user-database';

const ROOT: User = { name: 'root', uid: 0, gid: 0, home: '/root' };
const TOOR: User = { name: 'toor', uid: 0, gid: 0, home: '/root' };
const ADA: User = { name: 'ada', uid: 1000, gid: 1000, home: '/home/ada' };
/** A second name of ada's. */
const ADMIN: User = { name: 'admin', uid: 1000, gid: 4, home: '/srv/admin' };
const BOB: User = { name: 'bob', uid: 1001, gid: 100, home: '/home/bob' };
const NOBODY: User = { name: 'nobody', uid: 65534, gid: 65534, home: '/nonexistent' };

const USERS = [ROOT, TOOR, ADA, ADMIN, BOB, NOBODY];

interface Start {
  env?: Record<string, string>;
  user?: string;
  /** Real and effective uid. */
  uids?: [number, number];
  users?: readonly User[];
}

test('who calls is the user of sudo, and never nobody', () => {
  const calls = (env: Record<string, string>, uid = 0) =>
    whoCalls({
      env,
      uid,
      effectiveUid: uid,
      lookup: (key) => USERS.find(({ name, uid }) => name === key || `${uid}` === `${key}`) ?? null,
    });
  const [sudoer] = USERS.filter(({ uid, name }) => uid !== 0 && name !== 'nobody');
  expect(calls({ SUDO_USER: sudoer!.name, SUDO_UID: String(sudoer!.uid) })).toBe(sudoer);
  expect(calls({})).toBeNull();
  expect(calls({ SUDO_USER: sudoer!.name, SUDO_UID: String(sudoer!.uid) }, 1000)).toBeNull();
});

function whom({ env = {}, user, uids = [0, 0], users = USERS }: Start): User | null {
  return whomToBecome(user ?? null, {
    env,
    uid: uids[0],
    effectiveUid: uids[1],
    lookup: (key) => users.find(({ name, uid }) => name === key || `${uid}` === `${key}`) ?? null,
  });
}

/** What a start is told when it cannot go on. */
function refusal(start: Start): string {
  try {
    whom(start);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error('it was not refused');
}

describe('whom to become', () => {
  test.each<[string, Start, User | null]>([
    ['who called sudo', { env: { SUDO_UID: '1000', SUDO_GID: '1000', SUDO_USER: 'ada' } }, ADA],
    ['the name that called sudo, of two with one uid', { env: { SUDO_UID: '1000', SUDO_USER: 'admin' } }, ADMIN],
    ['the uid, where the name is of somebody else', { env: { SUDO_UID: '1000', SUDO_USER: 'bob' } }, ADA],
    ['the uid, where the name is unknown', { env: { SUDO_UID: '1001', SUDO_USER: 'gone' } }, BOB],
    ['the name, where no uid is given', { env: { SUDO_USER: 'bob' } }, BOB],
    ['the primary group of the database, not the one of newgrp', { env: { SUDO_UID: '1001', SUDO_GID: '27' } }, BOB],
    ['who called doas', { env: { DOAS_USER: 'ada' } }, ADA],
    ['who called pkexec', { env: { PKEXEC_UID: '1001' } }, BOB],
    ['nobody, where root itself called', {}, NOBODY],
    ['nobody, where root called sudo', { env: { SUDO_UID: '0', SUDO_GID: '0', SUDO_USER: 'root' } }, NOBODY],
    ['nobody, where root by another name called', { env: { SUDO_USER: 'toor' } }, NOBODY],
    ['nobody, where root called doas', { env: { DOAS_USER: 'root' } }, NOBODY],
    ['nobody, where a user is named who is not here', { env: { SUDO_UID: '4242', SUDO_USER: 'gone' } }, NOBODY],
    ['who started a set-user-ID copy, whatever it is told', { env: { SUDO_UID: '1001' }, uids: [1000, 0] }, ADA],
    ['--user', { user: 'bob', env: { SUDO_UID: '1000', SUDO_USER: 'ada' } }, BOB],
    ['--user by number', { user: '1001' }, BOB],
    ['none with --user root, the way out', { user: 'root', env: { SUDO_UID: '1000', SUDO_USER: 'ada' } }, null],
    ['none with --user of another uid 0', { user: 'toor' }, null],
    ['none, not being root', { uids: [1000, 1000] }, null],
    ['none, not being root, whatever the environment says', { uids: [1000, 1000], env: { SUDO_UID: '1001' } }, null],
    ['none with --user of who it is already', { uids: [1000, 1000], user: 'ada' }, null],
    ['none with --user root, not being root', { uids: [1000, 1000], user: 'root' }, null],
  ])('%s', (_, start, expected) => {
    expect(whom(start)).toEqual(expected);
  });

  test.each(['', 'ada', '-1', '+1000', '1e3', '0x3e8', ' 1000', '1000 ', '000', '1000.0', '4294967295', '99999999999'])(
    'a uid “%s” from sudo or pkexec is not believed',
    (uid) => {
      expect(whom({ env: { SUDO_UID: uid, SUDO_USER: 'ada' } })).toEqual(NOBODY);
      expect(whom({ env: { PKEXEC_UID: uid } })).toEqual(NOBODY);
    },
  );

  it('knows nobody where the database does not', () => {
    expect(whom({ users: [ROOT] })).toEqual({ name: 'nobody', uid: 65534, gid: 65534, home: '/' });
  });

  it('does not take a nobody who is root', () => {
    expect(whom({ users: [{ ...NOBODY, uid: 0 }] })?.uid).toBe(65534);
  });

  it('refuses a user whom the machine does not know', () => {
    expect(refusal({ user: 'carol' })).toBe('--user carol: there is no such user');
    expect(refusal({ user: '' })).toBe('--user : there is no such user');
    expect(refusal({ user: 'carol', uids: [1000, 1000] })).toBe('--user carol: there is no such user');
  });

  it('refuses --user to who is not root', () => {
    expect(refusal({ user: 'bob', uids: [1000, 1000] })).toBe(
      '--user bob: only root can become somebody else; start it with sudo',
    );
  });
});

/** A process of which one thing may be wrong. Keeps the calls in their order. */
class FakeSystem implements PrivilegeSystem {
  readonly calls: string[] = [];
  uids = { real: 0, effective: 0 };
  gids = { real: 0, effective: 0 };
  groups = [0, 4, 27];
  capabilities = '000001ffffffffff';
  /** Names of calls that do nothing, and of those that fail. */
  idle = new Set<string>();
  failing = new Set<string>();
  /** Of a second thread. */
  second: string | null = null;

  setgroups = (groups: readonly number[]) => this.call('setgroups', groups.join(), () => this.take(groups));
  initgroups = (name: string, gid: number) => this.call('initgroups', `${name} ${gid}`, () => this.take([100, gid]));
  setgid = (gid: number) =>
    this.call('setgid', gid, () => {
      this.gids = { real: gid, effective: gid };
    });
  setuid = (uid: number) =>
    this.call('setuid', uid, () => {
      this.uids = { real: uid, effective: uid };
      if (uid !== 0 && !this.idle.has('drop')) this.capabilities = '0000000000000000';
    });
  seteuid = (uid: number) =>
    this.call('seteuid', uid, () => {
      this.uids.effective = uid;
    });
  getuid = () => this.uids.real;
  geteuid = () => this.uids.effective;
  getgid = () => this.gids.real;
  getegid = () => this.gids.effective;
  getgroups = () => this.groups;
  threads = () => (this.second === null ? [this.status()] : [this.status(), this.second]);

  status(name = 'node'): string {
    const four = ({ real, effective }: { real: number; effective: number }) =>
      [real, effective, effective, effective].join('\t');
    return [
      `Name:\t${name}`,
      `Uid:\t${four(this.uids)}`,
      `Gid:\t${four(this.gids)}`,
      `Groups:\t${this.groups.join(' ')} `,
      `CapInh:\t0000000000000000`,
      `CapPrm:\t${this.capabilities}`,
      `CapEff:\t${this.capabilities}`,
      `CapBnd:\t000001ffffffffff`,
      `CapAmb:\t0000000000000000`,
    ].join('\n');
  }

  private take(groups: readonly number[]): void {
    this.groups = [...groups];
  }

  private call(name: string, values: unknown, act: () => void): void {
    this.calls.push(`${name} ${values}`);
    if (this.failing.has(name)) throw new Error('EPERM, Operation not permitted.');
    if (this.idle.has(name)) return;
    // As the kernel has it: without the capability nothing goes.
    if (!this.idle.has('kernel') && !/[1-9a-f]/.test(this.capabilities)) throw new Error('EPERM');
    act();
  }
}

/** What is told when becoming ada went wrong so. */
function failure(prepare: (system: FakeSystem) => void): string {
  const system = new FakeSystem();
  prepare(system);
  try {
    become(ADA, system);
  } catch (error) {
    expect(error).toBeInstanceOf(PrivilegeError);
    return (error as Error).message;
  }
  throw new Error('it was taken for good');
}

describe('becoming somebody', () => {
  it('goes in the one order that works, then tries to come back', () => {
    const system = new FakeSystem();
    become(ADA, system);
    expect(system.calls).toEqual([
      'setgroups ',
      'initgroups ada 1000',
      'setgid 1000',
      'setuid 1000',
      'setuid 0',
      'seteuid 0',
      'setgid 0',
      'setgroups 0',
    ]);
    expect({ uids: system.uids, gids: system.gids, groups: system.groups }).toEqual({
      uids: { real: 1000, effective: 1000 },
      gids: { real: 1000, effective: 1000 },
      groups: [100, 1000],
    });
  });

  test.each(['setgroups', 'initgroups', 'setgid', 'setuid'])('ends where %s fails', (name) => {
    expect(failure((system) => system.failing.add(name))).toBe(
      'cannot become ada: EPERM, Operation not permitted; --user root goes on as root',
    );
  });

  test.each<[string, (system: FakeSystem) => void, string]>([
    ['its groups are still root’s', (system) => system.idle.add('setgroups'), 'groups 4, 27 are kept'],
    ['the group is still root’s', (system) => system.idle.add('setgid'), 'gid 0 is kept'],
    ['the user is still root', (system) => system.idle.add('setuid'), 'uid 0 is kept'],
    ['the capabilities stay', (system) => system.idle.add('drop'), 'setuid(0) is still allowed'],
    ['root is to be had again', (system) => system.idle.add('kernel'), 'setuid(0) is still allowed'],
    [
      'another thread is still root',
      (system) => {
        system.second = system.status('worker');
      },
      'thread worker keeps uid 0',
    ],
    [
      'a thread of io_uring is still root',
      (system) => {
        system.second = system.status('iou-sqp-7');
      },
      'thread iou-sqp-7 keeps uid 0 (Node before 20.11.1 does that: a newer one is needed)',
    ],
  ])('ends where %s', (_, prepare, what) => {
    expect(failure(prepare)).toBe(
      `cannot become ada: ${what}; that is not to be trusted, so this ends (--user root goes on as root)`,
    );
  });

  test.each<[string, RegExp, string, string]>([
    ['gid', /^Gid:.*$/m, 'Gid:\t1000\t1000\t1000\t0', 'gid 0'],
    ['saved uid', /^Uid:.*$/m, 'Uid:\t1000\t1000\t0\t1000', 'uid 0'],
    ['groups', /^Groups:.*$/m, 'Groups:\t0 100 1000 ', 'group 0'],
    ['permitted capabilities', /^CapPrm:.*$/m, 'CapPrm:\t0000000000002000', 'capabilities 2000'],
    ['effective capabilities', /^CapEff:.*$/m, 'CapEff:\t0000000000003000', 'capabilities 3000'],
    ['ambient capabilities', /^CapAmb:.*$/m, 'CapAmb:\t0000000000001000', 'capabilities 1000'],
  ])('ends where a thread has other %s', (_, line, instead, what) => {
    const became = new FakeSystem();
    become(ADA, became);
    const second = became.status('worker').replace(line, instead);
    expect(
      failure((system) => {
        system.second = second;
      }),
    ).toContain(`thread worker keeps ${what};`);
  });

  it('leaves the group alone of a user whose group is root’s', () => {
    const system = new FakeSystem();
    become({ ...ADA, gid: 0 }, system);
    expect(system.calls.filter((call) => call === 'setgid 0')).toHaveLength(1);
  });

  it('goes without the threads where the system does not list them', () => {
    const system = new FakeSystem();
    system.threads = () => [];
    expect(() => become(ADA, system)).not.toThrow();
  });
});
