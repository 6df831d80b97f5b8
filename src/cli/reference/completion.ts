/** What --completion prints: a script for a shell, made from the table of options. */

import { settingChoices } from '../../app/settings';
import { CONDITIONS } from '../../filter/conditions';
import { FLAGS, type Flag, type Shell } from '../flags';
import { keymapNames } from '../keymap-files';

export function completionScript(shell: Shell): string {
  return shell === 'bash' ? bash() : zsh();
}

/** What can be proposed for the value of an option. */
type Values = 'files' | 'devices' | readonly string[] | NamesOrFiles | null;

/** Names of what the program has, or a file of the user's own. */
interface NamesOrFiles {
  names: readonly string[];
}

function valuesOf({ name, value, choices }: Flag): Values {
  if (choices !== undefined) return choices;
  if (name === 'keymap') return { names: keymapNames() };
  if (name === 'theme') return { names: settingChoices('theme') };
  return value === 'FILE' ? 'files' : value === 'DEV' ? 'devices' : null;
}

/** Those that Linux has, and the one that is all of them. */
const DEVICES = 'any $(cd /sys/class/net 2> /dev/null && echo *)';

/** What a filter on the command line can begin with. */
const WORDS = CONDITIONS.map(({ name }) => name).filter((name) => /^[a-z]+$/.test(name));

const spellings = ({ name, letter }: Flag) => [...(letter === undefined ? [] : [`-${letter}`]), `--${name}`];

function bash(): string {
  const cases = FLAGS.filter(({ type }) => type !== 'boolean').map((flag) => {
    const values = valuesOf(flag);
    return `    ${spellings(flag).join('|')}) ${values === null ? ':' : bashValues(values)}; return ;;`;
  });
  return `# bash completion for sipladder: source it, or keep it as /etc/bash_completion.d/sipladder
_sipladder() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  # --print=dialogs comes as three words.
  [[ $current == = ]] && current=
  [[ $before == = ]] && before=\${COMP_WORDS[COMP_CWORD - 2]}
  COMPREPLY=()
  case $before in
${cases.join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W '${FLAGS.flatMap(spellings).join(' ')}' -- "$current"))
  else
    COMPREPLY=($(compgen -W '${WORDS.join(' ')}' -- "$current"))
  fi
}
complete -F _sipladder sipladder
`;
}

function bashValues(values: Exclude<Values, null>): string {
  if (values === 'files')
    return `compopt -o filenames 2> /dev/null; local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$current"))`;
  if (typeof values === 'object' && 'names' in values) {
    const names = `COMPREPLY=($(compgen -W '${values.names.join(' ')}' -- "$current"))`;
    return `${names}; compopt -o filenames 2> /dev/null; local IFS=$'\\n'; COMPREPLY+=($(compgen -f -- "$current"))`;
  }
  const words = values === 'devices' ? `"${DEVICES}"` : `'${values.join(' ')}'`;
  return `COMPREPLY=($(compgen -W ${words} -- "$current"))`;
}

function zsh(): string {
  const specs = FLAGS.map((flag) => {
    const { name, letter, repeated, value, help } = flag;
    const names = letter === undefined ? `--${name}` : `'{-${letter},--${name}}'`;
    const apart = repeated ? '*' : letter === undefined ? '' : `(-${letter} --${name})`;
    const takes = value === undefined ? '' : `:${value.toLowerCase()}:${zshValues(valuesOf(flag))}`;
    const said = help.replaceAll("'", "'\\''").replace(/[\\[\]]/g, '\\$&');
    return `'${apart}${names}[${said}]${takes}'`;
  });
  return `#compdef sipladder
# zsh completion for sipladder: source it, or keep it as _sipladder in a folder of $fpath
_sipladder_or_file() {
  _alternative "names:name:($*)" 'files:file:_files'
}
_sipladder() {
  _arguments -s \\
    ${specs.join(' \\\n    ')} \\
    '*:filter:(${WORDS.join(' ')})'
}
if [ "\${funcstack[1]}" = _sipladder ]; then _sipladder "$@"; else compdef _sipladder sipladder; fi
`;
}

function zshValues(values: Values): string {
  if (values === null) return ' ';
  if (values === 'files') return '_files';
  if (typeof values === 'object' && 'names' in values) {
    return ` _sipladder_or_file ${values.names.join(' ')}`;
  }
  return values === 'devices' ? `(${DEVICES})` : `(${values.join(' ')})`;
}
