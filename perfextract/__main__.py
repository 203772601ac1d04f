"""``python -m perfextract`` is the command ``perfextract``."""

from perfextract.cli import main

if __name__ == "__main__":
    main()
