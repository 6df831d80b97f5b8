# Alice leaves a message: the carrier greets her for two seconds and sends nothing while it records, for five more.
host alice 192.0.2.11/24
host carrier 198.51.100.10/24
voice carrier 2 0
spoken carrier speaking
callee carrier speaking -i 198.51.100.10 -p 5060 -mp 20000 -key formats '0 101'
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
record clean/voicemail.pcap udp
press alice dial sip:+12025550100@198.51.100.10
sleep 7.2
press alice hangup
recorded
