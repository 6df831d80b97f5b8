# Alice calls Bob through a router that holds each packet of what she says for up to 100 ms, each for a time of its own.
# Recorded at Bob, six seconds of PCMU: a mean jitter of 30 ms or so; his RTCP report tells of it.
two_nets
late router 0 100 192.0.2.11
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record findings/jittery-media.pcap udp bob eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 6
press alice hangup
recorded
