import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Report(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"report: 3 trips\n")


address = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:8000"
host, port = address.split(":")
print(f"listening on {address}", flush=True)
HTTPServer((host, int(port)), Report).serve_forever()
