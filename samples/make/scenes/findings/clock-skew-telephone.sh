# Dave's telephone never heard from a time server: Date in its requests says 1970.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed caller young 's|User-Agent: SIPp|Date: Thu, 01 Jan 1970 00:07:12 GMT\n      &|'
callee carrier carrier -i 198.51.100.10 -p 5060 -mp 20000
record findings/clock-skew-telephone.pcap udp
who=+12025550150 caller dave young 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
