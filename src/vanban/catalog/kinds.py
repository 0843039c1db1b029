"""The words that tell what kind of work an item of a plan orders.

Tables of phrases, parted by ";" or a line end, in small letters. `DECISIVE` words give their kind at once; `DEFAULT`
words give theirs where no narrower word of the same clause does. The grammar (`vanban.grammar.kinds`) says in
which order they are read. Subjects of single plans, places and persons have no place here.
"""

from __future__ import annotations

from vanban.catalog.units import phrases

COMMUNICATION = phrases("""
tuyên truyền; quảng bá; truyền thông; phổ biến; thông tin đối ngoại; công tác thông tin; ttđn; hoạt động thông tin
thông tin, tuyên truyền; thông tin tuyên truyền; quán triệt; cổ động; vận động quần chúng; thông điệp
phổ biến, giáo dục pháp luật; tuyên truyền miệng; công tác tuyên giáo; băng rôn; khẩu hiệu; cổ động trực quan; tuyên truyền trực quan
cung cấp thông tin; trao đổi thông tin; chia sẻ thông tin; cung cấp và trao đổi thông tin; trao đổi, cung cấp thông tin
nội dung thông tin; giáo dục pháp luật; cung cấp, trao đổi thông tin; trao đổi, chia sẻ thông tin
""")
"""General information work, wherever the words stand."""

COMMUNICATION_VERBS = phrases(
    "thông tin; phản ánh; giới thiệu; thông tin, phản ánh; nêu gương; biểu dương; tuyên dương"
)
"""General information work where the words are the verb of the clause."""

