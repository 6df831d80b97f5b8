# Dave calls with the domain of his own PBX in From, which the trunk does not know: 403 at once, without a challenge.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
refuses carrier refuses '403 Domain Not Allowed' 'Allow: INVITE, ACK, BYE, CANCEL' -i 198.51.100.10 -p 5060
record findings/caller-rejected-domain.pcap udp
who=+12025550150 home=pbx.example.net caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
