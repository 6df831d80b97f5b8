# A call of 95 seconds with a session timer of 90 (RFC 4028): refreshed by an UPDATE after 45 seconds, by a re-INVITE after 90.
# No RTP.
host pbx 203.0.113.7/24
host carrier 198.51.100.10/24
callee carrier refreshed -i 198.51.100.10 -p 5060 -mp 20000 -key formats '0 101'
record clean/session-refresh.pcap udp
caller pbx refreshing 198.51.100.10:5060 +12025550100 -i 203.0.113.7 -p 5060 -mp 21000 -key formats '0 101' -d 5000
recorded
