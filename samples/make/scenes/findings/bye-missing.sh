# Alice calls Bob, PCMU; after three seconds of talk both lose their power: no BYE comes. The SBC goes on asking the carrier
# whether it lives, for 40 seconds more.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
host sbc 203.0.113.5/24
host carrier 198.51.100.10/24
callee carrier carrier -i 198.51.100.10 -p 5060
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
at_alice=$!
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
at_bob=$!
record findings/bye-missing.pcap udp
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 3
kill -KILL $at_alice $at_bob
for ping in 1 2 3 4; do
  caller sbc options 198.51.100.10:5060 ping -i 203.0.113.5 -p 5060
  sleep 10
done
caller sbc options 198.51.100.10:5060 ping -i 203.0.113.5 -p 5060
recorded
