# The SBC asks the carrier every four seconds whether it lives; the line there comes and goes.
host sbc 203.0.113.5/24
host carrier 198.51.100.10/24
callee carrier carrier -i 198.51.100.10 -p 5060
printf '1 sip:198.51.100.10:5060\n' >"$scratch/gateways"
record findings/peer-flapping.pcap udp
proxy sbc proxy -l udp:203.0.113.5:5060 -A "PING=\"$scratch/gateways\""
sleep 4.5
for _ in 1 2; do
  on carrier iptables -A INPUT -p udp -j DROP
  sleep 4
  on carrier iptables -F INPUT
  sleep 4
done
recorded
