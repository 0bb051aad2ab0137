"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from config import numba_cache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
numba_cache.prepare()
application = get_wsgi_application()
