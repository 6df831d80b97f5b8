/** Addresses in less room than they need: what is left out is whole groups of an IPv6 address, and its ends stay. */

import { cutMiddle, textWidth } from './text';

/** `[2001:db8:…:5678]:5060`: as many groups of its ends as there is room for. Other texts lose their middle. */
export function shortHost(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const parts = IPV6.exec(text);
  if (parts === null) return cutMiddle(text, width);
  const [, before, address, behind] = parts as unknown as [string, string, string, string];
  const groups = address.split(':');
  const shortened = (head: number, tail: number) =>
    `${before}${groups.slice(0, head).join(':')}:…:${groups.slice(-tail).join(':')}${behind}`;
  let [head, tail] = [1, 1];
  const fits = (more: [number, number]) => more[0] + more[1] < groups.length && textWidth(shortened(...more)) <= width;
  for (let grew = true; grew; ) {
    grew = false;
    // The end tells hosts of a network apart.
    if (fits([head, tail + 1])) [grew, tail] = [true, tail + 1];
    if (fits([head + 1, tail])) [grew, head] = [true, head + 1];
  }
  const short = shortened(head, tail);
  return textWidth(short) <= width ? short : cutMiddle(text, width);
}

/** An IPv6 address on two lines, broken between groups, shortened as far as it must be; null where one line is enough. */
export function splitHost(text: string, width: number): [string, string] | null {
  if (textWidth(text) <= width || !IPV6.test(text)) return null;
  for (let room = 2 * width; room > width; room--) {
    const short = shortHost(text, room);
    const places = [...short.matchAll(/:/g)].map(({ index }) => index + 1);
    const longer = (at: number) => Math.max(at, short.length - at);
    const [at] = places.filter((place) => longer(place) <= width).sort((a, b) => longer(a) - longer(b));
    if (at !== undefined) return [short.slice(0, at), short.slice(at)];
  }
  return null;
}

/** With what stands around it: a bracket; a bracket, a port, a count. */
const IPV6 = /^([[(]?)([0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*)([\])]?(?::\d+)?(?: \+\d+)?)$/;
