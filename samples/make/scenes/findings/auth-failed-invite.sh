# Carol calls with a wrong password: 407, again with credentials, 407 once more with the same realm.
host carol 192.0.2.13/24
host sbc 203.0.113.5/24
proxy sbc proxy -l udp:203.0.113.5:5060
account=';outbound="sip:203.0.113.5";regint=0;audio_codecs=pcma'
telephone carol 192.0.2.13 "\"Carol\" <sip:carol@example.com>$account;auth_user=carol;auth_pass=guess"
record findings/auth-failed-invite.pcap udp
press carol dial sip:+12025550100@example.com
sleep 1
recorded
