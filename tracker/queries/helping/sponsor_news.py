"""Ask of which decisions a sponsor is still to be told, and say it in words that name the child by its code only."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from tracker.ground.dates import show_day
from tracker.models.giving.donors import Donor, DonorKind
from tracker.models.helping.scholarships import (
    Award,
    AwardStep,
    AwardStepKind,
    SponsorMessage,
    Sponsorship,
    StopReason,
)
from tracker.models.users import User
from tracker.queries.same import kept

#: Of these decisions a sponsor is told.
TOLD_OF = (AwardStepKind.SUSPENDED, AwardStepKind.RESUMED, AwardStepKind.STOPPED)
_WHAT = {
    AwardStepKind.SUSPENDED: "tạm dừng",
    AwardStepKind.RESUMED: "được chi tiếp",
    AwardStepKind.STOPPED: "thôi cấp",
}
_WHY = {
    StopReason.LEFT_SCHOOL: "em đã nghỉ học",
    StopReason.MOVED: "em đã chuyển nơi ở",
    StopReason.DIED: "em đã mất",
    StopReason.FINISHED: "em đã học xong",
    StopReason.SPONSOR: "Quỹ chưa nhận được khoản tài trợ cho suất này",
}


@dataclass(frozen=True)
class News:
    """A decision of which a sponsor was not told yet, with the donor's record that is kept and what to say."""

    sponsorship: Sponsorship
    step: AwardStep
    donor: Donor
    text: str


def news_asked() -> Select[Sponsorship, AwardStep]:
    """Ask for the decisions of which a sponsor of that day was not told yet; the caller orders them."""
    told = exists(
        select(SponsorMessage.id).where(
            SponsorMessage.sponsorship_id == Sponsorship.id, SponsorMessage.step_id == AwardStep.id
        )
    )
    stood = or_(Sponsorship.until.is_(None), Sponsorship.until >= AwardStep.happened_on)
    return (
        select(Sponsorship, AwardStep)
        .join(AwardStep, AwardStep.award_id == Sponsorship.award_id)
        .where(AwardStep.kind.in_(TOLD_OF), Sponsorship.since <= AwardStep.happened_on, stood, ~told)
        .options(joinedload(Sponsorship.donor))
        .options(joinedload(Sponsorship.award).joinedload(Award.child))
        .options(joinedload(Sponsorship.award).joinedload(Award.campaign))
    )


def to_tell(session: Session, fund: str = "") -> list[News]:
    """List the decisions of which a sponsor of that day was not told yet, the oldest first."""
    asked = news_asked().order_by(AwardStep.id, Sponsorship.id)
    return in_words(session, session.execute(asked), fund)


def in_words(session: Session, rows: Iterable[tuple[Sponsorship, AwardStep]], fund: str) -> list[News]:
    """Put rows of `news_asked` into words, in the name of the fund."""
    found = []
    for sponsorship, step in rows:
        donor = kept(session, sponsorship.donor)
        found.append(News(sponsorship, step, donor, news_text(sponsorship, step, donor, fund)))
    return found


def news_text(sponsorship: Sponsorship, step: AwardStep, donor: Donor, fund: str) -> str:
    """Say a decision as it is read out or sent: short, Vietnamese, the child by its code, nothing of where it lives."""
    award = sponsorship.award
    who = "Quý nhà hảo tâm" if donor.kind == DonorKind.ANONYMOUS else donor.full_name
    said = (
        f"Kính gửi {who}. {fund or 'Quỹ'} xin báo: suất học bổng của em mang mã số {award.child.code} "
        f"(chương trình {award.campaign.name}) {_WHAT[AwardStepKind(step.kind)]} từ ngày {show_day(step.happened_on)}"
    )
    why = _WHY.get(StopReason(step.why)) if step.why else None
    said += f" vì {why}." if why else "."
    if step.kind == AwardStepKind.STOPPED:
        said += " Quỹ không xin đóng góp thêm cho suất này."
    if step.kind == AwardStepKind.SUSPENDED and step.why != StopReason.SPONSOR:
        said += " Trong thời gian này Quỹ không xin đóng góp thêm cho suất này."
    return f"{said} Xin chân thành cảm ơn."


def told_of(session: Session, award: Award) -> list[tuple[SponsorMessage, AwardStep, Donor, str]]:
    """List what the sponsors of an award were told, oldest first: of which decision, which donor, by whom."""
    asked = (
        select(SponsorMessage, AwardStep, Sponsorship, User.full_name)
        .join(AwardStep, AwardStep.id == SponsorMessage.step_id)
        .join(Sponsorship, Sponsorship.id == SponsorMessage.sponsorship_id)
        .join(User, User.id == SponsorMessage.by_id)
        .where(AwardStep.award_id == award.id)
        .options(joinedload(Sponsorship.donor))
        .order_by(SponsorMessage.id)
    )
    return [
        (message, step, kept(session, sponsorship.donor), who)
        for message, step, sponsorship, who in session.execute(asked)
    ]


def count_to_tell(session: Session) -> tuple[int, AwardStep | None]:
    """Count what is to be told, and give the decision that waits longest; None where nothing waits."""
    asked = news_asked()
    ids = asked.with_only_columns(AwardStep.id).options().order_by(None).subquery()
    count, first = session.execute(select(func.count(), func.min(ids.c.id)).select_from(ids)).one()
    return int(count), session.get(AwardStep, first) if first else None
