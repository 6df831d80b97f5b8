# Carol registers with a wrong password: 401, again with credentials, 403.
host carol 192.0.2.13/24
host sbc 203.0.113.5/24
proxy sbc proxy -l udp:203.0.113.5:5060
record findings/auth-failed.pcap udp
account=';outbound="sip:203.0.113.5";regint=600'
telephone carol 192.0.2.13 "\"Carol\" <sip:carol@example.com>$account;auth_user=carol;auth_pass=guess"
sleep 1
recorded
