"""Chapters of the exercise about mutual respect: consent, recall, due diligence, redress and oversight."""
