"""ASGI entry point, with the same guards before it as the other."""

import os

from django.core.asgi import get_asgi_application

from config import numba_cache
from config.declared_charset import only_utf8_async
from sites import gazetteer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
numba_cache.prepare()
gazetteer.warm()
application = only_utf8_async(get_asgi_application())
