# The carrier passes a call for +1202... to the SBC, which sends it to the PBX, which sends it back, until Max-Forwards is
# used up: 483.
host carrier 198.51.100.10/24
host sbc 203.0.113.5/24
host pbx 203.0.113.7/24
changed caller few-hops 's|Max-Forwards: 70|Max-Forwards: 5|'
proxy sbc proxy -l udp:203.0.113.5:5060 -A 'CARRIER="sip:203.0.113.7:5060"' -n 1
proxy pbx proxy -l udp:203.0.113.7:5060 -A 'CARRIER="sip:203.0.113.5:5060"' -n 1
record findings/loop.pcap udp
who=+12025550150 home=carrier.example.net caller carrier few-hops 203.0.113.5:5060 +12025550100 -i 198.51.100.10 -p 5060
recorded
