"""Name the figures of a campaign on the year's papers, in Vietnamese, and write shares as the year tells them."""

FIGURE_NAMES = {
    "opening": "Đầu kỳ",
    "received": "Tiếp nhận",
    "budget": "Ngân sách",
    "interest": "Lãi tiền gửi",
    "given_back": "Hoàn trả",
    "moved_in": "Chuyển đến",
    "moved_out": "Chuyển đi",
    "paid": "Đã chi hỗ trợ",
    "bought": "Mua hàng",
    "costs": "Chi phí",
    "unidentified": "Chờ xác định",
    "advanced": "Tạm ứng",
    "in_hand": "Tồn quỹ",
    "committed": "Đã duyệt, chưa chi",
    "pledged": "Cam kết chưa nhận",
    "secured": "Có sẵn sau duyệt",
    "free": "Còn có thể duyệt",
    "direct": "Ngân hàng chi trực tiếp",
}


def share(percent: float | None) -> str:
    """Write a percentage with two places; nothing where none is known."""
    return f"{percent:.2f} %".replace(".", ",") if percent is not None else ""
