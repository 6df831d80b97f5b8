/** A run without a screen: read everything, then print, save or count. */

import { engineSettings } from '../app/settings';
import { REPLAY_WORLD } from '../capture/replay';
import { languageOfLocale } from '../diagnose/languages/language';
import { withLegs } from '../engine/legs';
import { startScansAhead } from '../engine/scan-ahead';
import { Session } from '../engine/session';
import { openSource } from '../engine/source';
import { printed } from '../export/print';
import { openRecorder } from '../export/recording';
import { formatOf, isAudio, LADDER_ENDINGS, type SaveFormat, type SaveOptions, saveDialogs } from '../export/save';
import { PLAIN_LADDER } from '../export/save-ladder';
import { parseFilter } from '../filter/parse';
import { type Found, foundAsGrave, foundText } from './fail-on';
import type { Options } from './options';
import { printAll, readThrough } from './read-through';
import { explained, giveUpRights, startOf } from './start';
import { captureFilterLine } from './words';
import type { World } from './world';

/** True when the options ask for something that needs no screen. */
export function isHeadless(options: Options): boolean {
  return options.print !== null || options.save !== null || options.text !== null || options.noInterface;
}

/** Resolves to the exit code. Rejects with InputError when a capture cannot be opened. */
export async function runHeadless(options: Options, world: World): Promise<number> {
  const session = await begun(options, world);
  try {
    const streamed = await readThrough(session, options, world);
    tellLosses(session, world);
    tellLimits(session, world);
    session.store.legs.atOnce = true;
    session.settleFindings();
    const kept = keptDialogs(session, options.filter, world);
    const dialogs = options.legs ? withLegs(session.store, kept) : kept;
    const strays = options.filter === '';
    const outputs: [string | null, SaveFormat | null][] = [
      [options.save, null],
      [options.text, '.txt'],
    ];
    for (const [target, format] of outputs) {
      if (target === null) continue;
      const media = options.rtp || isAudio(target) ? session.media : null;
      const { hostNames: names, findingsWish: findings } = session;
      const ladder = { ...PLAIN_LADDER, names, sdp: options.sdp, several: ONE_CALL, findings };
      if (!(await save(session, { dialogs, strays }, target, { format, media, ladder }, world))) return 1;
    }
    const grave = options.failOn && foundAsGrave(session.diagnosis, dialogs, options.failOn);
    // What failed goes before what was found.
    const code = !isWhole(session) || !isJudged(session) ? 1 : grave ? 3 : 0;
    if (streamed) return ended(code, grave, world);
    if (options.print !== null) {
      const { store, decoder, names, live, filter } = session;
      await printAll(
        printed(options.print, options.as, {
          store,
          counts: decoder.counts,
          capture: live?.counters,
          leftOut: filter?.status.leftOut,
          dialogs,
          strays,
          names,
          sdp: options.sdp,
          diagnosis: session.diagnosis,
          language: session.language,
          captures: live?.devices ?? session.files.map((name) => (name === '-' ? 'standard input' : name)),
          // Who gives the report away hides what was looked for.
          filter: options.redact ? '' : options.filter,
        }),
        world,
      );
    } else if (options.noInterface && !options.quiet) {
      await world.print(`Dialog count: ${dialogs.length}\n`);
    }
    return ended(code, grave, world);
  } finally {
    session.close();
  }
}

/** Tells what was found, and gives the exit code. */
function ended(code: number, grave: Found | null, world: World): number {
  if (grave !== null) world.tell(`sipladder: ${foundText(grave)}`);
  return code;
}

/** Looking for problems costs time, which runs are spared that have no use for it. */
function isDiagnosed({ print, as, failOn, filter, save: target }: Options): boolean {
  if (failOn !== null || TELLS_FINDINGS.has(print ?? '')) return true;
  // Drawings have them below.
  if (print === 'ladder' && as !== 'json' && as !== 'csv') return true;
  if (target !== null && LADDER_ENDINGS.some((ending) => formatOf(target) === ending)) return true;
  const parsed = parseFilter(filter);
  return parsed.ok && parsed.asksFindings;
}

const TELLS_FINDINGS = new Set<string>(['dialogs', 'findings', 'attackers', 'stats']);

const ONE_CALL = 'keep one with a filter, or take .html';

