# Alice calls Bob over a network that is not the best and well enough: 60 ms each way, up to 30 ms more for what she says, and
# one packet in two hundred of it lost. Recorded at Bob, twelve seconds of GSM.
two_nets
late router 60 30 192.0.2.11
# An IP packet of 73 bytes is 20 ms of GSM; it comes by here on its way to the relay and on its way from it.
on router iptables -A FORWARD -o late0 -s 192.0.2.11 -p udp -m length --length 73 \
  -m statistic --mode nth --every 200 --packet 100 -j DROP
modules=gsm.so
tune alice 8
tune bob 8
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=gsm'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=gsm'
record clean/fair-network.pcap udp bob eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 12
press alice hangup
recorded
