# Dave's telephone offers every codec that it has, and the SBC takes no request over 1000 bytes: 513.
host dave 192.0.2.14/24
host sbc 203.0.113.5/24
changed caller all-codecs 's|AVP 8 0 101|AVP 9 8 0 18 4 3 96 97 98 102 103 101|' 's|a=rtpmap:101.*|a=rtpmap:9 G722/8000\
      a=rtpmap:18 G729/8000\
      a=rtpmap:4 G723/8000\
      a=rtpmap:3 GSM/8000\
      a=rtpmap:96 opus/48000/2\
      a=fmtp:96 maxplaybackrate=48000;stereo=1;useinbandfec=1\
      a=rtpmap:97 AMR/8000\
      a=fmtp:97 octet-align=1;mode-set=0,2,5,7\
      a=rtpmap:98 AMR-WB/16000\
      a=fmtp:98 octet-align=1\
      a=rtpmap:102 iLBC/8000\
      a=rtpmap:103 speex/16000\
      &|'
proxy sbc proxy -l udp:203.0.113.5:5060 -A LARGEST=1000
record findings/message-too-large.pcap udp
caller dave all-codecs 203.0.113.5:5060 +12025550100 -i 192.0.2.14 -p 5060
recorded
