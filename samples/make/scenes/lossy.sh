# Alice calls Bob through a router that loses one packet in twenty of what she sends him (SIP excepted), recorded where
# he hears it. RTCP comes after five seconds: his report tells of the loss.
two_nets
on router iptables -A FORWARD -s 192.0.2.11 -p udp --dport 16384:16484 \
  -m statistic --mode random --probability 0.05 -j DROP
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record lossy.pcap udp bob eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 7
press alice hangup
recorded
