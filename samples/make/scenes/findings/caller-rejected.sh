# Dave calls with a number that is not his trunk's: 403 at once, without a challenge.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
refuses carrier refuses '403 Caller ID Not Allowed' 'Reason: Q.850;cause=21;text="Call rejected"' -i 198.51.100.10 -p 5060
record findings/caller-rejected.pcap udp
who=+12025550999 caller dave caller 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
