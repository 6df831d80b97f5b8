# Dave calls a number whose telephone has not registered: 480 at once, it never rang.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
refuses carrier refuses '480 Temporarily Unavailable' 'Retry-After: 60' -i 198.51.100.10 -p 5060
record findings/callee-unavailable.pcap udp
who=+12025550150 caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
