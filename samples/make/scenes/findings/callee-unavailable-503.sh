# The same as Asterisk says it: 503 with its hang-up cause 20, subscriber absent.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
refuses carrier refuses '503 Service Unavailable' \
  'X-Asterisk-HangupCause: Subscriber absent\n      X-Asterisk-HangupCauseCode: 20' -i 198.51.100.10 -p 5060
record findings/callee-unavailable-503.pcap udp
who=+12025550150 caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