DECISIVE: dict[str, tuple[str, ...]] = {
    "training": phrases("""
tập huấn; bồi dưỡng; đào tạo; bồi dưỡng, tập huấn; hội nghị tập huấn; lớp tập huấn; lớp bồi dưỡng; khóa tập huấn
khóa đào tạo; các lớp; lớp dạy; lớp đào tạo; lớp học; khóa học; cử đi học; tham gia học tập; cập nhật kiến thức; dạy nghề; huấn luyện; đào tạo nghề
giáo dục nghề nghiệp; phổ cập kỹ năng; hội nghị, tập huấn
"""),
    "publication": phrases("""
ấn phẩm; bản tin; tài liệu; tư liệu; tập sách; cuốn sách; xuất bản sách; danh mục sách; sách ảnh; các đầu sách; sách điện tử; xuất bản phẩm; đặc san; tập san; tờ rơi; tờ gấp; cẩm nang; sổ tay
xuất bản; ấn bản; tập gấp; bản đồ du lịch; tạp chí; kỷ yếu; tập ảnh; in ấn; biên soạn; infographic; áp phích
tài liệu lập luận; tài liệu tuyên truyền; bộ tài liệu
"""),
    "programme": phrases("""
phát thanh; truyền hình; phóng sự; video; video clip; phim; phim tài liệu; thời lượng; chương trình phát thanh; clip
chương trình truyền hình; chương trình truyền thanh; chương trình phóng sự; chương trình thời sự; trailer; podcast
chương trình phát thanh, truyền hình; phát sóng; phát trên sóng; tiểu phẩm; kịch truyền thanh; truyền thanh; phim ngắn
trao đổi chương trình; thời lượng các chương trình; thời lượng chương trình; phim phóng sự; phim quảng bá; loa phát thanh
"""),
    "press": phrases("""
họp báo; báo chí; giao ban báo chí; thông cáo báo chí; phóng viên; tin, bài; tin bài; tin, bài viết; bài viết; chuyên trang
chuyên mục; tác phẩm báo chí; cung cấp thông tin cho báo chí; cung cấp thông tin báo chí; đưa tin; đưa tin, bài; viết bài
mối quan hệ với báo; một số đài; các đài; các báo, đài; báo, đài; báo đài; thời lượng tin; thời lượng tin, bài; số lượng tin, bài; báo điện tử; báo in; phát ngôn; công tác báo chí; nhà báo; trang tin
tin tức; cộng tác tin; phương tiện thông tin đại chúng; chuyên trang chuyên mục; các bài; đăng báo; gặp mặt báo chí
trả lời phỏng vấn; người phát ngôn; chuyên đề báo
"""),
    "portal": phrases("""
cổng thông tin điện tử; trang thông tin điện tử; cổng/trang thông tin điện tử; cổng ttđt; trang ttđt; website; trang web
công ttđt; cổng, trang thông tin điện tử; cổng thông tin; trang tin điện tử; cổng thông tin đối ngoại; các trang web
"""),
    "event": phrases("""
hội thảo; triển lãm; cuộc thi; hội thi; xúc tiến; xúc tiến đầu tư; xúc tiến thương mại; giao lưu; đoàn ra; đoàn vào; hội chợ
học tập kinh nghiệm; trao đổi kinh nghiệm; học tập, trao đổi kinh nghiệm; tọa đàm; diễn đàn; liên hoan; lễ phát động
lễ hội; ngày hội; tuần lễ; mít tinh; lễ kỷ niệm; trưng bày; hội diễn; festival; đoàn công tác; lễ ra quân; tuần văn hóa
hoạt động văn hóa; hoạt động văn hóa, nghệ thuật; hoạt động văn hóa, văn nghệ; hoạt động thể thao; cuộc triển lãm
kết nối tiêu thụ; kết nối cung cầu; kết nối giao thương; ngày hội văn hóa; chương trình nghệ thuật; giải thi đấu; giải đấu
hội nghị xúc tiến; giao lưu văn hóa; giao lưu, hợp tác; hội nghị chuyên đề; lễ mít tinh; lễ công bố; hội trại; sân chơi
đón đoàn; đón tiếp đoàn; đón tiếp các đoàn; đối thoại; sự kiện hòa bình; ngày hội việc làm; sàn giao dịch việc làm
tổ chức ngày; tổ chức lễ; tháng hành động; hưởng ứng ngày; hưởng ứng tuần lễ; hưởng ứng tháng; hưởng ứng tháng hành động; chuỗi hoạt động; chuỗi sự kiện; tháng cao điểm
phiên giao dịch; lễ trao giải; lễ tuyên dương; hội nghị kết nối; chợ phiên; hội báo
"""),
    "correction": phrases("""
phản bác; bác bỏ; đấu tranh phản bác; đấu tranh, phản bác; sai sự thật; xuyên tạc; sai trái, thù địch; thông tin xấu độc
thông tin xấu, độc; thông tin sai lệch; quan điểm sai trái; luận điệu sai trái; tin giả; cải chính; đấu tranh với các quan điểm
"""),
    "monitoring": phrases("""
dự báo; dư luận; nắm tình hình; nắm bắt tình hình; theo dõi tình hình; theo dõi, nắm tình hình; diễn biến; điểm báo
tổng hợp thông tin; tổng hợp tình hình; tổng hợp dư luận; theo dõi, tổng hợp tình hình; nắm bắt dư luận; theo dõi diễn biến
quan trắc; theo dõi báo chí; theo dõi thông tin; nắm bắt thông tin dư luận; dự báo tình hình; theo dõi sát
thu thập thông tin; thu thập số liệu; thu thập dữ liệu; thu thập thông tin, số liệu; thu thập thông tin, dữ liệu; cập nhật tình hình
cập nhật thiệt hại; cập nhật diễn biến; cập nhật liên tục tình hình; cập nhật thường xuyên tình hình; cập nhật thông tin về tình hình
"""),
    "report": phrases("""
báo cáo; sơ kết; tổng kết; sơ kết, tổng kết; hội nghị sơ kết; hội nghị tổng kết; hội nghị sơ kết, tổng kết
đánh giá kết quả; báo cáo kết quả; tổng hợp báo cáo; tổng hợp, báo cáo; đánh giá tình hình
đánh giá tiến độ; đánh giá việc thực hiện; sơ, tổng kết; chế độ báo cáo; chế độ thông tin, báo cáo; đánh giá hiệu quả
tổng hợp kết quả; tình hình thực hiện; kết quả thực hiện kế hoạch; tiến độ thực hiện; tình hình triển khai
đánh giá công tác; đánh giá, tổng kết; kiểm điểm
tổng hợp tình hình, kết quả; tổng hợp biểu mẫu; tổng hợp các biểu mẫu; tổng hợp chung; tổng hợp số liệu; tổng hợp, xây dựng báo cáo
"""),
    "security": phrases("""
bảo mật; bảo mật thông tin; an ninh; trật tự; quốc phòng; an ninh trật tự; an ninh, trật tự; antt; bí mật nhà nước; tội phạm
bảo vệ chủ quyền; biên phòng toàn dân; an ninh chính trị; trật tự an toàn xã hội; tuần tra; an ninh mạng; an toàn thông tin
bảo vệ bí mật; an toàn thông tin mạng; phòng, chống ma túy; phòng chống ma túy; kiểm soát ma túy; phòng, chống tội phạm; an toàn, an ninh mạng; an toàn, an ninh thông tin; an ninh quốc gia
buôn lậu; gian lận thương mại; qp-an; quốc phòng, an ninh; an ninh thông tin; truy quét; tệ nạn; phòng thủ dân sự; khu vực phòng thủ
xuất nhập cảnh; xuất, nhập cảnh; trái phép chất ma túy; tàng trữ; người nghiện ma túy
diễn tập; phòng thủ; dân quân tự vệ; nghĩa vụ quân sự; tuyển quân; cảnh giới
luật phòng thủ dân sự; luật quốc phòng; luật an ninh mạng; bảo vệ bí mật nhà nước; trật tự, an toàn giao thông; an toàn giao thông
"""),
    "budget": phrases("""
kinh phí; dự toán; quyết toán; ngân sách; thanh quyết toán; nguồn vốn; bố trí vốn; giải ngân; phân bổ vốn; cấp vốn
nguồn kinh phí; nguồn lực tài chính; kế hoạch vốn; vốn đầu tư công; thanh toán, quyết toán; nội dung chi; mức chi; định mức chi
thanh toán chi phí; nội dung và mức chi; nhiệm vụ chi; chế độ chi; thanh toán kinh phí
"""),
    "personnel": phrases("""
phân công; nhân sự; bố trí cán bộ; tổ chức cán bộ; công tác cán bộ; kiện toàn; phân công cán bộ; bố trí công chức
luân chuyển; điều động; tuyển dụng; bổ nhiệm; bố trí nhân lực; quy hoạch cán bộ; đội ngũ cán bộ; tổ thư ký
bố trí lực lượng; bố trí đội; bố trí các đội; bố trí tổ; bố trí các tổ; bố trí nhân viên; bố trí người; phân công lực lượng; thành lập bộ máy
thành lập ban; thành lập hội đồng; tổ chức lại ban; thành lập ban chỉ đạo; thành lập tổ; biên chế; bố trí đội ngũ; cử cán bộ đầu mối; cử đầu mối; bộ máy; tổ chức bộ máy; định mức giáo viên; bố trí giáo viên
"""),
}
"""Kind → words that decide it."""

