// Two hosts on this machine with a cable between them: network namespaces joined by a veth pair, for captures and
// loads that must not leave it. Needs root. Whoever makes one removes it.

const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');

let made = 0;

class Cable {
  /** Makes both ends, up, without IPv6's own packets. @throws {Error} when there is no right to */
  constructor() {
    const name = `sl${process.pid}-${++made}`;
    /** @type {[string, string]} namespaces, and the device in each */
    this.hosts = [`${name}a`, `${name}b`];
    this.devices = ['wire0', 'wire1'];
    this.addresses = ['10.99.0.1', '10.99.0.2'];
    try {
      for (const host of this.hosts) ip('netns', 'add', host);
      ip(
        '-n',
        this.hosts[0],
        'link',
        'add',
        this.devices[0],
        'type',
        'veth',
        'peer',
        'name',
        this.devices[1],
        'netns',
        this.hosts[1],
      );
      for (const side of [0, 1]) {
        this.run(side, 'sysctl', ['-qw', 'net.ipv6.conf.all.disable_ipv6=1']);
        ip('-n', this.hosts[side], 'addr', 'add', `${this.addresses[side]}/24`, 'dev', this.devices[side]);
        for (const device of ['lo', this.devices[side]]) ip('-n', this.hosts[side], 'link', 'set', device, 'up');
      }
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  /** @returns {string} standard output of a command run on a side (0 or 1) to its end */
  run(side, program, args) {
    return execFileSync('ip', ['netns', 'exec', this.hosts[side], program, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** @returns {import('node:child_process').ChildProcess} a command that goes on; `exec` keeps its process id */
  start(side, program, args, options = {}) {
    return spawn('ip', ['netns', 'exec', this.hosts[side], program, ...args], options);
  }

  /** Resolves when somebody captures on a side, or, with `false`, when nobody does any more. */
  async captured(side, wanted = true, timeoutMs = 10_000) {
    const endMs = Date.now() + timeoutMs;
    // A line for each packet socket, below one of titles.
    while (this.run(side, 'cat', ['/proc/net/packet']).trim().split('\n').length > 1 !== wanted) {
      if (Date.now() > endMs) throw new Error(`${wanted ? 'nobody' : 'somebody'} captures on ${this.devices[side]}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  remove() {
    for (const host of this.hosts) if (fs.existsSync(`/run/netns/${host}`)) ip('netns', 'del', host);
  }
}

function ip(...args) {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

module.exports = { Cable };
