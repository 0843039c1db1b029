"""The demonstration's accounts: one a role, with one password that is printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nhipcau.accounts.models import Role, User
from nhipcau.kernel.clock import day_of
from nhipcau.organisations.models import Unit
from nhipcau.organisations.services import grant_role, open_account

PASSWORD = "cau-noi-lam-son"  # noqa: S105  printed on purpose, and only ever loaded into an empty database


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the demonstration: roles as (role, code of the unit)."""

    username: str
    name: str
    position: str
    roles: tuple[tuple[Role, str], ...]


HANOI = dt.timezone(dt.timedelta(hours=7))
ADMINISTRATOR = "quantri"
COORDINATOR = "dieuphoi"
ACCOUNTS = (
    Account(
        COORDINATOR,
        "Nguyễn Thị Điều Phối",
        "Chuyên viên",
        ((Role.COORDINATOR, "LS"), (Role.UNIT_OFFICER, "LS-VHTTDL")),
    ),
    Account("ngoaivu", "Trần Văn Đầu Mối", "Chuyên viên", ((Role.UNIT_OFFICER, "LS-NGV"),)),
    Account("lanhdao", "Lê Thị Lãnh Đạo", "Phó Giám đốc Sở", ((Role.UNIT_LEADER, "LS-NGV"),)),
    Account("vanhoa", "Ngô Thị Di Sản", "Giám đốc Sở", ((Role.UNIT_LEADER, "LS-VHTTDL"),)),
    Account("taichinh", "Phạm Văn Dự Toán", "Chuyên viên", ((Role.FINANCE, "LS-TC"),)),
    Account("bientap", "Hoàng Thị Biên Tập", "Biên tập viên", ((Role.EDITOR, "LS-BPTTH"),)),
    Account("xuatban", "Vũ Văn Xuất Bản", "Thư ký tòa soạn", ((Role.PUBLISHER, "LS-BPTTH"),)),
    Account("baochi", "Đặng Thị Họp Báo", "Phó Chánh Văn phòng", ((Role.PRESS_OFFICER, "LS-VP"),)),
    Account("cuasong", "Bùi Văn Cửa Sông", "Công chức Văn hóa - Xã hội", ((Role.UNIT_OFFICER, "LS-CS"),)),
    Account("xem", "Đỗ Thị Theo Dõi", "Chuyên viên", ((Role.VIEWER, "LS"),)),
    Account("kiemtra", "Hồ Văn Kiểm Tra", "Thanh tra viên", ((Role.AUDITOR, "LS"),)),
)
# Colleagues who make the year look lived in; their accounts are not printed. Other units have nobody yet, as in a real first year.
COLLEAGUES = (
    Account("congthuong", "Dương Văn Xúc Tiến", "Chuyên viên", ((Role.UNIT_OFFICER, "LS-CT"),)),
    Account("khoahoc", "Lý Thị Số Hóa", "Chuyên viên", ((Role.UNIT_OFFICER, "LS-KHCN"),)),
    Account("tuyengiao", "Mai Văn Dư Luận", "Chuyên viên", ((Role.UNIT_OFFICER, "LS-TGDV"),)),
    Account("congan", "Tạ Văn Bình Yên", "Cán bộ", ((Role.UNIT_OFFICER, "LS-CA"),)),
    Account("phatthanh", "Đinh Thị Sóng Biển", "Phóng viên", ((Role.UNIT_OFFICER, "LS-BPTTH"),)),
    Account("tongbientap", "Châu Văn Măng Sét", "Tổng Biên tập", ((Role.UNIT_LEADER, "LS-BPTTH"),)),
    Account("huunghi", "Kiều Thị Bè Bạn", "Chuyên viên", ((Role.UNIT_OFFICER, "LS-HN"),)),
    Account("thuongnguyen", "Lò Văn Suối Nguồn", "Công chức", ((Role.UNIT_OFFICER, "LS-TN"),)),
    Account("bento", "Phan Thị Bến Tơ", "Công chức", ((Role.UNIT_OFFICER, "LS-BT"),)),
    Account("honmay", "Trịnh Văn Hải Đăng", "Công chức", ((Role.UNIT_OFFICER, "LS-HM"),)),
    Account("phatngon", "Cao Thị Phát Ngôn", "Chánh Văn phòng", ((Role.SPOKESPERSON, "LS-VP"),)),
)


def first_administrator() -> User:
    """The account that fills an empty register; until it holds a role it has the installation's own rights."""
    user = User(
        username=ADMINISTRATOR, display_name="Quản Trị Hệ Thống", position="Quản trị viên", is_superuser=True
    )
    user.set_password(PASSWORD)
    user.save()
    return user


def open_accounts(*, administrator: User, now: dt.datetime) -> dict[str, User]:
    """All accounts by user name. The first administrator keeps only his role."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    since = dt.date(day_of(now).year, 1, 1)
    grant_role(
        user=administrator,
        person=administrator,
        unit=units["LS"],
        role=Role.ADMINISTRATOR,
        valid_from=since,
        now=now,
    )
    people = {ADMINISTRATOR: administrator}
    for each in (*ACCOUNTS, *COLLEAGUES):
        person = open_account(
            user=administrator, username=each.username, password=PASSWORD, display_name=each.name,
            position=each.position, email=f"{each.username}@lamson.example.vn", now=now,
        )  # fmt: skip
        for role, code in each.roles:
            grant_role(
                user=administrator, person=person, unit=units[code], role=role, valid_from=since, now=now
            )
        people[each.username] = person
    administrator.is_superuser = False
    administrator.save(update_fields=["is_superuser"])
    return people


def first_morning(now: dt.datetime) -> dt.datetime:
    """The first morning of the year, on which everybody's role begins; `now` where that comes first."""
    return min(now, dt.datetime(day_of(now).year, 1, 1, 8, 0, tzinfo=HANOI))


def note() -> str:
    """The accounts as they are printed."""
    units = dict(Unit.objects.values_list("code", "name"))
    lines = [
        f"Tài khoản minh họa · demonstration accounts (mật khẩu chung · one password: {PASSWORD})",
        f"  {ADMINISTRATOR:<10} {Role.ADMINISTRATOR.label}",
    ]
    for each in ACCOUNTS:
        roles = "; ".join(f"{role.label} – {units.get(code, code)}" for role, code in each.roles)
        lines.append(f"  {each.username:<10} {roles}")
    return "\n".join(lines)
