# Mallory tries five passwords for Alice within three seconds: 401, then 403, for each.
host mallory 198.51.100.66/24
host sbc 203.0.113.5/24
changed registers guesses 's|\[authentication\]|[field0]|'
{ echo SEQUENTIAL; printf '[authentication username=alice password=%s]\n' 1234 alice password letmein secret; } >"$scratch/guesses"
proxy sbc proxy -l udp:203.0.113.5:5060
record findings/brute-force.pcap udp
who=alice caller mallory guesses 203.0.113.5:5060 alice -i 198.51.100.66 -p 5060 -key expires 600 -inf "$scratch/guesses" -m 5 -r 2
recorded
