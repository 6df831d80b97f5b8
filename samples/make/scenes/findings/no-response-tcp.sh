# Dave calls over TCP: the connection is made and the INVITE arrives, and the program behind it has stopped. Nobody sends
# again over TCP; half a minute later Erin pings the carrier.
host dave 192.0.2.14/24
host erin 192.0.2.15/24
host carrier 198.51.100.10/24
host device 198.51.100.20/24
callee carrier carrier -i 198.51.100.10 -p 5060
start device stuck sipp -sf "$here/sipp/carrier.xml" -nostdin -i 198.51.100.20 -p 5060 -t t1
stuck=$!
sleep 0.5
record findings/no-response-tcp.pcap 'tcp or udp'
kill -STOP "$stuck"
caller dave caller 198.51.100.20:5060 +12025550100 -i 192.0.2.14 -p 5062 -t t1 -timeout 40s &
later 34
recorded
kill -CONT "$stuck"
