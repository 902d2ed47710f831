"""Real monitoring systems post to a running instance: an outage and its end arrive with the right seconds."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import Cast
from tests.web.kit.peers import free_port

from asagreed_web.intake.models import Signal
from asagreed_web.intake.signals import make_key
from asagreed_web.kit import clock, wall
from asagreed_web.tickets.models import Ticket
from asagreed_web.uptime.models import OutageRecord
from asagreed_web.uptime.queries import outages_of

pytestmark = [pytest.mark.peers, pytest.mark.django_db(transaction=True)]
GUIDE = Path(__file__).parents[3] / "docs" / "guide" / "monitoring-hook.md"


@pytest.fixture(autouse=True)
def seeing_all(transactional_db: None) -> Iterator[None]:
    """Let the test itself look behind the wall."""
    with wall.seeing(wall.ALL):
        yield


@pytest.fixture
def hook(cast: Cast, live_server: Any) -> str:
    """Return the address of the monitoring hook of a running instance."""
    made = make_key(customer=cast.harbour, name="Monitor", system="", actor="person 1", at=clock.now())
    return f"{live_server.url}/hooks/monitoring/{made.secret}/"


def until(is_so: Callable[[], object], process: subprocess.Popen[bytes], *, seconds: float = 60) -> None:
    """Wait until something is so."""
    give_up = time.monotonic() + seconds
    while not is_so():
        assert process.poll() is None, "It ended by itself."
        assert time.monotonic() < give_up, "It never became so."
        time.sleep(0.1)


@contextmanager
def started(command: list[str], folder: Path, **given: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program for the length of a block; ended by its process id."""
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, **given)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def from_guide(language: str, containing: str) -> str:
    """Return the block of the guide that is pasted into a monitoring system."""
    blocks = re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    (found,) = [block for block in blocks if containing in block]
    return str(found)


