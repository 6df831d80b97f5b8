# Alice registers: 401, again with credentials, 200; at the end she takes it back (Expires: 0). Carol has the wrong
# password: 401, 403.
host alice 192.0.2.11/24
host carol 192.0.2.13/24
host sbc 203.0.113.5/24
proxy sbc proxy -l udp:203.0.113.5:5060
record register-challenge.pcap udp
account=';outbound="sip:203.0.113.5";regint=600'
telephone alice 192.0.2.11 "\"Alice\" <sip:alice@example.com>$account;auth_user=alice;auth_pass=secret-alice"
telephone carol 192.0.2.13 "\"Carol\" <sip:carol@example.com>$account;auth_user=carol;auth_pass=guess"
sleep 1
press alice quit
sleep 1
recorded
