# Alice calls Bob with sound and picture (PCMU, VP8 of a test pattern at little more than nothing): RTP on both lines.
host alice 192.0.2.11/24
host bob 192.0.2.22/24
modules='fakevideo.so vp8.so'
settings='video_source fakevideo,nil
video_display fakevideo,nil
video_size 176x144
video_bitrate 40000
video_fps 5'
account=';regint=0;audio_codecs=pcmu;video_codecs=vp8'
telephone alice 192.0.2.11 "<sip:alice@192.0.2.11>$account"
telephone bob 192.0.2.22 "<sip:bob@192.0.2.22>$account"
record video.pcap udp
press alice dial sip:bob@192.0.2.22
sleep 0.5
press bob accept
sleep 2.5
press alice hangup
recorded
