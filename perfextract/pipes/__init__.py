"""spaCy components that mark a report's text: one mark, one component, one span group.

``perfextract_quantity`` fills ``doc.spans["quantity"]``, and so on for every name in ``MARKS``. A spaCy span
begins and ends with a token; the exact characters, which may cut a token ("compared to1388"), are had from
``components.marks(doc)``.
"""

from perfextract.pipes.marks import MARKS, Marks, mark_text

__all__ = ["MARKS", "Marks", "mark_text"]
