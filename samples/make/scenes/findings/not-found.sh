# Dave calls a name that nobody registered at the SBC: challenge, then 404.
host dave 192.0.2.14/24
host sbc 203.0.113.5/24
proxy sbc proxy -l udp:203.0.113.5:5060
record findings/not-found.pcap udp
caller dave caller 203.0.113.5:5060 nobody -i 192.0.2.14 -p 5060
recorded
