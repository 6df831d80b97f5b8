# Two calls over TLS, the first with 1.2, the second with 1.3 (hello for sip.example.net, ALPN none).
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
scenarios=$scratch
for name in caller carrier; do sed 's/\[transport\]/TLS/' "$here/sipp/$name.xml" >"$scratch/$name.xml"; done
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=sip.example.net \
  -addext subjectAltName=DNS:sip.example.net -keyout "$scratch/key.pem" -out "$scratch/cert.pem" 2>/dev/null
relay() { start "$1" "relay-$2-$3" python3 "$here/tls/relay.py" "${@:2}" && until_said "relay-$2-$3" listening; }
relay carrier server 198.51.100.10:5061 198.51.100.10:5060 "$scratch/cert.pem" "$scratch/key.pem"
relay dave client 192.0.2.14:5512 198.51.100.10:5061 TLSv1_2 "$scratch/tls.keylog"
relay dave client 192.0.2.14:5513 198.51.100.10:5061 TLSv1_3 "$scratch/tls.keylog"
callee carrier carrier -i 198.51.100.10 -p 5060 -t t1
record tls.pcap 'tcp port 5061'
caller dave caller 192.0.2.14:5512 +12025550100 -i 192.0.2.14 -p 5062 -t t1 -d 500
caller dave caller 192.0.2.14:5513 +12025550110 -i 192.0.2.14 -p 5063 -t t1
sleep 0.5
recorded