DEFAULT: dict[str, tuple[str, ...]] = {
    "communication": phrases(
        "nâng cao nhận thức; nâng cao ý thức; thay đổi nhận thức; chuyển biến nhận thức"
    ),
    "report": phrases("đôn đốc; tổng hợp việc; kiểm tra, đôn đốc; theo dõi, đôn đốc; kiểm tra đôn đốc"),
    "monitoring": phrases("""
theo dõi; giám sát; thu thập; theo dõi, kiểm tra; theo dõi, giám sát; giám sát, đánh giá; theo dõi, đánh giá; giám sát, kiểm tra
tổng hợp tình hình thực hiện; tổng hợp tình hình triển khai; theo dõi tình hình thực hiện; theo dõi tình hình triển khai
theo dõi, tổng hợp tình hình thực hiện; theo dõi, tổng hợp
"""),
    "event": phrases("""
hội nghị; hội nghị quán triệt; hội nghị tuyên truyền; hội nghị phổ biến; hội nghị truyền thông; sự kiện; hoạt động, sự kiện
kỷ niệm; đoàn khách
"""),
    "other": phrases("""
hoạt động đối ngoại; công tác đối ngoại; đối ngoại nhân dân; đối ngoại biên phòng; ngoại giao; quan hệ hợp tác
chương trình hợp tác; mối quan hệ; hợp tác quốc tế; viện trợ
"""),
}
"""Kind → words that give it unless a narrower word of the clause decides."""

