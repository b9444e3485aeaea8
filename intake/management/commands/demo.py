"""`manage.py demo`: an empty machine becomes a running sample city, in one step."""

import signal
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from assessments.law import every_pack
from assessments.models import Round
from assessments.services.rounds import assess
from assessments.summary import summary_lines
from communities.models import Division
from communities.scope import AreaScope
from intake.outcome import Progress
from intake.sample import SAMPLE_CITY, SAMPLE_DAY, SOURCE_NAME, write_sample_city
from intake.services import bring_in

TRIED_PORTS = 20
_WORKER = [sys.executable, str(settings.BASE_DIR / "manage.py"), "procrastinate", "worker"]


class Command(BaseCommand):
    help = "Migrate, load the labelled sample city, assess it and serve it on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="first port to try (default: 8000)")
        parser.add_argument("--no-serve", action="store_true", help="stop after the assessment")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo has settings of its own: unset DJANGO_SETTINGS_MODULE. / 演示使用专用设置。")
        with self._step("Preparing the database / 准备数据库"):
            call_command("migrate", verbosity=0)
        with self._step("Loading the sample city / 导入示例城市"):
            has_changed = self._load()
        with self._step("Three people to be / 三位示例人员"):
            call_command("demo_people", verbosity=0)
        city = Division.objects.get(code=SAMPLE_CITY)
        if has_changed or not Round.objects.filter(division=city, finished_at__isnull=False).exists():
            with self._step("Assessing it / 评估"):
                done = assess(by=None, scope=AreaScope.everywhere(), division=city, day=SAMPLE_DAY, as_of=SAMPLE_DAY)
            self.stdout.write("\n".join(summary_lines(done)))
            with self._step("Judging it by every document in force too / 再按全部现行标准评估"):
                self._by_every_document(city)
        if not options["no_serve"]:
            self._serve(options["port"])

    def _by_every_document(self, city: Division) -> None:
        """A second round, so that the sample shows how several instruments judge at once."""
        assess(by=None, scope=AreaScope.everywhere(), division=city, day=SAMPLE_DAY, as_of=SAMPLE_DAY, packs=every_pack())

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        self.stdout.write(f"{name} ...")
        self.stdout.flush()
        yield
        self.stdout.write(f"  {time.perf_counter() - started:.1f} s")

    def _load(self) -> bool:
        """Bring in the sample files like any others. True where they changed something."""
        with tempfile.TemporaryDirectory() as folder:
            paths = write_sample_city(Path(folder))
            outcome = bring_in(paths=paths, by=None, source=SOURCE_NAME, provenance="sample", report=self._tell)
        if not outcome.accepted:
            raise CommandError("The sample was refused: / 示例数据未通过检查：\n" + "\n".join(map(str, outcome.problems())))
        return any(part.created or part.changed for part in outcome.parts)

    def _tell(self, progress: Progress) -> None:
        if progress.stage == "storing":
            self.stdout.write(f"  {progress.file}: {progress.rows:,}")
            self.stdout.flush()

    def _serve(self, first: int) -> None:
        port = _free_port(first)
        self.stdout.write(f"\nOpen / 打开: http://localhost:{port}/    (Ctrl-C stops / 按 Ctrl-C 停止)\n")
        self.stdout.flush()
        command = [
            sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4",
            "--no-control-socket", "--log-level", "warning", "--env", "DJANGO_SETTINGS_MODULE=config.settings.demo",
        ]  # fmt: skip
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # asked to stop is asked to stop, by key or by kill
        server, worker = subprocess.Popen(command), subprocess.Popen(_WORKER)
        try:
            if server.wait():
                raise CommandError("The web server stopped; its message is above. / 网站服务已停止，原因见上。")
        except KeyboardInterrupt:
            self.stdout.write("Stopped / 已停止")
        finally:
            for process in (server, worker):
                process.terminate()
                process.wait()


def _free_port(first: int) -> int:
    """The first port from ``first`` on that nobody listens on."""
    for port in range(first, first + TRIED_PORTS):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise CommandError(f"Ports {first} to {first + TRIED_PORTS - 1} are all in use: make demo PORT=... / 端口均被占用")
