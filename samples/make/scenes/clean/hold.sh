# Alice calls Bob, puts the call on hold for three seconds (re-INVITE with sendonly) and takes it back.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record clean/hold.pcap udp
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 1.5
press alice hold
sleep 3
press alice resume
sleep 1.5
press alice hangup
recorded
