# Alice's telephone is behind a NAT and registers with its private address in Via and Contact. Recorded at the SBC.
host alice 192.168.1.11/24
host sbc 203.0.113.5/24
router router 192.168.1.1/24 203.0.113.1/24
via alice 203.0.113.0/24 192.168.1.1
on router iptables -t nat -A POSTROUTING -s 192.168.1.0/24 -p udp -j SNAT --to-source 203.0.113.1
proxy sbc proxy -l udp:203.0.113.5:5060
record findings/private-address-register.pcap udp sbc eth0
caller alice registers 203.0.113.5:5060 alice -i 192.168.1.11 -p 5060 -key expires 600
recorded
