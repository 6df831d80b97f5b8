"""Fills a SIPp scenario with the voice quality report (RFC 6035) of a call. report.py CAPTURE ADDRESS TEMPLATE OUT

The telephone at ADDRESS reports: what it heard, counted in the packets of the capture, which was made there, and what
the other end said of its own side in RTCP. Gaps and bursts: RFC 3611, section 4.7.2, Gmin 16. Ratings: ITU-T G.107 for
G.711 with concealment (Ie 0, Bpl 25.1).
"""

import datetime
import subprocess
import sys

GMIN, PACKET_MS, SERVICE_MS = 16, 20, 120


def fields(capture, which, *names):
    words = ["tshark", "-r", capture, "-Y", which, "-T", "fields"] + [word for name in names for word in ("-e", name)]
    out = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in out.splitlines()]


def bursts(sequences):
    """Loss rate in percent and mean length in milliseconds of bursts, then of gaps."""
    first, last = min(sequences), max(sequences)
    lost = sorted(set(range(first, last + 1)) - set(sequences))
    found = []
    for number in lost:
        if found and number - found[-1][1] - 1 < GMIN:
            found[-1] = (found[-1][0], number, found[-1][2] + 1)
        else:
            found.append((number, number, 1))
    # One packet lost alone belongs to the gap around it.
    found = [burst for burst in found if burst[2] > 1]
    inside, packets = sum(burst[2] for burst in found), sum(burst[1] - burst[0] + 1 for burst in found)
    outside, rest = len(lost) - inside, last - first + 1 - packets
    gaps = len(found) + 1
    return (
        100 * len(lost) / (last - first + 1),
        (100 * inside / packets, PACKET_MS * packets / len(found)) if found else (0, 0),
        (100 * outside / rest, PACKET_MS * rest / gaps),
    )


def quality(loss):
    listening = 93.2 - 95 * loss / (loss + 25.1)
    conversation = listening - 0.024 * SERVICE_MS
    mos = [1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r) for r in (listening, conversation)]
    return f"RLQ={listening:.0f} RCQ={conversation:.0f} MOSLQ={mos[0]:.1f} MOSCQ={mos[1]:.1f} QoEEstAlg=G.107"


def utc(epoch):
    return datetime.datetime.fromtimestamp(float(epoch), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def report(capture, address):
    call, to_tag, from_tag, caller, called = fields(
        capture,
        "sip.CSeq.method == INVITE && sip.Status-Code == 200",
        *("sip.Call-ID", "sip.to.tag", "sip.from.tag", "sip.from.addr", "sip.to.addr"),
    )[0]
    packets = fields(
        capture, "rtp", *("ip.src", "udp.srcport", "rtp.ssrc", "rtp.extseq", "frame.time_epoch", "rtp.payload")
    )
    said = [packet for packet in packets if packet[0] == address]
    heard = [packet for packet in packets if packet[0] != address]
    loss, burst, gap = bursts([int(packet[3]) for packet in heard])
    theirs = fields(capture, f"rtcp.ssrc.fraction && ip.src != {address}", "rtcp.ssrc.fraction", "rtcp.ssrc.jitter")[-1]
    mine = fields(capture, f"rtcp.ssrc.fraction && ip.src == {address}", "rtcp.ssrc.jitter")[-1]
    remote_loss = 100 * int(theirs[0]) / 256
    times = f"Timestamps: START={utc(packets[0][4])} STOP={utc(packets[-1][4])}"
    session = f'SessionDesc: PT=0 PD=PCMU SR=8000 FD={PACKET_MS} FO=160 FPP=1 PPS=50 PLC=3 SSUP=off'
    where = [f"IP={one[0]} PORT={one[1]} SSRC={one[2]}" for one in (said[0], heard[0])]
    return [
        "VQSessionReport: CallTerm",
        f"CallID: {call}",
        f"LocalID: <{caller}>",
        f"RemoteID: <{called}>",
        f"OrigID: <{caller}>",
        "LocalGroup: desks",
        "RemoteGroup: desks",
        f"LocalAddr: {where[0]}",
        "LocalMAC: 02:00:5e:00:53:11",
        f"RemoteAddr: {where[1]}",
        "LocalMetrics:",
        times,
        session,
        "JitterBuffer: JBA=3 JBR=2 JBN=100 JBM=100 JBX=200",
        f"PacketLoss: NLR={loss:.1f} JDR=0.0",
        f"BurstGapLoss: BLD={burst[0]:.1f} BD={burst[1]:.0f} GLD={gap[0]:.1f} GD={gap[1]:.0f} GMIN={GMIN}",
        f"Delay: RTD=1 ESD={SERVICE_MS} SOWD={SERVICE_MS} IAJ={int(mine[0]) // 8} MAJ={int(mine[0]) // 8}",
        "Signal: SL=-3 NL=-70 RERL=55",
        f"QualityEst: {quality(loss)}",
        "RemoteMetrics:",
        times,
        session,
        f"PacketLoss: NLR={remote_loss:.1f} JDR=0.0",
        f"Delay: IAJ={int(theirs[1]) // 8} MAJ={int(theirs[1]) // 8}",
        f"QualityEst: {quality(remote_loss)}",
        f"DialogID: {call};to-tag={to_tag};from-tag={from_tag}",
    ]


def main(capture, address, template, out):
    with open(template, encoding="utf-8") as file:
        scenario = file.read()
    lines = "\n".join(" " * 6 + line for line in report(capture, address)).lstrip()
    with open(out, "w", encoding="utf-8") as file:
        file.write(scenario.replace("@report@", lines))


main(*sys.argv[1:])
