# A call through a B2BUA that tells nobody which leg belongs to which: Alice calls a number at the PBX, which calls Bob
# with the same numbers and a Call-ID of its own. No header relates the two.
host alice 192.0.2.11/24
host pbx 203.0.113.7/24
host bob 198.51.100.22/24
callee pbx carrier -i 203.0.113.7 -p 5060
callee bob carrier -i 198.51.100.22 -p 5060
record two-legs.pcap udp
who=+12025550111 caller alice caller 203.0.113.7:5060 +12025550100 -i 192.0.2.11 -p 5060 -d 2000 &
sleep 0.3
who=+12025550111 caller pbx caller 198.51.100.22:5060 +12025550100 -i 203.0.113.7 -p 5062 -d 1500
wait $!
recorded
