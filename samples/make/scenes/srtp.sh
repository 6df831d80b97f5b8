# A call with SRTP by SDES (RTP/SAVP, a=crypto in offer and answer; SRTCP too). Alice says 440 Hz, Bob 1000 Hz (PCMU).
host alice 192.0.2.11/24
host bob 192.0.2.22/24
tone alice 440
tone bob 1000
modules=srtp.so
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu;mediaenc=srtp-mand'
telephone bob 192.0.2.22 '<sip:bob@192.0.2.22>;regint=0;audio_codecs=pcmu;mediaenc=srtp-mand'
record srtp.pcap udp
press alice dial sip:bob@192.0.2.22
sleep 0.5
press bob accept
sleep 4
press alice hangup
recorded
