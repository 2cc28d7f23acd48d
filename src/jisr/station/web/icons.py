"""Icons that point, and so turn with the direction of writing. Clocks and checks never turn."""

MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "external-link",
        "list",
        "log-out",
        "reply",
        "send",
        "undo-2",
    }
)
