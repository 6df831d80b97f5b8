# Alice and Bob register and she calls him, through a proxy that asks for her password each time (401, 407) and gets it.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
host sbc 203.0.113.5/24
proxy sbc proxy -l udp:203.0.113.5:5060
record clean/challenge.pcap udp
account=';outbound="sip:203.0.113.5";regint=600;audio_codecs=pcma'
telephone alice 192.0.2.11 "\"Alice\" <sip:alice@example.com>$account;auth_user=alice;auth_pass=secret-alice"
telephone bob 198.51.100.22 "\"Bob\" <sip:bob@example.com>$account;auth_user=bob;auth_pass=secret-bob"
sleep 1
press alice dial sip:bob@example.com
sleep 0.8
press bob accept
sleep 3
press alice hangup
sleep 0.5
recorded
