# A call within a LAN: private addresses (RFC 1918) in SIP, SDP and on the wire.
host alice 10.1.0.11/24
host bob 10.1.0.22/24
telephone alice 10.1.0.11 '<sip:alice@10.1.0.11>;regint=0;audio_codecs=pcmu'
telephone bob 10.1.0.22 '<sip:bob@10.1.0.22>;regint=0;audio_codecs=pcmu'
record clean/lan.pcap udp
press alice dial sip:bob@10.1.0.22
sleep 0.5
press bob accept
sleep 3
press alice hangup
recorded
