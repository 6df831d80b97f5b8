# The carrier calls Bob with PCMU and goes over to PCMA by a re-INVITE after two seconds of talk; his telephone follows.
host carrier 198.51.100.10/24
host bob 192.0.2.22/24
voice carrier-1 2 0
voice carrier-2 2 8
spoken carrier moving
telephone bob 192.0.2.22 '<sip:bob@192.0.2.22>;regint=0;audio_codecs=pcmu,pcma;answermode=auto'
record clean/codec-change.pcap udp
who=+12025550150 home=carrier.example.net caller carrier moving 192.0.2.22:5060 bob -i 198.51.100.10 \
  -p 5060 -mp 20000 -key formats '0 101' -key then '8 101'
sleep 0.3
recorded
