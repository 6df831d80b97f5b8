# A call in which Alice presses 1 9 * 0 # (telephone-events, RFC 4733) into the PCMU stream.
host alice 192.0.2.11/24
host bob 192.0.2.22/24
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 192.0.2.22 '<sip:bob@192.0.2.22>;regint=0;audio_codecs=pcmu'
record dtmf.pcap udp
press alice dial sip:bob@192.0.2.22
sleep 0.5
press bob accept
sleep 0.7
for digit in 1 9 '*' 0 '#'; do press alice sndcode "$digit"; done
sleep 0.7
press alice hangup
recorded
