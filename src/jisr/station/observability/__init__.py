"""Whether the station is well, told without telling what it knows: health, readiness, metrics, logs without content."""
