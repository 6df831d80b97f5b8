"""A fax machine over T.38 (spandsp's, called as a library), which sends or takes one page, and ends when that is done.

machine.py send|take LOCAL:PORT REMOTE:PORT TIFF    (send makes the page first)

UDPTL, with the packet before each as redundancy: ITU-T T.38, section 9.1.
"""

import ctypes
import socket
import sys
import time

SAMPLES, SECONDS, LIMIT_SECONDS = 160, 0.02, 60
CALLER, CALLED = b"+12025550160", b"+12025550161"


def page(name):
    """Stripes across a short page, as libtiff writes Group 4."""
    tiff = ctypes.CDLL("libtiff.so.6")
    tiff.TIFFOpen.restype = ctypes.c_void_p
    file = ctypes.c_void_p(tiff.TIFFOpen(name, b"w"))
    width, lines = 1728, 240
    # Tags of TIFF: width, length, bits, compression, black on white, fill order, samples, rows of a strip, inches.
    whole = {256: width, 257: lines, 258: 1, 259: 4, 262: 0, 266: 1, 277: 1, 278: lines, 296: 2}
    for tag, value in whole.items():
        tiff.TIFFSetField(file, ctypes.c_uint32(tag), ctypes.c_uint32(value))
    # Resolution across and down.
    for tag, value in {282: 204.0, 283: 98.0}.items():
        tiff.TIFFSetField(file, ctypes.c_uint32(tag), ctypes.c_double(value))
    for line in range(lines):
        bytes_ = bytes(0xFF if 20 <= line % 60 < 40 and column % 18 < 9 else 0 for column in range(width // 8))
        tiff.TIFFWriteScanline(file, bytes_, ctypes.c_uint32(line), ctypes.c_uint16(0))
    tiff.TIFFClose(file)


class Line:
    """UDPTL between two machines."""

    def __init__(self, local, remote):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(local)
        self.socket.setblocking(False)
        self.remote, self.sequence, self.before = remote, 0, b""

    def send(self, packet):
        # Choice of redundancy, then how many packets of before follow.
        redundant = bytes([0, 1, len(self.before)]) + self.before if self.before else bytes([0, 0])
        head = self.sequence.to_bytes(2, "big") + bytes([len(packet)])
        self.socket.sendto(head + packet + redundant, self.remote)
        self.sequence, self.before = (self.sequence + 1) & 0xFFFF, packet

    def received(self):
        while True:
            try:
                datagram = self.socket.recv(2048)
            except (BlockingIOError, ConnectionRefusedError):
                return
            yield int.from_bytes(datagram[:2], "big"), datagram[3 : 3 + datagram[2]]


def end(word):
    address, port = word.split(":")
    return address, int(port)


def main(task, local, remote, name):
    name = name.encode()
    if task == "send":
        page(name)
    line = Line(end(local), end(remote))
    spandsp = ctypes.CDLL("libspandsp.so.2")
    for function in ("t38_terminal_init", "t38_terminal_get_t30_state", "t38_terminal_get_t38_core_state"):
        getattr(spandsp, function).restype = ctypes.c_void_p
    handler_type = ctypes.CFUNCTYPE(
        ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint8), ctypes.c_int, ctypes.c_int
    )

    def handler(_core, _user, packet, length, count):
        for _ in range(count):
            line.send(bytes(packet[:length]))
        return 0

    kept = handler_type(handler)
    machine = ctypes.c_void_p(spandsp.t38_terminal_init(None, int(task == "send"), kept, None))
    t30 = ctypes.c_void_p(spandsp.t38_terminal_get_t30_state(machine))
    core = ctypes.c_void_p(spandsp.t38_terminal_get_t38_core_state(machine))
    spandsp.t30_set_tx_ident(t30, CALLER if task == "send" else CALLED)
    if task == "send":
        spandsp.t30_set_tx_file(t30, name, -1, -1)
    else:
        spandsp.t30_set_rx_file(t30, name, -1)
    begins = at = time.monotonic()
    while at - begins < LIMIT_SECONDS:
        for sequence, packet in line.received():
            spandsp.t38_core_rx_ifp_packet(core, packet, len(packet), ctypes.c_uint16(sequence))
        if spandsp.t38_terminal_send_timeout(machine, SAMPLES):
            break
        at += SECONDS
        time.sleep(max(0, at - time.monotonic()))
    print(f"ended after {at - begins:.1f} s")


main(*sys.argv[1:])
