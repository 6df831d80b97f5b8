# Alice calls Bob, PCMU. The firewalls of both let RTP out only 1.2 s after he has answered.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
for name in alice bob; do on $name iptables -A OUTPUT -p udp --sport 16384:16484 -j DROP; done
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record findings/late-media.pcap udp
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 0.9
for name in alice bob; do on $name iptables -F OUTPUT; done
sleep 4
press alice hangup
recorded