INSPECTING = phrases("""
kiểm tra; đánh giá; thanh tra; kiểm tra, giám sát; thanh tra, kiểm tra; kiểm tra, đánh giá; kiểm tra, thanh tra; thanh tra, kiểm tra, giám sát
kiểm tra, theo dõi; thanh tra, kiểm tra, theo dõi, giám sát; kiểm tra, giám sát, đánh giá; kiểm tra và giám sát; thanh tra, giám sát
""")
"""Inspection: report of the plan's own work, else control of others; after other oversight it adds nothing."""

WORK = phrases("""
kế hoạch; nhiệm vụ; chương trình; đề án; tiến độ; kết quả; công việc; nghị quyết; chỉ thị; chiến lược; dự án; mục tiêu
chỉ tiêu; việc triển khai; kết luận; phong trào; nội dung; công tác; triển khai thực hiện; tổ chức thực hiện; thực hiện; kiến nghị
""")
"""What must be overseen for oversight to be a report of the work …"""

COMPLIANCE = phrases("chấp hành; quy định; pháp luật; nghĩa vụ; vi phạm; còn nợ; tuân thủ; luật")
"""… and what makes it control of others."""

SETTLING = phrases("""
khen thưởng; động viên, khen thưởng; thi đua, khen thưởng; cầu nối; làm cầu nối; tôn vinh; khuyến khích; thúc đẩy; thu hút; huy động nguồn lực; huy động các nguồn lực; huy động tối đa các nguồn lực; huy động lực lượng; lắp đặt; trang bị; mua sắm; nâng cấp; cải tạo; thi đua; ký kết; cấp phép; số hóa; nhân rộng
xây dựng mô hình; xây dựng và nhân rộng mô hình; xây dựng, nhân rộng mô hình; nhân rộng mô hình; cải cách hành chính
xây dựng hệ thống; xây dựng cơ sở dữ liệu; xây dựng nền tảng; xây dựng phần mềm; phát triển nền tảng; phát triển hạ tầng
đầu tư xây dựng; ứng dụng công nghệ; chuyển đổi số; cắm mốc; trồng; nuôi; khoanh định; vận hành; hình thành; kiên định
""")
"""First verbs whose work is of no listed kind, whatever it is for."""

DIFFICULTIES = phrases("khó khăn, vướng mắc; vướng mắc; khó khăn; vấn đề phát sinh; phát sinh vướng mắc")
"""A clause on difficulties orders nothing by itself."""

RULES = phrases("""
văn bản; quy chế; quy định; văn bản quy phạm pháp luật; nghị quyết; thông tư; nghị định; quy trình; văn bản hướng dẫn; luật
thể chế; quyết định; chỉ thị; cơ chế, chính sách; chế độ, chính sách; hệ thống văn bản; hệ thống pháp luật; chính sách đặc thù; cơ chế chính sách; văn bản chỉ đạo; chính sách; tiêu chuẩn; quy chuẩn; bộ luật
dự án luật; dự án: luật; dự thảo luật; dự án luật, pháp lệnh; dự án luật, nghị quyết; dự thảo nghị quyết; dự thảo văn bản; pháp lệnh; điều ước quốc tế
nội quy; điều lệ; bộ quy tắc; quy tắc ứng xử; quy định, quy chế; chính sách, pháp luật; hành lang pháp lý; khung pháp lý; định mức; pháp luật; cơ chế; bộ tiêu chí
""")
"""Rules: drafting them is regulation, carrying them out takes the kind of their subject."""

