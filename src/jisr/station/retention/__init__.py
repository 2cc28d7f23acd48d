"""The end of keeping: what is erased when, what a legal hold or an extension keeps longer, and the certificates."""
