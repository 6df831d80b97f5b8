# Alice hangs up; the 200 to her BYE is lost on the way (recorded behind that, at Alice), her telephone sends it again, and the
# carrier has forgotten the call: 481.
host alice 192.0.2.11/24
host carrier 198.51.100.10/24
router router 192.0.2.1/24 198.51.100.1/24
via alice 198.51.100.0/24 192.0.2.1
via carrier 192.0.2.0/24 198.51.100.1
voice carrier 4 0
spoken carrier forgetful
callee carrier forgetful -i 198.51.100.10 -p 5060 -mp 20000 -nr -key formats '0 101'
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
record clean/bye-again.pcap udp alice eth0
press alice dial sip:+12025550100@198.51.100.10
sleep 3.5
on router iptables -A FORWARD -s 198.51.100.10 -p udp --sport 5060 -m string --algo bm --string 'SIP/2.0 200' -j DROP
press alice hangup
sleep 0.8
recorded
