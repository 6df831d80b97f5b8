// A live capture on a pseudo-terminal: how long a packet takes to the screen, what rest costs, and what a flood loses while
// the list is kept up to date and problems are looked for.

const { figures } = require('./answers');
const { Cable } = require('./namespaces');
const { TerminalRun, pause } = require('./terminal');

const PACKETS = 40;
/** Longer than whatever waits for a full second: the next packet comes to a capture at rest. */
const BETWEEN_MS = 400;
const REST_MS = 20_000;

/** Sends a request with a Call-ID of its own for each line that it reads. */
const SENDER = `
const socket = require('node:dgram').createSocket('udp4');
let sent = 0;
process.stdin.on('data', () => {
  const id = 'screen-' + ++sent;
  const lines = ['OPTIONS sip:b@example.com SIP/2.0', 'Via: SIP/2.0/UDP h;branch=z9hG4bK' + id, 'From: <sip:a@h>;tag=1',
    'To: <sip:b@h>', 'Call-ID: ' + id, 'CSeq: 1 OPTIONS', 'Content-Length: 0', '', ''];
  socket.send(lines.join('\\r\\n'), 5060, process.argv[1]);
});
process.stdin.on('end', () => process.exit());
`;

/** Calls `use` with a screen that captures the far end of a cable, and that cable; ends both. */
async function withScreen(main, env, use) {
  const cable = new Cable();
  const capture = ['-F', '-d', cable.devices[1], '--user', 'root'];
  const run = new TerminalRun('ip', ['netns', 'exec', cable.hosts[1], process.execPath, main, ...capture], env);
  try {
    if ((await run.until(shows(0), 10_000)) === null) throw new Error(`no live capture:\n${run.rows.join('\n')}`);
    await pause(1000);
    return await use(run, cable);
  } finally {
    await run.end();
    cable.remove();
  }
}

function shows(count) {
  return (rows) => new RegExp(`\\b${count} dialogs?\\b`).test(rows[0] ?? '');
}

/** @returns {Promise<{ screenMs: { median: number, p99: number, worst: number }, restPercent: number }>} */
function measureScreen(main, env) {
  return withScreen(main, env, async (run, cable) => {
    const sender = cable.start(0, process.execPath, ['-e', SENDER, cable.addresses[1]], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    const times = [];
    for (let count = 1; count <= PACKETS; count++) {
      await pause(BETWEEN_MS + 7 * (count % 10));
      const sentMs = performance.now();
      sender.stdin.write('\n');
      const shownMs = await run.until(shows(count), 10_000);
      if (shownMs === null) throw new Error(`packet ${count} never came to the screen:\n${run.rows.join('\n')}`);
      times.push(shownMs - sentMs);
    }
    sender.stdin.end();
    await pause(1000);
    const before = run.cpuMs();
    await pause(REST_MS);
    return { screenMs: figures(times), restPercent: (100 * (run.cpuMs() - before)) / REST_MS };
  });
}

/**
 * Has `play` send its flood over the cable, and waits until the screen counts no further.
 * @returns {Promise<{ played: string, packets: number, lost: number, behindS: number }>} what `play` said; seconds until the screen had all that it got
 */
function floodScreen(main, env, play) {
  return withScreen(main, env, async (run, cable) => {
    const played = await play(cable);
    const endMs = performance.now();
    await run.settled(SETTLED_MS);
    const [title] = run.rows;
    const number = (what) => Number((new RegExp(`([\\d,]+) ${what}`).exec(title)?.[1] ?? '').replace(/,/g, ''));
    return {
      played,
      packets: number('messages'),
      lost: number('dropped'),
      behindS: Math.max(0, run.changedMs - endMs) / 1000,
    };
  });
}

/** So long without a change the screen has all: it tells of packets several times a second. */
const SETTLED_MS = 2000;

module.exports = { floodScreen, measureScreen };
