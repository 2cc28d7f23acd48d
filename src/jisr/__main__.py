"""`python -m jisr` is the `jisr` command."""

from jisr.cli.main import main

if __name__ == "__main__":
    main()
