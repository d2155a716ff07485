"""Serves 2 MB in two seconds on a port of its own: /chunked without a length, /large with one, /moved with a page that leads there."""

import http.server
import time

PIECE, PIECES = b"x" * 100_000, 20
PAGE = b"<html><body>302 Found</body></html>".ljust(178)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/moved":
            self.begin(302, ("Location", "/large"), ("Content-Length", str(len(PAGE))))
            self.wfile.write(PAGE)
            return
        is_chunked = self.path == "/chunked"
        length = ("Transfer-Encoding", "chunked") if is_chunked else ("Content-Length", str(len(PIECE) * PIECES))
        self.begin(200, length)
        for _ in range(PIECES):
            self.wfile.write(b"%x\r\n" % len(PIECE) + PIECE + b"\r\n" if is_chunked else PIECE)
            time.sleep(0.1)
        if is_chunked:
            self.wfile.write(b"0\r\n\r\n")

    def begin(self, status, *headers):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print("port", server.server_port)
server.serve_forever()
