"""Benchmarks, each with its peer and its limit beside it. Timings live here, never in tests."""
