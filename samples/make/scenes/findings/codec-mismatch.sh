# Dave calls a number that takes G.729 alone, and his telephone has PCMA and PCMU: 488 with a Warning.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
refuses carrier refuses '488 Not Acceptable Here' \
  'Warning: 305 carrier.example.net "Incompatible media format"' -i 198.51.100.10 -p 5060
record findings/codec-mismatch.pcap udp
who=+12025550150 caller dave caller 198.51.100.10:5060 +12025550116 -i 192.0.2.14 -p 5060
recorded
