# Alice calls Bob through a proxy that stays in the path: ACK and BYE pass it too. Both had registered there before.
# Seen from the proxy, on all its interfaces (cooked link type), so each message is there twice: in and out.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
host sbc 203.0.113.5/24
proxy sbc proxy -l udp:203.0.113.5:5060
account=';outbound="sip:203.0.113.5";regint=600;audio_codecs=pcma'
telephone alice 192.0.2.11 "\"Alice\" <sip:alice@example.com>$account;auth_user=alice;auth_pass=secret-alice"
telephone bob 198.51.100.22 "\"Bob\" <sip:bob@example.com>$account;auth_user=bob;auth_pass=secret-bob"
sleep 1
record proxy-record-route.pcap udp sbc
press alice dial sip:bob@example.com
sleep 1.5
press bob accept
sleep 2
press bob hangup
sleep 1
recorded