PLANS = phrases("""
kế hoạch; chương trình; đề án; phương án; danh mục; quy hoạch; lộ trình; dự án; chiến lược; chương trình hành động
kế hoạch hành động; chương trình phối hợp; chương trình công tác; kế hoạch chi tiết; nghị quyết liên tịch
""")
"""Plans and lists: drawing them up has no kind of its own unless for one product."""

WHOLE = phrases("""
kế hoạch này; nhiệm vụ được phân công; các nhiệm vụ được giao; nhiệm vụ được giao; các nhiệm vụ; nhiệm vụ; kế hoạch; hoạt động thông tin đối ngoại; nội dung kế hoạch
nhiệm vụ thông tin đối ngoại; kế hoạch công tác thông tin đối ngoại; kế hoạch hoạt động thông tin đối ngoại
các nhiệm vụ được phân công; nhiệm vụ công tác thông tin đối ngoại; chức năng; các nội dung; các nội dung, nhiệm vụ
kế hoạch thông tin đối ngoại; nhiệm vụ, giải pháp; mục tiêu, nhiệm vụ; các mục tiêu; chủ trương; chỉ thị; kết luận
""")
"""What an item carries out as a whole: the next action decides."""

MAKING = phrases("""
xây dựng; ban hành; lập; soạn thảo; sửa đổi; bổ sung; hoàn thiện; rà soát; tham mưu ban hành; điều chỉnh; trình; phê duyệt
nghiên cứu; đề xuất; thẩm định; thẩm tra; kiến nghị; kiến nghị sửa đổi; nhận diện; dự thảo; cụ thể hóa; thể chế hóa; xây dựng và tham mưu; thay thế; bãi bỏ; trình ban hành
sửa đổi, bổ sung; rà soát, sửa đổi, bổ sung; kiến nghị sửa đổi, bổ sung; rà soát, tổng hợp; rà soát, thống kê; rà soát, cập nhật
""")
"""Verbs of drafting."""

IMPLEMENTING = phrases("""
triển khai; thực hiện; tổ chức thực hiện; triển khai thực hiện; tổ chức triển khai; tham gia; chấp hành; thi hành
tổ chức triển khai thực hiện; thực hiện tốt; làm tốt; tổ chức thi hành; hướng dẫn thực hiện
""")
"""Verbs of carrying out."""

GUARDING = phrases("phát hiện; ngăn chặn; phòng ngừa; phòng, chống; phòng chống; đấu tranh; xử lý")
"""Verbs whose object is what is fought, not what is done: information work named after them is no action."""

PASSING = phrases("""
chủ trì; tham mưu; tiếp tục; tăng cường; đẩy mạnh; chủ động; kịp thời; thường xuyên; định kỳ; tích cực; khẩn trương; nghiêm túc
tập trung; chú trọng; quan tâm; ưu tiên; nâng cao hiệu quả; nâng cao chất lượng; có trách nhiệm; chịu trách nhiệm; bám sát
phối hợp; chỉ đạo; lãnh đạo; trao đổi; hợp tác; sử dụng; thông báo; nắm bắt; liên hệ; làm đầu mối; là cơ quan đầu mối; định hướng; lồng ghép
phát huy vai trò; hỗ trợ; giúp; tạo điều kiện; tạo điều kiện thuận lợi; kết hợp; xem xét; quyết định; yêu cầu; có biện pháp; có giải pháp; bố trí; giao
đổi mới nội dung; đa dạng hóa; đa dạng; đa dạng hóa các hình thức; đổi mới; gồm; bao gồm; duy trì; làm; căn cứ; tiến hành; là; có; đề nghị; hằng năm; hàng năm
""")
"""Openers and verbs that say nothing of the kind by themselves."""

