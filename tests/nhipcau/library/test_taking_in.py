"""Files are kept unchanged and once, or refused without a trace of what they hold."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from wagtail.models import ModelLogEntry

from nhipcau.audit.models import Seal
from nhipcau.kernel.errors import Refused
from nhipcau.library.models import Purpose, Refusal, StoredFile
from nhipcau.library.services import purge_secret, take_in, tidy_name
from tests.cast import Cast

PLAN = "KẾ HOẠCH\nThông tin đối ngoại năm 2026\n1. Phát hành bản tin, 01 số/quý.\n".encode()


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def give(
    cast: Cast, now: dt.datetime, data: bytes = PLAN, name: str = "ke-hoach.txt", *, person: str = "coordinator", unit: str = "province", purpose: Purpose = Purpose.PLAN
) -> StoredFile:  # fmt: skip
    return take_in(
        user=cast.person(person), unit=cast.unit(unit), name=name, data=data, purpose=purpose, now=now
    )


def test_the_original_is_kept_unchanged_with_its_digest(cast: Cast, now: dt.datetime, folder: Path) -> None:
    stored = give(cast, now)
    assert stored.sha256 == hashlib.sha256(PLAN).hexdigest()
    assert stored.file.read() == PLAN
    assert (stored.content_type, stored.size) == ("text/plain", len(PLAN))
    assert [path.name for path in kept(folder)] == [stored.sha256]
    assert ModelLogEntry.objects.filter(action="library.take_in").count() == Seal.objects.count() == 1


def test_the_same_file_twice_is_recognised_and_stored_once(
    cast: Cast, now: dt.datetime, folder: Path
) -> None:
    first, second = give(cast, now), give(cast, now, name="ban-sao.txt")
    assert second.same_as == first
    assert second.file.name == first.file.name
    assert len(kept(folder)) == 1


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"M\xe1\xba\xacT\n" + PLAN, "ke-hoach.txt", "secrecy-mark"),
        (PLAN, "KH - MẬT.txt", "secrecy-mark"),
        (b"", "KH - MẬT.txt", "secrecy-mark"),
        (b"   ", "ke-hoach.txt", "empty"),
        (b"<html><body>x</body></html>", "ke-hoach.txt", "type"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "ke-hoach.docx", "type"),
        (b"MZ\x00\x00" * 20, "ke-hoach.docx", "type"),
        (b"a" * 2000, "ke-hoach.txt", "too-large"),
    ],
)
def test_a_refused_file_leaves_only_time_person_and_code(
    cast: Cast, now: dt.datetime, folder: Path, settings: Settings, data: bytes, name: str, code: str,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    settings.NHIPCAU_UPLOAD_LIMIT = 1000
    with pytest.raises(Refused) as refused:
        give(cast, now, data, name)
    assert refused.value.code == code
    assert kept(folder) == []
    assert StoredFile.objects.count() == ModelLogEntry.objects.count() == 0
    refusal = Refusal.objects.get()
    assert (refusal.at, refusal.user, refusal.code) == (now, cast.person("coordinator"), code)
    assert {field.name for field in Refusal._meta.fields} == {"id", "at", "user", "code"}
    assert name not in caplog.text


def test_evidence_may_be_a_picture_and_is_guarded_too(cast: Cast, now: dt.datetime) -> None:
    picture = b"\xff\xd8\xff" + b"0" * 100
    kind = give(
        cast, now, picture, "anh.docx", person="culture_officer", unit="culture", purpose=Purpose.EVIDENCE
    )
    assert (kind.content_type, kind.original_name) == ("image/jpeg", "anh.docx.jpg")
    with pytest.raises(Refused):
        give(
            cast,
            now,
            picture,
            "anh (mật).jpg",
            person="culture_officer",
            unit="culture",
            purpose=Purpose.EVIDENCE,
        )


@pytest.mark.parametrize(
    ("person", "unit", "purpose", "may"),
    [
        ("administrator", "province", Purpose.PLAN, True),
        ("coordinator", "commune", Purpose.PLAN, True),
        ("foreign_officer", "foreign", Purpose.PLAN, False),
        ("foreign_leader", "foreign", Purpose.PLAN, False),
        ("viewer", "province", Purpose.PLAN, False),
        ("auditor", "province", Purpose.EVIDENCE, False),
        ("viewer", "province", Purpose.EVIDENCE, False),
        ("foreign_officer", "foreign", Purpose.EVIDENCE, True),
        ("foreign_officer", "culture", Purpose.EVIDENCE, False),
        ("culture_leader", "museum", Purpose.EVIDENCE, True),
        ("former", "province", Purpose.PLAN, False),
        ("closed", "province", Purpose.PLAN, False),
        ("outsider", "commune", Purpose.EVIDENCE, False),
    ],
)
def test_who_may_hand_in_what(
    cast: Cast, now: dt.datetime, person: str, unit: str, purpose: Purpose, may: bool
) -> None:
    if may:
        give(cast, now, person=person, unit=unit, purpose=purpose)
    else:
        with pytest.raises(PermissionDenied):
            give(cast, now, person=person, unit=unit, purpose=purpose)
        assert Refusal.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\tam\\Kế hoạch.TXT", "Kế hoạch.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("ke-hoach.exe", "ke-hoach.exe.txt"),
        ("", "tep.txt"),
        ("x" * 400 + ".txt", "x" * 200 + ".txt"),
    ],
)
def test_names_are_made_safe(name: str, shown: str) -> None:
    assert tidy_name(name, "text/plain") == shown


def test_a_secret_found_later_is_removed_for_good(
    cast: Cast,
    now: dt.datetime,
    folder: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    stored = give(cast, now)
    with django_capture_on_commit_callbacks(execute=True):
        purge_secret(stored=stored, user=cast.person("coordinator"), now=now)
    assert kept(folder) == []
    assert StoredFile.objects.count() == 0
    assert Refusal.objects.get().code == "secrecy-mark"
    assert "ke-hoach" not in str(ModelLogEntry.objects.values_list("label", "data"))


def test_a_download_is_an_attachment_that_is_not_sniffed(
    cast: Cast, now: dt.datetime, client: Client
) -> None:
    stored = give(cast, now, name="Kế hoạch.txt")
    client.force_login(cast.person("coordinator"))
    response = client.get(reverse("library:download", args=[stored.pk]))
    assert b"".join(response.streaming_content) == PLAN  # type: ignore[attr-defined]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''K%E1%BA%BF")


def test_a_file_of_another_unit_is_not_found(cast: Cast, now: dt.datetime, client: Client) -> None:
    stored = give(cast, now)
    client.force_login(cast.person("culture_officer"))
    assert client.get(reverse("library:download", args=[stored.pk])).status_code == 404


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_bytes_that_are_not_those_handed_in_are_never_given_out(
    cast: Cast, now: dt.datetime, client: Client, harm: str
) -> None:
    stored = give(cast, now)
    client.force_login(cast.person("coordinator"))
    address = reverse("library:download", args=[stored.pk])
    whole = client.get(address)
    assert b"".join(whole.streaming_content) == PLAN  # type: ignore[attr-defined]
    place = Path(stored.file.path)
    if harm == "gone":
        place.unlink()
    else:
        place.chmod(0o644)
        place.write_bytes(PLAN + b"!")
    answer = client.get(address)
    assert answer.status_code == 409
    told = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert told
    assert PLAN.decode() not in told
    entry = ModelLogEntry.objects.get(action="library.damaged")
    assert Seal.objects.filter(entry=entry.pk).exists()
