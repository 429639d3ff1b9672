"""What the steps of all clients share: the sandbox's address and credentials, and the transport adapter that maps Salesforce's hosts to it."""

import asyncio
import json
import sys
import time
import urllib.request
from urllib.parse import urlsplit

BASE = sys.argv[1]
KEY_FILE = sys.argv[2] if len(sys.argv) > 2 else ""
KEY = open(KEY_FILE).read() if KEY_FILE else None
USER, PASSWORD, TOKEN = "integration@acme.example", "sandbox-password", "sandbox-token"
CLIENT, SECRET, REFRESH = "sandbox-client", "sandbox-secret", "sandbox-refresh"
MY_DOMAIN = "acme.my"

# Jobs are done at once here: the clients' pauses between polls are cut short.
_sleep, _pause = time.sleep, asyncio.sleep
time.sleep = lambda seconds: _sleep(min(seconds, 0.05))
asyncio.sleep = lambda seconds, result=None: _pause(min(seconds, 0.05), result)


def loopback(url):
    parts = urlsplit(url)
    return BASE + parts.path + ("?" + parts.query if parts.query else ""), parts.netloc


def session():
    import requests
    from requests.adapters import HTTPAdapter

    class Loopback(HTTPAdapter):
        def send(self, request, **options):
            request.url, request.headers["Host"] = loopback(request.url)
            return super().send(request, **options)

    made = requests.Session()
    made.mount("https://", Loopback())
    return made


def control(method, path, body=None):
    """Asks something of the sandbox itself: /_sandbox/…"""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{BASE}/_sandbox/{path}", data=data, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


class Fault:
    """A rule of faults that holds inside `with`."""

    def __init__(self, **rule):
        self.rule = rule

    def __enter__(self):
        control("POST", "faults", self.rule)

    def __exit__(self, *_):
        control("DELETE", "faults")


def raises(kind, action):
    try:
        action()
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")
