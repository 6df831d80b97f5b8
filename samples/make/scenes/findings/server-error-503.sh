# A PBX is full: 503 with Retry-After and a Warning.
host dave 192.0.2.14/24
host pbx 203.0.113.7/24
refuses pbx refuses '503 Service Unavailable' 'Retry-After: 30\
      Warning: 399 pbx.example.com "Too many calls"' -i 203.0.113.7 -p 5060
record findings/server-error-503.pcap udp
who=+12025550150 caller dave caller 203.0.113.7:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
