"""Authorities for check-sign.sh on loopback: a TSA, an OCSP responder and a CRL, by openssl on the files of a folder.

authority.py FOLDER: prints the ports for http and (with tls.pem and tls.key in the folder) https, then serves /tsa, /ocsp and /ca.crl until it is
ended."""
import http.server
import os
import ssl
import subprocess
import sys
import threading

folder = sys.argv[1]


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, kind, body):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def run_openssl(self, *words):
        question = self.rfile.read(int(self.headers["Content-Length"]))
        with open(os.path.join(folder, "question"), "wb") as f:
            f.write(question)
        subprocess.run(["openssl", *words], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(os.path.join(folder, "answer"), "rb") as f:
            return f.read()

    def do_POST(self):
        if self.path == "/tsa":
            self.answer("application/timestamp-reply",
                        self.run_openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "question", "-out", "answer"))
        elif self.path == "/ocsp":
            self.answer("application/ocsp-response",
                        self.run_openssl("ocsp", "-index", "index.txt", "-CA", "ca.pem", "-rsigner", "ocsp.pem", "-rkey", "ocsp.key",
                                         "-reqin", "question", "-respout", "answer", "-ndays", "7"))
        else:
            self.send_error(404)

    def do_GET(self):
        if self.path == "/ca.crl":
            with open(os.path.join(folder, "ca.crl"), "rb") as f:
                self.answer("application/pkix-crl", f.read())
        elif self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "/ca.crl")
            self.end_headers()
        else:
            self.send_error(404)


server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Handler)
print(server.server_port, flush=True)
if os.path.exists(os.path.join(folder, "tls.pem")):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(os.path.join(folder, "tls.pem"), os.path.join(folder, "tls.key"))
    safe = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    safe.socket = tls.wrap_socket(safe.socket, server_side=True)
    print(safe.server_port, flush=True)
    threading.Thread(target=safe.serve_forever, daemon=True).start()
server.serve_forever()
