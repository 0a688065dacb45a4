import type { LanguageWords } from "./language-words";

/** Tones do not matter, except in the few words that they turn into another: `dừng` (stop), `đừng` (do not), `đúng` (right). */
export const vi: LanguageWords = {
  groups: {
    toi: "(tôi|em|mình|cháu|con|chúng tôi|tui|tớ|anh|chị|bác|cô|bọn em|gia đình tôi|con em|con tôi|cháu nó|nhà em|toi|t)",
    lich: "(lịch hẹn|cuộc hẹn|lịch khám|lịch|hẹn|buổi hẹn|buổi khám|cái hẹn|lịch hẹn khám|ca khám|giờ hẹn|lịch hẹn này|cuộc hẹn này|lịch này|lịch hẹn của tôi|cuộc hẹn của tôi|lịch khám bệnh|cuộc hẹn của em|lịch hẹn của em|ngày hẹn|hẹn khám|lịch tái khám)",
    ngay: "(hôm nay|ngày mai|mai|sáng mai|chiều mai|chiều nay|sáng nay|tối nay|hôm đó|hôm ấy)",
    xin: "(xin|xin vui lòng|vui lòng|làm ơn|nhờ|xin phép|phiền|làm ơn cho|cho|xin cho|cho phép|nhờ bác sĩ|mong|vui lòng giúp|giúp|hãy)",
    muon: "(<toi> muốn|muốn|<toi> cần|cần|<toi> phải|phải|<toi> xin|<toi> xin phép|cho <toi>|cho <toi> xin|<xin> cho <toi>|<xin>|<toi> đành phải|<toi>|<xin> giúp <toi>|giúp <toi>|tôi buộc phải|em định|<xin> <toi>|đề nghị|yêu cầu)",
    a: "(ạ|nhé|nha|nhá|a|nhe|nghe|luôn|giúp tôi|giúp em|giúp|giùm|giùm tôi|dùm|dùm em|cho tôi|cho em|với|với ạ|giúp em ạ|giúp tôi ạ|được không|được không ạ|không ạ|không|dc ko|dc khong|được ko|ko|cảm ơn|rồi)",
    nhe: "(ạ|nhé|nha|nhá|nhe|luôn|giúp tôi|giúp em|giúp|giùm|giùm tôi|dùm|dùm em|cho tôi|cho em|với|với ạ|giúp em ạ|giúp tôi ạ|giúp mình|nhé ạ|ah)",
  },
  confirm: [
    "(có|vâng|vâng ạ|dạ|dạ vâng|dạ có|dạ vâng ạ|dạ được|vâng dạ|có ạ|dạ có ạ|ừ|ừm|uh|đúng|đúng rồi|đúng vậy|vâng đúng rồi|dạ đúng|dung roi|dạ ok|đồng ý|tôi đồng ý|em đồng ý|chắc chắn|chắc chắn rồi|nhất định|tất nhiên|dĩ nhiên|phải|vâng được|yes|vg|dạ đồng ý|đồng ý ạ)",
    "[<toi> |dạ |vâng |có |đã |<toi> đã |<xin> |dạ <toi> |vâng <toi> |<toi> xin |ok |ok <toi> |<toi> muốn ](xác nhận|xn|confirm|xac nhan|chấp nhận|giữ)[ có][ <lich>| sẽ đến| đến| đi| tham dự| là có][ <ngay>][ <nhe>]",
    "[<toi> |dạ |vâng |có |dạ <toi> |vâng <toi> |có <toi> |ok |ok <toi> |chắc chắn |nhất định |dạ chắc chắn |<ngay> |<ngay> <toi> |chúng tôi |chắc chắn <toi> ](sẽ |se |vẫn |có thể |vẫn sẽ |chắc chắn sẽ |nhất định sẽ |sẽ cố gắng )(đến|tới|đi|có mặt|tham dự|qua|đến khám|đi khám|tới khám|ghé|lên|ra|đến đúng giờ|đến đúng hẹn|tới đúng giờ|có mặt đúng giờ|đi được)[ đúng giờ| đúng hẹn| khám| theo lịch| theo hẹn][ <ngay>][ <nhe>]",
    "(<toi> |dạ <toi> |vâng <toi> )(đến|tới|đi|đến được|đi được|tới được)[ <ngay>][ <nhe>]|đến được[ <nhe>]|(hẹn gặp|gặp|hẹn)[ lại] (bác sĩ|ngày mai|mai|sau|lại)[ <nhe>]|c để xác nhận|(trả lời|chọn) c",
  ],
  okay: [
    "(ok|oke|okê|okie|ô kê|được|được rồi|được ạ|đc|tốt|tốt lắm|tốt rồi|rõ|đã rõ|tôi biết rồi|em biết rồi|biết rồi|tôi hiểu rồi|hiểu rồi|đã nhận|đã nhận được|nhận được rồi|tôi đã nhận được|không vấn đề gì|không sao|không thành vấn đề|dạ rõ|em nhớ rồi|tôi nhớ rồi|nhất trí|oki|duyệt)[ <nhe>]",
  ],
  cancel: [
    "[dạ |vâng |ok |ngày mai |mai ][<muon> |<xin> ](hủy|hủy bỏ|cancel|hoãn bỏ|hủy giúp|hủy giùm)[ <toi>][ bỏ][ <lich>][ này][ của (tôi|em)][ <ngay>| vào <ngay>][ <nhe>]|[<muon> |<xin> ]huy (lịch|hẹn|lịch hẹn|cuộc hẹn|lich hen|lich|hen|bo|khám|lịch khám)[ <ngay>][ <nhe>]|[<toi> ](muon|muốn|can|cần|phải|xin) huy[ <nhe>]|x để hủy|(trả lời|chọn) x",
    "(<toi> )không cần <lich> nữa[ <nhe>]|<lich> (xin hủy|cho tôi hủy|cho em hủy)[ <nhe>]",
  ],
  absent: [
    "[dạ |<toi> |rất tiếc |rất tiếc <toi> |nhưng |nên |nên <toi> |<ngay> |<ngay> <toi> |dạ <toi> |vì bận |bận |<toi> bận |<toi> bận nên |bận nên |chắc <toi> |chắc |có lẽ <toi> ][<ngay> ](không|ko|k|hông|hong|khong|không thể|ko thể|khong the|chẳng|sẽ không|sẽ không thể|sẽ ko|se khong)[ thể| có thể] (đến|tới|đi|qua|có mặt|tham dự|đến khám|đi khám|tới khám|ra|lên|den|di|ghé|thu xếp|sắp xếp|giữ)[ khám| hẹn| <lich>][ được| dc| đc| duoc][ nữa][ <ngay>][ <nhe>]",
    "[<toi> |dạ |<ngay> ]vắng mặt[ <ngay>][ <nhe>]|(<toi> )(bận|bận rồi|có việc bận|có việc đột xuất) (không|ko|khong) (đến|đi|tới) (được|dc|đc|duoc)[ <nhe>]",
  ],
  reschedule: [
    "[dạ |nhưng |và |hay |ok |vậy |liệu ][<muon> |<xin> |<toi> |làm sao để |có thể |<toi> có thể |cho <toi> |liệu có thể ](đổi|dời|dời lại|hoãn|hoãn lại|chuyển|thay đổi|hẹn lại|đặt lại|sắp xếp lại|lùi|lùi lại|đổi lại|doi|thay|rời|xếp lại|chỉnh|điều chỉnh|đẩy lùi|chuyển lại|đổi sang|dời sang|hẹn|đặt)[ <lich>| giờ| ngày| thời gian| giờ hẹn| ngày hẹn| lịch sang| lich| giờ khám| ngày khám| gio| ngay| lich hen| hẹn khám][ lại][ của (tôi|em)][ sang| qua| vào| thành| đến][ một][ <lich>| ngày| giờ| buổi| hôm| lúc| tuần| thời gian| dịp][ khác| sau| mới| tới| khac][ <a>][ <a>]",
    "[dạ |nhưng |hay |vậy |có thể |<muon> |cho <toi> |<toi> có thể |còn |có ][đi |đến |tới |vào |xin |hẹn |khám ](ngày|giờ|hôm|lịch|buổi|lúc|tuần|thời gian|một ngày|một giờ|ngay|gio|dịp) (khác|sau|mới|khac|tới)[ <a>][ <a>]",
  ],
  stop: [
    "[xin |vui lòng |làm ơn |hãy |<xin> ](dừng|dừng lại|ngừng|ngưng|ngừng lại|thôi|dừng ngay|đừng làm phiền|đừng làm phiền tôi|đừng làm phiền nữa|stop|không làm phiền|ngừng ngay|để tôi yên)[ <nhe>]",
  ],
  stopAlone: [
    "[tôi muốn |xin |vui lòng |<xin> ](hủy đăng ký|từ chối|kết thúc|hủy dịch vụ|chấm dứt|tc|hủy nhận tin|rút lại|huy dang ky|xóa|gỡ)[ <nhe>]",
  ],
  stopInside: [
    "(dừng|ngừng|ngưng|đừng|dung|thôi|chấm dứt|hết|đừng có|ngung|hãy ngừng|không|ko|khong|đừng bao giờ|không được)[ việc| có| nên| tiếp tục| phải][ nhắn| gửi| gởi| spam| nhan| gui] (tin|tin nhắn|sms|nhắn|cho tôi|tin cho tôi|tin nhan|làm phiền tôi|liên lạc|liên hệ|tin nhắn này|tin nhắn cho tôi|nữa|đến số này|cho em|cho số này|tôi nữa|thông báo)[ nữa| nua| cho tôi| cho em| cho số này| này| tới số này]",
    "(không|ko|khong)[ hề| còn] (muốn|cần|thích|đồng ý)[ phải][ nhận][ được| thêm| bất kỳ| các| những][ ](tin nhắn|tin|sms|tin nhan|thông báo|tin nhắn nhắc hẹn)[ nữa| này| nào| nua| từ bạn]|(hủy|huy|bỏ|tắt|xóa|chặn|từ chối)[ bỏ] (đăng ký|dang ky|nhận tin|nhận tin nhắn|tin nhắn|tin nhắn nhắc|theo dõi|sms|thông báo|đăng kí)",
    "(xóa|bỏ|gỡ|loại|đưa|xoá|rút)[ bỏ][ giùm| giúp] (số của tôi|tôi|số này|tên tôi|số điện thoại|số điện thoại của tôi|số điện thoại này|em|số em)[ của tôi][ khỏi| ra khỏi][ danh sách| hệ thống| danh bạ]",
  ],
  start: [
    "(bắt đầu|bắt đầu lại|đăng ký|đăng ký lại|đăng kí|tiếp tục|nhận lại tin nhắn|dang ky|nhận tin|gửi lại tin nhắn|tiếp tục nhận tin)[ <nhe>]",
  ],
  help: [
    "[tôi cần |cần |em cần |xin |cho tôi ](trợ giúp|giúp|giúp đỡ|hỗ trợ|giúp tôi|giúp em|tro giup|thông tin|cứu|hướng dẫn|thêm thông tin|hỗ trợ tôi|sự giúp đỡ)[ <nhe>| với]",
  ],
  courtesy: [
    "[xin |<toi> |rất |chân thành |<toi> xin |em xin chân thành |xin chân thành ](cảm ơn|cám ơn|cam on|cám on|thanks|tks|thank you|đa tạ|biết ơn|cảm ơn rất nhiều|cảm ơn nhiều|cám ơn nhiều|cam on nhieu|cảm ơn lắm)[ nhiều| rất nhiều| lắm][ bác sĩ| bác sỹ| bs| cô| anh| chị| bạn| các bạn| quý vị| phòng khám| bệnh viện| quý phòng khám| quý khách| y tá| đã nhắc| đã nhắc nhở| đã thông báo| vì đã nhắc| đã nhắc lịch| đã báo| vì đã thông báo| vì lời nhắc][ nhiều| nhé| ạ| nha| rất nhiều| lắm]",
    "(xin chào|chào|chào bạn|chào bác sĩ|chào anh|chào chị|chào cô|xin chào bác sĩ|chào buổi sáng|alo|hello|chúc một ngày tốt lành|chúc ngày tốt lành|chúc bạn một ngày tốt lành|chúc vui|tạm biệt|chúc sức khỏe|chúc bác sĩ sức khỏe|kính chào|thân ái|trân trọng|chúc ngủ ngon|haha|hihi|hi|không có gì|chúc cuối tuần vui vẻ|dạ chào bác sĩ|em chào bác sĩ|dạ em chào chị)[ ạ| nhé]",
  ],
  filler: [
    "(xin lỗi|xin lỗi bác sĩ|xin lỗi cô|xin lỗi vì sự bất tiện|rất xin lỗi|thành thật xin lỗi|tôi xin lỗi|em xin lỗi|xin thứ lỗi|rất tiếc|tiếc quá|thông cảm|mong thông cảm|xin thông cảm|mong bác sĩ thông cảm|vui lòng|làm ơn|ạ|nhé|nha|à|vậy|thì|thế|rồi|và|dạ thưa|thưa|thưa bác sĩ|xin loi|sorry|xin lỗi vì báo muộn|vì sự bất tiện này|ah|với|đúng giờ|em|tôi|đúng hẹn)",
    "(bác sĩ|bác sỹ|bs|y tá|phòng khám|anh|chị|bác|quý phòng khám|bệnh viện|các anh chị|dạ chị|dạ anh)",
    "(tôi là|em là|mình là|đây là|tên tôi là|tôi tên là|tôi tên|em tên|bệnh nhân|em tên là)|(<ngay>|vào <ngay>|cho <ngay>|<lich>|cho <lich>)",
    "(được gửi|gửi|đã gửi) từ (iphone|ipad|điện thoại|samsung|android|điện thoại của tôi|iphone của tôi)[ của tôi]",
  ],
  reasons: [
    "[vì |do |bởi vì |tại vì |tại |nên |bị |<toi> |đang |đã |hôm nay |mai |nhà |xe |con |vợ |chồng |mẹ |bố |ba |em bé |gia đình |lý do ][<toi> |tôi |bị |đang |có |phải |đi |của tôi |vì ][bị |có |phải |đang |đi ](bận|bận việc|bận rồi|ốm|bệnh|bịnh|sốt|cảm|cúm|covid|công tác|làm|việc|việc bận|việc đột xuất|việc gấp|việc gia đình|công việc|đi làm|việc riêng|không khỏe|mệt|hư|hỏng|nằm viện|cấp cứu|tang|đám tang|du lịch|về quê|kẹt xe|không có xe|lý do cá nhân|hư xe|xe hư|chuyện gia đình|đi công tác)[ quá| đột xuất| nặng| rồi]",
  ],
  strangers: [
    "[bạn |xin lỗi |anh |chị ][gọi |gửi |nhắn |bị |đã ]nhầm[ số| người| máy| rồi| số rồi| người rồi]|sai số[ rồi]|nham so|không phải (tôi|em|số này)|tôi không (biết|quen) (bạn|người này)|tôi không phải (bệnh nhân|người đó)",
  ],
  beforeName: ["là", "tên", "sĩ", "sỹ", "bs", "chị", "anh", "ơn"],
  negations: ["không", "ko", "k", "chưa", "chẳng", "hông", "khỏi"],
  doubts: "nhưng,có lẽ,nếu,hoặc,hay,khi,tại sao,ai,đâu,mấy,gì,sao,trừ,đùa,chờ,thay vì,đừng".split(","),
  unclear: [],
  echoes: ["trả lời (c|confirm) để xác nhận hoặc (x|cancel) để hủy[ hoặc gọi]", "trả lời stop để ngừng nhận tin"],
};
