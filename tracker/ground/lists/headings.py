"""Know the headings that offices give to the columns of their lists, in any wording."""

import re
import unicodedata

from tracker.ground.names import fold

#: What a list may say of a child: our names of the columns. `number` (STT) is read and ignored; `origin` is the
#: mark that our own file of rows to correct gives to each row.
HEADINGS = (
    "number", "origin", "code", "full_name", "birth", "sex", "guardian", "phone",
    "hamlet", "commune", "district", "school", "school_class", "note",
)  # fmt: skip
#: Parts that one of our columns may be split over; `male` and `female` hold a mark, or the birthday itself.
PARTS = {
    "family_name": "full_name",
    "birth_day": "birth",
    "birth_month": "birth",
    "birth_year": "birth",
    "male": "sex",
    "female": "sex",
    "school_and_class": "school",
}
_MOST_LETTERS = 80

#: Columns about something else, although a word in them sounds like ours.
_OTHER = re.compile(
    r"\b(quan he|nghe|cmnd|cccd|can cuoc|dinh danh|ky|chu ky|tai khoan|stk|ngan hang|so tien|hoan canh|mo coi"
    r"|dien ho|chu ho|ly do|nhan thay|dan toc|ton giao|hoc luc|hanh kiem|noi sinh|email|giao vien|can bo|chu nhiem"
    r"|hieu truong|anh chi em|sac)\b"
)
_GUARDIAN = re.compile(r"\b(giam ho|cha|me|bo|phu huynh|cham soc|nuoi duong|ong ba|guardian|parents?)\b")
_BIRTH = re.compile(r"\b(ngay|thang|nam)\b.*\bsinh\b|\bsinh (ngay|nam)\b|\bntns\b|\b(birth|dob|born)\b")
_PHONE = re.compile(r"\b(dien thoai|sdt|so dt|dtdd|phone|telephone|tel)\b|^dt$")
_CODE = re.compile(r"ma (so )?(tre( em)?|te|em)( te)?|(child )?code")
_ADDRESS = re.compile(r"\b(dia chi|noi o|cho o|noi cu tru|thuong tru|tam tru|ho khau|address)\b")
_SEX = re.compile(r"gioi tinh.*|gioi|phai|gt|nam (hay |hoac )?nu|gender")
_SPLIT_BIRTH = re.compile(r"sinh\W*(nam|nữ)\b\W*$")
_NUMBER = re.compile(r"stt|tt|so (tt|thu tu)|thu tu|no")


def _words(text: str) -> frozenset[str]:
    """Make a set of words."""
    return frozenset(text.split())


_NAME_WORDS = _words(
    "ho va ten tre em hoc sinh hs be chau cua duoc nhan thu huong doi tuong khai day du bong qua full name child s"
)
_FAMILY_WORDS = _words("ho va ten chu dem lot")
_COMMUNE_WORDS = _words("ten dia ban xa x phuong p thi tran tt")
_DISTRICT_WORDS = _words("ten quan q huyen h thi xa tx thanh pho tp")
_HAMLET_WORDS = _words("ten ap kp khu pho thon xom buon lang to dan so")
_SCHOOL_WORDS = _words("ten truong hoc dang noi tai theo don vi lop khoi tieu thcs thpt th mam non nam")


def heading_of(text: str) -> str:
    """Give our name, or that of a part, for the heading of a column; "" for any other text."""
    if not text or len(text) > _MOST_LETTERS:
        return ""
    if exact := _by_accent(unicodedata.normalize("NFC", text).casefold()):
        return exact
    words = re.sub(r"[^a-z]+", " ", fold(text).replace("_", " ")).strip()
    if words.replace(" ", "_") in HEADINGS:
        return words.replace(" ", "_")
    if not words or _OTHER.search(words):
        return ""
    return _by_pattern(words) or _by_words(frozenset(words.split()), words)


def _by_accent(text: str) -> str:
    """Know the headings that differ by their accents only: năm (year) and nam (boy)."""
    bare = re.sub(r"\W*\b(x|đánh dấu x)?\W*$", "", text).strip()
    if bare in ("ngày", "tháng", "năm"):
        return {"ngày": "birth_day", "tháng": "birth_month", "năm": "birth_year"}[bare]
    if bare in ("tháng sinh", "birth month"):
        return "birth_month"
    if bare in ("nam", "nữ", "trai", "gái"):
        return "male" if bare in ("nam", "trai") else "female"
    if found := _SPLIT_BIRTH.search(text):
        return "male" if found[1] == "nam" else "female"
    return ""


def _by_pattern(words: str) -> str:
    """Know a heading by a sign in its words without accents."""
    if _NUMBER.fullmatch(words):
        return "number"
    if _CODE.fullmatch(words):
        return "code"
    if words.startswith("dong goc"):
        return "origin"
    if _PHONE.search(words):
        return "phone"
    is_birth = _BIRTH.search(words.replace("hoc sinh", ""))
    if _GUARDIAN.search(words):
        return "" if is_birth or _ADDRESS.search(words) else "guardian"
    if is_birth:
        return "birth"
    if _SEX.fullmatch(words):
        return "sex"
    if words == "nu":
        return "female"
    if re.match(r"ghi chu|notes?$|remarks?$", words):
        return "note"
    return "hamlet" if _ADDRESS.search(words) else ""


def _by_words(words: frozenset[str], text: str) -> str:
    """Know a heading that is made of the words of one column and no others."""
    if words <= _FAMILY_WORDS and words & {"dem", "lot"} or text == "ho":
        return "family_name"
    if text in ("hoc sinh", "tre em", "tre") or words <= _NAME_WORDS and words & {"ten", "name"}:
        return "full_name"
    if words <= _COMMUNE_WORDS and words & {"xa", "phuong"} or text == "thi tran":
        return "commune"
    if words <= _DISTRICT_WORDS and words & {"huyen", "quan"} or text == "thi xa":
        return "district"
    if words <= _HAMLET_WORDS | _COMMUNE_WORDS | _DISTRICT_WORDS and words & {"ap", "kp", "khu", "thon", "xom", "buon"}:
        return "hamlet"
    return _school_by_words(words, text)


def _school_by_words(words: frozenset[str], text: str) -> str:
    """Tell school, class, and both in one column apart."""
    if not words <= _SCHOOL_WORDS | {"class"}:
        return ""
    is_class = bool(words & {"lop", "khoi"})
    if "truong" in words or words >= {"noi", "hoc"} or words >= {"don", "vi", "hoc"}:
        return "school_and_class" if is_class else "school"
    return "school_class" if is_class or text == "class" else ""
