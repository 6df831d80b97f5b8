// @ts-check
// What the reading thread is told, held to the program's own types: it has changed under the bench before.

/**
 * To read one file.
 * @param {string} file
 * @returns {import('../src/engine/client').WorkerOrders}
 */
function ordersFor(file) {
  return {
    source: { files: [file], filter: null },
    limits: { dialogs: null, rotate: false, memoryBytes: 512 * 1024 * 1024, callsOnly: false },
    recording: null,
    rtp: false,
    redact: false,
    replaySpeed: null,
    stopAfter: { packets: null, ms: null },
    settings: {
      'legs.headers': [],
      'legs.guess': false,
      'hosts.aliases': {},
      'hosts.system': false,
      'list.names': false,
      'findings.language': 'auto',
      'findings.jitter.warning': 20,
      'findings.jitter.error': 50,
      'findings.loss.warning': 1,
      'findings.loss.error': 3,
      'findings.roundtrip': 300,
      'findings.setup': 3000,
      'findings.bruteforce.attempts': 3,
      'findings.bruteforce.time': 600,
    },
    systemHosts: [],
    locale: 'en',
  };
}

/**
 * For the first lines of the list.
 * @param {string} field
 * @param {string} filter
 * @param {number} rows
 * @returns {import('../src/engine/protocol').ListQuery}
 */
function listQuery(field, filter, rows) {
  const sort = { field, descending: false };
  return { kind: 'list', filter, sort, columns: ['index'], expanded: [], top: 0, rows, anchor: null };
}

module.exports = { listQuery, ordersFor };
