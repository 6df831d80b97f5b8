# A call of which only RTP and RTCP were recorded, as where signalling goes another way. Alice says 440 Hz, Bob 1000 Hz
# (PCMU).
host alice 192.0.2.11/24
host bob 192.0.2.22/24
tone alice 440
tone bob 1000
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 192.0.2.22 '<sip:bob@192.0.2.22>;regint=0;audio_codecs=pcmu'
record rtp-only.pcap 'udp and not port 5060'
press alice dial sip:bob@192.0.2.22
sleep 0.5
press bob accept
sleep 3
press alice hangup
recorded
