/** Home, environment and the folder of saved files, of whom the process became. */

import { environmentOf, type FolderSystem, folderFor, homeOf } from '../../src/cli/user-folders';

const ADA = { name: 'ada', uid: 1000, gid: 1000, home: '/home/ada' };
const ROOTS = { HOME: '/root', USER: 'root', LOGNAME: 'root', XDG_CONFIG_HOME: '/root/.config', LANG: 'C' };

test('home is that of the user, root’s environment notwithstanding', () => {
  expect(homeOf(ROOTS, ADA)).toBe('/home/ada');
});

test('home is what the environment says where nobody was become', () => {
  expect(homeOf({ HOME: '/srv/me' }, null)).toBe('/srv/me');
});

test('the environment is the user’s: no configuration folder of root’s', () => {
  expect(environmentOf(ROOTS, ADA)).toEqual({ HOME: '/home/ada', USER: 'ada', LOGNAME: 'ada', LANG: 'C' });
  expect(environmentOf(ROOTS, null)).toEqual(ROOTS);
});

/** A system in which these folders may be written. */
function writable(...folders: string[]): FolderSystem {
  return { temporary: ['/var/root-tmp', '/tmp'], mayWrite: (folder) => folders.includes(folder) };
}

test('files go to the current folder where the user may write there', () => {
  expect(folderFor('/home/ada', ADA, writable('/home/ada', '/tmp'))).toEqual({ folder: '/home/ada', note: null });
  expect(folderFor('/home/ada', null, writable('/home/ada', '/tmp'))).toEqual({ folder: '/home/ada', note: null });
});

test('else to a temporary folder, and that is told', () => {
  expect(folderFor('/root', ADA, writable('/tmp'))).toEqual({
    folder: '/tmp',
    note: 'ada may not write in /root: files go to /tmp (--user NAME for somebody else, --user root for root)',
  });
  expect(folderFor('/srv', null, writable('/tmp'))).toEqual({
    folder: '/tmp',
    note: 'you may not write in /srv: files go to /tmp',
  });
});

test('root’s own temporary folder is passed over where the user may not write in it', () => {
  expect(folderFor('/root', ADA, writable('/var/root-tmp', '/tmp')).folder).toBe('/var/root-tmp');
  expect(folderFor('/root', ADA, writable('/tmp')).folder).toBe('/tmp');
});

test('where no folder can be written, it stays, and that is told', () => {
  expect(folderFor('/root', ADA, writable())).toEqual({
    folder: '/root',
    note: 'ada may not write in /root, nor in /tmp: nothing can be saved without the path of another folder',
  });
});

test('the real system is asked where none is given', () => {
  expect(folderFor('/proc/self', null).folder).not.toBe('/proc/self');
});
