# Alice calls Bob, whose telephone sends 183 with SDP at once: hers sends RTP from then on, his only when he has answered, over
# two seconds later.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu;answermode=early'
record clean/early-media-caller.pcap udp
press alice dial sip:bob@198.51.100.22
sleep 2.5
press bob accept
sleep 3
press alice hangup
recorded
