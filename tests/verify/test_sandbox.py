"""Escapes from the sandbox, each tried; and what must still work inside of it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from portalis.verify.sandbox import Level, Limits, Mounts, Outcome, Sandbox, described, isolation
from portalis.verify.syscalls import MACHINES, program
from portalis.verify.watchdog import descendants

PYTHON = Path(sys.base_prefix).resolve() / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
LIMITS = Limits(wall_s=20, cpu_s=10, memory=1 << 30, total_memory=512 << 20, output=1 << 20, processes=24)


@pytest.fixture(scope="module", params=["bubblewrap", "bubblewrap-bound-proc"])
def sandbox(request: pytest.FixtureRequest, sandbox: Sandbox) -> Sandbox:
    """Both ways: a `/proc` of its own, and the container's, where a fresh one may not be mounted."""
    level: Level = request.param
    if sandbox.level == "bubblewrap-bound-proc" != level:
        pytest.skip("a fresh /proc may not be mounted here")
    return Sandbox(level)


def run(sandbox: Sandbox, code: str, *, folder: Path | None = None, limits: Limits = LIMITS) -> Outcome:
    """Run Python code inside."""
    read = () if Path("/usr") in PYTHON.parents else (PYTHON.parent.parent,)
    mounts = Mounts(read, (folder,) if folder else ())
    return sandbox.run([str(PYTHON), "-I", "-c", code], mounts=mounts, cwd=folder, limits=limits)


