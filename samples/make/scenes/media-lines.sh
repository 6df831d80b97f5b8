# Dave calls a conference and offers seven lines: sound, two of picture (the second for slides), BFCP, MSRP, H.224 and
# text. Three are declined. Only signalling: SIPp has no such media.
host dave 192.0.2.14/24
host conference 198.51.100.30/24
callee conference conference -i 198.51.100.30 -p 5060 -mp 20000
record media-lines.pcap udp
caller dave conference-caller 198.51.100.30:5060 standup -i 192.0.2.14 -p 5060 -mp 21000 -d 1000
recorded
