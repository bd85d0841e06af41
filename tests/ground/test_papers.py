"""A paper as JSON comes back as it was."""

from tracker.ground.papers import (
    Column,
    FieldRow,
    Fields,
    Fund,
    Paper,
    Prose,
    Row,
    Signer,
    Signers,
    Sum,
    Table,
    read_papers,
    write_papers,
)

FUND = Fund("Quỹ <b>", "Số 5 & 7", "Mã QHNS: 1", "0276", "111")


def test_papers_come_back_from_json_as_they_were():
    table = Table((Column("STT", 26), Column("Tiền", 0, "right", "all")), (Row((1, 500)), Row(("x", None), True)))
    blocks = (
        Fields((FieldRow("Nội dung", 'A & B <Cty> "', True),)),
        table,
        Sum("1 đ", "Một đồng"),
        Prose("Lời\nhai dòng", "italic"),
        Signers((Signer("Thủ quỹ", "Lê Văn Út"),), "Ngày 1"),
    )
    paper = Paper(FUND, "PHIẾU THU", "PT-2018-0001", "", blocks, facts=("Quyển 1",), marks=("ĐÃ HỦY",), country=True)

    assert read_papers(write_papers([paper, paper])) == (paper, paper)
