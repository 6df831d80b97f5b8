# The carrier calls Bob, moves its RTP to another port by a re-INVITE after two seconds of talk, and hangs up after two more
# (PCMU).
host carrier 198.51.100.10/24
host bob 192.0.2.22/24
voice carrier 4 0
for part in 1:1-100 2:101-200; do editcap -r "$scratch/carrier.pcap" "$scratch/carrier-${part%:*}.pcap" "${part#*:}"; done
spoken carrier moving
telephone bob 192.0.2.22 '<sip:bob@192.0.2.22>;regint=0;audio_codecs=pcmu;answermode=auto'
record clean/re-invite.pcap udp
who=+12025550150 home=carrier.example.net caller carrier moving 192.0.2.22:5060 bob -i 198.51.100.10 \
  -p 5060 -mp 20000 -key formats '0 101' -key then '0 101'
sleep 0.3
recorded
