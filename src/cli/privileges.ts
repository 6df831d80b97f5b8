/**
 * Giving up root: whom a process that was started as root becomes, and becoming it for good, which is proved. Called on
 * the main thread when the devices are open and nothing was parsed yet. Where files go then: user-folders.ts.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { UsageError } from './usage-error';
import { type User, type UserLookup, userDatabase } from './user-database';

export type Identity = User;

/** Root could not be given up: one line for the user, and the program must end. */
export class PrivilegeError extends Error {}

export interface PrivilegeWorld {
  env: Record<string, string | undefined>;
  /** Real and effective. */
  uid: number;
  effectiveUid: number;
  lookup: UserLookup;
}

/**
 * @param asked --user. `root` keeps everything.
 * Null: nothing is to be given up. Throws UsageError where --user cannot be done.
 */
export function whomToBecome(asked: string | null, world: PrivilegeWorld = realWorld()): Identity | null {
  const isRoot = world.uid === 0 || world.effectiveUid === 0;
  if (asked !== null) return askedFor(asked, isRoot, world);
  if (!isRoot) return null;
  // A set-user-ID copy of Node: its environment is written by who started it.
  if (world.uid !== 0) return byUid(String(world.uid), world) ?? nobody(world);
  return caller(world) ?? nobody(world);
}

/** Whose settings are asked for where nobody is become: the user of sudo, else (null) whoever this is. */
export function whoCalls(world: PrivilegeWorld = realWorld()): Identity | null {
  return world.uid === 0 ? caller(world) : null;
}

/** What becoming somebody takes of the system; all but `threads` as in Node's process. */
export interface PrivilegeSystem {
  setgroups(groups: readonly number[]): void;
  /** Sets the groups that the user database gives this user, and this one. */
  initgroups(name: string, gid: number): void;
  setgid(gid: number): void;
  setuid(uid: number): void;
  seteuid(uid: number): void;
  getuid(): number;
  geteuid(): number;
  getgid(): number;
  getegid(): number;
  getgroups(): number[];
  /** /proc/PID/task/TID/status of every thread; none where the system has no such files. */
  threads(): string[];
}

/** Holds for all threads. Throws PrivilegeError when it does not, or when there is a way back. */
export function become(identity: Identity, system: PrivilegeSystem = realSystem()): void {
  const { name, uid, gid } = identity;
  let kept: string | null;
  try {
    // Emptied first: what stands there afterwards came from the user database and from nowhere else.
    system.setgroups([]);
    kept = keptGroups(system);
    system.initgroups(name, gid);
    // Groups before the user: afterwards nobody may change them any more.
    system.setgid(gid);
    system.setuid(uid);
  } catch (error) {
    const reason = (error as Error).message.replace(/\.$/, '');
    throw new PrivilegeError(`cannot become ${name}: ${reason}; --user root goes on as root`);
  }
  kept ??= keptIds(identity, system) ?? wayBack(identity, system) ?? keptByThreads(identity, system);
  if (kept === null) return;
  throw new PrivilegeError(
    `cannot become ${name}: ${kept}; that is not to be trusted, so this ends (--user root goes on as root)`,
  );
}

function askedFor(asked: string, isRoot: boolean, world: PrivilegeWorld): Identity | null {
  const user = world.lookup(asked);
  if (user === null) throw new UsageError(`--user ${asked}: there is no such user`);
  if (user.uid === 0) return null;
  if (isRoot) return user;
  if (user.uid === world.uid) return null;
  throw new UsageError(`--user ${asked}: only root can become somebody else; start it with sudo`);
}

/** Who called sudo, doas or pkexec; null where that was root, or is not known. */
function caller(world: PrivilegeWorld): Identity | null {
  const { SUDO_UID, SUDO_USER, DOAS_USER, PKEXEC_UID } = world.env;
  const callers = [bySudo(SUDO_UID, SUDO_USER, world), byName(DOAS_USER, world), byUid(PKEXEC_UID, world)];
  return callers.find((user) => user !== null && user.uid !== 0) ?? null;
}

/** SUDO_GID is not asked: it may be a group of newgrp's, and the database has the primary one. */
function bySudo(uid: string | undefined, name: string | undefined, world: PrivilegeWorld): Identity | null {
  const named = byName(name, world);
  // A uid may have several names; the name is believed when it is one of them.
  return uid === undefined || (named !== null && uid === String(named.uid)) ? named : byUid(uid, world);
}

function byName(name: string | undefined, { lookup }: PrivilegeWorld): Identity | null {
  return name === undefined ? null : lookup(name);
}

/** The environment may say anything: a number as the system writes it, of somebody who is there, or nobody. */
function byUid(text: string | undefined, { lookup }: PrivilegeWorld): Identity | null {
  if (text === undefined || !/^[1-9]\d{0,9}$/.test(text)) return null;
  const user = lookup(Number(text));
  return user?.uid === Number(text) ? user : null;
}

