"""Visits, meetings, commitments, joint plans and recognition."""
