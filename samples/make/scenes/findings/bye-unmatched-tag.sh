# Dave's BYE names a To tag that the carrier never gave: 481.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed carrier choosy '/<label id="alive"/,/<label id="unknown"/ s|200 OK|481 Call/Transaction Does Not Exist|'
changed caller mistaken 's|<recv response="200" next="end" />|<recv response="481" next="end" />|' \
  '/BYE \[next_url\]/,/CSeq/ s|\[last_To:\]|To: <sip:[service]@[domain]>;tag=another|'
callee carrier choosy -i 198.51.100.10 -p 5060 -mp 20000
record findings/bye-unmatched-tag.pcap udp
who=+12025550150 caller dave mistaken 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
