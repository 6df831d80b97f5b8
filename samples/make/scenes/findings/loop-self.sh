# The SBC's route for the number leads to itself: 483 once Max-Forwards is used up. Recorded on all its interfaces (Linux
# cooked capture v2).
host carrier 198.51.100.10/24
host sbc 203.0.113.5/24
changed caller few-hops 's|Max-Forwards: 70|Max-Forwards: 4|'
proxy sbc proxy -l udp:203.0.113.5:5060 -A 'CARRIER="sip:203.0.113.5:5060"' -n 1
record findings/loop-self.pcap udp sbc
who=+12025550150 home=carrier.example.net caller carrier few-hops 203.0.113.5:5060 +12025550100 -i 198.51.100.10 -p 5060
recorded
