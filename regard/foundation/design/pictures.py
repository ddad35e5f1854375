"""Pictures that are drawn here: squares that a telephone's camera reads."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_picture(address: str) -> SafeString:
    """Return an address as a QR code in SVG, of its own size, without script or style."""
    picture = segno.make(address, error="m").svg_inline(
        scale=4, border=2, svgclass="rg-qr", lineclass=None, title="QR code of the link"
    )
    return mark_safe(picture)  # noqa: S308 (made here of squares alone)