def test_a_real_alertmanager(cast: Cast, hook: str, tmp_path: Path) -> None:
    given = from_guide("yaml", "webhook_configs").replace("https://desk.example/hooks/monitoring/asm_…/", hook)
    route = "route: {receiver: asagreed, group_by: [alertname], group_wait: 0s, group_interval: 1s}\n"
    (tmp_path / "alertmanager.yml").write_text(route + given)
    port = free_port()
    command = ["prometheus-alertmanager", "--config.file=alertmanager.yml", f"--storage.path={tmp_path / 'data'}",
               f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="]  # fmt: skip
    began = clock.now() - 90
    with started(command, tmp_path) as process:
        alert = {"labels": {"alertname": "SmtpDown", "system": "mail", "outage": "true"},
                 "annotations": {"summary": "SMTP does not answer"}, "startsAt": rfc3339(began)}  # fmt: skip
        until(lambda: posted(port, alert), process)
        until(outages_of(cast.harbour.pk).exists, process)
        over = clock.now() - 1
        posted(port, {**alert, "endsAt": rfc3339(over)})
        until(outages_of(cast.harbour.pk).filter(restored_at__isnull=False).exists, process)
    row = outages_of(cast.harbour.pk).get()
    assert (row.system, row.occurred_at, row.restored_at) == ("mail", began, over)
    assert [each.number for each in Ticket.objects.all()] == [row.ticket_number]


def rfc3339(at: int) -> str:
    """Return a moment as Alertmanager reads it."""
    return datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")


def posted(port: int, alert: dict[str, Any]) -> bool:
    """Hand an alert to Alertmanager as Prometheus does; return whether it was taken."""
    url = f"http://127.0.0.1:{port}/api/v2/alerts"
    request = urllib.request.Request(
        url, data=json.dumps([alert]).encode(), headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


NAGIOS = """
log_file={folder}/nagios.log
cfg_file={folder}/objects.cfg
cfg_file={folder}/commands.cfg
object_cache_file={folder}/objects.cache
precached_object_file={folder}/objects.precache
status_file={folder}/status.dat
state_retention_file={folder}/retention.dat
temp_file={folder}/temp
temp_path={folder}
command_file={folder}/rw.cmd
query_socket={folder}/query.sock
lock_file={folder}/lock
check_result_path={folder}/results
nagios_user={user}
nagios_group={group}
interval_length=1
enable_notifications=1
execute_host_checks=1
illegal_macro_output_chars=`~$&|'"<>
use_syslog=0
"""
OBJECTS = """
define timeperiod {{
  timeperiod_name always
  alias always
  monday 00:00-24:00
  tuesday 00:00-24:00
  wednesday 00:00-24:00
  thursday 00:00-24:00
  friday 00:00-24:00
  saturday 00:00-24:00
  sunday 00:00-24:00
}}
define command {{
  command_name look
  command_line /bin/sh -c 'exit `cat {folder}/state`'
}}
define contact {{
  contact_name asagreed
  host_notifications_enabled 1
  service_notifications_enabled 1
  host_notification_period always
  service_notification_period always
  host_notification_options d,u,r
  service_notification_options w,u,c,r
  host_notification_commands asagreed-host
  service_notification_commands asagreed-service
}}
define host {{
  host_name mail
  address 127.0.0.1
  check_command look
  max_check_attempts 3
  check_interval 1
  retry_interval 1
  check_period always
  notification_interval 0
  notification_period always
  notification_options d,u,r
  contacts asagreed
}}
define service {{
  host_name mail
  service_description shares
  check_command always-well
  max_check_attempts 3
  check_interval 1
  retry_interval 1
  check_period always
  notification_period always
  contacts asagreed
}}
define command {{
  command_name always-well
  command_line /bin/true
}}
"""


def test_a_real_nagios(cast: Cast, hook: str, tmp_path: Path) -> None:
    owner = pwd.getpwnam("nagios") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    group = subprocess.run(["id", "-gn", owner.pw_name], capture_output=True, text=True, check=True).stdout.strip()
    folder = Path(f"/var/tmp/asagreed-nagios-{os.getpid()}")  # noqa: S108 – the user of Nagios must reach it
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "results").mkdir(parents=True)
    given = from_guide("cfg", "define command").replace("https://desk.example/hooks/monitoring/asm_…/", hook)
    (folder / "nagios.cfg").write_text(NAGIOS.format(folder=folder, user=owner.pw_name, group=group))
    (folder / "objects.cfg").write_text(OBJECTS.format(folder=folder))
    (folder / "commands.cfg").write_text(given)
    (folder / "state").write_text("0")
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", f"{owner.pw_name}:{group}", str(folder)], check=True)
    try:
        with started(["/usr/sbin/nagios4", "nagios.cfg"], folder) as process:
            until((folder / "status.dat").exists, process)
            (folder / "state").write_text("2")
            until(outages_of(cast.harbour.pk).exists, process)
            (folder / "state").write_text("0")
            until(outages_of(cast.harbour.pk).filter(restored_at__isnull=False).exists, process)
        log = (folder / "nagios.log").read_text()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    row = outages_of(cast.harbour.pk).get()
    first = re.search(r"\[(\d+)\] HOST ALERT: mail;DOWN;SOFT;1;", log)
    over = re.search(r"\[(\d+)\] HOST ALERT: mail;UP;HARD;", log)
    assert first is not None
    assert over is not None
    assert abs(row.occurred_at - int(first[1])) <= 1
    assert abs((row.restored_at or 0) - int(over[1])) <= 1
    assert (row.system, OutageRecord.objects.filter(edition=1).count()) == ("mail", 1)


ICINGA = """
include <itl>
const NodeName = "here"
const ZoneName = "here"
object CheckerComponent "checker" {{ }}
object NotificationComponent "notification" {{ }}
object FileLogger "log" {{ severity = "information", path = "{folder}/icinga.log" }}
object User "asagreed" {{ }}
object CheckCommand "look" {{
  command = [ "/bin/sh", "-c", "exit `cat {folder}/state`" ]
}}
object Host "mail" {{
  check_command = "look"
  check_interval = 1
  retry_interval = 1
  max_check_attempts = 3
}}
apply Notification "asagreed" to Host {{
  command = "asagreed-host"
  users = [ "asagreed" ]
  assign where true
}}
"""


def test_a_real_icinga(cast: Cast, hook: str, tmp_path: Path) -> None:
    owner = pwd.getpwnam("nagios") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    group = subprocess.run(["id", "-gn", owner.pw_name], capture_output=True, text=True, check=True).stdout.strip()
    folder = Path(f"/var/tmp/asagreed-icinga-{os.getpid()}")  # noqa: S108 – the user of Icinga must reach it
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "run").mkdir(parents=True)
    given = from_guide("icinga", "NotificationCommand").replace("https://desk.example/hooks/monitoring/asm_…/", hook)
    (folder / "icinga2.conf").write_text(ICINGA.format(folder=folder) + given)
    (folder / "state").write_text("0")
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", f"{owner.pw_name}:{group}", str(folder)], check=True)
    defines = {"RunAsUser": owner.pw_name, "RunAsGroup": group, "DataDir": folder, "LogDir": folder,
               "InitRunDir": folder / "run", "CacheDir": folder, "SpoolDir": folder}  # fmt: skip
    command = ["/usr/sbin/icinga2", "daemon", "-c", str(folder / "icinga2.conf")]
    command += [word for name, value in defines.items() for word in ("-D", f"{name}={value}")]
    try:
        with started(command, folder) as process:
            until(lambda: "Activated all objects" in read(folder / "icinga.log"), process)
            (folder / "state").write_text("2")
            until(outages_of(cast.harbour.pk).exists, process)
            (folder / "state").write_text("0")
            until(outages_of(cast.harbour.pk).filter(restored_at__isnull=False).exists, process)
    finally:
        said = read(folder / "said") + read(folder / "icinga.log")
        shutil.rmtree(folder, ignore_errors=True)
    row = outages_of(cast.harbour.pk).get()
    (down, up) = [json.loads(json.dumps(each.body)) for each in Signal.objects.order_by("at")]
    assert (down["state"], up["state"], down["state_type"]) == ("DOWN", "UP", "HARD"), said
    assert (row.system, row.occurred_at, row.restored_at) == (
        "mail", int(float(down["since"])), int(float(up["since"])))  # fmt: skip


def read(file: Path) -> str:
    """Return what a file says, or nothing as long as there is none."""
    return file.read_text("utf-8", "replace") if file.exists() else ""