EMPTY = frozenset(
    phrases("""
các; những; một số; việc; công tác; hoạt động; chất; lượng; nội; dung; hiệu; quả; số; tốt; có; về; của; cho; và; với; hình; thức
khó; khăn; vướng; mắc; rào; cản; bất; cập; điểm; nghẽn; đúng;
hệ; thống; chế; độ; đủ; đầy; toàn; diện; mạnh; nhiều; được; sự; công; tác; chặt; chẽ; đồng; bộ; quy; trình; ngành; địa; phương; đơn; vị; thống; nhất; ,; :; (; ); -; “; ”
""")
)
"""Words that are no object yet."""

PURPOSES = phrases("""
để; nhằm; góp phần; qua đó; từ đó; hướng tới; hướng đến; gắn với; phù hợp với; theo; trên cơ sở; đáp ứng; phục vụ; giúp cho
đặc biệt là; nhất là; trong đó; đồng thời; đảm bảo; bảo đảm; làm cơ sở; tạo sự; do; trong quá trình; đối với; thay thế cho; sau khi; khi
""")
"""What opens a purpose or an adverbial: the first action ends before it."""

PERMITTING = phrases(
    "tạo điều kiện để; tạo điều kiện thuận lợi để; tạo điều kiện cho; tạo điều kiện thuận lợi cho; tạo mọi điều kiện để; tạo điều kiện thuận lợi nhất để"
)
""" "tạo điều kiện để X" is X."""

NEUTRAL = phrases("""
tổ chức ngày càng; tài liệu họp; hồ sơ, tài liệu; giấy tờ, tài liệu; công nghệ thông tin; hệ thống thông tin; thông tin liên lạc; thông tin di động; thông tin địa lý; bưu chính, viễn thông
lĩnh vực thông tin đối ngoại; giới thiệu việc làm; hạ tầng thông tin; giảm nghèo về thông tin; dữ liệu; cơ sở dữ liệu
phụ trách công tác thông tin đối ngoại; làm công tác thông tin đối ngoại; thông tin thị trường; báo cáo viên
tiếp nhận phản ánh; phản ánh, kiến nghị; phản ánh kiến nghị; thông tin cá nhân; thông tin khách hàng; lịch sử; chuỗi giá trị
báo cáo viên, tuyên truyền viên; cơ quan báo cáo; các cơ quan thông tấn; truyền thông số; an ninh lương thực; an ninh nguồn nước
an ninh năng lượng; an sinh xã hội; bản đồ; tài liệu lưu trữ; bài học; bài toán; các bài toán; lịch thời vụ; lịch trình; ngân sách nhà nước cấp
lịch sự; bài bản; danh sách; du lịch; tuyên truyền viên; giảng viên, tuyên truyền viên; hạ tầng thông tin và truyền thông; công nghệ thông tin và truyền thông; công nghệ thông tin - truyền thông; hệ thống cảnh báo sớm; hệ thống cảnh báo; hệ thống giám sát; hệ thống theo dõi; hệ thống quan trắc; camera giám sát; trạm quan trắc; trên lĩnh vực thông tin đối ngoại; kỷ luật; quy luật; bài trừ; truyền thông hiện đại; truyền thông đa phương tiện; bài thuốc; sách nhiễu; thông tin tín hiệu; ngoại giao kinh tế; báo cáo kinh tế kỹ thuật; báo cáo nghiên cứu khả thi
cơ sở giáo dục; cơ sở đào tạo; cơ sở dạy nghề; cơ sở giáo dục nghề nghiệp; cơ sở giáo dục, dạy nghề; cơ sở giáo dục, đào tạo; cơ sở giáo dục và đào tạo
báo cáo đề xuất chủ trương đầu tư; báo cáo đánh giá tác động môi trường; trật tự xây dựng; tự động hóa
""")
"""Compounds whose words mean something else."""

CONSULTING = phrases("xem xét; cho ý kiến; phê duyệt; quyết định; ban hành; cho chủ trương")
"""What a superior does with a report that only asks ("báo cáo UBND tỉnh xem xét"): it is no report of the work."""

