# A call through an SBC that relays the media: SDP has its address on both legs. Recorded at the SBC.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
host sbc 203.0.113.5/24
media_relay sbc 203.0.113.5
proxy sbc proxy -l udp:203.0.113.5:5060 -A 'RELAY="udp:127.0.0.1:2223"'
account=';outbound="sip:203.0.113.5";regint=600;audio_codecs=pcma'
telephone alice 192.0.2.11 "\"Alice\" <sip:alice@example.com>$account;auth_user=alice;auth_pass=secret-alice"
telephone bob 198.51.100.22 "\"Bob\" <sip:bob@example.com>$account;auth_user=bob;auth_pass=secret-bob"
sleep 1
record clean/relayed.pcap udp sbc eth0
press alice dial sip:bob@example.com
sleep 0.8
press bob accept
sleep 3
press alice hangup
sleep 0.5
recorded
