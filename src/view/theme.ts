/**
 * Themes as tables of roles. Every role differs from its surroundings by text or attributes as well, so that `mono`
 * loses nothing but looks.
 */

import type { Settings } from '../app/settings';
import { PLAIN, type Style } from './cells';

const ROLES = [
  'text',
  'dim',
  'statusLine',
  'statusName',
  'statusMode',
  'statusAlert',
  'filterLabel',
  'input',
  'columnTitle',
  'sortedTitle',
  'cursorRow',
  'mark',
  'tree',
  'hintKey',
  'hintText',
  'notice',
  'warning',
  'error',
  'match',
  'currentMatch',
  'headerName',
  'startLine',
  'body',
  'border',
  'lifeline',
  'time',
  'request',
  'response',
  'failure',
  'media',
  'field',
  'focusedField',
  'heading',
] as const;

type ThemeName = Settings['theme'];

export type Role = (typeof ROLES)[number];

export interface Theme {
  role: Record<Role, Style>;
  /** By method of a dialog's first message; others are `role.text`. */
  method: Record<string, Style>;
  /** By state of a dialog; others are `role.text`. */
  state: Record<string, Style>;
  /** For dialogs of a merged ladder and for CSeq numbers, in turn. */
  series: Style[];
}

/** The theme as it can be shown with this many colours (0, 8, 16 or 256). */
export function themeFor(name: ThemeName, colours: number): Theme {
  return colours === 0 ? MONO : colours < 16 ? EIGHT_COLOURS[name] : THEMES[name];
}

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
    field: PLAIN,
    focusedField: INVERSE,
    heading: BOLD,
  },
  method: {},
  state: {},
  series: [PLAIN],
};

const THEMES: Record<ThemeName, Theme> = {
  dark: coloured(DARK_PALETTE),
  light: coloured(LIGHT_PALETTE),
  mono: MONO,
};

/** Bright colours as bold ones of the lower eight; grey, which has none, as the terminal's own. */
function lowered(style: Style): Style {
  const grey = style.background === GREY;
  return {
    ...style,
    foreground: style.foreground === GREY ? -1 : style.foreground > 7 ? style.foreground - 8 : style.foreground,
    background: grey ? -1 : style.background,
    bold: style.bold || (style.foreground > GREY && style.background === -1),
    inverse: style.inverse || grey,
  };
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
};
