# Two calls that end at once: Dave dials a number that the carrier does not know (404), then one whose circuits are
# all taken (503 with Retry-After).
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
callee carrier carrier -i 198.51.100.10 -p 5060
record rejected.pcap udp
caller dave caller 198.51.100.10:5060 +12025550111 -i 192.0.2.14 -p 5060
caller dave caller 198.51.100.10:5060 +12025550113 -i 192.0.2.14 -p 5060
recorded
