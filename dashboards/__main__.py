"""`python -m dashboards`: serves the page on this machine; nothing leaves it."""

from dashboards.serve import main

if __name__ == "__main__":
    main()
