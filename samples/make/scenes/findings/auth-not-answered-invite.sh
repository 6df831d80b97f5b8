# Dave's telephone has no password: INVITE, 407, ACK, and nothing more. Half a minute later Erin pings the carrier.
host dave 192.0.2.14/24
host erin 192.0.2.15/24
host sbc 203.0.113.5/24
host carrier 198.51.100.10/24
changed caller gives-up 's|auth="true" next="asked"|next="failed"|'
callee carrier carrier -i 198.51.100.10 -p 5060
proxy sbc proxy -l udp:203.0.113.5:5060
record findings/auth-not-answered-invite.pcap udp
caller dave gives-up 203.0.113.5:5060 +12025550100 -i 192.0.2.14 -p 5060
later 33
recorded
