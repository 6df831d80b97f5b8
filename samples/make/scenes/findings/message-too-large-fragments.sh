# Dave's INVITE takes two IP fragments, and a router on the way loses each second one. It is sent twice; recorded at the
# carrier, which gets a half of it each time. Half a minute later Erin pings the carrier.
host dave 192.0.2.14/24
host erin 192.0.2.15/24
host carrier 198.51.100.10/24
router router 192.0.2.1/24 198.51.100.1/24
via dave 198.51.100.0/24 192.0.2.1
on router iptables -A FORWARD -f -j DROP
changed caller talkative "s|a=ptime:20|&\n      a=candidate:1 1 UDP 2130706431 192.0.2.14 21000 typ host$(
  for n in $(seq 2 16); do printf '\\n      a=candidate:%d 1 UDP %d 192.0.2.14 210%02d typ host' "$n" $((2130706431 - n)) "$n"; done)|"
callee carrier carrier -i 198.51.100.10 -p 5060
record findings/message-too-large-fragments.pcap udp carrier eth0
caller dave talkative 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -max_invite_retrans 1
later 30
recorded
