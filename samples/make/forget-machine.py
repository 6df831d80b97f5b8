"""Takes the recording machine's hardware and kernel out of a pcapng file; everything else stays. forget-machine.py IN OUT

Block layout and option codes: draft-ietf-opsawg-pcapng, sections 4.1 (section header) and 4.2 (interface).
"""

import struct
import sys

SECTION, INTERFACE = 0x0A0D0D0A, 1
# Of each block: where its options begin, and those that tell of the machine (shb_hardware, shb_os; if_hardware, if_os).
MACHINE = {SECTION: (16, {2, 3}), INTERFACE: (8, {12, 15})}


def without(options, codes):
    kept, at = b"", 0
    while at + 4 <= len(options):
        code, length = struct.unpack_from("<HH", options, at)
        end = at + 4 + (length + 3) // 4 * 4
        if code not in codes:
            kept += options[at:end]
        at = end
    return kept


def main(source, target):
    with open(source, "rb") as file:
        data = file.read()
    out, at = b"", 0
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        body = data[at + 8 : at + length - 4]
        if kind in MACHINE:
            begin, codes = MACHINE[kind]
            body = body[:begin] + without(body[begin:], codes)
        length_now = struct.pack("<I", len(body) + 12)
        out += struct.pack("<I", kind) + length_now + body + length_now
        at += length
    with open(target, "wb") as file:
        file.write(out)


main(*sys.argv[1:])
