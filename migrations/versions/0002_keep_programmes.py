"""Keep scholarships, savings books and the year's figures."""

import sqlalchemy as sa
from alembic import op

from migrations import triggers, types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: Tables and columns whose list of codes grows → the whole list.
CHOICES = {
    ("entries", "kind"): (
        *("opening", "pledge", "pledge_change", "pledge_write_off", "donation", "unidentified", "naming"),
        *("give_back", "till_move", "campaign_move", "reversal", "commitment", "release", "advance_out"),
        *("settlement", "take_back", "help_correction", "purchase", "advance", "advance_back", "cost", "interest"),
        *("award", "award_freed", "award_resumed", "store_count"),
    ),
    ("disbursement_parts", "channel"): ("cash", "bank", "goods", "free", "direct"),
    ("paper_copies", "kind"): (
        *("voucher", "day_list", "goods_minutes", "sheet_minutes", "confirmation", "thanks"),
        *("statement", "sponsor_letter", "book_minutes", "named_list", "publication"),
    ),
}
#: What every office reports: code, name, what the program counts of it itself.
INDICATORS = (
    ("SPECIAL", "Trẻ em có hoàn cảnh đặc biệt trên tổng số trẻ em", "special"),
    ("HELPED", "Trẻ em có hoàn cảnh đặc biệt được chăm sóc, trợ giúp", "helped"),
    ("ABUSE", "Trẻ em bị xâm hại tình dục", "nothing"),
)


def _widen_choices() -> None:
    for (table, column), codes in CHOICES.items():
        name = f"ck_{table}_{column}_known"
        listed = ", ".join(f"'{code}'" for code in codes)
        with op.batch_alter_table(table, table_kwargs={"sqlite_strict": True}) as batch_op:
            batch_op.drop_constraint(op.f(name), type_="check")
            batch_op.create_check_constraint(op.f(name), f"{column} IN ({listed})")


def _begin_indicators() -> None:
    table = sa.table("indicators", sa.column("code"), sa.column("name"), sa.column("counts"))
    rows = [{"code": code, "name": name, "counts": counts} for code, name, counts in INDICATORS]
    op.bulk_insert(table, rows)


