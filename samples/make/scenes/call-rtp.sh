# Alice calls Bob directly, he answers after a second of ringing, both talk for four seconds (PCMU), Alice hangs up.
host alice 192.0.2.11/24
host bob 192.0.2.22/24
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 192.0.2.22 '<sip:bob@192.0.2.22>;regint=0;audio_codecs=pcmu'
record call-rtp.pcap udp
press alice dial sip:bob@192.0.2.22
sleep 1.2
press bob accept
sleep 4
press alice hangup
recorded
