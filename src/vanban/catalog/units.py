"""The words that Vietnamese administrative documents name units with.

Plain lists, one entry a phrase, lower case, parted by ";" where an entry has several words. The grammar
(`vanban.grammar.units`) says how they combine. Names of ministries and departments are standing names of the
State, before and after the reorganisation of 2025; names of provinces, people or single plans have no place here.
"""

from __future__ import annotations


def phrases(table: str) -> tuple[str, ...]:
    """The entries of a table written as text: parted by ";" or a line end."""
    return tuple(
        " ".join(entry.split()) for line in table.splitlines() for entry in line.split(";") if entry.strip()
    )


FIELDS = phrases("""
quốc phòng; công an; ngoại giao; nội vụ; tư pháp; tài chính; công thương; xây dựng; y tế; du lịch; ngoại vụ; dân tộc
nông nghiệp và môi trường; nông nghiệp và phát triển nông thôn; nông nghiệp và ptnt; tài nguyên và môi trường
văn hóa thể thao và du lịch; văn hóa và thể thao; văn hóa thể thao; văn hóa và thông tin; văn hóa thông tin
văn hóa khoa học và thông tin; văn hóa thể thao du lịch và truyền thông; văn hóa xã hội; khoa học và công nghệ
khoa học công nghệ và môi trường; giáo dục và đào tạo; giáo dục; dân tộc và tôn giáo; kế hoạch và đầu tư
kế hoạch đầu tư; giao thông vận tải; giao thông công chính; thông tin và truyền thông; quy hoạch kiến trúc
lao động thương binh và xã hội; an toàn thực phẩm; chuyển đổi số; kinh tế; kinh tế và hạ tầng; kinh tế và đô thị
kinh tế hạ tầng và đô thị; tài chính kế hoạch; tài chính và kế hoạch; quản lý đô thị; đô thị; nội chính; tôn giáo
tuyên giáo; dân vận; tuyên giáo và dân vận; tổ chức; chính sách và chiến lược; kiểm tra; đối ngoại; kinh tế trung ương
pháp chế; kinh tế ngân sách; công tác đại biểu; dân nguyện; tiếp công dân; thi đua khen thưởng; cơ yếu; văn thư lưu trữ
bưu chính viễn thông; thống kê; thuế; hải quan; thi hành án dân sự; thủy lợi; kiểm lâm; chăn nuôi và thú y; thú y
trồng trọt và bảo vệ thực vật; bảo vệ môi trường; biển và hải đảo; thủy sản; quản lý thị trường; dự trữ nhà nước
quản lý đất đai; dân số; an toàn vệ sinh thực phẩm; phát triển nông thôn; bảo vệ chăm sóc trẻ em; đăng kiểm
thông tin đối ngoại; báo chí; phát thanh truyền hình và thông tin điện tử; thông tin cơ sở; xuất bản in và phát hành
viễn thông; chuyển đổi số quốc gia; hợp tác quốc tế; tham mưu; chính trị; hậu cần; an ninh đối ngoại; tổng hợp
hành chính tổng hợp; đầu tư; nghiệp vụ; văn xã; khoa giáo văn xã; tài chính hành chính sự nghiệp; quản trị tài vụ
""")
"""Fields that ministries, departments, divisions and boards are named after."""

