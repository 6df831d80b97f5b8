# The Content-Length of Dave's INVITE says 100 bytes more than its body has: 400 from an SBC that looks at it.
host dave 192.0.2.14/24
host sbc 203.0.113.5/24
changed caller miscounts '/INVITE sip:/,/v=0/ s|Content-Length: .*|Content-Length: 399|'
proxy sbc proxy -l udp:203.0.113.5:5060 -A STRICT
record findings/bad-request.pcap udp
caller dave miscounts 203.0.113.5:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
