# The carrier does not take the body of Dave's INVITE: 413.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
refuses carrier refuses '413 Request Entity Too Large' 'Allow: INVITE, ACK, BYE, CANCEL' -i 198.51.100.10 -p 5060
record findings/message-too-large-413.pcap udp
who=+12025550150 caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
