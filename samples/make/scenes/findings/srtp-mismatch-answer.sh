# Dave's telephone offers SRTP alone, the carrier answers with RTP.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
changed caller encrypts 's|RTP/AVP 8|RTP/SAVP 8|' \
  's|a=ptime|a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\n      &|'
callee carrier carrier -i 198.51.100.10 -p 5060 -mp 20000
record findings/srtp-mismatch-answer.pcap udp
who=+12025550150 caller dave encrypts 198.51.100.10:5060 +12025550100 -i 192.0.2.14 -p 5060 -mp 21000 -d 1500
recorded