STANDING = phrases("""
ủy ban nhân dân; ubnd; hội đồng nhân dân; hđnd; ủy ban mặt trận tổ quốc việt nam; ủy ban mặt trận tổ quốc; mttq việt nam
ủy ban mttq việt nam; ủy ban mttq; ubmttq việt nam; ubmttq; ubmttqvn; mặt trận tổ quốc việt nam; mặt trận tổ quốc; mttq
mặt trận; ban chỉ đạo; ban quản lý; ban chỉ huy; bộ chỉ huy; bệnh viện đa khoa; bộ tư lệnh; bộ đội biên phòng; bộ chqs; bộ chbđbp; bch
bchqs; bộ đội; ban chấp hành; ban thường vụ; ban thường trực; ban vận động; ban tổ chức; ban điều hành; ban đại diện
ban đại diện cha mẹ học sinh; ban cán sự đảng; ban chuyên trách; ban công tác mặt trận; văn phòng đại diện; ban liên lạc; ban giám hiệu; ban giám đốc; bgd
ban giám khảo; ban tiếp công dân; ban an toàn giao thông; ban thi đua khen thưởng; ban bảo vệ chăm sóc sức khỏe cán bộ
ban quản lý dự án; ban qlda; bqlda; bql; ban chỉ huy quân sự; bộ chỉ huy quân sự; ban chqs
ban chỉ huy phòng chống thiên tai và tìm kiếm cứu nạn; ban chỉ huy phòng thủ dân sự; ban tuyên giáo; ban dân vận
ban chỉ đạo phòng chống tội phạm tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh tổ quốc
tổ đảng ở; đảng ủy cơ quan; đảng bộ cơ quan; tỉnh ủy; thành ủy; huyện ủy; thị ủy; quận ủy; đảng ủy; đảng bộ; đảng đoàn; tổ đảng; chi bộ; ban bí thư; bộ chính trị; chính phủ
văn phòng; vp ubnd; công an; công đoàn; liên đoàn lao động; lđlđ; tỉnh đoàn; thành đoàn; huyện đoàn; đoàn thanh niên
đoàn tncs hồ chí minh; đoàn thanh niên cộng sản hồ chí minh; đoàn đại biểu quốc hội; đoàn đbqh; trung ương đoàn
đoàn khối; đoàn luật sư; hội nông dân; hội phụ nữ; hội liên hiệp phụ nữ; hội lhpn; hội cựu chiến binh; hội ccb
hội chữ thập đỏ; hội nhà báo; hội văn học nghệ thuật; hội khuyến học; hội người cao tuổi; hội luật gia; hội sinh viên
hội liên hiệp thanh niên; hội đông y; hội doanh nhân trẻ; hội người mù; hội hữu nghị; hội doanh nghiệp
hiệp hội doanh nghiệp; hiệp hội du lịch; hội đồng
hội đồng phối hợp phổ biến giáo dục pháp luật; hội đồng thi đua khen thưởng; liên hiệp các tổ chức hữu nghị
liên hiệp các hội khoa học và kỹ thuật; liên hiệp hội; liên hiệp các hội văn học nghệ thuật; liên hiệp hợp tác xã
liên minh hợp tác xã; liên minh htx; tòa án; tòa án nhân dân; tand; viện kiểm sát; viện kiểm sát nhân dân; vksnd
viện ksnd; cơ quan thi hành án dân sự; thi hành án dân sự; cục thi hành án dân sự; kho bạc; kho bạc nhà nước; kbnn
bảo hiểm xã hội; bhxh; bảo hiểm y tế; ngân hàng nhà nước; nhnn; ngân hàng chính sách xã hội; ngân hàng csxh; nhcsxh
đài truyền thanh; đài phát thanh; đài phát thanh và truyền hình; đài phát thanh truyền hình; đài truyền hình; đài pt th
đài ptth; đài truyền thanh truyền hình; đài pt&th; đài tiếng nói việt nam; đài truyền hình việt nam; đài tiếng nói
báo và phát thanh truyền hình; báo và đài phát thanh truyền hình; báo và đài phát thanh và truyền hình
báo và đài phát thanh; báo và đài pt th; báo và đài ptth; báo và pt th; báo phát thanh và truyền hình; báo nhân dân
báo phát thanh truyền hình
cơ quan báo và phát thanh truyền hình; cổng thông tin điện tử; cổng ttđt; cổng thông tin đối ngoại; trang thông tin điện tử
trung tâm văn hóa; trung tâm truyền thông; trung tâm xúc tiến đầu tư; trung tâm khuyến nông
trung tâm phục vụ hành chính công; trung tâm truyền thông và văn hóa; trung tâm y tế; trung tâm dịch vụ việc làm
trung tâm chính trị; trung tâm dịch vụ tổng hợp; trung tâm cung ứng dịch vụ công; trung tâm kiểm soát bệnh tật
trung tâm dịch vụ sự nghiệp công; trung tâm chuyển đổi số; trung tâm xúc tiến thương mại; trung tâm công nghệ thông tin
trung tâm phát triển quỹ đất; trung tâm văn hóa thể thao và truyền thanh; trạm y tế; nhà xuất bản; bưu điện; điện lực
viễn thông; thông tấn xã việt nam; thông tấn xã; phân xã thông tấn xã việt nam; cơ quan thường trú; ttxvn; phân xã
vnpt; viettel; mobifone; vinaphone; fpt; evn; vtv; vov; thuế tỉnh; thuế thành phố; thuế khu vực; thuế cơ sở; cơ quan thuế; quân khu; cảng vụ; cơ quan quân sự; lực lượng công an
hải quan; kiểm lâm; biên phòng; đồn biên phòng; quân sự; thanh tra; cơ quan thanh tra; cục thống kê; chi cục thống kê
thống kê; ủy ban kiểm tra; ubkt; trường chính trị; trường cao đẳng; trường đại học; đại học; học viện
kiểm toán nhà nước; thủ tướng; quốc hội; viện hàn lâm; hợp tác xã; hạt kiểm lâm; đội quản lý thị trường
tổ công tác; tổ giúp việc; tổ thư ký; quỹ dịch vụ viễn thông công ích; quỹ bảo vệ và phát triển rừng
quỹ đầu tư phát triển; quỹ phòng chống thiên tai; quỹ phát triển khoa học và công nghệ; quỹ đền ơn đáp nghĩa
tổ chuyển đổi số cộng đồng; tổ công nghệ số cộng đồng; cơ quan điều tra; tuyên huấn
""")
"""Names that stand for a unit without a further name ("Công an", "Văn phòng", "Ủy ban nhân dân")."""

