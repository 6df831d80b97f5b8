# Alice calls an announcement, which takes no sound from her (sendonly, her telephone says recvonly by itself).
host alice 192.0.2.11/24
host carrier 198.51.100.10/24
voice carrier 5 0
changed speaking speaking "s|@voice@|$scratch/carrier|" 's/a=sendrecv/a=sendonly/'
callee carrier speaking -i 198.51.100.10 -p 5060 -mp 20000 -key formats '0 101'
telephone alice 192.0.2.11 '<sip:alice@192.0.2.11>;regint=0;audio_codecs=pcmu'
record clean/announcement.pcap udp
press alice dial sip:+12025550100@198.51.100.10
sleep 5
press alice hangup
recorded
