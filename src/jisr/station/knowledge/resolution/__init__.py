"""Which entities may be one, why, and which people have joined."""
