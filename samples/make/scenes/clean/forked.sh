# Alice calls Bob through a proxy where he has registered two telephones: both ring, each with a To tag of its own, he answers
# at one, the other is cancelled. Recorded on the link of all.
host alice 192.0.2.11/24
host desk 198.51.100.22/24
host pocket 198.51.100.23/24
host sbc 203.0.113.5/24
proxy sbc proxy -l udp:203.0.113.5:5060
account=';outbound="sip:203.0.113.5";regint=600;audio_codecs=pcma'
telephone alice 192.0.2.11 "\"Alice\" <sip:alice@example.com>$account;auth_user=alice;auth_pass=secret-alice"
for name in desk:22 pocket:23; do
  telephone "${name%:*}" "198.51.100.${name#*:}" "\"Bob\" <sip:bob@example.com>$account;auth_user=bob;auth_pass=secret-bob"
done
sleep 1
record clean/forked.pcap udp
press alice dial sip:bob@example.com
sleep 1.5
press desk accept
sleep 3
press alice hangup
sleep 0.5
recorded
