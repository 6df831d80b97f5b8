# Alice's account may have one telephone: the first registers, the second is refused with 503.
host alice 192.0.2.11/24
host second 192.0.2.12/24
host sbc 203.0.113.5/24
proxy sbc proxy -l udp:203.0.113.5:5060 -A CONTACTS=1
record findings/registration-rejected-contacts.pcap udp
caller alice registers 203.0.113.5:5060 alice -i 192.0.2.11 -p 5060 -key expires 600
who=alice caller second registers 203.0.113.5:5060 alice -i 192.0.2.12 -p 5060 -key expires 600 -au alice -ap secret-alice
recorded
