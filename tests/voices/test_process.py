"""A worker that misbehaves in every way a process can: each is told from the others, and none hangs or stays."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from slowly.errors import StorageError
from slowly.voices.process import Worker, WorkerError, WorkerLostError

HELLO = """
import json, sys
def reply(header, payload=b""):
    sys.stdout.buffer.write(json.dumps({**header, "bytes": len(payload)}).encode() + b"\\n" + payload)
    sys.stdout.buffer.flush()
reply({"ready": True})
for line in sys.stdin:
    request = json.loads(line)
"""


def worker(tmp_path: Path, body: str, *, hello: str = HELLO) -> Worker:
    script = tmp_path / "worker.py"
    script.write_text(hello + "\n".join("    " + line for line in body.splitlines()))
    return Worker(command=script)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_answers_and_goes_when_closed(tmp_path: Path) -> None:
    own = worker(tmp_path, 'reply({"ok": True}, request["text"].encode())')
    assert own.ask({"text": "quotes \" ' $(x) \n ü"}, 5).payload.decode() == "quotes \" ' $(x) \n ü"
    pid, folder = own.pid, own._running and own._running.folder
    assert pid is not None
    assert folder is not None
    assert folder.is_dir()
    own.close()
    assert not alive(pid)
    assert not folder.exists()


def test_a_hang_is_ended_at_the_deadline(tmp_path: Path) -> None:
    own = worker(tmp_path, "import time; time.sleep(60)")
    own.start()
    pid = own.pid
    assert pid is not None
    start = time.monotonic()
    with pytest.raises(WorkerLostError, match="no answer"):
        own.ask({}, 0.5)
    assert time.monotonic() - start < 5
    assert not alive(pid)


@pytest.mark.parametrize(
    "body",
    [
        "raise SystemExit(0)",
        "import os; os.abort()",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import sys; sys.stdout.write('not json\\n'); sys.stdout.flush()",
        'sys.stdout.write(\'{"ok": true, "bytes": 100}\\nshort\'); sys.stdout.flush(); raise SystemExit(0)',
    ],
)
def test_a_crash_is_told_and_the_next_request_starts_anew(tmp_path: Path, body: str) -> None:
    own = worker(tmp_path, body)
    for _ in range(2):
        with pytest.raises(WorkerLostError, match="unexpectedly"):
            own.ask({}, 5)
    own.close()


def test_a_refusal_is_not_a_crash(tmp_path: Path) -> None:
    own = worker(tmp_path, 'reply({"error": "no voice x"})')
    with pytest.raises(WorkerError, match="no voice x"):
        own.ask({}, 5)
    assert own.pid is not None
    own.close()


def test_one_that_cannot_start_is_told(tmp_path: Path) -> None:
    own = worker(tmp_path, "pass", hello="raise SystemExit(3)\nfor line in ():\n")
    with pytest.raises(WorkerLostError):
        own.start()
    own.close()


def test_what_it_prints_by_itself_does_not_disturb(tmp_path: Path) -> None:
    own = worker(tmp_path, 'print("noise", file=sys.stderr)\nreply({"ok": True})')
    assert own.ask({}, 5).header["ok"]
    own.close()


def test_no_room_for_its_sounds_is_told_as_what_it_is(tmp_path: Path) -> None:
    own = worker(tmp_path, 'reply({"error": "No space left on device", "no_room": 28})')
    with pytest.raises(StorageError, match=r"no room for temporary files in .*: No space left on device\."):
        own.ask({}, 5)
    own.close()


def test_no_place_for_its_sounds_is_told_before_it_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(**_: object) -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.mkdtemp", none)
    own = worker(tmp_path, "pass")
    with pytest.raises(StorageError, match="No usable temporary directory"):
        own.start()
    assert own.pid is None


def test_once_ended_it_starts_no_more(tmp_path: Path) -> None:
    own = worker(tmp_path, 'reply({"ok": True})')
    own.close()
    with pytest.raises(WorkerLostError, match="was ended"):
        own.ask({}, 5)
    assert own.pid is None


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.05, 0.2])
def test_one_that_is_ended_while_it_starts_leaves_nothing(tmp_path: Path, delay: float) -> None:
    own = worker(tmp_path, "pass", hello="import time; time.sleep(60)\nfor line in ():\n")
    told: list[BaseException] = []

    def start() -> None:
        try:
            own.start()
        except WorkerLostError as error:
            told.append(error)

    starting = threading.Thread(target=start)
    starting.start()
    time.sleep(delay)
    running = own._running
    own.close(0.05)
    starting.join(10)
    assert not starting.is_alive()
    assert told
    assert own.pid is None
    assert running is None or (not alive(running.process.pid) and not running.folder.exists())
