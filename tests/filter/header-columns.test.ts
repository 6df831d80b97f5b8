/** Columns that are headers of the messages: Contact, Warning, and what was said of the end. */

import path from 'node:path';
import { Session } from '../../src/engine/session';
import { fieldNamed } from '../../src/filter/fields';
import { NO_LIMITS } from '../../src/store/store';
import { dialogsOf } from '../store/play';

test.each([
  ['call-rtp.pcap', 'contact', /^<sip:[^>]+>$/],
  ['mixed.pcapng', 'warning', /^3\d\d \S+ "/],
  ['mixed.pcapng', 'hangup', /^Q\.850 17 User busy$/],
])('of %s, %s is read from the messages', async (file, name, expected) => {
  const session = await Session.open([path.join(__dirname, '../../samples', file)], NO_LIMITS);
  await session.readAll();
  const texts = dialogsOf(session.store).map((dialog) => fieldNamed(name)?.text(session.store, dialog) ?? '');
  session.close();
  expect(texts.filter((text) => text !== '')[0]).toMatch(expected);
});
