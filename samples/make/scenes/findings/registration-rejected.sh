# Alice registers for a minute at a registrar that takes no less than ten: 423 with Min-Expires, and she leaves it at that.
host alice 192.0.2.11/24
host registrar 203.0.113.6/24
refuses registrar refuses-registration '423 Interval Too Brief' \
  'Min-Expires: 600' -i 203.0.113.6 -p 5060
record findings/registration-rejected.pcap udp
caller alice registers 203.0.113.6:5060 alice -i 192.0.2.11 -p 5060 -key expires 60
recorded
