# The NAT of Dave's telephone rewrites Via and Contact, and leaves the SDP as it is. Recorded at the carrier.
host dave 192.168.1.14/24
host carrier 198.51.100.10/24
router router 192.168.1.1/24 203.0.113.1/24
via dave 198.51.100.0/24 192.168.1.1
on router iptables -t nat -A POSTROUTING -s 192.168.1.0/24 -p udp -j SNAT --to-source 203.0.113.1
changed caller rewritten 's/\(Via\|Contact\)\(: .*\)\[local_ip\]/\1\2203.0.113.1/'
callee carrier carrier -i 198.51.100.10 -p 5060 -mp 20000
record findings/private-address-sdp.pcap udp carrier eth0
who=+12025550150 caller dave rewritten 198.51.100.10:5060 +12025550100 -i 192.168.1.14 -p 5060 -mp 21000 -d 1500
recorded
