# Two calls at once, PCMU. Alice and Bob hear each other; Carol and Dave do not, as the firewalls of both lose RTP and RTCP
# before it is on the wire: the capture has none at either address of their SDP.
host alice 192.0.2.11/24
host bob 198.51.100.22/24
host carol 192.0.2.13/24
host dave 192.0.2.14/24
for name in carol dave; do on $name iptables -A OUTPUT -p udp --sport 16384:16484 -j DROP; done
for name in alice:192.0.2.11 bob:198.51.100.22 carol:192.0.2.13 dave:192.0.2.14; do
  telephone "${name%:*}" "${name#*:}" "<sip:${name/:/@}>;regint=0;audio_codecs=pcmu"
done
record findings/no-audio.pcap udp
press alice dial sip:bob@198.51.100.22
press carol dial sip:dave@192.0.2.14
sleep 0.5
press bob accept
press dave accept
sleep 4
press carol hangup
press alice hangup
recorded
