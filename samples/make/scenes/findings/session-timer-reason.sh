# The same, and the carrier says in its BYE why.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed caller-waits forgets 's|Allow: .*|&\n      Supported: timer\n      Session-Expires: 90;refresher=uac|'
changed hangs-up in-time '/SIP.2.0 200/,/v=0/ s|Allow: .*|&\n      Require: timer\n      Session-Expires: 90;refresher=uac|' \
  's|CSeq: 1 BYE|&\n      Reason: SIP;cause=408;text="Session timer expired"|'
callee carrier in-time -i 198.51.100.10 -p 5060 -mp 20000 -d 60000
record findings/session-timer-reason.pcap udp
who=+12025550150 caller dave forgets 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000
recorded
