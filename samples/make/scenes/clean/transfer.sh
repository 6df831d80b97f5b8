# A blind transfer: Alice calls Bob and refers him to Carol (REFER); his telephone calls her, tells Alice so (NOTIFY), and the
# first call ends.
host alice 192.0.2.11/24
host bob 192.0.2.12/24
host carol 192.0.2.13/24
for name in alice:11 bob:12 carol:13; do
  telephone "${name%:*}" "192.0.2.${name#*:}" "<sip:${name%:*}@192.0.2.${name#*:}>;regint=0;audio_codecs=pcmu"
done
record clean/transfer.pcap udp
press alice dial sip:bob@192.0.2.12
sleep 0.5
press bob accept
sleep 2
press alice transfer sip:carol@192.0.2.13
sleep 0.7
press carol accept
sleep 3
press bob hangup
sleep 0.5
recorded
