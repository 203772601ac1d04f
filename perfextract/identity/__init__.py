"""What a document says of itself: its title, the authority that reports, the period it covers."""

from __future__ import annotations

from perfextract.identity.bodies import bodies as bodies
from perfextract.identity.bodies import is_body as is_body
from perfextract.identity.period import report_period as report_period
from perfextract.identity.reporter import authority as authority
from perfextract.identity.reporter import weighed as weighed
from perfextract.identity.titles import title as title
