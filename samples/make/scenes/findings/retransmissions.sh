# A router loses two of three packets from Dave to the carrier: INVITE and BYE take three tries each, and the 200 is sent
# three times until an ACK arrives. Recorded at Dave.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
router router 192.0.2.1/24 198.51.100.1/24
via dave 198.51.100.0/24 192.0.2.1
via carrier 192.0.2.0/24 198.51.100.1
on router iptables -A FORWARD -s 192.0.2.14 -m statistic --mode nth --every 3 --packet 0 -j DROP
on router iptables -A FORWARD -s 192.0.2.14 -m statistic --mode nth --every 2 --packet 0 -j DROP
callee carrier carrier -i 198.51.100.10 -p 5060 -mp 20000
record findings/retransmissions.pcap udp dave eth0
who=+12025550150 caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 4500
recorded
