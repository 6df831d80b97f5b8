# Dave's telephone offers no telephone-events, and the carrier answers with them all the same.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed caller no-events 's|AVP 8 0 101|AVP 8 0|' '/a=.*:101 /d'
callee carrier carrier -i 198.51.100.10 -p 5060 -mp 20000
record findings/dtmf-not-agreed-offer.pcap udp
who=+12025550150 caller dave no-events 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
