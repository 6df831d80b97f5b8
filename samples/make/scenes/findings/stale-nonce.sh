# A challenge of the SBC holds for a second, and Alice answers after two and a half: 401 with stale=true each time, until
# she gives up.
host alice 192.0.2.11/24
host sbc 203.0.113.5/24
proxy sbc proxy -l udp:203.0.113.5:5060 -A NONCE=1
record findings/stale-nonce.pcap udp
caller alice registers-late 203.0.113.5:5060 alice -i 192.0.2.11 -p 5060 -key expires 600 -d 2500
recorded
