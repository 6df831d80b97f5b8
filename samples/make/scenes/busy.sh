# Dave calls a number that is engaged: 180, 486 Busy Here with a Q.850 reason.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
callee carrier carrier -i 198.51.100.10 -p 5060
record busy.pcap udp
caller dave caller 198.51.100.10:5060 +12025550110 -i 192.0.2.14 -p 5060
recorded
