# A call through a PBX that changes numbers and Call-ID, and passes on the Session-ID (RFC 7989) of both ends: Alice's in
# the INVITE beside zeros for the one that is not known yet, then both. The PBX is two SIPps, the one that calls on from port
# 5062, which iptables puts on the wire as 5060.
host alice 192.0.2.11/24
host pbx 203.0.113.7/24
host bob 198.51.100.22/24
on pbx iptables -t nat -A POSTROUTING -p udp --sport 5062 -j SNAT --to-source 203.0.113.7:5060
scenarios=$scratch
alice=ab30317f1a784dc48ff824d0d3715d86 bob=47755a9de7794ba387653f2099600ef2 nobody=00000000000000000000000000000000
sed -e 's|\[local_port\]|5060|' -e "s|Call-ID: .*|&\n      Session-ID: $alice;remote=$bob|" "$here/sipp/caller.xml" |
  sed "/INVITE sip:/,/Session-ID:/ s|remote=.*|remote=$nobody|" >"$scratch/caller.xml"
# Nobody answers before the one behind him has.
for later in pbx:1200 bob:700; do
  sed -e "s|\[last_Call-ID:\]|&\n      Session-ID: $bob;remote=$alice|" \
    -e "s|milliseconds=\"700\"|milliseconds=\"${later#*:}\"|" "$here/sipp/carrier.xml" >"$scratch/carrier-${later%:*}.xml"
done
callee pbx carrier-pbx -i 203.0.113.7 -p 5060
callee bob carrier-bob -i 198.51.100.22 -p 5060
record session-id.pcap udp
caller alice caller 203.0.113.7:5060 8100 -i 192.0.2.11 -p 5060 -cid_str 1f0a6bd3@192.0.2.11 -d 1500 &
sleep 0.2
who=+12025550111 caller pbx caller 198.51.100.22:5060 +12025550100 -i 203.0.113.7 -p 5062 -cid_str 93c7d20e@203.0.113.7 \
  -d 2000
wait $!
recorded