/** Opens everything and gives up root in between: no packet has been looked at yet. */
async function begun(options: Options, world: World): Promise<Session> {
  const start = startOf(options, world);
  const { inputs, live, filter } = await openSource(start.source);
  try {
    if (live !== null) {
      giveUpRights(start, world);
      const line = captureFilterLine(live.filter, (options.live?.filterWords ?? '') !== '');
      if (line !== null) world.tell(`sipladder: ${line}`);
    }
    const diagnosed = isDiagnosed(options);
    const recording = start.recording === null ? null : await openRecorder(start.recording, inputs, options.redact);
    return new Session(inputs, options.limits, {
      redact: options.redact ? { original: options.filter !== '' } : null,
      live,
      filter,
      recording,
      packets: options.stopAfter.packets,
      rtp: options.rtp,
      replay: options.replaySpeed === null ? null : { speed: options.replaySpeed, world: REPLAY_WORLD },
      scansAhead: options.redact || options.replaySpeed !== null ? null : startScansAhead(inputs, diagnosed),
      settings: engineSettings(options.settings.values),
      locale: languageOfLocale(world.env),
      undiagnosed: !diagnosed,
    });
  } catch (error) {
    for (const input of inputs) input.close();
    throw explained(error, start.identity);
  }
}

/** Filters speak of what was captured, redacted or not. */
function keptDialogs(session: Session, filterText: string, world: World): number[] {
  const filter = parseFilter(filterText, undefined, { names: () => session.originalHostNames });
  const rows: number[] = [];
  if (!filter.ok) return rows;
  const { store } = session;
  const verdict = session.redaction?.verdictOf(filter.verdict) ?? filter.verdict;
  store.eachDialog((row) => verdict(store, row) && rows.push(row));
  const trouble = filter.trouble();
  if (trouble !== null) world.tell(`sipladder: filter: ${trouble}`);
  return rows;
}

async function save(
  session: Session,
  what: { dialogs: number[]; strays: boolean },
  target: string,
  how: Pick<SaveOptions, 'format' | 'media' | 'ladder'>,
  world: World,
): Promise<boolean> {
  const inputs = session.files;
  const outcome = await saveDialogs(session.store, what, target, { ...how, overwrite: true, inputs });
  if (outcome.outcome === 'saved') {
    if (outcome.note !== null) world.tell(`sipladder: ${target}: ${outcome.note}`);
    return true;
  }
  world.tell(`sipladder: ${outcome.outcome === 'failed' ? outcome.message : `${target}: is there already`}`);
  return false;
}

/** False when something was to be recorded and is not: an output that failed. */
function isWhole({ intake }: Session): boolean {
  return (intake.recording?.status.lost ?? 0) === 0;
}

/** False when a capture filter of files fitted none of their packets. */
function isJudged({ filter }: Session): boolean {
  return filter === null || filter.judges || filter.status.unjudged === 0;
}

function tellLosses({ live, filter, intake }: Session, world: World): void {
  const { droppedByKernel = 0, droppedByInterface = 0, droppedHere = 0 } = live?.counters ?? {};
  if (droppedByKernel) world.tell(`sipladder: ${packets(droppedByKernel)} lost for want of buffer (-B)`);
  if (droppedByInterface) world.tell(`sipladder: ${packets(droppedByInterface)} lost by the interface`);
  if (droppedHere > 0) world.tell(`sipladder: ${packets(droppedHere)} lost here`);
  const { unjudged = 0 } = filter?.status ?? {};
  if (unjudged > 0) world.tell(`sipladder: ${packets(unjudged)} left out that the capture filter does not fit`);
  const { lost = 0, trouble = null } = intake.recording?.status ?? {};
  if (lost > 0) world.tell(`sipladder: ${packets(lost)} not recorded${trouble === null ? '' : `: ${trouble}`}`);
}

function packets(count: number): string {
  return count === 1 ? '1 packet was' : `${count} packets were`;
}

function tellLimits({ store }: Session, world: World): void {
  const { evicted, refused, limits } = store;
  if (evicted > 0) {
    const which = limits.dialogs === null ? '--memory' : '--limit, --memory';
    const dialogs = evicted === 1 ? '1 dialog was' : `${evicted} dialogs were`;
    world.tell(
      `sipladder: ${dialogs} dropped to stay within the limits (${which}); what came of one later begins midway`,
    );
  }
  const streams = store.mediaStreams.streams.evicted;
  if (streams > 0) {
    const gone = streams === 1 ? '1 stream was' : `${streams} streams were`;
    world.tell(
      `sipladder: ${gone} dropped to stay within --memory; their calls show and save less media than there was`,
    );
  }
  if (refused > 0) {
    const messages = refused === 1 ? '1 message was' : `${refused} messages were`;
    // Their dialogs are not counted: that would take the memory which the limit is there to save.
    const beyond = limits.dialogs !== null && !limits.rotate && store.dialogs.count >= limits.dialogs;
    const why = beyond ? `of dialogs beyond --limit ${limits.dialogs}` : 'for want of memory (--memory)';
    world.tell(`sipladder: ${messages} left out, ${why}`);
  }
}
