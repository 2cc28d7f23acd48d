"""The pure domain: values in, values out; no database, web, clock, disk or network."""
