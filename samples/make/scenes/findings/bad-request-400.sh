# The carrier takes offence at an INVITE in which nothing is wrong, and says why in its reason phrase: 400.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
refuses carrier refuses '400 Bad Request - Missing P-Asserted-Identity' 'Allow: INVITE, ACK, BYE, CANCEL' \
  -i 198.51.100.10 -p 5060
record findings/bad-request-400.pcap udp
who=+12025550150 caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
