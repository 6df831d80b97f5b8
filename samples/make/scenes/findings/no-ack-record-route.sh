# The SBC between Dave and the carrier does not stay in the path (no Record-Route), so Dave sends his ACK to the carrier
# itself, whose firewall lets in the SBC alone. The 200 comes again and again. Recorded at the SBC, both legs.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
host sbc 203.0.113.5/24
on carrier iptables -A INPUT -p udp ! -s 203.0.113.5 -j DROP
unheard carrier 198.51.100.10 -i 198.51.100.10 -p 5060 -mp 20000
proxy sbc proxy -l udp:203.0.113.5:5060 -A PASSING
telephone dave 192.0.2.14 '"Dave" <sip:dave@example.com>;outbound="sip:203.0.113.5";regint=0;audio_codecs=pcma;auth_user=dave;auth_pass=secret-dave'
record findings/no-ack-record-route.pcap 'udp port 5060 and host 203.0.113.5' sbc eth0
press dave dial sip:+12025550100@example.com
sleep 20
recorded
