# Alice calls the carrier (PCMU), puts the call on hold (re-INVITE with sendonly) and takes it back; then the carrier
# moves its RTP to another port by a re-INVITE of its own, and Alice hangs up. The carrier's voice is Bob's of
# call-rtp.pcap, cut into the three times that it is heard.
host alice 192.0.2.11/24
host carrier 198.51.100.10/24
part() {
  tshark -r "$samples/call-rtp.pcap" -F pcap -w "$scratch/part-$1.pcap" -Y "rtp && ip.src == 192.0.2.22 && $2" \
    2>/dev/null
}
part 1 'frame.number < 215'
part 2 'frame.number >= 215 && frame.number < 310'
part 3 'frame.number >= 310'
scenarios=$scratch
sed "s|@parts@|$scratch/part|" "$here/sipp/held.xml" >"$scratch/held.xml"
callee carrier held -i 198.51.100.10 -p 5060 -mp 20000
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
record hold.pcap udp
press alice dial sip:+12025550130@198.51.100.10
sleep 2.2
press alice hold
sleep 1
press alice resume
sleep 2.2
press alice hangup
recorded
