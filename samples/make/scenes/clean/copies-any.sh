# A call through a router, recorded on all its interfaces (as with -i any): each packet is there as it comes in and as it goes
# out, within a millisecond.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
router router 192.0.2.1/24 198.51.100.1/24
via alice 198.51.100.0/24 192.0.2.1
via bob 192.0.2.0/24 198.51.100.1
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record clean/copies-any.pcap udp router
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 3
press alice hangup
recorded
