#!/usr/bin/env python3
"""Receives muster's webhooks: checks the signature, acts on each message once, prints it.

    HOOK_SECRET=whsec_… receiver.py [--port 8472] [--count N] [--any-time]

Signed as Standard Webhooks say: HMAC-SHA256 over "id.timestamp.body". --count ends after so many
messages, --any-time takes timestamps that are more than five minutes off (of a rehearsal).
"""

import argparse
import base64
import hashlib
import hmac
import http.server
import json
import os
import sys
import time


def is_ours(secret, headers, body):
    """Whether one of the signatures was made with the secret."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    ours = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers["webhook-signature"].split()
    return any(hmac.compare_digest("v1," + ours, each) for each in given)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.reply(self.take(body))

    def take(self, body):
        server = self.server
        late = abs(time.time() - int(self.headers.get("webhook-timestamp", 0))) > 300
        if "webhook-signature" not in self.headers or not is_ours(
            server.secret, self.headers, body
        ):
            return 401
        if late and not server.any_time:
            return 401
        # The same id may come again when an answer was lost.
        if self.headers["webhook-id"] not in server.known:
            server.known.add(self.headers["webhook-id"])
            print(json.dumps(json.loads(body), ensure_ascii=False), flush=True)
        return 204

    def reply(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    options = argparse.ArgumentParser(description="receives muster's webhooks")
    options.add_argument("--port", type=int, default=8472)
    options.add_argument("--count", type=int, default=0, help="end after so many messages")
    options.add_argument("--any-time", action="store_true")
    given = options.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", given.port), Handler)
    server.secret = os.environ["HOOK_SECRET"]
    server.any_time = given.any_time
    server.known = set()
    server.timeout = 0.5
    print(f"listening on {server.server_port}", file=sys.stderr, flush=True)
    until = time.monotonic() + 60 if given.count else float("inf")
    while not given.count or len(server.known) < given.count and time.monotonic() < until:
        server.handle_request()


if __name__ == "__main__":
    main()
