# A PBX forwards a call from outside over its trunk with the extension in Diversion, and the trunk refuses it at once: 403.
host pbx 203.0.113.7/24
host carrier 198.51.100.10/24
changed caller forwards 's|Allow: .*|&\n      Diversion: <sip:142@example.com>;reason=unconditional;counter=1|'
refuses carrier refuses '403 Forbidden' 'Allow: INVITE, ACK, BYE, CANCEL' -i 198.51.100.10 -p 5060
record findings/caller-rejected-diversion.pcap udp
who=+442079460018 caller pbx forwards 198.51.100.10:5060 +12025550100 -i 203.0.113.7 -p 5060
recorded
