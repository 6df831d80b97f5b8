/** The screens there are: a row each, with what a screen does about keys, answers and sizes. */

import type { Query, Snapshot } from '../engine/protocol';
import { captureFilterKey, captureFilterWants, openedCaptureFilter } from './capture-filter';
import { COLUMNS_ACTIONS, type ColumnsScreen, columnsFitted } from './columns-screen';
import { COMPARE_ACTIONS, type CompareScreen, compareFitted, compareWants } from './compare';
import { clear, clearHidden } from './control';
import { DIGEST_ACTIONS, type DigestScreen, digestAnswered, digestKey, digestWants } from './digest';
import { FIGURES_ACTIONS, type FiguresScreen, figuresAnswered, figuresWants } from './figures';
import {
  enteredField,
  FILTER_FORM_ACTIONS,
  type FilterFormScreen,
  filterFormAnswered,
  filterFormKey,
  filterFormWants,
  openedForm,
} from './filter-form';
import { filterCompleted, filterKey, filterWants } from './filter-input';
import { findingEntered, findingsAnswered, paneKey } from './findings-pane';
import {
  backKey,
  FINDINGS_ACTIONS,
  type FindingsScreen,
  findingsCounted,
  findingsFitted,
  findingsMoved,
  findingsWants,
  openedFindings,
} from './findings-screen';
import { goToKey, goToWants, isTypingTime, ladderAtTime, listAtTime, openedGoTo } from './go-to-time';
import { HELP_ACTIONS, type HelpScreen, helpFitted, helpKey } from './help';
import { HOSTS_ACTIONS, type HostsScreen, hostsFitted, hostsKey, hostsMoved } from './hosts-screen';
import type { ActionName, ScreenName } from './keymap';
import {
  factsAnswered,
  LADDER_ACTIONS,
  ladderAnswered,
  ladderFitted,
  ladderMoved,
  ladderReady,
  ladderWants,
  matchAnswered,
} from './ladder';
import type { LadderScreen } from './ladder-screen';
import { ladderFound, ladderSearchKey, ladderSearchWants, openedLadderSearch } from './ladder-search';
import {
  LIST_ACTIONS,
  type ListScreen,
  listAnswered,
  listCleared,
  listFitted,
  listMoved,
  listReady,
  listWants,
} from './list';
import { MESSAGE_ACTIONS, type MessageScreen, messageFitted, messageFound, messageKey, messageWants } from './message';
import { type Handler, type Key, type Model, type Screen, type Turn, type Want, withTop } from './model';
import { PALETTE_ACTIONS, type PaletteScreen, paletteFitted, paletteKey } from './palette';
import { RAW_ACTIONS, type RawScreen, rawAnswered, rawFitted, rawKey, rawOfLadder, rawOfList, rawWants } from './raw';
import { fieldsOf, SAVE_ACTIONS, type SaveScreen, saveAnswered, saveKey, saveWants } from './save-form';
import { SAVED_ACTIONS, type SavedScreen, savedAnswered, savedFitted, savedKey, savedWants } from './saved-screen';
import {
  enteredTab,
  SETTINGS_ACTIONS,
  type SettingsScreen,
  settingsFitted,
  settingsKey,
  settingsMoved,
} from './settings-screen';
import {
  openedStatistics,
  STATISTICS_ACTIONS,
  type StatisticsScreen,
  statisticsAnswered,
  statisticsFitted,
  statisticsMoved,
  statisticsWants,
} from './statistics';
import {
  STREAMS_ACTIONS,
  type StreamsScreen,
  streamsAnswered,
  streamsFitted,
  streamsMoved,
  streamsReady,
  streamsWants,
} from './streams';

export interface Behaviour<S extends Screen> {
  actions: Partial<Record<ActionName, Handler<S>>>;
  /** Which keys hold: the screen's own, or those of an input line on it. */
  keys(screen: S): ScreenName;
  /** First try at a key, for screens on which text is typed; null leaves it to the actions. */
  key?(screen: S, model: Model, action: ActionName | null, key: Key): Model | Turn | null;
  /** What it needs to know, the most important first. */
  wants?(screen: S, model: Model): Want[];
  /** Takes an answer; null when what was asked about is gone. */
  answered?(screen: S, model: Model, query: Query, snapshot: Snapshot | null): S;
  /** A line of what it lists was clicked: the cursor goes there. */
  pointed?(screen: S, model: Model, line: number): Model;
  /** A field or a page was clicked: it is gone to, and a box in it is ticked. */
  entered?(screen: S, model: Model, name: string, box: number | null): Model;
  /** False while what the action is about has not come yet. */
  ready?(screen: S, model: Model, action: ActionName): boolean;
  /** After anything changed: cursor and window within what there is. */
  fitted?(screen: S, model: Model): S;
}

export function behaviourOf(screen: Screen): Behaviour<Screen> {
  // The table has for every name the behaviour of that screen; the type system cannot say so.
  return BEHAVIOUR[screen.name] as unknown as Behaviour<Screen>;
}

