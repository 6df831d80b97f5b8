# The gateway behind the SBC does not answer: Dave gets 100, and 408 two seconds later. Recorded on his side of the SBC.
host dave 192.0.2.14/24
host sbc 203.0.113.5/24
on sbc ip neigh add 198.51.100.99 lladdr 02:00:5e:00:53:63 dev eth0 nud permanent
proxy sbc proxy -l udp:203.0.113.5:5060 -A 'CARRIER="sip:198.51.100.99:5060"'
record findings/gateway-dead.pcap 'udp and host 192.0.2.14'
caller dave caller 203.0.113.5:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
