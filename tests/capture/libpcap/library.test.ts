/** When koffi and libpcap are loaded, and what is said where they cannot be. */

/** koffi as it is where these files are. */
function fakeKoffi(files: readonly string[]) {
  const functions = { func: () => Object.assign(() => 0, { async: () => {} }), symbol: () => 5n };
  return {
    sizeof: () => 8,
    load(file: string | null) {
      if (file !== null && !files.includes(file)) throw new Error('cannot open shared object file');
      return functions;
    },
  };
}

/** Modules anew, over such a koffi. */
function over(koffi: () => unknown): typeof import('../../../src/capture/libpcap/library') {
  jest.resetModules();
  jest.doMock('koffi', koffi);
  return require('../../../src/capture/libpcap/library');
}

afterAll(() => jest.dontMock('koffi'));

it.each(['libpcap.so.0.8', 'libpcap.so.1', 'libpcap.so'])('%s is found', (file) => {
  const { loadLibrary } = over(() => fakeKoffi([file]));
  expect(loadLibrary()).toMatchObject({ pcap_dump: 5n, pointerBytes: 8 });
  expect(loadLibrary()).toBe(loadLibrary());
});

it('without libpcap one line says what to install; libc is there all the same', () => {
  const { loadLibrary, loadLibc } = over(() => fakeKoffi([]));
  expect(() => loadLibrary()).toThrow(
    /^libpcap is not installed: apt-get install libpcap0\.8 \(Debian, Ubuntu\) or dnf install libpcap \(Red Hat, Fedora\)$/,
  );
  expect(loadLibc().pointerBytes).toBe(8);
});

it('where koffi does not run one line says so', () => {
  const { loadLibrary } = over(() => {
    throw new Error('no prebuilt binary\nfor this machine');
  });
  expect(() => loadLibrary()).toThrow(/^koffi, which calls libpcap, does not run on this machine: no prebuilt binary$/);
});

it('nothing is loaded by an import alone', () => {
  const loaded = jest.fn(() => fakeKoffi([]));
  over(loaded);
  require('../../../src/capture/libpcap/live-input');
  require('../../../src/capture/libpcap/filter');
  require('../../../src/capture/libpcap/capabilities');
  expect(loaded).not.toHaveBeenCalled();
});
