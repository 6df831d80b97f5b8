# Dave offers PCMA and PCMU, the carrier answers with G.729, which was not offered. The call stands, and nobody can hear.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed carrier g729 's|RTP/AVP 8 101|RTP/AVP 18 101|' 's|rtpmap:8 PCMA|rtpmap:18 G729|'
callee carrier g729 -i 198.51.100.10 -p 5060 -mp 20000
record findings/codec-mismatch-answer.pcap udp
who=+12025550150 caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
