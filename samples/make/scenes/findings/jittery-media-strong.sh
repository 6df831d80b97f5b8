# The same with up to 250 ms for what Bob says, recorded at Alice: a mean jitter of 75 ms or so.
two_nets
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
