"""The words around units in a sentence that gives work: verbs, prepositions, orders, adverbials.

Plain lists like those of `vanban.catalog.units`: they tell where a unit's name ends and what it is told to do.
"""

from __future__ import annotations

from vanban.catalog.units import phrases

VERBS = phrases("""
chủ trì; phối hợp; tham mưu; triển khai; thực hiện; tổ chức; xây dựng; hướng dẫn; rà soát; tổng hợp; theo dõi; đôn đốc
kiểm tra; giám sát; đánh giá; báo cáo; đề xuất; trình; ban hành; bố trí; cân đối; thẩm định; phân bổ; cấp kinh phí; cấp giấy; cấp mới; cấp đổi; cấp vốn; đảm bảo
bảo đảm; tăng cường; đẩy mạnh; nâng cao; tiếp tục; chủ động; kịp thời; trực tiếp; thường xuyên; định kỳ; tích cực; khẩn trương
nghiêm túc; tập trung; chú trọng; quan tâm; ưu tiên; duy trì; phát huy; phát triển; phát động; phát hành; phát sóng
đăng; đăng tải; đăng phát; đưa; đưa tin; tuyên truyền; quảng bá; giới thiệu; phổ biến; quán triệt; vận động; thông tin
thông báo; cung cấp; cập nhật; công bố; công khai; nghiên cứu; khảo sát; điều tra; điều chỉnh; điều hành; điều phối
chỉ đạo; lãnh đạo; định hướng; dự báo; nắm; nắm bắt; quản lý; sử dụng; khai thác; vận hành; bảo vệ; bảo trì; giữ gìn
giải quyết; tháo gỡ; xử lý; xử phạt; ngăn chặn; phòng ngừa; phát hiện; đấu tranh; phản bác; phản ánh; làm; làm tốt
làm rõ; lập; lập dự toán; lựa chọn; lồng ghép; kết hợp; kết nối; liên hệ; liên kết; huy động; hỗ trợ; giúp; giúp đỡ
tạo; tạo điều kiện; khuyến khích; thúc đẩy; thu hút; kêu gọi; xúc tiến; mời; mời gọi; đón; đón tiếp; tiếp; tiếp nhận
tiếp đón; tiếp cận; tiếp thu; tham gia; tham dự; tham vấn; tập huấn; bồi dưỡng; đào tạo; cử; phân công; giao; gửi; nộp
chuyển; trao đổi; thảo luận; thống nhất; ký kết; ký; hợp tác; cộng tác; giao lưu; gặp gỡ; thăm; vào cuộc; xem xét
quyết định; phê duyệt; thông qua; ủy quyền; xác định; xác minh; xác nhận; phân tích; phân loại; thống kê; thu thập
sưu tầm; biên soạn; biên tập; biên dịch; in ấn; xuất bản; sản xuất; thiết kế; thi công; lắp đặt; mở; mở rộng; mở lớp
củng cố; kiện toàn; hoàn thiện; hoàn thành; đổi mới; cải cách; cải thiện; sửa đổi; bổ sung; thay thế; sắp xếp; bám sát
tuân thủ; chấp hành; chịu; chịu trách nhiệm; có trách nhiệm; có nhiệm vụ; có kế hoạch; có giải pháp; có biện pháp; đề ra
gắn; gắn kết; nhân rộng; biểu dương; khen thưởng; động viên; cổ vũ; chăm lo; chăm sóc; phục vụ; thành lập; hình thành
thiết lập; tích hợp; số hóa; ứng dụng; chuẩn hóa; chuẩn bị; chia sẻ; áp dụng; thí điểm; thử nghiệm; nhân bản; sơ kết
tổng kết; tuần tra; kiểm soát; thanh tra; kiểm toán; kiểm kê; quy hoạch; đầu tư; đặt hàng; mua sắm; thanh toán
quyết toán; thanh quyết toán; giải ngân; giải trình; giải thích; trả lời; phát ngôn; họp báo; treo; trang trí; dựng
tôn tạo; trùng tu; phục dựng; bảo tồn; trưng bày; triển lãm; biểu diễn; dàn dựng; chiếu; quay; chụp; viết; dịch
truyền đạt; truyền tải; lan tỏa; nêu gương; nêu cao; ổn định; khắc phục; ứng phó; cứu trợ; sơ tán; di dời; vận chuyển
phân phối; dự trữ; cấp phát; đề nghị; yêu cầu; kiến nghị; tư vấn; đại diện; đàm phán; vận dụng; tranh thủ; tận dụng
ngừng; tạm dừng; thu hồi; đình chỉ; cho phép; cấp phép; nghiệm thu; bàn giao; khởi công; khánh thành; hưởng ứng; thi đua
đăng ký; kê khai; công nhận; tôn vinh; khơi dậy; giáo dục; dạy; truyền thông; tìm hiểu; tìm kiếm; hiến kế; góp ý
tham khảo; so sánh; đối chiếu; rút kinh nghiệm; nhắc nhở; cảnh báo; kiên quyết; quyết liệt; linh hoạt; sẵn sàng
từng bước; phấn đấu; căn cứ; bàn; hiệp đồng; huấn luyện; diễn tập; tổng rà soát; trực; ứng trực; bảo quản; lưu trữ
ghi nhận; ghi hình; thu âm; tường thuật; bình luận; truy quét; triệt phá; truy tố; xét xử; thụ lý; tái tạo; trồng
vệ sinh; tiêu hủy; thả; nhân giống; quan trắc; đo đạc; cắm mốc; khoanh vùng; khoanh định; đấu giá; đấu thầu; vay; cho vay
lấy ý kiến; đóng góp; ủng hộ; quyên góp; kỷ niệm; chào mừng; chúc mừng; tặng; trao; trao tặng; giảm; tăng; cắt giảm
đơn giản hóa; đa dạng hóa; hiện đại hóa; xã hội hóa; cụ thể hóa; thể chế hóa; luật hóa; khẳng định; bố cáo; niêm yết
đôn đốc nhắc nhở; tiến hành; thúc giục; vận hành thử; nhập; xuất; tiêu thụ; kinh doanh; hoạt động; bao tiêu; thu mua
thu thuế; quản trị; soạn thảo; dự thảo; thẩm tra; giới hạn; chấm; bình chọn; bầu chọn; trích; dành; sao gửi; tự
nhất trí; đồng hành; đồng thuận; chống; phòng chống; hạn chế; loại bỏ; gỡ bỏ; bóc gỡ; bác bỏ; phê phán; lên án
tố giác; thực thi; theo đuổi; khởi xướng; vinh danh; tuyển chọn; tuyển dụng; tuyển sinh; luân chuyển; điều động
khởi động; công chiếu; livestream; check; hệ thống hóa; mã hóa; xuất hiện; tích lũy; kéo dài; rút ngắn; thay mặt
làm đầu mối; làm việc; đầu mối; gồm; bao gồm; thích ứng; nhận; nhận diện; gia hạn; đổi; tái cơ cấu; cơ cấu
đề cao; giữ; giữ vai trò; đóng vai trò; thể hiện; tuyên dương; chọn; chọn lọc; bảo lãnh; lấy; bắt; kiềm chế; khống chế; điều trị; khám; tiêm; cách ly; truy vết; sàng lọc
""")
"""Verbs and the adverbs before them that end a unit's name in running text."""

