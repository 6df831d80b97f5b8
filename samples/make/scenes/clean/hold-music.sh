# The PBX puts Bob on hold for three seconds and plays music (re-INVITE with sendonly): RTP goes one way.
host pbx 203.0.113.7/24
host bob 192.0.2.22/24
voice pbx 8 0
spoken pbx holding
telephone bob 192.0.2.22 '<sip:bob@192.0.2.22>;regint=0;audio_codecs=pcmu;answermode=auto'
record clean/hold-music.pcap udp
who=+12025550150 caller pbx holding 192.0.2.22:5060 bob -i 203.0.113.7 -p 5060 -mp 20000 -key formats '0 101' \
  -key held sendonly -key at 203.0.113.7 -d 1500
sleep 0.3
recorded
