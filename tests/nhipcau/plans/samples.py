"""A fictional plan for the cast's province: some names are clear, some similar, some in no register."""

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SÔNG MÂY

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/KH-UBND

Sông Mây, ngày 15 tháng 01 năm 2026

KẾ HOẠCH
Công tác thông tin đối ngoại tỉnh Sông Mây năm 2026

Căn cứ Kết luận số 57-KL/TW ngày 15/6/2023 của Bộ Chính trị về công tác thông tin đối ngoại;

Ủy ban nhân dân tỉnh ban hành Kế hoạch công tác thông tin đối ngoại năm 2026 như sau:

I. MỤC ĐÍCH, YÊU CẦU

- Đưa hình ảnh Sông Mây đến bạn bè quốc tế bằng nội dung chính xác, dễ tìm.

- Chấp hành nghiêm chế độ bảo vệ bí mật Nhà nước.

II. NỘI DUNG, NHIỆM VỤ

1. Xuất bản bản tin, ấn phẩm

a) Xuất bản “Bản tin Sông Mây” bằng tiếng Việt và tiếng Anh.

- Đơn vị chủ trì: Sở Ngoại vụ

- Đơn vị phối hợp: Sở Văn hóa, Thể thao và Du lịch

- Thời gian thực hiện: 06 số/năm

b) In 2.000 tờ gấp giới thiệu làng nghề dệt lụa bằng tiếng Anh và tiếng Hàn.

- Đơn vị chủ trì: Sở Văn hóa và Thể thao

- Đơn vị phối hợp: Hiệp hội Dệt lụa Bến Lụa

- Thời gian thực hiện: quý II/2026

2. Tập huấn, hội nghị

a) Tổ chức 02 lớp tập huấn kỹ năng phát ngôn cho công chức đầu mối.

- Đơn vị chủ trì: Sở Ngoại vụ

- Đơn vị phối hợp: các sở, ban, ngành; UBND các xã, phường, đặc khu

- Thời gian thực hiện: trước ngày 30/9/2026

b) Tổ chức gặp mặt phóng viên nước ngoài đầu xuân.

3. Thông tin trên cổng

a) Duy trì trang tiếng Anh của Cổng Thông tin điện tử tỉnh, đăng từ 03 - 05 tin, bài mỗi tháng.

- Đơn vị chủ trì: Trung tâm Chuyển đổi số

- Thời gian thực hiện: thường xuyên

III. TỔ CHỨC THỰC HIỆN

1. Sở Ngoại vụ

- Theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch; tổng hợp, báo cáo UBND tỉnh trước ngày 15/12/2026.

2. Sở Văn hóa, Thể thao và Du lịch

- Cung cấp hình ảnh, tư liệu về di sản, lễ hội cho các ấn phẩm đối ngoại.

Trên đây là Kế hoạch công tác thông tin đối ngoại năm 2026./.

Nơi nhận:
- Sở Ngoại vụ;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Bình An
"""
