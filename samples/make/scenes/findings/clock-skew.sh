# The carrier's clock is ten minutes slow: Date in what it answers.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed carrier slow "s|Server: SIPp|Date: $(LC_ALL=C date -u -d '-10 minutes' '+%a, %d %b %Y %H:%M:%S GMT')\n      &|"
callee carrier slow -i 198.51.100.10 -p 5060 -mp 20000
record findings/clock-skew.pcap udp
who=+12025550150 caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
