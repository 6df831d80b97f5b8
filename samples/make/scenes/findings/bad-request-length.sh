# The Content-Length of Dave's INVITE says more bytes than there are. The carrier takes no notice.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed caller miscounts '/INVITE sip:/,/v=0/ s|Content-Length: .*|Content-Length: 399|'
callee carrier carrier -i 198.51.100.10 -p 5060 -mp 20000
record findings/bad-request-length.pcap udp
who=+12025550150 caller dave miscounts 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
