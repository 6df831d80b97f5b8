# SIP over one TCP connection: six calls at once to a carrier with a small receive window, so that messages share
# segments and straddle them. Then a call on another connection with the caller's location in the INVITE, one message
# of several segments.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
callee carrier carrier -i 198.51.100.10 -p 5060 -t t1 -buff_size 2048
record tcp.pcap tcp
caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -t t1 -m 6 -r 6000 -d 500
caller dave caller-with-location 198.51.100.10:5060 +12025550101 -i 192.0.2.14 -p 5062 -t t1 -d 500
recorded
