# Alice calls Bob, PCMU. The router has no way for her RTP and RTCP to his net (a null route for what her telephone sends
# from its media ports). Recorded at Bob, who hears nothing while she hears him.
two_nets
on router iptables -t mangle -A PREROUTING -s 192.0.2.11 -p udp --sport 16384:16484 -j MARK --set-mark 1
on router ip route add blackhole 198.51.100.0/24 table 101
on router ip rule add fwmark 1 lookup 101
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record findings/one-way-audio-caller.pcap udp bob eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 5
press alice hangup
recorded
