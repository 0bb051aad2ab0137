"""Before the server starts: nobody else answers on its port."""

from __future__ import annotations

import socket

import pytest
from django.core.management import CommandError, call_command


def test_taken_port_is_refused_before_anything_is_touched() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken"):
            call_command("make_ready", for_port=port)
