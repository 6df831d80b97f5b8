# A PBX fails: 500 with Reason, Warning and Asterisk's hang-up cause.
host dave 192.0.2.14/24
host pbx 203.0.113.7/24
refuses pbx refuses '500 Server Internal Error' 'Reason: Q.850;cause=41;text="Temporary failure"\
      Warning: 399 pbx.example.com "No channel for this call"\
      X-Asterisk-HangupCause: Temporary failure\
      X-Asterisk-HangupCauseCode: 41' -i 203.0.113.7 -p 5060
record findings/server-error.pcap udp
who=+12025550150 caller dave caller 203.0.113.7:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
