"""What must stand before the server starts; each step looks first and skips what is done."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from incidents.enums import Role
from incidents.models import Account, DetectionRun, LegalBasis, Log
from incidents.services.demo import demo_username
from incidents.services.legal_bases import load_legal_bases


def port_is_free(host: str, port: int) -> bool:
    """Look whether anybody listens; the server shares a port without a word, and then two logs answer in turn."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) != 0


def close_data_folder() -> None:
    """Let nobody but the owner into a new data folder: it holds the database, the key and the demo's passwords."""
    if not Path(settings.DATA_DIR, "sightline.sqlite3").exists():
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        Path(settings.DATA_DIR).chmod(0o700)


def migrate() -> bool:
    """Bring the database up to this code; return whether there was anything to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return True


def collect_static() -> bool:
    """Collect static files if one of them changed since the last time; return whether it was done."""
    stamp = Path(settings.DATA_DIR) / "static.stamp"
    digest = _static_digest()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == digest:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest)
    return True


def _static_digest() -> str:
    whole = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for path in sorted(_static_files()):
        facts = path.stat()
        whole.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return whole.hexdigest()


def _static_files() -> Iterator[Path]:
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


def statistics_are_warm() -> bool:
    """Whether the kernels of this very code are compiled and kept; without a place to keep them nothing can be done."""
    folder = _kernel_folder()
    return folder is None or (folder / "warm").exists()


def warm_statistics() -> None:
    """Compile every kernel once and drop what an earlier state of the code has left."""
    # numba takes a second to import; a start that has nothing to compile does not pay for it.
    from incidents.analysis.warm import warm_up  # noqa: PLC0415 - see above

    warm_up()
    folder = _kernel_folder()
    if folder is None:
        return
    (folder / "warm").touch()
    if folder.parent == Path(settings.DATA_DIR) / "numba":
        for other in folder.parent.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)


def _kernel_folder() -> Path | None:
    named = os.environ.get("NUMBA_CACHE_DIR")
    return Path(named) if named else None


def load_reference_data() -> None:
    """Put in the provisions that outcomes name, unless an office has its own already."""
    if not LegalBasis.objects.exists():
        load_legal_bases()


def is_untouched() -> bool:
    """Whether nobody has used this database: it has neither a log nor an account."""
    return not Log.objects.exists() and not Account.objects.exists()


def detect_on_demo() -> DetectionRun | None:
    """Run the detection on the demo log unless that was done before."""
    log = Log.objects.filter(is_demo=True, runs__isnull=True).first()
    by = Account.objects.filter(username=demo_username(Role.REVIEWER), is_demo=True, is_active=True).first()
    if log is None or by is None:
        return None
    from incidents.services.detection import run_detection  # noqa: PLC0415 - imports numba, see above

    return run_detection(by=by, log=log)