HEADS = phrases("""
bộ; sở; ban; phòng; cục; chi cục; tổng cục; vụ; viện; trường; trường cao đẳng; trường trung cấp; hội; tổng hội; chi hội
hiệp hội; liên hiệp; liên đoàn; liên minh; báo; đài; tạp chí; cổng; quỹ; ngân hàng; công ty; tổng công ty; tập đoàn
nhà hát; bảo tàng; thư viện; bệnh viện; trung tâm; tổ; đội; đoàn; đồn; hạt; trạm; chi nhánh; hải quan; ủy ban
văn phòng đại diện; nhà văn hóa; cung văn hóa; khu; khu di tích; vườn quốc gia; phân viện; phân hiệu; tiểu ban; ctcp
công ty cổ phần; công ty tnhh; doanh nghiệp; câu lạc bộ; cụm; ban ngành
""")
"""Words that open a unit's name and need one ("Sở Tài chính", never "Sở" alone)."""

NOT_HEADS = phrases("""
trường sa; bộ luật; bộ trưởng; tổ quốc; tổ chức; khu vực; khu công; khu kinh; bộ tiêu; bộ chỉ số; ban hành; trường hợp
bộ quy; bộ máy; bộ dữ; quỹ đất; đoàn kết; hội nghị; hội thảo; hội chợ; hội nhập; báo cáo; đoàn thể; cụm công; khu nông; xã hội
báo chí; phòng chống; phòng ngừa; phòng cháy; phòng tránh; phòng bệnh; hội viên; hội thi; hội diễn; hội họp; hội đàm
đoàn viên; đoàn ra; đoàn vào; đoàn công tác; bộ phận; bộ chỉ tiêu; bộ thủ tục; ban đầu; cục bộ; viện trợ; viện dẫn; tổ hợp
đội ngũ; khu dân cư; khu đô thị; cổng chào; trung tâm dữ liệu; trạm biến; quỹ thời gian; cụm từ; cụm dân; bộ nhận diện
cơ quan chủ trì; cơ quan thực hiện; cơ quan phối hợp; đơn vị tính; đơn vị chủ trì; đơn vị thực hiện; đơn vị phối hợp
""")
"""Words that look like a unit's name and are none."""

