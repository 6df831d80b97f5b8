# Alice calls Bob through a router that loses one packet in twenty-five of what Bob sends, seven seconds of PCMU; then
# her telephone publishes what it heard (RFC 6035) to a collector. Recorded at Alice.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
host collector 203.0.113.9/24
router router 192.0.2.1/24 198.51.100.1/24
via alice 198.51.100.0/24 192.0.2.1
via bob 192.0.2.0/24 198.51.100.1
on router iptables -A FORWARD -s 198.51.100.22 -p udp --dport 16384:16484 \
  -m statistic --mode random --probability 0.04 -j DROP
tone alice 440
tone bob 1000
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
callee collector collector -i 203.0.113.9 -p 5060
record voice-report.pcap udp alice eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 7
press alice hangup
sleep 0.5
python3 "$here/report/report.py" "$scratch/capture" 192.0.2.11 "$here/sipp/publisher.xml" "$scratch/publisher.xml"
scenarios=$scratch home=192.0.2.11 caller alice publisher 203.0.113.9:5060 collector -i 192.0.2.11 -p 5062
recorded
