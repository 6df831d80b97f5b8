# Dave calls a number that rings, and gives up after two seconds: CANCEL, 200, 487, ACK.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
callee carrier carrier -i 198.51.100.10 -p 5060
record cancelled.pcap udp
caller dave caller-cancels 198.51.100.10:5060 +12025550115 -i 192.0.2.14 -p 5060 -d 2000
recorded
