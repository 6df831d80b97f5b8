# The same with up to 250 ms for what Bob says, recorded at Alice: a mean jitter of 75 ms or so.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
router router 192.0.2.1/24 198.51.100.1/24
via alice 198.51.100.0/24 192.0.2.1
via bob 192.0.2.0/24 198.51.100.1
late router 0 250 198.51.100.22
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record findings/jittery-media-strong.pcap udp alice eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 6
press alice hangup
recorded