const LIST: Behaviour<ListScreen> = {
  actions: {
    ...LIST_ACTIONS,
    clear: (_, model) => clear(model),
    'clear-hidden': (_, model) => clearHidden(model),
    'capture-filter': openedCaptureFilter,
    'filter-form': (_, model) => openedForm(model),
    statistics: (_, model) => openedStatistics(model),
    'all-findings': openedFindings,
    'raw-text': rawOfList,
    'go-to-time': openedGoTo,
  },
  keys: (list) => (list.input === null && list.capture === null && !isTypingTime(list) ? 'list' : 'filter'),
  key(list, model, action, key) {
    if (list.capture !== null) return captureFilterKey(list, list.capture, model, action, key);
    if (list.input !== null) return filterKey(list, list.input, model, action, key);
    return goToKey(list, model, action, key) ?? backKey(list, model, action, key);
  },
  wants: (list, model) => [
    ...listWants(list, model),
    ...captureFilterWants(list),
    ...filterWants(list),
    ...goToWants(list, model),
  ],
  answered(list, model, query, snapshot) {
    if (query.kind === 'list' && snapshot?.kind === 'list') return listAnswered(list, model, query, snapshot);
    if (query.kind === 'control' && snapshot?.kind === 'control') return listCleared(list, query, snapshot);
    if (query.kind === 'complete') return filterCompleted(list, query, snapshot);
    if (query.kind === 'at-time') return listAtTime(list, model, query, snapshot?.kind === 'at-time' ? snapshot : null);
    return list;
  },
  pointed: listMoved,
  ready: listReady,
  fitted: listFitted,
};

const STREAMS: Behaviour<StreamsScreen> = {
  actions: STREAMS_ACTIONS,
  keys: ({ input }) => (input === null ? 'streams' : 'filter'),
  key: (streams, model, action, key) =>
    streams.input === null ? null : filterKey(streams, streams.input, model, action, key),
  wants: (streams, model) => [...streamsWants(streams, model), ...filterWants(streams)],
  answered(streams, model, query, snapshot) {
    if (query.kind === 'complete') return filterCompleted(streams, query, snapshot);
    return query.kind === 'streams' && snapshot?.kind === 'streams'
      ? streamsAnswered(streams, model, query, snapshot)
      : streams;
  },
  pointed: streamsMoved,
  ready: streamsReady,
  fitted: streamsFitted,
};

const LADDER: Behaviour<LadderScreen> = {
  actions: { ...LADDER_ACTIONS, 'raw-text': rawOfLadder, search: openedLadderSearch, 'go-to-time': openedGoTo },
  keys: (ladder) => (ladder.search.input === null && !isTypingTime(ladder) ? 'ladder' : 'filter'),
  key: (ladder, model, action, key) =>
    goToKey(ladder, model, action, key) ??
    ladderSearchKey(ladder, model, action, key) ??
    paneKey(ladder, model, action),
  wants: (ladder, model) => [
    ...ladderWants(ladder, model),
    ...ladderSearchWants(ladder, model),
    ...goToWants(ladder, model),
  ],
  answered(ladder, model, query, snapshot) {
    if (query.kind === 'at-time') return ladderAtTime(ladder, query, snapshot?.kind === 'at-time' ? snapshot : null);
    if (query.kind === 'find') return ladderFound(ladder, model, query, snapshot?.kind === 'find' ? snapshot : null);
    if (query.kind === 'next-match') return matchAnswered(ladder, model, query, snapshot);
    if (query.kind === 'ladder-findings') return findingsAnswered(ladder, model, query, snapshot);
    return query.kind === 'ladder' && (snapshot === null || snapshot.kind === 'ladder')
      ? ladderAnswered(ladder, model, query, snapshot)
      : factsAnswered(ladder, query, snapshot);
  },
  pointed: ladderMoved,
  entered: findingEntered,
  ready: ladderReady,
  fitted: ladderFitted,
};

const MESSAGE: Behaviour<MessageScreen> = {
  actions: MESSAGE_ACTIONS,
  keys: (message) => (message.input === null ? 'message' : 'filter'),
  key: messageKey,
  wants: messageWants,
  answered: (screen, _, query, snapshot) =>
    query.kind === 'find' ? messageFound(screen, query, snapshot?.kind === 'find' ? snapshot : null) : screen,
  fitted: messageFitted,
};

const RAW: Behaviour<RawScreen> = {
  actions: RAW_ACTIONS,
  keys: ({ search }) => (search.input === null ? 'raw' : 'filter'),
  key: rawKey,
  wants: rawWants,
  answered: (screen, _, query, snapshot) => rawAnswered(screen, query, snapshot),
  ready: ({ snapshot, gone }) => snapshot !== null || gone,
  fitted: rawFitted,
};

