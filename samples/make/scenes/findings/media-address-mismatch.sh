# Alice calls Bob, PCMU, through a router that gives her RTP and RTCP its own address and other ports (SIP it routes as it
# is, and her SDP says her own address). Recorded at Bob, whose telephone takes them from anywhere.
two_nets
# Bob may be the first to send: his packets are no connection that hers would be the answers of, and keep their address.
on router iptables -t raw -A PREROUTING -s 198.51.100.22 -p udp --dport 16384:16484 -j CT --notrack
on router iptables -t nat -A POSTROUTING -s 192.0.2.11 -p udp --sport 16384:16484 -j SNAT --to-source 198.51.100.1:41000-41999
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record findings/media-address-mismatch.pcap udp bob eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 4
press alice hangup
recorded
