# A call whose beginning was not recorded: three seconds of talk and the BYE.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 1.5
record clean/starts-mid-call.pcap udp
sleep 3
press alice hangup
recorded
