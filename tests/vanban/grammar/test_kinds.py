"""What kind of work an item orders. All sentences are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.catalog import kinds as catalog
from vanban.grammar.item import Item
from vanban.grammar.kinds import kind_of

KINDS: list[tuple[str, str]] = [
    # drafting rules, drawing up plans
    ("Rà soát, sửa đổi, bổ sung Quy chế quản lý thư viện.", "regulation"),
    ("Tham mưu UBND tỉnh ban hành chính sách hỗ trợ bạn đọc.", "regulation"),
    ("Rà soát, hoàn thiện và triển khai các quy định về bảo tàng.", "regulation"),
    ("Xây dựng kế hoạch phát triển thư viện năm 2031.", "other"),
    ("Xây dựng và tham mưu các quy hoạch, kế hoạch về văn hóa đọc.", "other"),
    ("Xây dựng kế hoạch phối hợp phát trên sóng Đài Lam Sơn.", "programme"),
    ("Xây dựng chương trình đào tạo thủ thư.", "training"),
    ("Đề án phát triển mạng lưới đào tạo thủ thư.", "other"),
    ("Chủ trì thẩm tra, giám sát việc thực hiện chính sách, pháp luật về thư viện.", "regulation"),
    ("Rà soát, kiến nghị sửa đổi, bổ sung, thẩm tra các dự án: Luật Thư viện, Luật Xuất bản.", "regulation"),
    ("Rà soát, nhận diện khó khăn, vướng mắc về cơ chế, chính sách.", "regulation"),
    ("Thực hiện nhiệm vụ sửa đổi, hoàn thiện pháp luật về thư viện.", "regulation"),
    ("Quy định về chế độ trực tại các phòng đọc.", "regulation"),
    ("Rà soát, tổng hợp danh mục các công trình phòng thủ dân sự.", "other"),
    ("Tham mưu UBND tỉnh quy định về phân cấp quản lý thư viện.", "regulation"),
    # people
    ("Bố trí lực lượng hướng dẫn người dân đến nơi an toàn.", "personnel"),
    ("Mỗi đơn vị phân công 01 cán bộ phụ trách.", "personnel"),
    ("Kiện toàn Ban Chỉ đạo; tổ chức tập huấn.", "personnel"),
    # training
    ("Tổ chức hội nghị tập huấn nhằm quảng bá sách.", "training"),
    ("Phối hợp cử cán bộ tham gia các lớp tập huấn.", "training"),
    ("Tạo điều kiện để công chức tham dự các lớp cập nhật kiến thức.", "training"),
    # products
    ("Xuất bản các ấn phẩm giới thiệu làng nghề.", "publication"),
    ("Cung cấp tư liệu về làng nghề cho các đoàn.", "publication"),
    ("Phổ biến tài liệu hướng dẫn đọc sách.", "publication"),
    ("Xây dựng các sản phẩm: hình ảnh, video clip.", "programme"),
    ("Sản xuất chương trình phát thanh về làng nghề.", "programme"),
    ("Nâng cao chất lượng nội dung, tăng thời lượng các chương trình.", "programme"),
    ("Nhân bản phim tài liệu về sông Lam.", "programme"),
    # press, portal
    ("Tổ chức họp báo cung cấp thông tin.", "press"),
    ("Các cơ quan báo chí: mở chuyên trang, chuyên mục về sách.", "press"),
    ("Cung cấp thông tin kịp thời cho các cơ quan báo chí.", "press"),
    ("Tăng số lượng, thời lượng tin, bài về sách.", "press"),
    ("Tuyên truyền về sách trên các phương tiện thông tin đại chúng.", "press"),
    ("Quảng bá làng nghề thông qua Cổng Thông tin điện tử tỉnh.", "portal"),
    ("Xây dựng chuyên trang về sách trên Cổng thông tin điện tử.", "portal"),
    # events
    ("Tổ chức triển lãm lưu động về sông Lam.", "event"),
    ("Tổ chức các hoạt động xúc tiến đầu tư.", "event"),
    ("Quảng bá làng nghề thông qua các hoạt động giao lưu văn hóa.", "event"),
    ("Tổ chức hội nghị chuyên đề về văn hóa đọc.", "event"),
    ("Hoạt động 1 - Nội dung: Triển khai Tháng hành động vì sách.", "event"),
    ("Duy trì chuỗi hoạt động đọc sách cùng con.", "event"),
    ("Tổ chức Ngày Sách tại các trường.", "event"),
    ("Tổ chức hội nghị quán triệt Nghị quyết về văn hóa đọc.", "event"),
    ("Mở 04 lớp dạy chữ nổi.", "training"),
    # general information work
    ("Chủ trì, phối hợp với Sở Văn hóa và Thể thao tuyên truyền về sách.", "communication"),
    (
        "Phối hợp với các cơ quan báo chí, truyền thông đẩy mạnh công tác tuyên truyền về sách.",
        "communication",
    ),
    ("Thông tin, tuyên truyền về các hội chợ, triển lãm của tỉnh.", "communication"),
    ("Phản ánh kịp thời tình hình thời sự.", "communication"),
    ("Triển khai thực hiện Quyết định số 1/QĐ-ABC phê duyệt Đề án truyền thông về sách.", "communication"),
    ("Lồng ghép nội dung thông tin vào các buổi tập huấn.", "communication"),
    # corrections
    ("Tăng cường đấu tranh phản bác các thông tin sai trái.", "correction"),
    ("Tuyên truyền đấu tranh phản bác các luận điệu xuyên tạc.", "correction"),
    # following the press, reporting on the work
    ("Tổ chức theo dõi và tổng hợp dư luận báo chí.", "monitoring"),
    ("Chủ động dự báo tình hình, định hướng dư luận.", "monitoring"),
    ("Theo dõi, đôn đốc các đơn vị thực hiện nhiệm vụ tuyên truyền.", "report"),
    ("Theo dõi, kiểm tra kết quả thực hiện các chỉ tiêu.", "monitoring"),
    ("Giám sát việc sử dụng quỹ sách; tổng hợp, báo cáo kết quả.", "monitoring"),
    ("Theo dõi việc chấp hành quy định về mượn sách, quản lý ngân sách của thư viện.", "monitoring"),
    ("Tổng hợp tình hình thực hiện các dự án thư viện.", "monitoring"),
    ("Các thư viện thu thập thông tin theo mẫu.", "monitoring"),
    ("Các thư viện tổng hợp biểu mẫu báo cáo theo quý.", "report"),
    ("Theo dõi, hướng dẫn, đôn đốc các thư viện triển khai thực hiện.", "report"),
    ("Kiểm tra, đánh giá việc thực hiện Chương trình.", "report"),
    ("Kiểm tra trách nhiệm của chủ đầu tư trong việc dành đất cho thư viện.", "other"),
    ("Xây dựng kế hoạch giám sát; tổng hợp kết quả.", "other"),
    ("Thống kê, đánh giá thiệt hại; đề xuất hỗ trợ.", "other"),
    ("Đánh giá kết quả thực hiện Kế hoạch.", "report"),
    ("Thu thập, cập nhật dữ liệu bạn đọc.", "monitoring"),
    ("Tham mưu Giám đốc hướng dẫn, kiểm tra, đôn đốc các chi hội thực hiện.", "report"),
    ("Các phòng tổ chức thực hiện đúng tiến độ; gửi báo cáo kết quả.", "report"),
    ("Tổ chức hội nghị sơ kết, tổng kết.", "report"),
    ("Định kỳ báo cáo kết quả hoạt động.", "report"),
    ("Triển khai thực hiện Kế hoạch này. Làm đầu mối theo dõi, tổng hợp, báo cáo UBND tỉnh.", "report"),
    ("Kiểm tra, giám sát việc chấp hành pháp luật của các cơ sở.", "other"),
    ("Lựa chọn địa điểm, báo cáo UBND tỉnh xem xét, cử đoàn công tác đi khảo sát.", "event"),
    # security, money
    ("Triển khai thực hiện các chiến lược, đề án, kế hoạch về phòng thủ dân sự.", "security"),
    ("Triển khai các chiến lược; đề án, dự án trong lĩnh vực phòng thủ dân sự.", "security"),
    ("Diễn tập khu vực phòng thủ cấp xã.", "security"),
    ("Triển khai thực hiện một số nội dung chi, mức chi cho thư viện.", "budget"),
    ("Hướng dẫn thanh toán chi phí sửa chữa phòng đọc.", "budget"),
    ("Cung cấp dịch vụ thư viện không sử dụng ngân sách nhà nước.", "other"),
    ("Điều phối sách quyên góp từ nguồn ngân sách nhà nước.", "other"),
    ("Triển khai các dự án thư viện có sử dụng vốn ngân sách nhà nước.", "other"),
    ("Khen thưởng các tập thể có thành tích bảo đảm an ninh.", "other"),
    ("Thực hiện nhiệm vụ được phân công; báo cáo kết quả.", "report"),
    ("Theo dõi việc chấp hành chế độ bảo mật thông tin.", "security"),
    ("Đảm bảo an ninh trật tự tại lễ hội.", "security"),
    ("Quản lý chặt chẽ phóng viên, nhà đầu tư nước ngoài đến tỉnh.", "security"),
    ("Quản lý, hướng dẫn phóng viên nước ngoài đến tác nghiệp.", "press"),
    ("Theo dõi, hướng dẫn các đơn vị quyết toán đúng quy định.", "budget"),
    ("Sở Tài chính thẩm định, tham mưu UBND tỉnh bố trí kinh phí.", "budget"),
    # everything else
    ("Triển khai thực hiện nhiệm vụ được giao.", "other"),
    ("Triển khai các hoạt động đối ngoại với các tỉnh bạn.", "other"),
    ("Khuyến khích người dân cung cấp thông tin về cây di sản.", "other"),
    ("Lắp đặt hệ thống cảnh báo sớm ven sông.", "other"),
    ("Hỗ trợ hợp tác xã xây dựng vùng nguyên liệu chè, tuyên truyền về giống mới.", "other"),
    ("Nâng cấp hạ tầng công nghệ thông tin của thư viện.", "other"),
    ("Xây dựng hệ thống thông tin quản lý thư viện.", "other"),
    ("Phương án phân bổ vốn cho các làng nghề.", "budget"),
    ("Nâng cao ý thức của người dân trong phòng, chống tội phạm.", "communication"),
    ("Quản lý xuất nhập cảnh tại bến phà Lam Sơn.", "security"),
    ("Động viên, khen thưởng các tổ phòng, chống tội phạm.", "other"),
    ("Sửa chữa bàn ghế trong các cơ sở giáo dục, dạy nghề.", "other"),
    ("Là cầu nối giữa thợ gốm và người mua trong việc đề xuất cơ chế giá.", "other"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_first_action_decides(text: str, kind: str) -> None:
    assert kind_of(Item(text)) == kind


def test_an_item_that_only_names_a_topic_takes_the_kind_of_its_context() -> None:
    assert (
        kind_of(Item("Về quyền đọc sách của trẻ em.", context="Tuyên truyền văn hóa đọc")) == "communication"
    )
    assert kind_of(Item("Vấn đề bản quyền.", titles=("Tổ chức triển lãm sách",))) == "event"
    assert kind_of(Item("Vấn đề bản quyền.")) == "other"


def test_a_list_of_topics_below_a_heading_of_oversight_takes_its_kind() -> None:
    heading = "Nội dung giám sát của chủ chương trình"
    assert kind_of(Item("Việc quản lý phòng đọc của thư viện.", context=heading)) == "monitoring"
    assert kind_of(Item("Mức độ đạt được mục tiêu.", titles=("Nội dung đánh giá",))) == "report"
    assert kind_of(Item("Tồn tại, vướng mắc và nguyên nhân.", titles=("Nội dung kiểm tra",))) == "monitoring"


def test_subjects_orders_and_openers_do_not_count() -> None:
    text = "in ấn phẩm về làng nghề."
    for opening in (
        "Sở Thông tin và Truyền thông chủ trì, phối hợp với Báo Lam Sơn ",
        "Giao Đài Phát thanh và Truyền hình tỉnh ",
        "Căn cứ chức năng, nhiệm vụ được giao, các cơ quan báo chí ",
        "Tiếp tục tăng cường ",
    ):
        assert kind_of(Item(opening + text)) == "publication"


def test_what_stands_behind_a_purpose_does_not_count() -> None:
    assert kind_of(Item("Mở rộng đường vào làng nghề để quảng bá du lịch.")) == "other"
    assert kind_of(Item("Tổ chức hội thảo nhằm phản bác tin giả.")) == "event"


def test_tables_hold_each_phrase_in_small_letters_and_once_a_kind() -> None:
    for table in (catalog.DECISIVE, catalog.DEFAULT, catalog.CHANNELS):
        for kind, entries in table.items():
            assert len(set(entries)) == len(entries), kind
            assert all(entry == entry.lower() for entry in entries), kind


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_has_a_kind(text: str, context: str) -> None:
    assert kind_of(Item(text, context=context or None))
