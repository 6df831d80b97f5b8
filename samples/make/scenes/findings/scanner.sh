# Mallory asks for the extensions 100 to 123 one after another, to find those that there are: REGISTER, 401, for each.
host mallory 198.51.100.66/24
host sbc 203.0.113.5/24
changed registers tries 's|\[caller\]@|[field0]@|' 's|<recv response="401" auth="true" />|<recv response="401" next="end" />|'
{ echo SEQUENTIAL; seq 100 123; } >"$scratch/users"
proxy sbc proxy -l udp:203.0.113.5:5060
record findings/scanner.pcap udp
caller mallory tries 203.0.113.5:5060 '' -i 198.51.100.66 -p 5060 -key expires 600 -inf "$scratch/users" -m 24 -r 5
recorded