OFFICIALS = phrases("""
thường trực; thủ trưởng; giám đốc; phó giám đốc; tổng giám đốc; chủ tịch; phó chủ tịch; các phó chủ tịch; chánh văn phòng
phó chánh văn phòng; chánh thanh tra; trưởng ban; phó trưởng ban; trưởng phòng; trưởng các; người đứng đầu; bí thư
hiệu trưởng; cục trưởng; chi cục trưởng; tổng biên tập; viện trưởng; chánh án; bộ trưởng; thứ trưởng; lãnh đạo; đại diện
chỉ huy trưởng; đồn trưởng; trưởng đoàn; đồng chí; chính ủy; tư lệnh; trưởng công an; chủ nhiệm; trưởng thôn; thành viên; tổ trưởng; trưởng ban quản lý; phó bí thư; ủy viên; trưởng tiểu ban; đội trưởng
""")
"""Officials who stand in the place of units."""

GENERIC = phrases("""
chi, đảng bộ; trạm y tế; sở; ban; ngành; bộ; cơ quan; đơn vị; địa phương; tổ chức; đoàn thể; doanh nghiệp; hội; hiệp hội; cấp; cấp ủy; chính quyền
trường; nhà trường; nhà xuất bản; viện; cơ sở; báo; đài; phòng; trung tâm; lực lượng; xã; phường; huyện; quận; thị xã; thành phố; tỉnh
đặc khu; thị trấn; chủ đầu tư; nhà đầu tư; nhà mạng; hợp tác xã; ngân hàng; tập đoàn; công ty; tổng công ty; ủy ban; cục
chi cục; vụ; phòng ban; tổ công tác; đồn; mặt trận; liên đoàn; thành viên; đội; tổ; cụm; khối; quỹ; chi bộ; đảng bộ
đảng ủy; tiểu ban; ban ngành; sở ngành; chủ dự án; chủ chương trình; chủ rừng; chủ cơ sở; hộ kinh doanh; chủ thể; tổ dân phố; thôn; chi ủy; hội quần chúng; đồng chí; khu; công đoàn
cơ quan đơn vị; cơ quan ban ngành; viện nghiên cứu; trường đại học; trường học; nhà cung cấp dịch vụ; hiệp hội ngành nghề
huyện ủy; thành ủy; cấp ủy đảng; tổ chức đảng; đoàn viên; xã phường; cơ sở giáo dục; cơ sở y tế; nhà thầu; bệnh viện
phóng viên; hội nghề nghiệp; hội đoàn thể; văn phòng; đảng đoàn; tập thể; gia đình; hệ thống
""")
"""Common nouns for units ("các sở, ban, ngành", "doanh nghiệp viễn thông")."""

JOINING = phrases("""
cá nhân; trực thuộc; trạm y tế; bệnh viện; cơ sở y tế; cơ sở giáo dục; khu vực; tiểu dự án; tổ chức; đơn vị; địa phương; đoàn thể; ngành; ban; sở; doanh nghiệp; hợp tác xã; xã; phường; thị trấn; thị xã
thành phố; huyện; quận; đặc khu; tỉnh; trung ương; địa phương; truyền thông; báo chí; truyền hình; phát thanh; xuất bản
thể thao; du lịch; nghệ thuật; thông tấn; xã hội; chính trị; kinh tế; nghề nghiệp; khu công nghiệp; khu kinh tế
cụm công nghiệp; khu chế xuất; khu công nghệ cao; môi trường; đô thị; hộ gia đình; hộ kinh doanh; người dân; nhân dân
cộng đồng; cao đẳng; trung cấp; đại học; viện; trường; nhà khoa học; chuyên gia; hiệp hội; hội; cơ quan; khoa giáo
giúp việc; bưu chính; vận tải; logistics; thương mại; dịch vụ; năng lượng; khoa học; nông nghiệp; công nghiệp
đảng; đoàn; cấp; khu phố; tổ dân phố; thôn; ấp; bản; buôn; làng; thị; thành ủy; huyện ủy; đảng ủy; kỹ thuật; công nghệ; nghề; nhà trường; phòng
""")
"""Nouns that go on with a unit's name or list after "," or "và" without opening a new unit."""

