# Recorded at a proxy that also has an announcement: RTP of Carol's call to it is there, that of Alice's call to Bob goes
# past the proxy, as only SIP of theirs comes by.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
host carol 192.0.2.13/24
host sbc 203.0.113.5/24
voice sbc 5 0
spoken sbc speaking
callee sbc speaking -i 203.0.113.5 -p 5080 -mp 20000 -key formats '0 101'
proxy sbc proxy -l udp:203.0.113.5:5060
account=';outbound="sip:203.0.113.5";regint=600;audio_codecs=pcmu'
telephone alice 192.0.2.11 "\"Alice\" <sip:alice@example.com>$account;auth_user=alice;auth_pass=secret-alice"
telephone bob 198.51.100.22 "\"Bob\" <sip:bob@example.com>$account;auth_user=bob;auth_pass=secret-bob"
telephone carol 192.0.2.13 '<sip:carol@192.0.2.13>;regint=0;audio_codecs=pcmu'
sleep 1
record clean/direct-media.pcap udp sbc eth0
press alice dial sip:bob@example.com
press carol dial sip:announcement@203.0.113.5:5080
sleep 0.8
press bob accept
sleep 3
press alice hangup
press carol hangup
sleep 0.5
recorded
