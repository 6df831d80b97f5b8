# A call over IPv6 between two telephones, with two seconds of PCMU.
host alice 2001:db8::11/32
host bob 2001:db8::22/32
telephone alice '[2001:db8::11]' '<sip:alice@[2001:db8::11]>;regint=0;audio_codecs=pcmu'
telephone bob '[2001:db8::22]' '<sip:bob@[2001:db8::22]>;regint=0;audio_codecs=pcmu'
record ipv6.pcap udp
press alice dial 'sip:bob@[2001:db8::22]'
sleep 1
press bob accept
sleep 2
press bob hangup
recorded