/** The kernel's overflow uid, by which systems without that user know it. */
const NOBODY = 65_534;

function nobody({ lookup }: PrivilegeWorld): Identity {
  const known = lookup('nobody');
  return known !== null && known.uid !== 0 ? known : { name: 'nobody', uid: NOBODY, gid: NOBODY, home: '/' };
}

/** After they were emptied. Node counts the effective group among them. */
function keptGroups(system: PrivilegeSystem): string | null {
  const kept = system.getgroups().filter((group) => group !== system.getegid());
  return kept.length === 0 ? null : `groups ${kept.join(', ')} are kept`;
}

function keptIds({ uid, gid }: Identity, system: PrivilegeSystem): string | null {
  const otherUid = [system.getuid(), system.geteuid()].find((one) => one !== uid);
  if (otherUid !== undefined) return `uid ${otherUid} is kept`;
  const otherGid = [system.getgid(), system.getegid()].find((one) => one !== gid);
  return otherGid === undefined ? null : `gid ${otherGid} is kept`;
}

/** Tries every way back to root that there is: each must be refused. */
function wayBack({ gid }: Identity, system: PrivilegeSystem): string | null {
  const ways: [string, () => void][] = [
    ['setuid(0)', () => system.setuid(0)],
    ['seteuid(0)', () => system.seteuid(0)],
    // A user of root's group may.
    ...(gid === 0 ? [] : [['setgid(0)', () => system.setgid(0)] satisfies [string, () => void]]),
    ['setgroups(0)', () => system.setgroups([0])],
  ];
  const open = ways.find(([, way]) => isAllowed(way));
  return open === undefined ? null : `${open[0]} is still allowed`;
}

function isAllowed(way: () => void): boolean {
  try {
    way();
    return true;
  } catch {
    return false;
  }
}

/**
 * The C library tells every thread that it started; one of the kernel's (io_uring has some) would keep what it had, and
 * do file operations with it.
 */
function keptByThreads(identity: Identity, system: PrivilegeSystem): string | null {
  const groups = system.getgroups().map(String);
  for (const status of system.threads()) {
    const kept = keptByThread(identity, groups, status);
    if (kept === null) continue;
    const thread = field(status, 'Name').join(' ');
    const newer = thread.startsWith('iou-') ? ' (Node before 20.11.1 does that: a newer one is needed)' : '';
    return `thread ${thread} keeps ${kept}${newer}`;
  }
  return null;
}

function keptByThread({ uid, gid }: Identity, groups: readonly string[], status: string): string | null {
  // Real, effective, saved and that of the file system.
  const otherUid = field(status, 'Uid').find((one) => one !== String(uid));
  if (otherUid !== undefined) return `uid ${otherUid}`;
  const otherGid = field(status, 'Gid').find((one) => one !== String(gid));
  if (otherGid !== undefined) return `gid ${otherGid}`;
  const group = field(status, 'Groups').find((one) => !groups.includes(one));
  if (group !== undefined) return `group ${group}`;
  const capabilities = ['CapPrm', 'CapEff', 'CapAmb']
    .flatMap((set) => field(status, set))
    .find((set) => !/^0*$/.test(set));
  return capabilities === undefined ? null : `capabilities ${capabilities.replace(/^0+/, '')}`;
}

/** Values of a line of /proc/PID/status. */
function field(status: string, name: string): string[] {
  const line = status.split('\n').find((one) => one.startsWith(`${name}:`));
  return (line ?? '')
    .slice(name.length + 1)
    .split(/\s+/)
    .filter((value) => value !== '');
}

function realWorld(): PrivilegeWorld {
  // Where there are no uids (Windows) there is no root.
  const uid = process.getuid?.() ?? NOBODY;
  return { env: process.env, uid, effectiveUid: process.geteuid?.() ?? uid, lookup: userDatabase() };
}

function realSystem(): PrivilegeSystem {
  // @types/node lacks initgroups.
  const own = process as Required<NodeJS.Process> & Pick<PrivilegeSystem, 'initgroups'>;
  return {
    setgroups: (groups) => own.setgroups(groups),
    initgroups: (name, gid) => own.initgroups(name, gid),
    setgid: (gid) => own.setgid(gid),
    setuid: (uid) => own.setuid(uid),
    seteuid: (uid) => own.seteuid(uid),
    getuid: () => own.getuid(),
    geteuid: () => own.geteuid(),
    getgid: () => own.getgid(),
    getegid: () => own.getegid(),
    getgroups: () => own.getgroups(),
    threads: threadStatuses,
  };
}

const TASKS = '/proc/self/task';

function threadStatuses(): string[] {
  return read(() => readdirSync(TASKS), []).flatMap((id) =>
    // A thread may end in between.
    read(() => [readFileSync(`${TASKS}/${id}/status`, 'utf8')], []),
  );
}

function read<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
