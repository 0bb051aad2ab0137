"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from config import numba_cache
from config.declared_charset import only_utf8
from sites import gazetteer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
numba_cache.prepare()
gazetteer.warm()
application = only_utf8(get_wsgi_application())
