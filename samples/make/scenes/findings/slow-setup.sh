# The carrier says 100 at once, and looks for the way for four and a half seconds before it rings.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
trying=$(sed -n '/SIP.2.0 180/,/<.send>/p' "$here/sipp/carrier.xml" | sed -e '/Contact:/d' -e '/\[last_To/ s|;tag.*||' \
  -e 's|180 Ringing|100 Trying|' -e '/<.send>/q' -e 's|$|\\|')
changed carrier slow "s|<nop next=\"codec\" test=\"codec\" />|&\n  <send>\n    <![CDATA[\n\n${trying}\n  <pause milliseconds=\"4500\" />|"
callee carrier slow -i 198.51.100.10 -p 5060 -mp 20000
record findings/slow-setup.pcap udp
who=+12025550150 caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
