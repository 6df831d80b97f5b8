"""Makes of a voice the RTP that SIPp plays. packets.py IN OUT PAYLOAD-TYPE PACKET-MS [PAUSE...]

IN is G.711, one byte a sample. In a pause (FROM-TO in ms of the call) nothing is sent, and the first packet after it has
the marker; a pause with `cn` behind it begins with a packet of comfort noise (RFC 3389) and has another each second.
Addresses and ports are SIPp's matter: here they are those that stand for none. The SSRC is made of OUT's last part.
"""

import os
import struct
import sys
import zlib

COMFORT_NOISE = 13
# -58 dBov, and no spectrum.
NOISE = bytes([58])
FIRST_NUMBER, FIRST_TIME = 700, 160000


def pauses_of(words):
    for word in words:
        begin, end = word.removesuffix("cn").split("-")
        yield int(begin), int(end), word.endswith("cn")


def packets(voice, payload_type, packet_ms, pauses):
    """(ms, payload type, marker, payload) of each packet."""
    talking, noise_at = False, 0
    for ms in range(0, len(voice) // 8, packet_ms):
        noise = [with_noise for begin, end, with_noise in pauses if begin <= ms < end]
        if not noise:
            yield ms, payload_type, not talking, voice[ms * 8 : (ms + packet_ms) * 8]
        elif any(noise) and (talking or ms >= noise_at):
            noise_at = ms + 1000
            yield ms, COMFORT_NOISE, False, NOISE
        talking = not noise


def frame(ssrc, number, ms, payload_type, marker, payload):
    header = struct.pack(">BBHII", 0x80, marker << 7 | payload_type, FIRST_NUMBER + number, FIRST_TIME + ms * 8, ssrc)
    udp = struct.pack(">HHHH", 9, 9, 8 + len(header) + len(payload), 0) + header + payload
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, bytes(4), bytes(4))
    return bytes(12) + b"\x08\x00" + ip + udp


def main(source, target, payload_type, packet_ms, *pauses):
    with open(source, "rb") as file:
        voice = file.read()
    ssrc = zlib.crc32(os.path.basename(target).encode())
    with open(target, "wb") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        every = packets(voice, int(payload_type), int(packet_ms), list(pauses_of(pauses)))
        for number, (ms, *rest) in enumerate(every):
            bytes_ = frame(ssrc, number, ms, *rest)
            file.write(struct.pack("<IIII", ms // 1000, ms % 1000 * 1000, len(bytes_), len(bytes_)) + bytes_)


main(*sys.argv[1:])
