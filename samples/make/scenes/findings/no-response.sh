# Dave calls a device whose firewall drops what comes: the INVITE is sent seven times in 32 seconds (timers A and B of RFC
# 3261), nothing comes back.
host dave 192.0.2.14/24
host device 198.51.100.20/24
on device iptables -A INPUT -p udp -j DROP
record findings/no-response.pcap udp
caller dave caller 198.51.100.20:5060 +12025550100 -i 192.0.2.14 -p 5060 -max_invite_retrans 6 -timeout 34s
recorded
