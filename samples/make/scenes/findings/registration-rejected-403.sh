# Alice registers at a registrar that serves another domain: 403 without a challenge.
host alice 192.0.2.11/24
host registrar 203.0.113.6/24
refuses registrar refuses-registration '403 Domain Not Served' \
  'Allow: REGISTER, INVITE, ACK, BYE, CANCEL, OPTIONS' -i 203.0.113.6 -p 5060
record findings/registration-rejected-403.pcap udp
caller alice registers 203.0.113.6:5060 alice -i 192.0.2.11 -p 5060 -key expires 600
recorded
