# A call through a router, recorded on all its interfaces (as with -i any): each packet is there as it comes in and as it goes
# out, within a millisecond.
two_nets
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record clean/copies-any.pcap udp router
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 3
press alice hangup
recorded
