"""Holds the IPv4 packets that are routed into a TUN device, and sends them back out of it late. relay.py DEVICE DELAY
[SPREAD SOURCE]

All are held for DELAY ms. RTP of the address SOURCE (UDP to an even port from 16384 on) is held for up to SPREAD ms more,
each packet for a time of its own by chance, so that some overtake others. The chances are the same at each run.
"""

import fcntl
import heapq
import os
import random
import select
import socket
import struct
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
UDP = 17


def is_rtp(packet, source):
    if packet[9] != UDP or packet[12:16] != source:
        return False
    header = (packet[0] & 15) * 4
    (port,) = struct.unpack_from(">H", packet, header + 2)
    return port >= 16384 and port % 2 == 0


def main(device, delay, spread=0, source="0.0.0.0"):
    chances, source = random.Random(8), socket.inet_aton(source)
    tun = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", device.encode(), IFF_TUN | IFF_NO_PI))
    print("listening", flush=True)
    held, number = [], 0
    while True:
        wait = max(0, held[0][0] - time.monotonic()) if held else None
        readable, _, _ = select.select([tun], [], [], wait)
        if readable:
            packet = os.read(tun, 65535)
            if packet[0] >> 4 == 4:
                late = float(delay) + (chances.uniform(0, float(spread)) if is_rtp(packet, source) else 0)
                heapq.heappush(held, (time.monotonic() + late / 1000, number, packet))
                number += 1
        while held and held[0][0] <= time.monotonic():
            os.write(tun, heapq.heappop(held)[2])


main(*sys.argv[1:])
