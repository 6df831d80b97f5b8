# The carrier answers Dave's call with a Contact where nobody lives, so the ACK goes astray: the 200 is sent again and again
# for 32 seconds, then the carrier hangs up. Recorded at the carrier.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
on dave ip neigh add 198.51.100.99 lladdr 02:00:5e:00:53:63 dev eth0 nud permanent
unheard carrier 198.51.100.99 -i 198.51.100.10 -p 5060 -mp 20000
telephone dave 192.0.2.14 '<sip:+12025550150@192.0.2.14>;regint=0;audio_codecs=pcma'
record findings/no-ack.pcap 'udp port 5060 and host 198.51.100.10' carrier eth0
press dave dial sip:+12025550100@198.51.100.10
sleep 34
recorded
