/**
 * Records one packet again and again, as fast as it can, until somebody kills it: what it leaves is read by
 * recorder.test.ts. Arguments: the built recorder, the path of -O, bytes of a file or 0, the packet as hex.
 */
const [recorderFile, path, bytes, hex] = process.argv.slice(2);
const { Recorder } = require(recorderFile);

const PACKETS_A_TURN = 40;

async function main() {
  process.setgroups([]);
  process.setgid(65534);
  process.setuid(65534);
  const split = bytes === '0' ? null : { bytes: Number(bytes) };
  const linkTypes = path.endsWith('.pcapng') ? [1, 276] : [1];
  const recorder = await Recorder.open({ path, split, keep: null }, [
    { name: 'made', linkTypes, readBack: () => null },
  ]);
  const packet = Buffer.from(hex, 'hex');
  let position = 0;
  const turn = () => {
    for (let i = 0; i < PACKETS_A_TURN; i++) {
      position++;
      // Lengths that end at every place of a page: the last bytes are padding behind the datagram.
      const frame = { bytes: packet, start: 0, end: packet.length - (position % 64), wireLength: packet.length };
      recorder.take({ ...frame, seconds: position, nanos: position, linkType: 1, input: 0, position }, null);
    }
    if (position === 25 * PACKETS_A_TURN) process.stdout.write('recording\n');
    setImmediate(turn);
  };
  turn();
}

main().catch((error) => {
  process.stdout.write(`${error.message}\n`);
  process.exitCode = 1;
});
