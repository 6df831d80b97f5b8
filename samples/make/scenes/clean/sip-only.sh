# A call of which only SIP was recorded (a capture filter): its RTP is not missing, it was not looked for.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record clean/sip-only.pcap 'udp port 5060'
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 4
press alice hangup
recorded
