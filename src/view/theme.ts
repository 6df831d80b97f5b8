/**
 * Themes as tables of roles. Every role differs from its surroundings by text or attributes as well, so that `mono`
 * loses nothing but looks.
 */

import type { Model } from '../app/model';
import type { OwnTheme } from '../app/own-theme';
import type { ThemeNames } from '../app/theme-text';
import { PLAIN, type Style } from './cells';
import { HIGH_CONTRAST } from './high-contrast';
import { laidOver } from './own-theme';

/** What a theme gives looks to; docs/themes.md tells the same. */
export const ROLES = {
  text: 'All other text',
  dim: 'What matters less: proposals, what is still to come',
  statusLine: 'The bar on top',
  statusName: 'The name of the screen on it',
  statusMode: 'What is read or captured',
  statusAlert: 'The bar while packets are lost',
  filterLabel: 'What stands before a text that is typed',
  input: 'A text that is typed',
  columnTitle: 'Titles of columns, and headings between parts of a screen',
  sortedTitle: 'The title that the list is sorted by',
  cursorRow: 'The selected row',
  mark: 'Marks, and choices that are made',
  tree: 'Lines before messages below a call',
  hintKey: 'Keys on the last line',
  hintText: 'What they do',
  notice: 'What just happened',
  warning: 'What should be looked at',
  error: 'What is wrong',
  findingError: 'Findings: what failed',
  findingWarning: 'Findings: what works badly, or will fail',
  findingNotice: 'Findings: what is worth knowing',
  match: 'Places found',
  currentMatch: 'The place found that is gone to',
  headerName: 'Names of headers and figures',
  startLine: 'The first line of a message',
  body: 'Other lines of a message',
  border: 'Between the ladder and what stands beside it',
  lifeline: 'Lines below the hosts of a ladder',
  time: 'Times',
  request: 'Arrows of requests',
  response: 'Arrows of responses',
  failure: 'Arrows of responses from 300 on, and figures that are bad',
  media: 'Arrows of streams, and bars',
  gap: 'Between rows of a ladder the time that matters',
  field: 'Fields of a form',
  focusedField: 'The field that is at hand',
  heading: 'Headings',
} as const;

export type Role = keyof typeof ROLES;

export interface Theme {
  role: Record<Role, Style>;
  /** By method of a dialog's first message; others are `role.text`. */
  method: Record<string, Style>;
  /** By state of a dialog; others are `role.text`. */
  state: Record<string, Style>;
  /** For dialogs of a merged ladder and for CSeq numbers, in turn. */
  series: Style[];
}

/** The theme in force, the user's own or one of the program's. */
export function themeOf({ settings, colours, world: { ownTheme } }: Model): Theme {
  const own = ownTheme?.name === settings.theme ? ownTheme.theme : null;
  return own === null ? themeFor(settings.theme, colours) : ownThemeFor(own, colours);
}

/** A theme of the program's as it can be shown with this many colours (0, 8, 16 or 256); the usual one for other names. */
export function themeFor(name: string, colours: number): Theme {
  const known = isTheme(name) ? name : 'dark';
  return colours === 0 ? MONO : colours < 16 ? EIGHT_COLOURS[known] : THEMES[known];
}

/** One that a file of the user's says. */
export function ownThemeFor(own: OwnTheme, colours: number): Theme {
  if (colours === 0) return MONO;
  const known = OWN.get(own) ?? laidOver(THEMES[isTheme(own.base) ? own.base : 'dark'], own);
  OWN.set(own, known);
  if (colours >= 16) return known;
  const low = LOWERED.get(own) ?? loweredTheme(known);
  LOWERED.set(own, low);
  return low;
}

/** Made once: styles are compared by who they are. */
const OWN = new WeakMap<OwnTheme, Theme>();
const LOWERED = new WeakMap<OwnTheme, Theme>();

function colour(foreground: number, attributes: Partial<Style> = {}): Style {
  return { ...PLAIN, foreground, ...attributes };
}

const BOLD: Style = { ...PLAIN, bold: true };
const INVERSE: Style = { ...PLAIN, inverse: true };
const UNDERLINE: Style = { ...PLAIN, underline: true };

const RED = 1;
const GREEN = 2;
const BLUE = 4;
const MAGENTA = 5;
const CYAN = 6;
const GREY = 8;
const BRIGHT_RED = 9;
const BRIGHT_GREEN = 10;
const BRIGHT_YELLOW = 11;
const BRIGHT_BLUE = 12;
const BRIGHT_MAGENTA = 13;
const BRIGHT_CYAN = 14;
const WHITE = 15;
const BLACK = 0;

interface Palette {
  red: number;
  green: number;
  yellow: number;
  blue: number;
  magenta: number;
  cyan: number;
  dim: Style;
  bar: Style;
  cursor: Style;
}

const DARK_PALETTE: Palette = {
  red: BRIGHT_RED,
  green: BRIGHT_GREEN,
  yellow: BRIGHT_YELLOW,
  blue: BRIGHT_BLUE,
  magenta: BRIGHT_MAGENTA,
  cyan: BRIGHT_CYAN,
  dim: colour(GREY),
  bar: colour(WHITE, { background: GREY }),
  cursor: colour(WHITE, { background: BLUE, bold: true }),
};

const LIGHT_PALETTE: Palette = {
  red: RED,
  green: GREEN,
  // Yellow on white cannot be read; the methods and states that have it elsewhere are told apart by bold here.
  yellow: BLACK,
  blue: BLUE,
  magenta: MAGENTA,
  cyan: CYAN,
  dim: colour(GREY),
  bar: colour(BLACK, { background: 7 }),
  cursor: colour(WHITE, { background: BLUE, bold: true }),
};

