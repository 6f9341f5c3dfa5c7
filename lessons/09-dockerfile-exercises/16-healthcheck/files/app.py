import os
from http.server import BaseHTTPRequestHandler, HTTPServer


class Report(BaseHTTPRequestHandler):
    def do_GET(self):
        broken = os.path.exists("/tmp/broken")
        self.send_response(500 if broken else 200)
        self.end_headers()
        self.wfile.write(b"broken\n" if broken else b"report: 3 trips\n")

    def log_message(self, *words):
        pass


HTTPServer(("0.0.0.0", {{port}}), Report).serve_forever()
