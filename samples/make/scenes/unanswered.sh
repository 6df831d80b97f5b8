# Dave calls an address where nobody lives: the INVITE is sent again and again (RFC 3261 timer A), nothing comes back.
host dave 192.0.2.14/24
on dave ip neigh add 198.51.100.99 lladdr 02:00:5e:00:53:63 dev eth0 nud permanent
record unanswered.pcap udp
caller dave caller 198.51.100.99:5060 +12025550100 -i 192.0.2.14 -p 5060 -timeout 36s
recorded
