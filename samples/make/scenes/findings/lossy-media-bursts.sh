# Alice calls Bob through a router that loses four packets in a row of each sixty that he sends: over 6 %, in bursts.
# Recorded at Alice, seven seconds of PCMU.
two_nets
# An IP packet of 200 bytes is 20 ms of PCMU, so that neither SIP nor RTCP is lost. A rule counts what those before it
# have left.
for every in 60 59 58 57; do
  on router iptables -A FORWARD -s 198.51.100.22 -p udp -m length --length 200 \
    -m statistic --mode nth --every $every --packet 30 -j DROP
done
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record findings/lossy-media-bursts.pcap udp alice eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 7
press alice hangup
recorded
