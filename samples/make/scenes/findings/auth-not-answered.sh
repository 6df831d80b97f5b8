# Alice's telephone has no password: REGISTER, 401, and nothing more. Half a minute later Erin pings the carrier.
host alice 192.0.2.11/24
host erin 192.0.2.15/24
host sbc 203.0.113.5/24
host carrier 198.51.100.10/24
changed registers gives-up 's|<recv response="401" auth="true" />|<recv response="401" next="end" />|'
callee carrier carrier -i 198.51.100.10 -p 5060
proxy sbc proxy -l udp:203.0.113.5:5060
record findings/auth-not-answered.pcap udp
caller alice gives-up 203.0.113.5:5060 alice -i 192.0.2.11 -p 5060 -key expires 600
later 33
recorded