def test_runs_and_tells_how_it_ended(sandbox: Sandbox) -> None:
    done = run(sandbox, "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
    assert (done.status, done.stdout, done.stderr, done.reason) == (3, b"out\n", b"err\n", "exit")


def test_standard_input_reaches_it(sandbox: Sandbox) -> None:
    done = sandbox.run(["/bin/cat"], stdin=b"x" * 100_000, limits=LIMITS)
    assert done.stdout == b"x" * 100_000


def test_files_outside_are_not_there(sandbox: Sandbox, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("42")
    paths = [str(secret), "/etc/passwd", "/etc/shadow", str(Path.home()), "/root", "/home", "/var", "/run", "/work"]
    code = (
        "import os\n"
        f"for p in {paths!r}:\n"
        "    try:\n"
        "        found = os.listdir(p) if os.path.isdir(p) else open(p).read()\n"
        "    except OSError:\n"
        "        found = ''\n"
        "    print(p, len(found))\n"
    )
    done = run(sandbox, code)
    found = dict(line.split() for line in done.stdout.decode().splitlines())
    # the toolchain's folder may lie under a home: its parents are there, empty but for it
    allowed = {str(path) for path in PYTHON.parents}
    assert {path for path, size in found.items() if size != "0"} <= allowed


def test_the_system_cannot_be_written(sandbox: Sandbox) -> None:
    code = "import os\nfor p in ('/usr/x', '/bin/x', '/etc/x', '/x', '/proc/x', '/dev/shm/../x'):\n    try:\n        open(p, 'w'); print('wrote', p)\n    except OSError:\n        pass\n"
    done = run(sandbox, code)
    assert done.stdout == b""
    assert not Path("/x").exists()
    assert not Path("/etc/x").exists()
    assert not Path("/usr/x").exists()


def test_a_folder_that_is_only_read_cannot_be_written(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "crate").write_text("good")
    code = f"open({str(tmp_path / 'cache' / 'crate')!r}, 'w').write('bad')"
    read = (tmp_path / "cache", *(() if Path("/usr") in PYTHON.parents else (PYTHON.parent.parent,)))
    done = sandbox.run([str(PYTHON), "-I", "-c", code], mounts=Mounts(read), limits=LIMITS)
    assert done.status != 0
    assert (tmp_path / "cache" / "crate").read_text() == "good"


def test_its_own_folder_can_be_written_and_is_given_back(sandbox: Sandbox, tmp_path: Path) -> None:
    done = run(sandbox, "open('made', 'w').write('x')", folder=tmp_path)
    assert done.status == 0, done.stderr
    assert (tmp_path / "made").read_text() == "x"
    assert (tmp_path / "made").stat().st_uid == os.geteuid()


def test_there_is_no_network(sandbox: Sandbox) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]
    code = f"import socket\nsocket.create_connection(('127.0.0.1', {port}), timeout=2)\nprint('connected')"
    done = run(sandbox, code)
    server.close()
    assert b"connected" not in done.stdout
    assert done.status != 0


def test_a_fork_bomb_is_stopped(sandbox: Sandbox) -> None:
    code = "import os, time\nn = 0\ntry:\n    while True:\n        if os.fork() == 0:\n            time.sleep(60)\n        n += 1\nexcept OSError:\n    print(n)\n"
    done = run(sandbox, code)
    assert 0 < int(done.stdout) < LIMITS.processes


def test_the_memory_of_one_process_is_limited(sandbox: Sandbox) -> None:
    done = run(sandbox, "try:\n    bytearray(4 << 30)\nexcept MemoryError:\n    print('refused')")
    assert done.stdout == b"refused\n"


def test_the_memory_of_all_processes_is_limited(sandbox: Sandbox) -> None:
    code = "import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        held = bytearray(200 << 20)\n        time.sleep(60)\ntime.sleep(60)"
    done = run(sandbox, code)
    assert done.reason == "memory"
    assert done.wall_s < 15


def test_endless_output_is_cut(sandbox: Sandbox) -> None:
    done = run(sandbox, "while True:\n    print('x' * 1000)")
    assert done.reason == "output"
    assert len(done.stdout) <= LIMITS.output


def test_a_large_file_is_refused(sandbox: Sandbox, tmp_path: Path) -> None:
    small = Limits(wall_s=20, file_size=1 << 20)
    run(sandbox, "open('big', 'wb').write(bytes(8 << 20))", folder=tmp_path, limits=small)
    assert (tmp_path / "big").stat().st_size <= 1 << 20


def test_who_ignores_signals_is_killed_in_time(sandbox: Sandbox) -> None:
    code = "import signal, time\nfor n in range(1, 65):\n    try:\n        signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError):\n        pass\ntime.sleep(600)"
    done = run(sandbox, code, limits=Limits(wall_s=0.7))
    assert done.reason == "time"
    assert done.wall_s < 5


def test_endless_work_is_killed(sandbox: Sandbox) -> None:
    done = run(sandbox, "while True: pass", limits=Limits(wall_s=20, cpu_s=1))
    assert done.status != 0
    assert done.wall_s < 10


def test_children_that_are_left_behind_die(sandbox: Sandbox) -> None:
    mark = f"left-{os.getpid()}-{time.monotonic_ns()}"
    code = f"import os, signal, time\nif os.fork() == 0:\n    os.setsid()\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    open('/proc/self/comm', 'w')\n    x = {mark!r}\n    time.sleep(600)\nprint('gone')"
    done = run(sandbox, code)
    assert done.wall_s < 15
    time.sleep(0.2)
    assert not [p for p in Path("/proc").glob("[0-9]*/cmdline") if mark.encode() in _read(p)]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_other_processes_and_their_secrets_are_not_seen(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTALIS_TEST_SECRET", "hunter2")
    code = "import glob\nfor p in glob.glob('/proc/[0-9]*/environ'):\n    try:\n        print(p, open(p).read())\n    except OSError:\n        pass\n"
    done = run(sandbox, code)
    assert done.stdout.count(b"/environ") <= 3
    assert b"hunter2" not in done.stdout


def test_no_way_leads_out_through_other_processes(sandbox: Sandbox, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    code = f"""
import glob, os
for process in glob.glob('/proc/[0-9]*'):
    for way in ('root', 'cwd', 'fd', 'mem', 'maps', 'map_files', 'task'):
        for path in (f'{{process}}/{{way}}{secret}', f'{{process}}/{{way}}/secret'):
            try:
                print('read', path, open(path).read())
            except OSError:
                pass
    for name in ('mem', 'oom_score_adj', 'uid_map', 'comm'):
        try:
            open(f'{{process}}/{{name}}', 'r+b').write(b'0 0 1')
            print('wrote', process, name) if int(process[6:]) != os.getpid() else None
        except OSError:
            pass
    try:
        os.kill(int(process[6:]), 0) if int(process[6:]) > 10 else None
    except OSError:
        pass
    else:
        print('signal', process) if int(process[6:]) > 10 else None
"""
    done = run(sandbox, code)
    assert done.status == 0, done.stderr
    assert b"hunter2" not in done.stdout
    assert b"signal" not in done.stdout
    assert b"wrote" not in done.stdout


def test_the_systems_settings_cannot_be_changed(sandbox: Sandbox) -> None:
    code = "import glob\nfor p in glob.glob('/proc/sys/*/*') + ['/proc/sysrq-trigger']:\n    try:\n        open(p, 'w').write('0'); print('wrote', p)\n    except OSError:\n        pass\n"
    assert run(sandbox, code).stdout == b""


def test_it_is_nobody_and_cannot_become_somebody(sandbox: Sandbox) -> None:
    code = "import os\nprint(os.getuid() != 0, open('/proc/self/status').read().split('CapEff:')[1].split()[0], 'NoNewPrivs:\\t1' in open('/proc/self/status').read())"
    done = run(sandbox, code)
    assert done.stdout.decode().split() == ["True", "0000000000000000", "True"]


def test_namespaces_cannot_be_nested(sandbox: Sandbox) -> None:
    done = sandbox.run(["/usr/bin/unshare", "--user", "/bin/true"], limits=LIMITS)
    assert done.status != 0


CALLS = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
def refused(*arguments):
    done = libc.syscall(*map(ctypes.c_long, arguments))
    return done == -1 and ctypes.get_errno() in (1, 38)
NAMESPACES = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
"""


def test_every_call_that_makes_namespaces_or_mounts_is_refused(sandbox: Sandbox) -> None:
    machine = MACHINES.get(os.uname().machine)
    if machine is None:
        pytest.skip("the calls of this processor are not known")
    code = CALLS + f"for name, n in {dict(machine.refused)!r}.items():\n    refused(n, 0, 0, 0, 0, 0) or print(name)\n"
    code += f"for f in NAMESPACES:\n    refused({machine.clone}, f | 17, 0, 0, 0, 0) or print('clone', hex(f))\n"
    code += "refused(435, 0, 0, 0, 0, 0) or print('clone3')\n"
    done = run(sandbox, code)
    assert (done.status, done.stdout) == (0, b""), done.stderr


def test_the_filter_is_known_for_two_processors_and_for_no_other() -> None:
    for machine in MACHINES:
        rules = program(machine)
        assert rules
        assert len(rules) % 8 == 0
        assert rules[-8] == 6  # nothing runs off the end
        jumps = [(at // 8, rules[at + 2], rules[at + 3]) for at in range(0, len(rules), 8) if rules[at] & 7 == 5]
        assert all(at + 1 + max(jt, jf) < len(rules) // 8 for at, jt, jf in jumps)
    assert program("pdp11") is None


def test_where_proc_is_masked_the_bound_one_is_taken(sandbox: Sandbox) -> None:
    # what container engines do to /proc: part of it is read-only, part lies behind something empty
    masked = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", "/proc/sys", "/proc/sys", "--tmpfs", "/proc/bus"]
    code = "from portalis.verify.sandbox import isolation; print(isolation())"
    done = subprocess.run([*masked, "--", sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("bubblewrap-bound-proc\n", "")


def test_reports_say_which_sandbox_it_was() -> None:
    levels: tuple[Level, ...] = ("bubblewrap", "bubblewrap-bound-proc", "limits")
    assert len({described(Sandbox(level)) for level in levels}) == 3


def test_limits_alone_still_stop_what_they_can(tmp_path: Path) -> None:
    bare = Sandbox("limits")
    code = "import os\nprint(sorted(k for k in os.environ if 'SECRET' in k))\ntry:\n    bytearray(4 << 30)\nexcept MemoryError:\n    print('refused')"
    os.environ["PORTALIS_SECRET"] = "x"
    try:
        done = bare.run(
            ["/usr/bin/env", "python3", "-I", "-c", code], environment={"PATH": os.environ["PATH"]}, limits=LIMITS
        )
    finally:
        del os.environ["PORTALIS_SECRET"]
    if os.geteuid() == 0:
        # another user cannot reach an interpreter inside root's home; the limit is tried with the shell
        done = bare.run(["/bin/sh", "-c", "ulimit -v; env"], limits=LIMITS)
        assert done.stdout.split()[0] == b"%d" % (LIMITS.memory >> 10)
        assert b"PORTALIS_SECRET" not in done.stdout
        return
    assert done.stdout.decode().splitlines() == ["[]", "refused"]


def test_the_level_is_what_the_machine_can_do() -> None:
    assert isolation() in ("bubblewrap", "bubblewrap-bound-proc", "limits")


def test_many_jobs_at_once_do_not_disturb_each_other(sandbox: Sandbox) -> None:
    answers: list[bytes] = []

    def one(number: int) -> None:
        answers.append(run(sandbox, f"print({number})").stdout)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [b"%d\n" % n for n in range(6)]


def test_a_family_of_processes_is_found() -> None:
    assert os.getpid() in descendants(os.getppid())
