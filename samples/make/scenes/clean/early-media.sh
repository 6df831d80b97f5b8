# Alice calls a number whose announcement comes before the answer: 183 with SDP, RTP both ways, the 200 2.5 seconds later.
host alice 192.0.2.11/24
host carrier 198.51.100.10/24
voice carrier 6 0
spoken carrier speaking
callee carrier speaking -i 198.51.100.10 -p 5060 -mp 20000 -key formats '0 101'
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
record clean/early-media.pcap udp
press alice dial sip:+12025550121@198.51.100.10
sleep 5.5
press alice hangup
recorded
