# Alice calls the carrier, PCMU, 20 ms a packet by both SDPs. So she sends it, the carrier's packets have 40 ms.
host alice 192.0.2.11/24
host carrier 198.51.100.10/24
voice carrier 6 0 40
spoken carrier speaking
callee carrier speaking -i 198.51.100.10 -p 5060 -mp 20000 -key formats '0 101'
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
record findings/codec-asymmetry-ptime.pcap udp
press alice dial sip:+12025550100@198.51.100.10
sleep 4.5
press alice hangup
recorded
