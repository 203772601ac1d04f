"""Regenerate a report: from a dataset, a performance summary in one form for any quarter and authority.

``choose`` says which statements belong under which heading, ``sentences`` writes each as one standard sentence,
``compose`` puts the summary together; ``markdown``, ``word`` and ``html`` render it.
"""
