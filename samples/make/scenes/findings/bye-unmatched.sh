# The carrier has lost the state of a call when Dave hangs up: 481 to his BYE.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed carrier forgetful '/<label id="alive"/,/<label id="unknown"/ s|200 OK|481 Call/Transaction Does Not Exist|'
changed caller forgotten 's|<recv response="200" next="end" />|<recv response="481" next="end" />|'
callee carrier forgetful -i 198.51.100.10 -p 5060 -mp 20000
record findings/bye-unmatched.pcap udp
who=+12025550150 caller dave forgotten 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
