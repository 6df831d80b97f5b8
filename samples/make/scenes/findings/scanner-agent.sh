# A known scanner knocks: an OPTIONS for extension 100 with its name in User-Agent.
host mallory 198.51.100.66/24
host sbc 203.0.113.5/24
changed options knocks 's|User-Agent: SIPp|User-Agent: friendly-scanner|' 's|@\[remote_ip\]:\[remote_port\]|@[domain]|' \
  's|@\[remote_ip\]>|@[domain]>|' 's|response="200"|response="404"|'
proxy sbc proxy -l udp:203.0.113.5:5060
record findings/scanner-agent.pcap udp
who=100 caller mallory knocks 203.0.113.5:5060 100 -i 198.51.100.66 -p 5060
recorded
