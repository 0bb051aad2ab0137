"""Settings of the suite: the product's own, with a throw-away data folder and quick password hashes."""

import os
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="sightline-tests-")
os.environ["DATA_DIR"] = _FOLDER
os.mkdir(os.path.join(_FOLDER, "static"))  # whitenoise warns of a missing folder
os.environ["SECRET_KEY"] = "only-for-tests-" + "x" * 50
os.environ.pop("PUBLIC_URL", None)

from config import numba_cache  # noqa: E402 - the environment must be set first

# Kernels are kept between runs of the suite, in a folder of this very code.
os.environ.setdefault(
    "NUMBA_CACHE_DIR", str(numba_cache.env.BASE_DIR / ".pytest_cache" / "numba" / numba_cache.cache_key())
)

from config.settings import *  # noqa: E402, F403 - the environment must be set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# The suite reads unhashed files, so that no collectstatic is needed before it.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Tests do long work themselves, where they can look at it.
JOB_STARTER = ""