def upgrade() -> None:
    """Change the tables; the triggers are taken off before and put on again after."""
    triggers.remove(op.get_bind())
    _widen_choices()
    op.create_table(
        "indicators",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.CheckConstraint("counts IN ('nothing', 'special', 'helped')", name=op.f("ck_indicators_counts_known")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_indicators")),
        sqlite_strict=True,
    )
    op.create_table(
        "activities",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("held_on", types.Day(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("participants", types.WholeNumber, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", types.WholeNumber, nullable=False),
        sa.CheckConstraint("kind IN ('training', 'te_software', 'other')", name=op.f("ck_activities_kind_known")),
        sa.CheckConstraint("participants IS NULL OR participants >= 0", name=op.f("ck_activities_participants_whole")),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_activities_recorded_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("activities") as batch_op:
        batch_op.create_index(batch_op.f("ix_activities_held_on"), ["held_on"], unique=False)

    op.create_table(
        "indicator_readings",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("year", types.WholeNumber, nullable=False),
        sa.Column("numerator", types.WholeNumber, nullable=True),
        sa.Column("denominator", types.WholeNumber, nullable=True),
        sa.Column("change", types.WholeNumber, nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint(
            "denominator IS NULL OR denominator > 0", name=op.f("ck_indicator_readings_denominator_positive")
        ),
        sa.CheckConstraint(
            "numerator IS NOT NULL OR denominator IS NOT NULL OR change IS NOT NULL",
            name=op.f("ck_indicator_readings_something_said"),
        ),
        sa.CheckConstraint("numerator IS NULL OR numerator >= 0", name=op.f("ck_indicator_readings_numerator_whole")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_indicator_readings_by_id_users")),
        sa.ForeignKeyConstraint(["code"], ["indicators.code"], name=op.f("fk_indicator_readings_code_indicators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_readings")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("indicator_readings") as batch_op:
        batch_op.create_index(batch_op.f("ix_indicator_readings_code"), ["code"], unique=False)

    op.create_table(
        "indicator_targets",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("year", types.WholeNumber, nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("percent", types.WholeNumber, nullable=False),
        sa.CheckConstraint("direction IN ('at_most', 'at_least')", name=op.f("ck_indicator_targets_direction_known")),
        sa.CheckConstraint("percent BETWEEN 0 AND 10000", name=op.f("ck_indicator_targets_percent_in_bounds")),
        sa.ForeignKeyConstraint(["code"], ["indicators.code"], name=op.f("fk_indicator_targets_code_indicators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_targets")),
        sa.UniqueConstraint("code", "year", name=op.f("uq_indicator_targets_code_year")),
        sqlite_strict=True,
    )
    op.create_table(
        "savings_book_counts",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("counted_on", types.Day(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_savings_book_counts_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_savings_book_counts")),
        sqlite_strict=True,
    )
    op.create_table(
        "store_counts",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("store_id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("counted_on", types.Day(), nullable=False),
        sa.Column("booked", types.WholeNumber, nullable=False),
        sa.Column("counted", types.WholeNumber, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", types.WholeNumber, nullable=False),
        sa.Column("proposed_at", types.Moment(), nullable=False),
        sa.CheckConstraint("booked >= 0", name=op.f("ck_store_counts_booked_whole")),
        sa.CheckConstraint("counted >= 0", name=op.f("ck_store_counts_counted_whole")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_store_counts_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_store_counts_item_items")),
        sa.ForeignKeyConstraint(["proposed_by"], ["users.id"], name=op.f("fk_store_counts_proposed_by_users")),
        sa.ForeignKeyConstraint(["store_id"], ["accounts.id"], name=op.f("fk_store_counts_store_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_counts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("store_counts") as batch_op:
        batch_op.create_index(batch_op.f("ix_store_counts_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "awards",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("monthly_amount", types.WholeNumber, nullable=False),
        sa.Column("months", types.WholeNumber, nullable=False),
        sa.Column("first_due_on", types.Day(), nullable=False),
        sa.Column("school_year", sa.Text(), nullable=False),
        sa.Column("shared", types.Truth, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("proposed_by", types.WholeNumber, nullable=False),
        sa.Column("proposed_at", types.Moment(), nullable=False),
        sa.CheckConstraint("monthly_amount > 0", name=op.f("ck_awards_monthly_amount_positive")),
        sa.CheckConstraint("months BETWEEN 1 AND 120", name=op.f("ck_awards_months_few")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_awards_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_awards_child_id_children")),
        sa.ForeignKeyConstraint(["proposed_by"], ["users.id"], name=op.f("fk_awards_proposed_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_awards")),
        sa.UniqueConstraint(
            "id", "child_id", "campaign_id", "shared", name=op.f("uq_awards_id_child_id_campaign_id_shared")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("awards") as batch_op:
        batch_op.create_index(batch_op.f("ix_awards_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_awards_child_id"), ["child_id"], unique=False)

    op.create_table(
        "award_instalments",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("award_id", types.WholeNumber, nullable=False),
        sa.Column("number", types.WholeNumber, nullable=False),
        sa.Column("due_on", types.Day(), nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("freed_on", types.Day(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_award_instalments_amount_positive")),
        sa.ForeignKeyConstraint(["award_id"], ["awards.id"], name=op.f("fk_award_instalments_award_id_awards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_instalments")),
        sa.UniqueConstraint("award_id", "due_on", name=op.f("uq_award_instalments_award_id_due_on")),
        sa.UniqueConstraint("award_id", "number", name=op.f("uq_award_instalments_award_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("award_instalments") as batch_op:
        batch_op.create_index(batch_op.f("ix_award_instalments_award_id"), ["award_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_award_instalments_due_on"), ["due_on"], unique=False)

    op.create_table(
        "award_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("award_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", types.Day(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint(
            "kind IN ('awarded', 'refused', 'suspended', 'resumed', 'stopped')", name=op.f("ck_award_steps_kind_known")
        ),
        sa.CheckConstraint(
            "why IN ('left_school', 'moved', 'died', 'finished', 'sponsor', 'other')",
            name=op.f("ck_award_steps_why_known"),
        ),
        sa.ForeignKeyConstraint(["award_id"], ["awards.id"], name=op.f("fk_award_steps_award_id_awards")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_award_steps_by_id_users")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_award_steps_entry_id_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_steps")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_award_steps_entry_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("award_steps") as batch_op:
        batch_op.create_index(batch_op.f("ix_award_steps_award_id"), ["award_id"], unique=False)

    op.create_table(
        "sponsorships",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("award_id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("shared", types.Truth, nullable=False),
        sa.Column("donor_id", types.WholeNumber, nullable=False),
        sa.Column("pledge_id", types.WholeNumber, nullable=True),
        sa.Column("share", types.WholeNumber, nullable=False),
        sa.Column("since", types.Day(), nullable=False),
        sa.Column("until", types.Day(), nullable=True),
        sa.Column("why_ended", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.CheckConstraint("share BETWEEN 1 AND 100", name=op.f("ck_sponsorships_share_in_percent")),
        sa.CheckConstraint("shared OR share = 100", name=op.f("ck_sponsorships_share_whole")),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_sponsorships_days_in_order")),
        sa.ForeignKeyConstraint(
            ["award_id", "child_id", "campaign_id", "shared"],
            ["awards.id", "awards.child_id", "awards.campaign_id", "awards.shared"],
            name=op.f("fk_sponsorships_award_id_child_id_campaign_id_shared_awards"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_sponsorships_by_id_users")),
        sa.ForeignKeyConstraint(["donor_id"], ["donors.id"], name=op.f("fk_sponsorships_donor_id_donors")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledges.id"], name=op.f("fk_sponsorships_pledge_id_pledges")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sponsorships")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sponsorships") as batch_op:
        batch_op.create_index(batch_op.f("ix_sponsorships_award_id"), ["award_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sponsorships_donor_id"), ["donor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sponsorships_pledge_id"), ["pledge_id"], unique=False)
        batch_op.create_index(
            "uq_sponsorships_child_id_campaign_id_live",
            ["child_id", "campaign_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL AND shared IS FALSE"),
            postgresql_where=sa.text("until IS NULL AND shared IS FALSE"),
        )

    op.create_table(
        "store_count_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("count_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint("kind IN ('approved', 'rejected')", name=op.f("ck_store_count_steps_kind_known")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_store_count_steps_by_id_users")),
        sa.ForeignKeyConstraint(
            ["count_id"], ["store_counts.id"], name=op.f("fk_store_count_steps_count_id_store_counts")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_store_count_steps_entry_id_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_count_steps")),
        sa.UniqueConstraint("count_id", name=op.f("uq_store_count_steps_count_id")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_store_count_steps_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "sponsor_messages",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("sponsorship_id", types.WholeNumber, nullable=False),
        sa.Column("step_id", types.WholeNumber, nullable=False),
        sa.Column("told_on", types.Day(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_sponsor_messages_by_id_users")),
        sa.ForeignKeyConstraint(
            ["sponsorship_id"], ["sponsorships.id"], name=op.f("fk_sponsor_messages_sponsorship_id_sponsorships")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["award_steps.id"], name=op.f("fk_sponsor_messages_step_id_award_steps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sponsor_messages")),
        sa.UniqueConstraint("sponsorship_id", "step_id", name=op.f("uq_sponsor_messages_sponsorship_id_step_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sponsor_messages") as batch_op:
        batch_op.create_index(batch_op.f("ix_sponsor_messages_step_id"), ["step_id"], unique=False)

    op.create_table(
        "savings_books",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("branch", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("face_value", types.WholeNumber, nullable=False),
        sa.Column("opened_on", types.Day(), nullable=False),
        sa.Column("term_months", types.WholeNumber, nullable=False),
        sa.Column("rate", types.WholeNumber, nullable=False),
        sa.Column("matures_on", types.Day(), nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("guardian", sa.Text(), nullable=False),
        sa.Column("donor_id", types.WholeNumber, nullable=True),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("donation_id", types.WholeNumber, nullable=True),
        sa.Column("custody", sa.Text(), nullable=False),
        sa.Column("held_by", sa.Text(), nullable=False),
        sa.Column("closed_on", types.Day(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", types.WholeNumber, nullable=False),
        sa.CheckConstraint(
            "custody IN ('safe', 'family', 'bank', 'other')", name=op.f("ck_savings_books_custody_known")
        ),
        sa.CheckConstraint("origin IN ('given', 'bought')", name=op.f("ck_savings_books_origin_known")),
        sa.CheckConstraint("face_value > 0", name=op.f("ck_savings_books_face_value_positive")),
        sa.CheckConstraint("rate >= 0", name=op.f("ck_savings_books_rate_whole")),
        sa.CheckConstraint("term_months > 0", name=op.f("ck_savings_books_term_months_positive")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_savings_books_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_savings_books_child_id_children")),
        sa.ForeignKeyConstraint(["donation_id"], ["donations.id"], name=op.f("fk_savings_books_donation_id_donations")),
        sa.ForeignKeyConstraint(["donor_id"], ["donors.id"], name=op.f("fk_savings_books_donor_id_donors")),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_savings_books_recorded_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_savings_books")),
        sa.UniqueConstraint("bank", "number", name=op.f("uq_savings_books_bank_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("savings_books") as batch_op:
        batch_op.create_index(batch_op.f("ix_savings_books_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_savings_books_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_savings_books_donation_id"), ["donation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_savings_books_donor_id"), ["donor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_savings_books_matures_on"), ["matures_on"], unique=False)

    op.create_table(
        "goods_lots",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("donation_part_id", types.WholeNumber, nullable=True),
        sa.Column("purchase_line_id", types.WholeNumber, nullable=True),
        sa.Column("quantity", types.WholeNumber, nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("expires_on", types.Day(), nullable=True),
        sa.Column("value_basis", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint(
            "value_basis IN ('invoice', 'appraisal', 'none')", name=op.f("ck_goods_lots_value_basis_known")
        ),
        sa.CheckConstraint(
            "(donation_part_id IS NULL) <> (purchase_line_id IS NULL)", name=op.f("ck_goods_lots_one_source")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_goods_lots_quantity_positive")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_goods_lots_by_id_users")),
        sa.ForeignKeyConstraint(
            ["donation_part_id"], ["donation_parts.id"], name=op.f("fk_goods_lots_donation_part_id_donation_parts")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_line_id"], ["purchase_lines.id"], name=op.f("fk_goods_lots_purchase_line_id_purchase_lines")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods_lots")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("goods_lots") as batch_op:
        batch_op.create_index(batch_op.f("ix_goods_lots_donation_part_id"), ["donation_part_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goods_lots_expires_on"), ["expires_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_goods_lots_purchase_line_id"), ["purchase_line_id"], unique=False)

    op.create_table(
        "savings_book_count_lines",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("count_id", types.WholeNumber, nullable=False),
        sa.Column("book_id", types.WholeNumber, nullable=False),
        sa.Column("found", types.Truth, nullable=False),
        sa.ForeignKeyConstraint(
            ["book_id"], ["savings_books.id"], name=op.f("fk_savings_book_count_lines_book_id_savings_books")
        ),
        sa.ForeignKeyConstraint(
            ["count_id"],
            ["savings_book_counts.id"],
            name=op.f("fk_savings_book_count_lines_count_id_savings_book_counts"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_savings_book_count_lines")),
        sa.UniqueConstraint("count_id", "book_id", name=op.f("uq_savings_book_count_lines_count_id_book_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("savings_book_count_lines") as batch_op:
        batch_op.create_index(batch_op.f("ix_savings_book_count_lines_book_id"), ["book_id"], unique=False)

    op.create_table(
        "savings_book_events",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("book_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", types.Day(), nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("custody", sa.Text(), nullable=True),
        sa.Column("held_by", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("disbursement_id", types.WholeNumber, nullable=True),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint(
            "custody IN ('safe', 'family', 'bank', 'other')", name=op.f("ck_savings_book_events_custody_known")
        ),
        sa.CheckConstraint(
            "kind IN ('opened', 'moved', 'handed_over', 'interest', 'withdrawn', 'renewed', 'lost', 'reissued', 'closed')",
            name=op.f("ck_savings_book_events_kind_known"),
        ),
        sa.CheckConstraint("amount IS NULL OR amount > 0", name=op.f("ck_savings_book_events_amount_positive")),
        sa.ForeignKeyConstraint(
            ["book_id"], ["savings_books.id"], name=op.f("fk_savings_book_events_book_id_savings_books")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_savings_book_events_by_id_users")),
        sa.ForeignKeyConstraint(
            ["disbursement_id"], ["disbursements.id"], name=op.f("fk_savings_book_events_disbursement_id_disbursements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_savings_book_events")),
        sa.UniqueConstraint("disbursement_id", name=op.f("uq_savings_book_events_disbursement_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("savings_book_events") as batch_op:
        batch_op.create_index(batch_op.f("ix_savings_book_events_book_id"), ["book_id"], unique=False)

    with op.batch_alter_table("handout_lines", table_kwargs={"sqlite_strict": True}) as batch_op:
        batch_op.add_column(sa.Column("instalment_id", types.WholeNumber, nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_handout_lines_instalment_id"), ["instalment_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_handout_lines_instalment_id_award_instalments"),
            "award_instalments",
            ["instalment_id"],
            ["id"],
        )

    with op.batch_alter_table("handouts", table_kwargs={"sqlite_strict": True}) as batch_op:
        batch_op.add_column(sa.Column("run_month", types.Day(), nullable=True))
        batch_op.create_index(batch_op.f("ix_handouts_run_month"), ["run_month"], unique=False)

    with op.batch_alter_table("sheet_steps", table_kwargs={"sqlite_strict": True}) as batch_op:
        batch_op.add_column(sa.Column("direct_bank", sa.Text(), nullable=True))

    with op.batch_alter_table("sheets", table_kwargs={"sqlite_strict": True}) as batch_op:
        batch_op.add_column(sa.Column("institution", sa.Text(), nullable=True))

    _begin_indicators()
    triggers.install(op.get_bind())


def downgrade() -> None:
    """Take the change back; the wider lists of kinds stay: rows of the new kinds are in frozen tables."""
    triggers.remove(op.get_bind())
    with op.batch_alter_table("sheets", table_kwargs={"sqlite_strict": True}) as batch_op:
        batch_op.drop_column("institution")

    with op.batch_alter_table("sheet_steps", table_kwargs={"sqlite_strict": True}) as batch_op:
        batch_op.drop_column("direct_bank")

    with op.batch_alter_table("handouts", table_kwargs={"sqlite_strict": True}) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handouts_run_month"))
        batch_op.drop_column("run_month")

    with op.batch_alter_table("handout_lines", table_kwargs={"sqlite_strict": True}) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_handout_lines_instalment_id_award_instalments"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_handout_lines_instalment_id"), type_="unique")
        batch_op.drop_column("instalment_id")

    op.drop_table("savings_book_events")
    op.drop_table("savings_book_count_lines")
    op.drop_table("goods_lots")
    op.drop_table("savings_books")
    op.drop_table("sponsor_messages")
    op.drop_table("store_count_steps")
    op.drop_table("sponsorships")
    op.drop_table("award_steps")
    op.drop_table("award_instalments")
    op.drop_table("awards")
    op.drop_table("store_counts")
    op.drop_table("savings_book_counts")
    op.drop_table("indicator_targets")
    op.drop_table("indicator_readings")
    op.drop_table("activities")
    op.drop_table("indicators")
    triggers.install(op.get_bind())
