# Alice calls Bob, PCMU. A firewall between them lets nothing of what Bob says through, RTP and RTCP; SIP passes.
# Recorded at Alice, who hears nothing while he hears her.
two_nets
on router iptables -A FORWARD -s 198.51.100.22 -p udp --dport 16384:16484 -j DROP
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
telephone bob 198.51.100.22 '<sip:bob@198.51.100.22>;regint=0;audio_codecs=pcmu'
record findings/one-way-audio.pcap udp alice eth0
press alice dial sip:bob@198.51.100.22
sleep 0.5
press bob accept
sleep 5
press alice hangup
recorded
