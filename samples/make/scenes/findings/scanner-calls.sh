# Mallory dials abroad through the SBC with twelve prefixes one after another, without a password: 407 for each.
# Erin pings the carrier at the end.
host mallory 198.51.100.66/24
host sbc 203.0.113.5/24
host erin 192.0.2.15/24
host carrier 198.51.100.10/24
changed caller dials 's|sip:\[service\]@|sip:[field0]@|' 's|auth="true" next="asked"|next="failed"|'
{ echo SEQUENTIAL; for prefix in '' + 0 00 000 9 90 900 9011 011 810 1; do echo "${prefix}442079460018"; done; } >"$scratch/numbers"
callee carrier carrier -i 198.51.100.10 -p 5060
proxy sbc proxy -l udp:203.0.113.5:5060
record findings/scanner-calls.pcap udp
who=100 caller mallory dials 203.0.113.5:5060 '' -i 198.51.100.66 -p 5060 -inf "$scratch/numbers" -m 12 -r 10
later 3
recorded
