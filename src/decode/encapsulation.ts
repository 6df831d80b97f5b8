/** Which protocol follows which number: the one table to add an encapsulation to. Link types stand in link.ts. */

import { ethernet, vlan } from './ethernet';
import { gre } from './gre';
import { gtpUser } from './gtp';
import { ipv4 } from './ipv4';
import { authentication, extension, fragmentHeader, ipv6 } from './ipv6';
import { LINK_TYPES } from './link';
import { mpls } from './mpls';
import { ETHERTYPE, FRAGMENT, IP_PROTOCOL, type Layer, LINK_TYPE, PPP_PROTOCOL, UDP_PORT } from './packet';
import { ppp, pppoe } from './ppp';
import { udp } from './udp';
import { geneve, vxlan } from './vxlan';

/** TCP and SCTP are not here: they need memory, which the decoder has. */
export const ENCAPSULATIONS: ReadonlyArray<readonly [number, Layer]> = [
  [ETHERTYPE + 0x0800, ipv4],
  [ETHERTYPE + 0x86dd, ipv6],
  [ETHERTYPE + 0x8100, vlan],
  [ETHERTYPE + 0x88a8, vlan],
  [ETHERTYPE + 0x9100, vlan],
  [ETHERTYPE + 0x8847, mpls],
  [ETHERTYPE + 0x8848, mpls],
  [ETHERTYPE + 0x8864, pppoe],
  // GRE and Geneve name their content by EtherType too: a bridged Ethernet frame, and PPP of PPTP.
  [ETHERTYPE + 0x6558, ethernet],
  [ETHERTYPE + 0x880b, ppp],
  [PPP_PROTOCOL + 0x0021, ipv4],
  [PPP_PROTOCOL + 0x0057, ipv6],
  [PPP_PROTOCOL + 0x0281, mpls],
  [PPP_PROTOCOL + 0x0283, mpls],
  [IP_PROTOCOL + 0, extension],
  [IP_PROTOCOL + 4, ipv4],
  [IP_PROTOCOL + 17, udp],
  [IP_PROTOCOL + 41, ipv6],
  [IP_PROTOCOL + 43, extension],
  [IP_PROTOCOL + 44, fragmentHeader],
  [IP_PROTOCOL + 47, gre],
  [IP_PROTOCOL + 51, authentication],
  [IP_PROTOCOL + 60, extension],
  [IP_PROTOCOL + 137, mpls],
  [UDP_PORT + 2152, gtpUser],
  [UDP_PORT + 4789, vxlan],
  [UDP_PORT + 6081, geneve],
];

const LAYERS: Array<Layer | null> = [null];
/** Index into LAYERS by the name of the layer: a load and no hashing for each header of each packet. */
const INDEX = new Uint8Array(FRAGMENT);

for (const [number, layer] of LINK_TYPES) addRow(LINK_TYPE + number, layer);
for (const [name, layer] of ENCAPSULATIONS) addRow(name, layer);

function addRow(name: number, layer: Layer): void {
  const known = LAYERS.indexOf(layer);
  INDEX[name] = known > 0 ? known : LAYERS.push(layer) - 1;
}

/** Null where the walk through the layers ends. */
export function layerOf(name: number): Layer | null {
  return name < FRAGMENT ? LAYERS[INDEX[name]] : null;
}