FOREIGNERS = phrases(
    "phi chính phủ; nhà đầu tư nước ngoài; nhà đầu tư; người nước ngoài; đoàn công tác; đoàn khách; chuyên gia nước ngoài"
)
"""Other foreigners: control of reporters together with them is security."""

CONTROLLING = phrases("quản lý; giám sát; theo dõi")
"""Verbs of control."""

CHANNEL_MARKERS = phrases("thông qua; qua; trên; bằng; lên; dưới hình thức; tại; trong; với; cho; tới; như")
"""Words before the channel or occasion of information work."""

PARTNER_MARKERS = frozenset({"với", "cho", "tới"})
"""Markers after which only the press is a channel."""

INNER_MARKERS = frozenset({"trong", "tại", "như"})
"""Markers after which only products and occasions count."""

CHANNEL_FILLERS = phrases("""
:; các; những; một số; nhiều; hệ thống; hoạt động; hình thức; việc; phương tiện; loại hình; nền tảng; kênh; cuộc; buổi; lớp; chương trình
tổ chức; xây dựng; sản xuất; cơ quan; sản phẩm; đợt; công tác; của; chủ lực; thông tấn; ,; (; “; phát; phát hành; đăng tải; đăng; trang; báo; chuyên đề; hội
""")
"""Words between the marker and the channel."""

CHANNELS: dict[str, tuple[str, ...]] = {
    "": phrases("báo cáo; báo động; thể thao thành tích"),
    "press": phrases("""
phương tiện thông tin đại chúng; phương tiện truyền thông đại chúng; kênh thông tin đại chúng; thông tin đại chúng; báo chí; báo, đài
báo đài; kênh báo chí; báo; đài; phóng viên; đài phát thanh; đài truyền hình; tạp chí; kênh truyền thông đại chúng; truyền thông đại chúng
phương tiện truyền thông; kênh thông tin; đài phát thanh và truyền hình; đài truyền thanh; cơ quan báo; cơ quan truyền thông; tác phẩm báo chí; tin, bài; tin bài; chuyên mục; chuyên trang; bài viết; họp báo; thông cáo báo chí
"""),
    "programme": phrases("""
sóng; phát thanh; truyền hình; truyền thanh; hệ thống truyền thanh; loa truyền thanh; phóng sự; video; video clip; phim; clip
hệ thống loa; đài truyền thanh cơ sở; thông tin cơ sở; tiểu phẩm
"""),
    "portal": DECISIVE["portal"],
    "publication": phrases(
        "ấn phẩm; bản tin; tài liệu; sách; tờ rơi; tờ gấp; cẩm nang; sổ tay; xuất bản phẩm; tư liệu; tạp chí"
    ),
    "event": phrases("""
hội nghị; hội thảo; triển lãm; cuộc thi; hội thi; xúc tiến; giao lưu; đoàn ra; hội chợ; tọa đàm; diễn đàn; lễ hội; sự kiện; hội diễn
hoạt động văn hóa; văn hóa, nghệ thuật; văn hóa; thể thao; ngày hội; hoạt động giao lưu; sinh hoạt; mít tinh; phiên tòa; đối thoại
"""),
    "training": phrases("tập huấn; lớp tập huấn; bồi dưỡng"),
}
"""Kind → channels and occasions that information work may take its kind from."""

NOMINAL = phrases("""
về; vấn đề; quan điểm; vị trí; kết quả; tình hình; nội dung; những vấn đề; các vấn đề; việc; mức độ; tồn tại; hạn chế; những tồn tại
phương hướng; tiến độ; khó khăn; vướng mắc; thuận lợi; nguyên nhân; bài học kinh nghiệm; số lượng; tỷ lệ; ưu điểm; những khó khăn
các tồn tại; thực trạng; nhu cầu; khối lượng; chất lượng; hiệu quả; đề xuất, kiến nghị; kiến nghị, đề xuất
""")
"""Openings of an item that names a topic and no action."""
