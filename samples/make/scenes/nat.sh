# Alice calls Bob from behind a NAT that gives her packets another address and other ports than her SDP says. Kamailio
# with rtpengine relays the media to where hers come from. Recorded at the SBC, so both legs are there.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
host sbc 203.0.113.5/24
router router 192.0.2.1/24 203.0.113.1/24
via alice 203.0.113.0/24 192.0.2.1
on sbc ip route replace blackhole 192.0.2.0/24
on router iptables -t nat -A POSTROUTING -s 192.0.2.0/24 -p udp -j SNAT --to-source 203.0.113.1:41000-41999 --random
media_relay sbc 203.0.113.5
proxy sbc proxy -l udp:203.0.113.5:5060 -A 'RELAY="udp:127.0.0.1:2223"'
account=';outbound="sip:203.0.113.5";audio_codecs=pcma'
telephone alice 192.0.2.11 "<sip:alice@example.com>$account;regint=0;auth_user=alice;auth_pass=secret-alice"
telephone bob 198.51.100.22 "<sip:bob@example.com>$account;regint=600;auth_user=bob;auth_pass=secret-bob"
sleep 1
record nat.pcap udp sbc eth0
press alice dial sip:bob@example.com
sleep 1
press bob accept
sleep 2.2
press alice hangup
sleep 0.5
recorded