PLACES = phrases("""
tỉnh; thành phố; huyện; xã; phường; quận; thị xã; thị trấn; đặc khu; thôn; ấp; bản; buôn; tp; tx; cấp; khu vực; toàn tỉnh
""")
"""Nouns for places that a unit belongs to."""

TAILS = phrases("""
tỉnh; thành phố; huyện; xã; phường; quận; thị xã; thị trấn; đặc khu; thôn; ấp; bản; buôn; cấp; của; các; trung ương
địa phương; khu vực; thủ đô; trên địa bàn; trên toàn quốc; tại địa phương; thuộc; trực thuộc; liên quan; có liên quan
nhà nước; hai; ba; bốn; biên giới; ven biển; miền núi; vùng cao; trong tỉnh; ngoài tỉnh; trong và ngoài; nơi; này; khác
đóng trên địa bàn; đóng chân trên địa bàn; đứng chân trên địa bàn; hoạt động trên địa bàn; cùng cấp; chức năng; cơ sở
toàn; việt nam; nhân dân; cấp tỉnh; cấp xã; quốc gia; ở trung ương; ở địa phương; ở nước ngoài; tối cao; ngoài nước
trong khu vực; trong ngành; thường trú; thường trực; trú đóng; dân cư; số; thành viên
""")
"""Lower-case words that may follow a complete name ("Sở Tài chính tỉnh", "Công an các xã, phường")."""