PARTICLES = phrases("""
để; nhằm; trong việc; trong công tác; trong quá trình; trong; về; theo; thông qua; khi; sau khi; sau; trước; nếu; qua; do
tại; ở; đến; từ; ra; vào; lên; cho; bằng; với; đối với; góp phần; gồm; bao gồm; như; nhất là; đặc biệt; cụ thể; trong đó
trên cơ sở; trên; bởi; vì; tùy; tùy theo; mà; thì; nên; rằng; dưới; giữa; nhưng; đồng thời; qua đó; từ đó; hằng năm; hàng năm
hằng tháng; hàng tháng; hằng quý; hàng quý; hằng tuần; hàng tuần; hằng ngày; hàng ngày; một cách; trừ; ngoài; dựa trên; gắn với; kể từ; cùng nhau; hoặc; tới; giai đoạn; năm; ngày; tháng; quý; lần; kèm theo
""")
"""Prepositions and conjunctions that end a unit's name in running text."""

AUXILIARIES = phrases("""
đã; đang; sẽ; phải; cần; được; bị; không; chưa; là; có; cũng; còn; vừa; vẫn; luôn; hãy; cùng; tự; chỉ; đều; nên; tuyệt đối
""")
"""Small words before a verb: after a unit's name they show that the unit is the subject."""

MODIFYING_VERBS = phrases("""
sử dụng; cung cấp; quản lý; hoạt động; sản xuất; kinh doanh; khai thác; đầu tư; vận hành; làm; đóng; phụ trách; ngoài; trong
tham gia; nghiên cứu; đào tạo; giáo dục; tư vấn; thi công; bảo vệ; điều tra; giám sát; thông tin; truyền thông; tại; ở; do
xuất bản; vận chuyển; phục vụ; có; phát triển; in; tiếp công dân; dạy; phát hành; xây dựng; hỗ trợ; xúc tiến; kiểm soát
kiểm tra; chức năng; chế biến; xuất khẩu; nhập khẩu; thu mua; nuôi; trồng
""")
"""Verbs that describe a unit when the whole line is its name ("Các đơn vị khai thác khoáng sản")."""

