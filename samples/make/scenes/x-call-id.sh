# A call through two B2BUAs, each with a Call-ID of its own and the one of the leg before in X-Call-ID: Alice dials a
# short number at the PBX, which calls the whole number through an SBC with another caller; the SBC calls Bob with both as
# they are. The PBX and the SBC are two SIPps each, one that is called and one that calls on, from port 5062, which iptables
# puts on the wire as 5060.
host alice 192.0.2.11/24
host pbx 203.0.113.7/24
host sbc 203.0.113.5/24
host bob 198.51.100.22/24
for name in pbx:7 sbc:5; do
  on "${name%:*}" iptables -t nat -A POSTROUTING -p udp --sport 5062 -j SNAT --to-source "203.0.113.${name#*:}:5060"
done
scenarios=$scratch
cp "$here/sipp/caller.xml" "$scratch"
sed -e 's|\[local_port\]|5060|' -e '/INVITE sip:/,/Call-ID:/ s|Call-ID: .*|&\n      X-Call-ID: [leg]|' \
  "$here/sipp/caller.xml" >"$scratch/calls-on.xml"
# Nobody answers before the one behind him has.
for later in pbx:1700 sbc:1200 bob:700; do
  sed "s|milliseconds=\"700\"|milliseconds=\"${later#*:}\"|" "$here/sipp/carrier.xml" >"$scratch/carrier-${later%:*}.xml"
done
callee pbx carrier-pbx -i 203.0.113.7 -p 5060
callee sbc carrier-sbc -i 203.0.113.5 -p 5060
callee bob carrier-bob -i 198.51.100.22 -p 5060
record x-call-id.pcap udp
first=8b1f2c64@192.0.2.11 second=5d0c77e1@203.0.113.7 third=e3a94b05@203.0.113.5
who=alice caller alice caller 203.0.113.7:5060 8100 -i 192.0.2.11 -p 5060 -cid_str "$first" -d 1500 &
waited=($!)
sleep 0.2
who=+12025550111 caller pbx calls-on 203.0.113.5:5060 +12025550100 -i 203.0.113.7 -p 5062 -cid_str "$second" \
  -key leg "$first" -d 2000 &
waited+=($!)
sleep 0.2
who=+12025550111 caller sbc calls-on 198.51.100.22:5060 +12025550100 -i 203.0.113.5 -p 5062 -cid_str "$third" \
  -key leg "$second" -d 2500 &
waited+=($!)
for call in "${waited[@]}"; do wait "$call"; done
recorded
