"""Who must know, what a partner may be shown, and the second pair of eyes before anything leaves."""
