# Dave calls a number whose voice menu takes digits by SIP INFO: 4 2 # as application/dtmf-relay, then 7 * as
# application/dtmf, then a flash (Signal=16).
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
callee carrier menu -i 198.51.100.10 -p 5060
record info-dtmf.pcap udp
caller dave caller-info-digits 198.51.100.10:5060 +12025550120 -i 192.0.2.14 -p 5060
recorded
