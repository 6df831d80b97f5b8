# Alice calls Bob; each says one steady tone for four seconds (PCMA): she 440 Hz, he 1000 Hz.
host alice 192.0.2.11/24
host bob 192.0.2.22/24
tone alice 440
tone bob 1000
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcma'
telephone bob 192.0.2.22 '<sip:bob@192.0.2.22>;regint=0;audio_codecs=pcma'
record tone.pcap udp
press alice dial sip:bob@192.0.2.22
sleep 0.5
press bob accept
sleep 4
press alice hangup
recorded
