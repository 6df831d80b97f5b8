# Dave's telephone is set to TCP and to the port of TLS: the carrier takes its INVITE for a broken hello and ends the
# connection.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
tls_server carrier 198.51.100.10:5061
record findings/plain-sip-on-tls.pcap tcp
caller dave caller 198.51.100.10:5061 +12025550100 -i 192.0.2.14 -p 5062 -t t1 -timeout 3s -max_reconnect 0
recorded
