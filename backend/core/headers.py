"""The security headers of every answer, errors included."""

from flask import Flask, Response, request

from backend.config import Settings

# Nothing from elsewhere, no inline script and no inline style (OWASP Secure Headers Project).
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=31536000; includeSubDomains"


def for_settings(settings: Settings) -> dict[str, str]:
    """The headers of every answer; over https browsers are told to stay there."""
    return HEADERS | ({"Strict-Transport-Security": HSTS} if settings.cookie_secure else {})


def install(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer; what the API says is never cached unless a route says so."""
    headers = for_settings(settings)

    @app.after_request
    def _add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/api"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
