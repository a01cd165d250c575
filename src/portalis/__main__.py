"""``python -m portalis`` is the command line."""

from portalis.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
