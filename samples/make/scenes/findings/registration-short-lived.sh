# Alice registers for an hour from behind a NAT that forgets after half a minute: no call to her arrives from then on, until
# she registers again. Recorded at the SBC, between it and the NAT. Her address is a documentation address, so that the
# NAT's short memory is all that is wrong.
host alice 192.0.2.11/24
host sbc 203.0.113.5/24
host carrier 198.51.100.10/24
router router 192.0.2.1/24 203.0.113.1/24
via alice 203.0.113.0/24 192.0.2.1
on sbc ip route replace blackhole 192.0.2.0/24
on router iptables -t nat -A POSTROUTING -s 192.0.2.0/24 -p udp -j SNAT --to-source 203.0.113.1:41000-41999 --random
on router iptables -A INPUT -p udp -j DROP
on router sysctl -qw net.netfilter.nf_conntrack_udp_timeout=30 net.netfilter.nf_conntrack_udp_timeout_stream=30
proxy sbc proxy -l udp:203.0.113.5:5060 -A NATS
called() {
  sleep "$1"
  who=+12025550150 home=carrier.example.net caller carrier caller 203.0.113.5:5060 alice -i 198.51.100.10 -p 5060
}
record findings/registration-short-lived.pcap 'udp and host 203.0.113.1' sbc eth0
caller alice registers-again 203.0.113.5:5060 alice -i 192.0.2.11 -p 5060 -key expires 3600 -d 60000 &
registers=$!
called 36
called 6
wait "$registers"
recorded
