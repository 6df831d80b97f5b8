# Dave faxes a short page: the call begins with sound (PCMA), the other end turns it into T.38 by a re-INVITE, and two
# fax machines (spandsp) talk over UDPTL.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
callee carrier fax-callee -i 198.51.100.10 -p 5060 -mp 20000
record fax.pcap udp
caller dave fax-caller 198.51.100.10:5060 +12025550161 -i 192.0.2.14 -p 5060 -mp 21000 -d 20000 &
call=$!
sleep 2.6
machine() { start "$1" "$1-machine" python3 "$here/fax/machine.py" "$2" "$3" "$4" "$scratch/$1.tif"; }
machine carrier take 198.51.100.10:20010 192.0.2.14:21010
machine dave send 192.0.2.14:21010 198.51.100.10:20010
wait "$call"
grep -h ended "$scratch"/*-machine
recorded
