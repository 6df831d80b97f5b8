# Dave's telephone does not know who signed the carrier's certificate: it ends the handshake (TLS 1.2) with an alert.
host dave 192.0.2.14/24
host carrier 198.51.100.10/24
tls_server carrier 198.51.100.10:5061
record findings/plain-sip-on-tls-hello.pcap tcp
on dave openssl s_client -connect 198.51.100.10:5061 -servername sip.example.net -tls1_2 -verify_return_error \
  </dev/null >"$scratch/client" 2>&1 || true
recorded
