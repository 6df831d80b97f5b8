# Alice calls Bob through a router that loses every fiftieth packet of what she says: 2 %, no two in a row. Recorded at
# Bob, seven seconds of PCMU.
two_nets
# An IP packet of 200 bytes is 20 ms of PCMU, so that neither SIP nor RTCP is lost.
on router iptables -A FORWARD -s 192.0.2.11 -p udp -m length --length 200 \
  -m statistic --mode nth --every 50 --packet 20 -j DROP
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record findings/lossy-media.pcap udp bob eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 7
press alice hangup
recorded
