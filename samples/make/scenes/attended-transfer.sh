# An attended transfer (RFC 5589 section 7): Alice calls Bob, then Carol, and refers Bob to Carol; he calls her in place
# of Alice's call (Replaces), she hangs up on Alice, Bob tells Alice that it went well, and Alice hangs up. A telephone
# here is one SIPp for each of its calls, the second on port 5062, which iptables puts on the wire as 5060.
host alice 192.0.2.11/24
host bob 192.0.2.12/24
host carol 192.0.2.13/24
for name in alice:11 bob:12; do
  on "${name%:*}" iptables -t nat -A POSTROUTING -p udp --sport 5062 -j SNAT --to-source "192.0.2.${name#*:}:5060"
done
callee bob transferee -i 192.0.2.12 -p 5060 -key callee bob -key tag bob-1 -d 900
callee carol target -i 192.0.2.13 -p 5060 -key callee carol -key tag carol-1 -d 1900
record attended-transfer.pcap 'udp port 5060'
consultation=2f6d90aa@192.0.2.11
caller alice transferor 192.0.2.12:5060 bob -i 192.0.2.11 -p 5060 -cid_str 71c3e8b4@192.0.2.11 -key tag alice-1 \
  -key target carol@192.0.2.13 -key replaced "${consultation/@/%40}%3Bto-tag%3Dcarol-1%3Bfrom-tag%3Dalice-2" -d 2200 &
waited=($!)
sleep 1
caller alice consulting 192.0.2.13:5060 carol -i 192.0.2.11 -p 5062 -cid_str "$consultation" -key tag alice-2 &
waited+=($!)
sleep 1.9
caller bob replacing 192.0.2.13:5060 carol -i 192.0.2.12 -p 5062 -cid_str c04be57f@192.0.2.12 -key tag bob-2 \
  -key target carol@192.0.2.13 -key replaced "$consultation;to-tag=carol-1;from-tag=alice-2" -key referrer alice -d 1500 &
waited+=($!)
for call in "${waited[@]}"; do wait "$call"; done
recorded
