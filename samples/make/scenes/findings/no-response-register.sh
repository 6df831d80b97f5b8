# Alice registers at an SBC whose firewall bans her address: the REGISTER is sent eleven times (timers E and F of RFC
# 3261), nothing comes back.
host alice 192.0.2.11/24
host sbc 203.0.113.5/24
on sbc iptables -A INPUT -s 192.0.2.11 -j DROP
record findings/no-response-register.pcap udp
caller alice registers 203.0.113.5:5060 alice -i 192.0.2.11 -p 5060 -key expires 600 -max_retrans 11 -max_non_invite_retrans 10 -timeout 34s
recorded
