"""Carries one TCP connection over TLS: SIPp speaks plain TCP to a relay on its own host, the two relays speak TLS.

relay.py client LISTEN TARGET TLSv1_2|TLSv1_3 KEYLOG     plain in, TLS out; writes the secrets (SSLKEYLOGFILE format)
relay.py server LISTEN TARGET CERTIFICATE KEY            TLS in, plain out
"""

import socket
import ssl
import sys
import threading


def address(text):
    host, port = text.rsplit(":", 1)
    return host, int(port)


def copy(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def client_context(version, keylog):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
    context.keylog_filename = keylog
    return context


def server_context(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def main(role, listen, target, first, second):
    listener = socket.create_server(address(listen))
    print("listening on", listen, flush=True)
    context = client_context(first, second) if role == "client" else server_context(first, second)
    while True:
        near, _ = listener.accept()
        far = socket.create_connection(address(target))
        if role == "client":
            far = context.wrap_socket(far, server_hostname="sip.example.net")
        else:
            near = context.wrap_socket(near, server_side=True)
        threading.Thread(target=copy, args=(near, far), daemon=True).start()
        threading.Thread(target=copy, args=(far, near), daemon=True).start()


main(*sys.argv[1:])
