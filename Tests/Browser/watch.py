"""Collects what must not happen while a page is open."""


class Watch:
    """Console errors, uncaught exceptions and requests that leave the origin of a browser context."""

    def __init__(self, context, origin):
        self.origin = origin
        self.faults = []
        self.expected = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"uncaught: {error.error}"))
        context.on("request", self._request)

    def expect(self, text):
        """Says that a console error with `text` in it belongs to the test (a refused request, say)."""
        self.expected.append(text)

    def _console(self, message):
        if message.type != "error":
            return
        place = message.location.get("url", "") if message.location else ""
        if any(text in message.text or text in place for text in self.expected):
            return
        self.faults.append(f"console: {message.text} ({place})")

    def _request(self, request):
        if not request.url.startswith((self.origin, "blob:", "data:", "about:")):
            self.faults.append(f"request to {request.url}")

    def check(self):
        assert not self.faults, "while the page was open:\n  " + "\n  ".join(self.faults)
