# Dave's telephone offers no telephone-events, so the carrier answers without them.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed carrier no-events 's|AVP 8 101|AVP 8|' '/a=.*:101 /d'
changed caller no-events-either 's|AVP 8 0 101|AVP 8 0|' '/a=.*:101 /d'
callee carrier no-events -i 198.51.100.10 -p 5060 -mp 20000
record findings/dtmf-not-agreed-offer.pcap udp
who=+12025550150 caller dave no-events-either 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
