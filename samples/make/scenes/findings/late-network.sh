# Alice calls Bob over a path that takes 190 ms each way, as by satellite. Recorded at Alice, twelve seconds of GSM,
# until RTCP has told twice of a round trip of 380 ms.
two_nets
late router 190
modules=gsm.so
tune alice 8
tune bob 8
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=gsm'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=gsm'
record findings/late-network.pcap udp alice eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 12
press alice hangup
recorded
