# Dave's telephone writes Max-Forwards and Content-Type twice into its INVITE. The carrier takes no notice.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed caller stutters '/INVITE sip:/,/v=0/ { s|Max-Forwards: 70|&\n      &|; s|Content-Type: .*|&\n      &| }'
callee carrier carrier -i 198.51.100.10 -p 5060 -mp 20000
record findings/bad-request-duplicate.pcap udp
who=+12025550150 caller dave stutters 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
