# Three calls that ring and are not answered: one ends with 480 and Q.850 cause 19, one with 408, one is cancelled (487). Beside
# them pings that are answered 404 and 405, which tells as well as 200 that the other end lives.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
callee carrier ringing -i 198.51.100.10 -p 5060
callee carrier carrier -i 198.51.100.10 -p 5070
record clean/nobody-picks-up.pcap udp
caller dave caller 198.51.100.10:5060 +12025550120 -i 192.0.2.14 -p 5060 -mp 20000 &
waited=($!)
caller dave caller 198.51.100.10:5060 +12025550122 -i 192.0.2.14 -p 5061 -mp 20010 &
waited+=($!)
caller dave caller-cancels 198.51.100.10:5070 +12025550115 -i 192.0.2.14 -p 5062 -mp 20020 -d 3000 &
waited+=($!)
for user in ping nobody; do caller dave options 198.51.100.10:5060 $user -i 192.0.2.14 -p 5063; done
for call in "${waited[@]}"; do wait "$call"; done
recorded
