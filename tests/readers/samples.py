"""Tiny documents for the reader tests: Word from raw XML, PDF from words put at places."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
PAGE_HEIGHT = A4[1]

Words = tuple[float, float, str]  # left, distance from the top, text
Styled = tuple[float, float, str, str, float]  # the same with font and size


def docx(path: Path, body: str, **parts: str) -> Path:
    """A Word file with this body XML; further parts by name (``styles=...``)."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return path


def p(*runs: str, style: str | None = None, more: str = "") -> str:
    """A Word paragraph; a run is a piece of XML or plain text."""
    chosen = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{chosen}{more}</w:pPr>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A Word run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def pdf(path: Path, *pages: Iterable[Words | Styled], encrypt: str | None = None) -> Path:
    """A PDF whose pages hold these words at these places, in 11 point Helvetica unless said otherwise."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=encrypt)
    for page in pages:
        for left, top, text, *look in page:
            font, size = look or ("Helvetica", 11)
            canvas.setFont(font, size)
            canvas.drawString(left, PAGE_HEIGHT - top, text)
        canvas.showPage()
    canvas.save()
    path.write_bytes(buffer.getvalue())
    return path


def ruled_pdf(path: Path, rows: Sequence[Sequence[str]], *, width: float = 120, height: float = 22) -> Path:
    """A PDF with one ruled table."""
    canvas = Canvas(str(path), pagesize=A4)
    top = PAGE_HEIGHT - 150
    canvas.drawString(60, top + 40, "The parks service counted its visitors in every season.")
    columns, lines = len(rows[0]), len(rows)
    canvas.grid([60 + width * c for c in range(columns + 1)], [top - height * r for r in range(lines + 1)])
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            canvas.drawString(64 + width * c, top - height * r - 15, text)
    canvas.save()
    return path


def lines(texts: Iterable[str], *, left: float = 60, top: float = 100, pitch: float = 14) -> list[Words]:
    """Lines one below the other."""
    return [(left, top + i * pitch, text) for i, text in enumerate(texts)]


def mapped_pdf(path: Path, content: str, letters: dict[int, str], annotations: str = "") -> Path:
    """A PDF of one page with this content; font /G says it prints ``letters`` for its codes, /F is plain Helvetica."""
    pairs = "\n".join(f"<{code:02X}> <{text.encode('utf-16-be').hex()}>" for code, text in letters.items())
    cmap = (
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar endcmap"
    )
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding {}>>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R "
        f"/Resources << /Font << /F 4 0 R /G 5 0 R >> >> {annotations} >>",
        font.format("Helvetica", ""),
        font.format("Courier", "/ToUnicode 6 0 R "),
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 8\n0000000000 65535 f \n{table}trailer << /Size 8 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    path.write_bytes(out + tail.encode())
    return path


def printed(*texts: str, font: str = "F", top: float = 100) -> str:
    """The content of lines of text one below the other."""
    return "".join(f"BT /{font} 11 Tf 60 {842 - top - 14 * i} Td ({text}) Tj ET\n" for i, text in enumerate(texts))