const COMPARE: Behaviour<CompareScreen> = {
  actions: COMPARE_ACTIONS,
  keys: () => 'compare',
  wants: compareWants,
  fitted: compareFitted,
};

const DIGEST: Behaviour<DigestScreen> = {
  actions: DIGEST_ACTIONS,
  keys: ({ password }) => (password === null ? 'digest' : 'filter'),
  key: digestKey,
  wants: digestWants,
  answered: (screen, _, query, snapshot) => digestAnswered(screen, query, snapshot),
};

const FIGURES: Behaviour<FiguresScreen> = {
  actions: FIGURES_ACTIONS,
  keys: () => 'figures',
  wants: figuresWants,
  answered: (screen, _, query, snapshot) =>
    query.kind === 'facts' ? figuresAnswered(screen, query, snapshot) : screen,
};

const STATISTICS: Behaviour<StatisticsScreen> = {
  actions: STATISTICS_ACTIONS,
  keys: () => 'statistics',
  wants: statisticsWants,
  answered: (screen, _, query, snapshot) =>
    query.kind === 'statistics' && snapshot?.kind === 'statistics' ? statisticsAnswered(screen, snapshot) : screen,
  fitted: statisticsFitted,
  pointed: statisticsMoved,
};

const FINDINGS: Behaviour<FindingsScreen> = {
  actions: FINDINGS_ACTIONS,
  keys: () => 'findings',
  wants: findingsWants,
  answered: (screen, _, query, snapshot) =>
    query.kind === 'findings' && snapshot?.kind === 'findings' ? findingsCounted(screen, snapshot) : screen,
  fitted: findingsFitted,
  pointed: findingsMoved,
};

const SAVE: Behaviour<SaveScreen> = {
  actions: SAVE_ACTIONS,
  keys: () => 'save',
  key: saveKey,
  wants: saveWants,
  pointed: (form, model, line) => withTop(model, { ...form, field: fieldsOf(form)[line] ?? form.field }),
  answered: (save, model, query, snapshot) =>
    query.kind === 'save' && snapshot?.kind === 'save' ? saveAnswered(save, model, query, snapshot) : save,
};

const FILTER_FORM: Behaviour<FilterFormScreen> = {
  actions: FILTER_FORM_ACTIONS,
  keys: () => 'filter-form',
  key: filterFormKey,
  wants: filterFormWants,
  entered: enteredField,
  answered: (form, _, query, snapshot) => filterFormAnswered(form, query, snapshot),
};

const SAVED: Behaviour<SavedScreen> = {
  actions: SAVED_ACTIONS,
  keys: ({ naming }) => (naming === null ? 'saved-filters' : 'filter'),
  key: savedKey,
  wants: savedWants,
  answered: (screen, _, query, snapshot) => savedAnswered(screen, query, snapshot),
  pointed: (screen, model, line) => withTop(model, { ...screen, cursor: line, question: null }),
  fitted: savedFitted,
};

const SETTINGS: Behaviour<SettingsScreen> = {
  actions: SETTINGS_ACTIONS,
  keys: ({ editing }) => (editing === null ? 'settings' : 'filter'),
  key: settingsKey,
  pointed: settingsMoved,
  entered: enteredTab,
  fitted: settingsFitted,
};

const HOSTS: Behaviour<HostsScreen> = {
  actions: HOSTS_ACTIONS,
  keys: ({ naming }) => (naming === null ? 'hosts' : 'filter'),
  key: hostsKey,
  pointed: hostsMoved,
  fitted: hostsFitted,
};

const COLUMNS: Behaviour<ColumnsScreen> = {
  actions: COLUMNS_ACTIONS,
  keys: () => 'columns',
  fitted: columnsFitted,
  pointed: (screen, model, line) => withTop(model, { ...screen, cursor: line }),
};

const HELP: Behaviour<HelpScreen> = {
  actions: HELP_ACTIONS,
  keys: ({ input }) => (input === null ? 'help' : 'filter'),
  key: helpKey,
  fitted: helpFitted,
  pointed: (help, model, line) => withTop(model, { ...help, cursor: line }),
};

const PALETTE: Behaviour<PaletteScreen> = {
  actions: PALETTE_ACTIONS,
  keys: () => 'filter',
  key: paletteKey,
  fitted: paletteFitted,
  pointed: (palette, model, line) => withTop(model, { ...palette, cursor: line }),
};

const BEHAVIOUR = {
  list: LIST,
  streams: STREAMS,
  ladder: LADDER,
  message: MESSAGE,
  compare: COMPARE,
  digest: DIGEST,
  raw: RAW,
  figures: FIGURES,
  statistics: STATISTICS,
  findings: FINDINGS,
  save: SAVE,
  'filter-form': FILTER_FORM,
  'saved-filters': SAVED,
  settings: SETTINGS,
  columns: COLUMNS,
  hosts: HOSTS,
  help: HELP,
  palette: PALETTE,
};
