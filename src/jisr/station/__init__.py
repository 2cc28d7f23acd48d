"""One station: the Django project that stores, serves and shows."""