DESCRIBING_VERBS = phrases("""
sử dụng; cung cấp; hoạt động; sản xuất; kinh doanh; khai thác; đầu tư; vận hành; làm; đóng; phụ trách; tham gia; được; bị; có
phục vụ; thuộc; chưa; không; đã; đang; nghiên cứu; đào tạo; thi công; tư vấn; chịu
""")
"""Verbs that after "các doanh nghiệp" in an enumeration describe rather than tell."""

TELLING_VERBS = phrases("""
đã; đang; gồm; bao gồm; đóng vai trò; giữ vai trò; có vai trò; đạt; đạt được; bị
""")
"""Verbs that tell what is or was: no order."""

ROLE_VERBS = phrases("""
chủ trì; phối hợp; thực hiện; tham mưu; có trách nhiệm; chịu trách nhiệm; tổ chức thực hiện; triển khai; làm đầu mối
là đầu mối; là cơ quan; cùng phối hợp; chủ động
""")
"""Verbs of taking part that make the value of an attribute line a sentence."""

ORDERS = phrases("""
giao; đề nghị; yêu cầu; kính đề nghị; trân trọng đề nghị; giao nhiệm vụ cho; giao trách nhiệm cho; giao cho; phân công
phân công nhiệm vụ cho; đề nghị lãnh đạo; đồng thời giao; đồng thời đề nghị
đồng thời yêu cầu; đồng thời, giao; đồng thời, đề nghị; đồng thời, yêu cầu
""")
"""Words before a unit that is told to act."""

HEADING_PREFIXES = phrases("""
trách nhiệm của; nhiệm vụ của; đối với; trách nhiệm thực hiện của; phân công nhiệm vụ cho
""")
"""Words before a unit in a heading, besides the orders."""

ADVERBIALS = phrases("""
căn cứ; trên cơ sở; hằng năm; hàng năm; định kỳ; trong; sau; trước; đồng thời; ngoài; đối với; đến; từ; theo; khi; quá trình
tùy; tùy theo; để; nhằm; đặc biệt; riêng; hằng quý; hàng quý; hằng tháng; hàng tháng; mỗi; chậm nhất; ngay; bên cạnh đó
ngoài ra; tại; qua; thông qua; với; trường hợp; kết thúc; vào; do; giai đoạn; cùng với; thời gian; trước mắt; song song; hiện nay
""")
"""Openings of an adverbial that may stand before the subject."""

PREDICATE_OPENINGS = phrases("""
theo chức năng; theo nhiệm vụ; theo thẩm quyền; theo quy định; theo phân công; theo lĩnh vực; theo phạm vi; trên cơ sở
trong phạm vi; tùy theo; tùy; căn cứ; ngoài việc; hằng năm; hàng năm; hằng quý; hàng quý; hằng tháng; hàng tháng; trước
trước ngày; trong quá trình; trên tinh thần; trên địa bàn; dưới sự; đồng thời; theo; thông qua
""")
"""Prepositions that may stand between a subject and its verb."""

PARENTHETIC_OPENINGS = phrases("""
căn cứ; trên cơ sở; theo; trong phạm vi; tùy; hằng năm; hàng năm; định kỳ; khi; trước; sau; trong quá trình; ngoài việc
chịu trách nhiệm; có trách nhiệm; chủ trì; làm đầu mối
""")
"""Openings of an inserted adverbial between commas after the subject."""

MANNER = phrases("""
chặt chẽ; thường xuyên; kịp thời; đồng bộ; hiệu quả; có hiệu quả; tốt; tích cực; chủ động; nhịp nhàng; mật thiết; toàn diện
thống nhất; liên tục; và; ,; trực tiếp; cụ thể; chặt; tốt hơn; tối đa; linh hoạt; đầy đủ; nghiêm túc
""")
"""Adverbs between "phối hợp" and "với"."""

NOUNS_OF_COORDINATION = phrases("""
quy chế; chương trình; kế hoạch; cơ chế; hội đồng; sự; quy trình; nội dung; mối quan hệ; tinh thần; hình thức; cơ quan
đơn vị
""")
"""Nouns that make "phối hợp" a noun."""

NO_PARTNERS = phrases("""
một trong; việc; công tác; hoạt động; nhau; chương trình; nội dung; các hoạt động; các chương trình; quá trình; các nội dung
các nhiệm vụ; các nước; nhiệm vụ; kế hoạch; giữa
""")
"""What after "phối hợp với" is no unit, or none in particular."""