PROTECTED = phrases("""
trật tự; trật tự đô thị; trật tự xây dựng; quản lý trật tự; quản lý đô thị; chủ đầu tư; nhà đầu tư; xúc tiến đầu tư; quỹ đầu tư; dự án đầu tư; đầu tư xây dựng; đầu tư phát triển; nhà cung cấp
viện nghiên cứu; trung tâm nghiên cứu; tổ chức nghiên cứu; cơ sở nghiên cứu; cơ sở sản xuất; cơ sở đào tạo
cơ sở giáo dục; cơ sở kinh doanh; cơ sở cai nghiện; cơ quan quản lý nhà nước; cơ quan quản lý chuyên ngành
cơ quan quản lý thị trường; cơ quan quản lý về; cơ quan quản lý thuế; cơ quan tham mưu; cơ quan thông tin đại chúng; cơ quan thông tin
cơ quan điều tra; cơ quan đại diện; cơ quan chủ trì; cơ quan chủ quản; cơ quan phối hợp; cơ quan thường trực
cơ quan tiến hành tố tụng; cơ quan chuyên trách; đơn vị chủ trì; đơn vị tư vấn; đơn vị thi công; đơn vị cung cấp
đơn vị vận hành; đơn vị sử dụng; đơn vị quản lý; đơn vị kinh doanh; đơn vị tổ chức; đơn vị phối hợp
doanh nghiệp cung cấp; doanh nghiệp đầu tư; doanh nghiệp sản xuất; doanh nghiệp kinh doanh; doanh nghiệp khai thác
doanh nghiệp cung ứng; doanh nghiệp xây dựng; doanh nghiệp vận tải; doanh nghiệp chế biến; doanh nghiệp xuất khẩu
doanh nghiệp hoạt động; đơn vị hoạt động; lực lượng bảo vệ; lực lượng quản lý; lực lượng tuần tra; lực lượng tham gia
lực lượng làm nhiệm vụ; lực lượng kiểm tra; lực lượng cứu hộ; người có uy tín
tổ chức chính trị; tổ chức xã hội; tổ chức đoàn thể; tổ chức đảng; tổ chức thành viên; tổ chức hữu nghị
tổ chức quốc tế; tổ chức kinh tế; tổ chức tín dụng; tổ chức tôn giáo; tổ chức phi chính phủ; tổ chức khoa học
các tổ chức; một số tổ chức; những tổ chức; mỗi tổ chức; từng tổ chức; các đơn vị tham gia; tiến hành tố tụng
thông tin đại chúng; thông tin điện tử; thông tin đối ngoại; văn hóa thông tin; công nghệ thông tin; báo chí truyền thông
quản lý nhà nước; quản lý dự án; quản lý thị trường; quản lý khu; quản lý các khu; quản lý di tích; quản lý rừng
bảo vệ thực vật; bảo vệ rừng; bảo vệ môi trường; phát triển nông thôn; phát triển quỹ đất; phát triển khoa học
phát triển công nghiệp; hoạt động trên địa bàn; hoạt động tại; đóng trên địa bàn; đóng chân trên địa bàn
đứng chân trên địa bàn; chịu sự quản lý; đào tạo nghề; giáo dục nghề nghiệp; giáo dục thường xuyên; phục vụ hành chính công
xây dựng đảng; hội nhập quốc tế; hợp tác quốc tế; hợp tác xã; khám chữa bệnh; khám bệnh chữa bệnh; kiểm soát bệnh tật
cung cấp dịch vụ; kinh doanh dịch vụ; sử dụng ngân sách; sử dụng lao động; sản xuất kinh doanh; tư vấn thiết kế
phòng chống thiên tai; phòng chống tội phạm; phòng chống ma túy; phòng thủ dân sự; phổ biến giáo dục pháp luật
thi đua khen thưởng; tham mưu giúp việc; có thẩm quyền; có chức năng; có liên quan; có biên giới; có cửa khẩu; có biển
có nhu cầu; có rừng; có dự án; có điều kiện; có đường biên giới; có đông; là thành viên; là ủy viên; thông tin cơ sở
tại chỗ; tại cơ sở; hệ thống truyền thông; hệ thống thông tin; hệ thống truyền thanh; khu chế xuất; khu công nghiệp; khu kinh tế
trong và ngoài; ngoài tỉnh; ngoài nước; ngoài huyện; ngoài thành phố; trong tỉnh; trong nước; trong ngành; trong khu; trong hệ thống; trong lĩnh vực; trong cụm; trong lực lượng
trong khối; trong toàn; trong thành phố; trong huyện; trong vùng; ra nước ngoài; về giảm nghèo; dạy nghề; làm báo
hỗ trợ nông dân; khởi nghiệp; khuyến công; đổi mới sáng tạo; ứng dụng tiến bộ; bảo trợ xã hội; chăm sóc sức khỏe
nước ngoài; không gian mạng; công ty truyền thông; ở nước ngoài; ở trung ương; ở địa phương; nhân dân; thường trực; thường vụ; thường trú; thường xuyên liên quan
đối với khu; theo ngành; theo ngành dọc; ngành dọc; hướng dẫn viên; truyền hình; truyền thanh
""")
"""Phrases inside names that would otherwise read as the verb after the name."""

QUALIFIERS = phrases("""
được giao; được phân công; theo chức năng; theo quy định; trong phạm vi; theo phân công; theo nhiệm vụ; theo thẩm quyền
theo lĩnh vực; theo phạm vi; căn cứ chức năng; được giao nhiệm vụ; theo sự phân công; tùy theo chức năng; được nêu
trên cơ sở chức năng
""")
"""What opens a qualifier that is no part of the name."""

DETERMINERS = phrases(
    "các; một số; mỗi; từng; những; toàn thể các; tất cả; tất cả các; toàn bộ các; mọi; các các; hệ thống các"
)
"""Words that open a common name of several units."""

NOT_UNITS = phrases("""
nội dung; nhiệm vụ; hoạt động; giải pháp; chương trình; kế hoạch; đề án; dự án; công tác; việc; quá trình; quy định
biện pháp; vấn đề; hình thức; lĩnh vực; sản phẩm; mô hình; chính sách; chỉ tiêu; mục tiêu; ngày; năm; tháng; nước
nguồn; văn bản; quy trình; phong trào; cuộc; lớp; khóa; buổi; đợt; chuyên mục; chuyên trang; bài; tin; thông tin; kết quả
phương tiện; điều kiện; yêu cầu; tiêu chí; hội nghị; hội thảo; sự kiện; lễ hội; điểm; tuyến; vùng; khu vực; hạ tầng
dịch vụ; ứng dụng; hệ thống; nền tảng; cơ chế; thủ tục; hồ sơ; tài liệu; dữ liệu; đối tượng; trường hợp; hành vi; hàng hóa
loại; mặt hàng; công trình; di tích; giá trị; thành tựu; quan điểm; luận điệu; âm mưu; thế lực; bước; khâu; mặt; phần; ngành, lĩnh vực; ngành kinh tế; ngành nghề; ngành công nghiệp; chính quyền số; chính quyền điện tử; tổ chức bộ máy; cấp độ; cấp học
""")
"""Nouns after "các" that are no units."""

