# A call through a switch, recorded at the ports of both telephones at once (dumpcap with two interfaces): each packet is there
# twice, byte by byte, within a millisecond.
host alice 192.0.2.11/24
host bob 192.0.2.22/24
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 192.0.2.22 '<sip:bob@192.0.2.22>;regint=0;audio_codecs=pcmu'
record clean/copies-interfaces.pcapng udp bridge p11 p12
press alice dial sip:bob@192.0.2.22
sleep 0.5
press bob accept
sleep 3
press alice hangup
recorded