function coloured(palette: Palette): Theme {
  const { red, green, yellow, blue, magenta, cyan, dim, bar, cursor } = palette;
  const waiting = colour(yellow, { bold: yellow === BLACK });
  const failed = colour(red);
  return {
    role: {
      text: PLAIN,
      dim,
      statusLine: bar,
      statusName: { ...bar, bold: true },
      statusMode: { ...bar, bold: true },
      statusAlert: colour(WHITE, { background: RED, bold: true }),
      filterLabel: colour(cyan),
      input: UNDERLINE,
      columnTitle: { ...bar },
      sortedTitle: { ...bar, bold: true },
      cursorRow: cursor,
      mark: colour(yellow, { bold: true }),
      tree: dim,
      hintKey: colour(cyan, { bold: true }),
      hintText: PLAIN,
      notice: colour(green),
      warning: colour(yellow, { bold: true }),
      error: colour(red, { bold: true }),
      findingError: colour(red, { bold: true }),
      findingWarning: colour(yellow, { bold: yellow === BLACK }),
      findingNotice: colour(cyan),
      match: { ...PLAIN, inverse: true },
      currentMatch: { ...PLAIN, inverse: true, bold: true, underline: true },
      headerName: colour(cyan),
      startLine: colour(yellow, { bold: true }),
      body: PLAIN,
      border: dim,
      lifeline: dim,
      time: dim,
      request: colour(red),
      response: colour(green),
      failure: colour(magenta, { bold: true }),
      media: colour(cyan),
      gap: colour(yellow, { bold: true }),
      field: PLAIN,
      focusedField: cursor,
      heading: colour(cyan, { bold: true }),
    },
    method: {
      INVITE: colour(red),
      REGISTER: colour(magenta),
      SUBSCRIBE: colour(blue),
      OPTIONS: waiting,
      NOTIFY: waiting,
      PUBLISH: colour(cyan),
      MESSAGE: colour(cyan),
    },
    state: {
      completed: colour(green),
      registered: colour(green),
      'in call': colour(blue),
      calling: waiting,
      ringing: waiting,
      challenged: waiting,
      pending: waiting,
      redirected: colour(magenta),
      busy: colour(magenta),
      cancelled: failed,
      rejected: failed,
      'no answer': failed,
      unanswered: failed,
    },
    series: [colour(cyan), waiting, colour(green), colour(magenta), colour(blue), colour(red)],
  };
}

const MONO: Theme = {
  role: {
    text: PLAIN,
    dim: PLAIN,
    statusLine: INVERSE,
    statusName: { ...INVERSE, bold: true },
    statusMode: { ...INVERSE, bold: true },
    statusAlert: { ...INVERSE, bold: true, underline: true },
    filterLabel: BOLD,
    input: UNDERLINE,
    columnTitle: UNDERLINE,
    sortedTitle: { ...UNDERLINE, bold: true },
    cursorRow: INVERSE,
    mark: BOLD,
    tree: PLAIN,
    hintKey: BOLD,
    hintText: PLAIN,
    notice: PLAIN,
    warning: BOLD,
    error: BOLD,
    findingError: BOLD,
    findingWarning: PLAIN,
    findingNotice: PLAIN,
    match: INVERSE,
    currentMatch: { ...INVERSE, bold: true, underline: true },
    headerName: BOLD,
    startLine: BOLD,
    body: PLAIN,
    border: PLAIN,
    lifeline: PLAIN,
    time: PLAIN,
    request: PLAIN,
    response: PLAIN,
    failure: BOLD,
    media: PLAIN,
    gap: BOLD,
    field: PLAIN,
    focusedField: INVERSE,
    heading: BOLD,
  },
  method: {},
  state: {},
  series: [PLAIN],
};

const THEMES = {
  dark: coloured(DARK_PALETTE),
  light: coloured(LIGHT_PALETTE),
  mono: MONO,
  'high-contrast': HIGH_CONTRAST,
} satisfies Record<string, Theme>;

type ThemeName = keyof typeof THEMES;

function isTheme(name: string): name is ThemeName {
  return Object.hasOwn(THEMES, name);
}

/** What a theme file can say. Methods and states may be any: calls have what they have. */
export const THEME_NAMES: ThemeNames = {
  bases: Object.keys(THEMES),
  tables: { roles: Object.keys(ROLES), methods: [], states: [] },
};

/** Bright colours as bold ones of the lower eight; grey, which has none, as the terminal's own. */
function lowered(style: Style): Style {
  const grey = style.background === GREY;
  return {
    ...style,
    foreground: style.foreground === GREY ? -1 : darker(style.foreground),
    background: grey ? -1 : darker(style.background),
    bold: style.bold || (isBright(style.foreground) && style.background === -1),
    inverse: style.inverse || grey,
  };
}

function darker(colour: number): number {
  return isBright(colour) ? colour - 8 : colour;
}

function isBright(colour: number): boolean {
  return colour > GREY && colour <= WHITE;
}

function loweredTable<Key extends string>(table: Record<Key, Style>): Record<Key, Style> {
  return Object.fromEntries(Object.entries<Style>(table).map(([key, style]) => [key, lowered(style)])) as Record<
    Key,
    Style
  >;
}

function loweredTheme(theme: Theme): Theme {
  return {
    role: loweredTable(theme.role),
    method: loweredTable(theme.method),
    state: loweredTable(theme.state),
    series: theme.series.map(lowered),
  };
}

const EIGHT_COLOURS: Record<ThemeName, Theme> = {
  dark: loweredTheme(THEMES.dark),
  light: loweredTheme(THEMES.light),
  mono: MONO,
  'high-contrast': loweredTheme(THEMES['high-contrast']),
};
