# The PBX calls the carrier, PCMU with voice activity detection: the PBX fills two of its pauses with comfort noise (RFC 3389),
# the carrier sends nothing at all for over two seconds.
host pbx 203.0.113.7/24
host carrier 198.51.100.10/24
voice pbx 8 0 20 1200-2600cn 4000-6500cn
voice carrier 8 0 20 2700-5000
spoken carrier speaking
spoken pbx talking
callee carrier speaking -i 198.51.100.10 -p 5060 -mp 20000 -key formats '0 13 101'
record clean/comfort-noise.pcap udp
caller pbx talking 198.51.100.10:5060 +12025550100 -i 203.0.113.7 -p 5060 -mp 21000 -key formats '0 13 101' -d 7500
sleep 0.3
recorded