JOINT_OFFICES = phrases("""
văn phòng hđnd; văn phòng hội đồng nhân dân; văn phòng đoàn đbqh; văn phòng đoàn đại biểu quốc hội; văn phòng đđbqh
văn phòng cấp ủy; văn phòng đảng ủy; văn phòng huyện ủy; văn phòng ubnd; văn phòng tỉnh ủy; đoàn đbqh; đoàn đại biểu quốc hội
""")
"""Left halves of joint offices: "Văn phòng HĐND và UBND huyện" is one unit."""

OPEN_STANDING = phrases("""
đảng ủy; đảng bộ; đảng ủy cơ quan; đảng bộ cơ quan; tổ đảng ở; tổ đảng; công đoàn
ban chỉ đạo; ban quản lý; ban chỉ huy; ban vận động; ban điều hành; ban đại diện; ban liên lạc; ban công tác mặt trận; văn phòng đại diện; hội đồng; tổ công tác
tổ giúp việc; tổ thư ký; hợp tác xã; trường đại học; trường cao đẳng; học viện; đại học; cơ quan thường trú; bql; bqlda
ban qlda; ban quản lý dự án; lực lượng công an; hội hữu nghị; ban tổ chức; văn phòng; hội doanh nghiệp; đài tiếng nói
""")
"""Standing names that usually go on in small letters ("Ban Chỉ đạo công tác thông tin đối ngoại")."""

PLACE_HEADS = phrases("""
báo; đài; hải quan; thư viện; bảo tàng; bệnh viện; tạp chí; cổng; hội; đoàn; quỹ; ban
""")
"""Unit words that need no more than a place ("Thuế tỉnh", "Báo tỉnh")."""

CLOSING_TAILS = phrases("""
liên quan; có liên quan; hữu quan; trên địa bàn; hoạt động trên địa bàn; đóng trên địa bàn; đóng chân trên địa bàn
đứng chân trên địa bàn; tỉnh; huyện; thành phố; thị xã; phường; đặc khu; thị trấn; cấp tỉnh; cấp xã; cấp huyện
""")
"""Words after which a list of units has said all it says: an unknown word then belongs to the sentence."""

BARE_SUBJECTS = phrases("""
cơ quan; đơn vị; doanh nghiệp; địa phương; lực lượng; chính quyền; cấp ủy; ngành; nhà trường; chủ đầu tư; hợp tác xã
nhà mạng; ngân hàng; sở; chủ dự án; chủ chương trình; chủ rừng; chủ cơ sở; chi ủy; chi bộ; nhà thầu; tập đoàn; tổng công ty; hiệp hội; viện; cơ sở giáo dục; cơ sở y tế
""")
"""Common nouns that may be a subject without "các" ("Đơn vị được giao chủ trì …")."""

WEAK_OFFICIALS = phrases(
    "thường trực; lãnh đạo; đại diện; đồng chí; thành viên; trưởng các; chủ nhiệm; trưởng phòng"
)
"""Words for officials only before the unit they belong to ("Lãnh đạo các sở"; but "lãnh đạo việc …")."""

APPOSITIONS = phrases("""
cơ quan thường trực; cơ quan đầu mối; đơn vị đầu mối; cơ quan chủ trì; đơn vị chủ trì; đơn vị thường trực
""")
"""What a unit is besides its name ("Sở Y tế, cơ quan thường trực Ban Chỉ đạo, …"): no further unit."""
