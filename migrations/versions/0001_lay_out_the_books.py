"""Lay out the books."""

import sqlalchemy as sa
from alembic import op

from migrations import beginning, triggers, types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables; the triggers are taken off before and put on again after."""
    triggers.remove(op.get_bind())

    op.create_table(
        "accounts",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("guard", types.WholeNumber, nullable=False),
        sa.Column("opened_on", types.Day(), nullable=True),
        sa.Column("closed_on", types.Day(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('cash', 'bank', 'advance', 'goods', 'payable', 'equity', 'income', 'expense', 'memo')",
            name=op.f("ck_accounts_kind_known"),
        ),
        sa.CheckConstraint("guard IN (-1, 0, 1)", name=op.f("ck_accounts_guard_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("code", name=op.f("uq_accounts_code")),
        sa.UniqueConstraint("id", "guard", name=op.f("uq_accounts_id_guard")),
        sqlite_strict=True,
    )
    op.create_table(
        "campaigns",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts_on", types.Day(), nullable=False),
        sa.Column("ends_on", types.Day(), nullable=True),
        sa.Column("target", types.WholeNumber, nullable=True),
        sa.Column("costs_allowed", types.Truth, nullable=False),
        sa.Column("keeps_interest", types.Truth, nullable=False),
        sa.Column("leftover", sa.Text(), nullable=False),
        sa.Column("receives_until", types.Day(), nullable=True),
        sa.Column("closed_on", types.Day(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('sponsorship', 'gifts', 'bicycles', 'milk', 'house', 'insurance', 'general')",
            name=op.f("ck_campaigns_kind_known"),
        ),
        sa.CheckConstraint(
            "leftover IN ('keep', 'general_fund', 'give_back')", name=op.f("ck_campaigns_leftover_known")
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_campaigns_days_in_order")),
        sa.CheckConstraint("target IS NULL OR target > 0", name=op.f("ck_campaigns_target_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("code", name=op.f("uq_campaigns_code")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaigns_name_folded"), ["name_folded"], unique=False)

    op.create_table(
        "cost_ceilings",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.Column("per_mille", types.WholeNumber, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.CheckConstraint("per_mille BETWEEN 0 AND 1000", name=op.f("ck_cost_ceilings_per_mille_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_ceilings")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_cost_ceilings_valid_from")),
        sqlite_strict=True,
    )
    op.create_table(
        "donors",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("tax_code", sa.Text(), nullable=False),
        sa.Column("contact_person", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("named_in_public", types.Truth, nullable=False),
        sa.Column("consented_on", types.Day(), nullable=True),
        sa.Column("merged_into_id", types.WholeNumber, nullable=True),
        sa.Column("merged_why", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'organisation', 'anonymous')", name=op.f("ck_donors_kind_known")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["donors.id"], name=op.f("fk_donors_merged_into_id_donors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donors")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("donors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_donors_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_donors_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_donors_name_sort"), ["name_sort"], unique=False)
        batch_op.create_index(batch_op.f("ix_donors_phone"), ["phone"], unique=False)
        batch_op.create_index(batch_op.f("ix_donors_tax_code"), ["tax_code"], unique=False)

    op.create_table(
        "failed_tries",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_tries")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("failed_tries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_failed_tries_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_failed_tries_login"), ["login"], unique=False)

    op.create_table(
        "items",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.Column("valid_to", types.Day(), nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_items_days_in_order")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_items")),
        sqlite_strict=True,
    )
    op.create_table(
        "leaves",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", types.WholeNumber, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
        sa.UniqueConstraint("kind", "record_id", name=op.f("uq_leaves_kind_record_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "letterheads",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.Column("fund_name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("fund_code", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("hotline", sa.Text(), nullable=False),
        sa.Column("southern_words", types.Truth, nullable=False),
        sa.Column("even_words", types.Truth, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterheads")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_letterheads_valid_from")),
        sqlite_strict=True,
    )
    op.create_table(
        "log_head",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("size", types.WholeNumber, nullable=False),
        sa.Column("frontier", sa.Text(), nullable=False),
        sa.Column("last_seq", types.WholeNumber, nullable=False),
        sa.Column("last_line_id", types.WholeNumber, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_log_head_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_head")),
        sqlite_strict=True,
    )
    op.create_table(
        "occasions",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.Column("valid_to", types.Day(), nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_occasions_days_in_order")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_occasions")),
        sqlite_strict=True,
    )
    op.create_table(
        "places",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent_key", sa.Text(), nullable=True),
        sa.Column("valid_from", types.Day(), nullable=True),
        sa.Column("valid_to", types.Day(), nullable=True),
        sa.CheckConstraint("level IN ('province', 'district', 'commune')", name=op.f("ck_places_level_known")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to > valid_from", name=op.f("ck_places_days_in_order")
        ),
        sa.ForeignKeyConstraint(["parent_key"], ["places.key"], name=op.f("fk_places_parent_key_places")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_places")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_places_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_places_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_places_parent_key"), ["parent_key"], unique=False)

    op.create_table(
        "series",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("form_label", sa.Text(), nullable=False),
        sa.Column("page_size", sa.Text(), nullable=False),
        sa.Column("book_size", types.WholeNumber, nullable=False),
        sa.CheckConstraint(
            "code IN ('BL', 'TN', 'PT', 'PC', 'NK', 'XK', 'UNC', 'BC', 'DC', 'CK', 'DT')",
            name=op.f("ck_series_code_known"),
        ),
        sa.CheckConstraint("page_size IN ('a4', 'a5')", name=op.f("ck_series_page_size_known")),
        sa.CheckConstraint("book_size > 0", name=op.f("ck_series_book_size_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_series_code_valid_from")),
        sqlite_strict=True,
    )
    op.create_table(
        "series_counts",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("year", types.WholeNumber, nullable=False),
        sa.Column("last_number", types.WholeNumber, nullable=False),
        sa.CheckConstraint(
            "code IN ('BL', 'TN', 'PT', 'PC', 'NK', 'XK', 'UNC', 'BC', 'DC', 'CK', 'DT')",
            name=op.f("ck_series_counts_code_known"),
        ),
        sa.CheckConstraint("last_number >= 0", name=op.f("ck_series_counts_last_number_whole")),
        sa.PrimaryKeyConstraint("code", "year", name=op.f("pk_series_counts")),
        sqlite_strict=True,
    )
    op.create_table(
        "signatories",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.Column("valid_to", types.Day(), nullable=True),
        sa.CheckConstraint(
            "position IN ('head', 'chief_accountant', 'cashier', 'storekeeper', 'preparer')",
            name=op.f("ck_signatories_position_known"),
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_signatories_days_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatories")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("signatories", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signatories_position"), ["position"], unique=False)

    op.create_table(
        "users",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=True),
        sa.Column("valid_to", types.Day(), nullable=True),
        sa.Column("sample", types.Truth, nullable=False),
        sa.CheckConstraint("language IN ('vi', 'en')", name=op.f("ck_users_language_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
        sqlite_strict=True,
    )
    op.create_table(
        "accesses",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("user_id", types.WholeNumber, nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("record_id", types.WholeNumber, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_accesses_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accesses")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("accesses", schema=None) as batch_op:
        batch_op.create_index("ix_accesses_record_id_what", ["record_id", "what"], unique=False)

    op.create_table(
        "attachments",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("record_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", types.WholeNumber, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('sheet', 'minutes', 'invoice', 'consent', 'other')", name=op.f("ck_attachments_kind_known")
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_attachments_size_positive")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_attachments_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachments_sha256"), ["sha256"], unique=False)
        batch_op.create_index("ix_attachments_table_name_record_id", ["table_name", "record_id"], unique=False)

    op.create_table(
        "balances",
        sa.Column("account_id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", types.WholeNumber, nullable=False),
        sa.Column("guard", types.WholeNumber, nullable=False),
        sa.CheckConstraint("guard * quantity >= 0", name=op.f("ck_balances_guarded")),
        sa.ForeignKeyConstraint(
            ["account_id", "guard"],
            ["accounts.id", "accounts.guard"],
            name=op.f("fk_balances_account_id_guard_accounts"),
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_balances_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_balances_item_items")),
        sa.PrimaryKeyConstraint("account_id", "campaign_id", "item", name=op.f("pk_balances")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("balances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_balances_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "changes",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("user_id", types.WholeNumber, nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_changes_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.create_index("ix_changes_table_name_record_id", ["table_name", "record_id"], unique=False)

    op.create_table(
        "children",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("name_folded", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text(), nullable=False),
        sa.Column("birth_on", types.Day(), nullable=True),
        sa.Column("birth_year", types.WholeNumber, nullable=False),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("hamlet", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("school_class", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("registered_on", types.Day(), nullable=False),
        sa.Column("merged_into_id", types.WholeNumber, nullable=True),
        sa.Column("merged_why", sa.Text(), nullable=False),
        sa.Column("anonymised_on", types.Day(), nullable=True),
        sa.CheckConstraint("sex IS NULL OR sex IN ('female', 'male')", name=op.f("ck_children_sex_known")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["children.id"], name=op.f("fk_children_merged_into_id_children")),
        sa.ForeignKeyConstraint(["place_key"], ["places.key"], name=op.f("fk_children_place_key_places")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_children")),
        sa.UniqueConstraint("code", name=op.f("uq_children_code")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("children", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_children_birth_year"), ["birth_year"], unique=False)
        batch_op.create_index(batch_op.f("ix_children_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_children_name_folded"), ["name_folded"], unique=False)
        batch_op.create_index(batch_op.f("ix_children_name_sort"), ["name_sort"], unique=False)
        batch_op.create_index(batch_op.f("ix_children_place_key"), ["place_key"], unique=False)

    op.create_table(
        "closings",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("closed_until", types.Day(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("proposed_by", types.WholeNumber, nullable=False),
        sa.Column("proposed_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["proposed_by"], ["users.id"], name=op.f("fk_closings_proposed_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closings")),
        sqlite_strict=True,
    )
    op.create_table(
        "handouts",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("year", types.WholeNumber, nullable=False),
        sa.Column("number", types.WholeNumber, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=True),
        sa.Column("planned_on", types.Day(), nullable=False),
        sa.Column("ceremony_on", types.Day(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("prepared_by", types.WholeNumber, nullable=False),
        sa.CheckConstraint(
            "kind IN ('scholarship', 'house', 'gift', 'bicycle', 'milk', 'savings_book', 'insurance_card', 'tuition', 'medical', 'other')",
            name=op.f("ck_handouts_kind_known"),
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_handouts_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["occasion"], ["occasions.code"], name=op.f("fk_handouts_occasion_occasions")),
        sa.ForeignKeyConstraint(["prepared_by"], ["users.id"], name=op.f("fk_handouts_prepared_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handouts")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_handouts_year_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("handouts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handouts_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handouts_planned_on"), ["planned_on"], unique=False)

    op.create_table(
        "leaf_salts",
        sa.Column("leaf_id", types.WholeNumber, nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["leaf_id"], ["leaves.id"], name=op.f("fk_leaf_salts_leaf_id_leaves")),
        sa.PrimaryKeyConstraint("leaf_id", name=op.f("pk_leaf_salts")),
        sqlite_strict=True,
    )
    op.create_table(
        "list_mappings",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("headings_hash", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_list_mappings_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_mappings")),
        sa.UniqueConstraint("headings_hash", name=op.f("uq_list_mappings_headings_hash")),
        sqlite_strict=True,
    )
    op.create_table(
        "occasion_days",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("year", types.WholeNumber, nullable=False),
        sa.Column("falls_on", types.Day(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["occasions.code"], name=op.f("fk_occasion_days_code_occasions")),
        sa.PrimaryKeyConstraint("code", "year", name=op.f("pk_occasion_days")),
        sqlite_strict=True,
    )
    op.create_table(
        "overrides",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("valid_until", types.Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_overrides_amount_positive")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_overrides_by_id_users")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_overrides_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overrides")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("overrides", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_overrides_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "paper_copies",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", types.WholeNumber, nullable=False),
        sa.Column("number", types.WholeNumber, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('voucher', 'day_list', 'goods_minutes', 'sheet_minutes', 'confirmation', 'thanks')",
            name=op.f("ck_paper_copies_kind_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_paper_copies_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_copies")),
        sa.UniqueConstraint("kind", "record_id", "number", name=op.f("uq_paper_copies_kind_record_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "partners",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_partners_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partners")),
        sa.UniqueConstraint("campaign_id", "name", name=op.f("uq_partners_campaign_id_name")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("partners", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partners_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "pledges",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("year", types.WholeNumber, nullable=False),
        sa.Column("number", types.WholeNumber, nullable=False),
        sa.Column("donor_id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("pledged_on", types.Day(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("agreement_number", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "rhythm IN ('once', 'monthly', 'quarterly', 'yearly')", name=op.f("ck_pledges_rhythm_known")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_pledges_amount_positive")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_pledges_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["donor_id"], ["donors.id"], name=op.f("fk_pledges_donor_id_donors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledges")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_pledges_year_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("pledges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledges_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledges_donor_id"), ["donor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledges_pledged_on"), ["pledged_on"], unique=False)

    op.create_table(
        "receipt_books",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("first_number", types.WholeNumber, nullable=False),
        sa.Column("last_number", types.WholeNumber, nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("given_on", types.Day(), nullable=False),
        sa.Column("given_by", types.WholeNumber, nullable=False),
        sa.CheckConstraint(
            "first_number > 0 AND last_number >= first_number", name=op.f("ck_receipt_books_numbers_in_order")
        ),
        sa.CheckConstraint("last_number - first_number < 1000", name=op.f("ck_receipt_books_numbers_few")),
        sa.ForeignKeyConstraint(["given_by"], ["users.id"], name=op.f("fk_receipt_books_given_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_books")),
        sa.UniqueConstraint("label", "first_number", name=op.f("uq_receipt_books_label_first_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "requests",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("user_id", types.WholeNumber, nullable=True),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_requests_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("key", name=op.f("uq_requests_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "role_grants",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("user_id", types.WholeNumber, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.Column("valid_to", types.Day(), nullable=True),
        sa.Column("granted_by", types.WholeNumber, nullable=True),
        sa.CheckConstraint(
            "role IN ('clerk', 'accountant', 'cashier', 'approver', 'auditor', 'admin')",
            name=op.f("ck_role_grants_role_known"),
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_role_grants_days_in_order")),
        sa.ForeignKeyConstraint(["granted_by"], ["users.id"], name=op.f("fk_role_grants_granted_by_users")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_role_grants_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grants_user_id"), ["user_id"], unique=False)

    op.create_table(
        "sign_ins",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("user_id", types.WholeNumber, nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("ended_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_ins_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_ins_user_id"), ["user_id"], unique=False)

    op.create_table(
        "successions",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("old_key", sa.Text(), nullable=False),
        sa.Column("new_key", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("checked", types.Truth, nullable=False),
        sa.CheckConstraint("part IN ('whole', 'part')", name=op.f("ck_successions_part_known")),
        sa.ForeignKeyConstraint(["new_key"], ["places.key"], name=op.f("fk_successions_new_key_places")),
        sa.ForeignKeyConstraint(["old_key"], ["places.key"], name=op.f("fk_successions_old_key_places")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_successions")),
        sa.UniqueConstraint("old_key", "new_key", name=op.f("uq_successions_old_key_new_key")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("successions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_successions_new_key"), ["new_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_successions_old_key"), ["old_key"], unique=False)

    op.create_table(
        "vouchers",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("year", types.WholeNumber, nullable=False),
        sa.Column("number", types.WholeNumber, nullable=False),
        sa.Column("happened_on", types.Day(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", types.WholeNumber, nullable=False),
        sa.Column("made_at", types.Moment(), nullable=False),
        sa.Column("account_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint(
            "series IN ('BL', 'TN', 'PT', 'PC', 'NK', 'XK', 'UNC', 'BC', 'DC', 'CK', 'DT')",
            name=op.f("ck_vouchers_series_known"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_vouchers_number_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_vouchers_account_id_accounts")),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_vouchers_made_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouchers")),
        sa.UniqueConstraint("series", "year", "number", name=op.f("uq_vouchers_series_year_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("vouchers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vouchers_happened_on"), ["happened_on"], unique=False)
        batch_op.create_index(
            "uq_vouchers_daily",
            ["series", "account_id", "happened_on"],
            unique=True,
            sqlite_where=sa.text("account_id IS NOT NULL"),
            postgresql_where=sa.text("account_id IS NOT NULL"),
        )

    op.create_table(
        "anonymisings",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", types.WholeNumber, nullable=False),
        sa.Column("proposed_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_anonymisings_child_id_children")),
        sa.ForeignKeyConstraint(["proposed_by"], ["users.id"], name=op.f("fk_anonymisings_proposed_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anonymisings")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("anonymisings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anonymisings_child_id"), ["child_id"], unique=False)

    op.create_table(
        "child_groups",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("group_code", sa.Text(), nullable=False),
        sa.Column("since", types.Day(), nullable=False),
        sa.Column("until", types.Day(), nullable=True),
        sa.CheckConstraint(
            "group_code IN ('a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o')",
            name=op.f("ck_child_groups_group_code_known"),
        ),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_child_groups_child_id_children")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_groups")),
        sa.UniqueConstraint("child_id", "group_code", "since", name=op.f("uq_child_groups_child_id_group_code_since")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("child_groups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_groups_child_id"), ["child_id"], unique=False)

    op.create_table(
        "child_households",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("year", types.WholeNumber, nullable=False),
        sa.Column("household", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "household IN ('poor', 'near_poor', 'other')", name=op.f("ck_child_households_household_known")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_child_households_child_id_children")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_child_households")),
        sa.UniqueConstraint("child_id", "year", name=op.f("uq_child_households_child_id_year")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("child_households", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_child_households_child_id"), ["child_id"], unique=False)

    op.create_table(
        "closing_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("closing_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("last_seq", types.WholeNumber, nullable=False),
        sa.CheckConstraint("kind IN ('approved', 'rejected')", name=op.f("ck_closing_steps_kind_known")),
        sa.CheckConstraint("last_seq >= 0", name=op.f("ck_closing_steps_last_seq_whole")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_closing_steps_by_id_users")),
        sa.ForeignKeyConstraint(["closing_id"], ["closings.id"], name=op.f("fk_closing_steps_closing_id_closings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing_steps")),
        sa.UniqueConstraint("closing_id", name=op.f("uq_closing_steps_closing_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "consents",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("giver", sa.Text(), nullable=False),
        sa.Column("giver_name", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("given_on", types.Day(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint("giver IN ('child', 'guardian')", name=op.f("ck_consents_giver_known")),
        sa.CheckConstraint("method IN ('written', 'recorded', 'electronic')", name=op.f("ck_consents_method_known")),
        sa.CheckConstraint(
            "purpose IN ('records', 'donors', 'publish', 'bank')", name=op.f("ck_consents_purpose_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_consents_by_id_users")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_consents_child_id_children")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_child_id"), ["child_id"], unique=False)

    op.create_table(
        "data_requests",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("received_on", types.Day(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("others_involved", types.Truth, nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('access', 'correct', 'delete', 'withdraw', 'restrict', 'object')",
            name=op.f("ck_data_requests_kind_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_data_requests_by_id_users")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_data_requests_child_id_children")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_requests")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("data_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_requests_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_data_requests_received_on"), ["received_on"], unique=False)

    op.create_table(
        "entries",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("seq", types.WholeNumber, nullable=False),
        sa.Column("happened_on", types.Day(), nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("recorded_by", types.WholeNumber, nullable=False),
        sa.Column("request_id", types.WholeNumber, nullable=False),
        sa.Column("reverses_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint(
            "kind IN ('opening', 'pledge', 'pledge_change', 'pledge_write_off', 'donation', 'unidentified', 'naming', 'give_back', 'till_move', 'campaign_move', 'reversal', 'commitment', 'release', 'advance_out', 'settlement', 'take_back', 'help_correction', 'purchase', 'advance', 'advance_back', 'cost', 'interest')",
            name=op.f("ck_entries_kind_known"),
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_entries_recorded_by_users")),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_entries_request_id_requests")),
        sa.ForeignKeyConstraint(["reverses_id"], ["entries.id"], name=op.f("fk_entries_reverses_id_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_entries_reverses_id")),
        sa.UniqueConstraint("seq", name=op.f("uq_entries_seq")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entries_happened_on"), ["happened_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_entries_request_id"), ["request_id"], unique=False)

    op.create_table(
        "guardians",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_guardians_child_id_children")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardians")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("guardians", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guardians_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_guardians_phone"), ["phone"], unique=False)

    op.create_table(
        "handout_files",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("handout_id", types.WholeNumber, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("heading_row", types.WholeNumber, nullable=False),
        sa.Column("taken_over_at", types.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["handout_id"], ["handouts.id"], name=op.f("fk_handout_files_handout_id_handouts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout_files")),
        sa.UniqueConstraint("handout_id", "content_hash", name=op.f("uq_handout_files_handout_id_content_hash")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("handout_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handout_files_handout_id"), ["handout_id"], unique=False)

    op.create_table(
        "handout_quotas",
        sa.Column("handout_id", types.WholeNumber, nullable=False),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("children_count", types.WholeNumber, nullable=False),
        sa.CheckConstraint("children_count >= 0", name=op.f("ck_handout_quotas_children_count_whole")),
        sa.ForeignKeyConstraint(["handout_id"], ["handouts.id"], name=op.f("fk_handout_quotas_handout_id_handouts")),
        sa.ForeignKeyConstraint(["place_key"], ["places.key"], name=op.f("fk_handout_quotas_place_key_places")),
        sa.PrimaryKeyConstraint("handout_id", "place_key", name=op.f("pk_handout_quotas")),
        sqlite_strict=True,
    )
    op.create_table(
        "handout_shares",
        sa.Column("handout_id", types.WholeNumber, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", types.WholeNumber, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_handout_shares_quantity_positive")),
        sa.ForeignKeyConstraint(["handout_id"], ["handouts.id"], name=op.f("fk_handout_shares_handout_id_handouts")),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_handout_shares_item_items")),
        sa.PrimaryKeyConstraint("handout_id", "item", name=op.f("pk_handout_shares")),
        sqlite_strict=True,
    )
    op.create_table(
        "outside_ids",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_outside_ids_child_id_children")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_ids")),
        sa.UniqueConstraint("system", "value", name=op.f("uq_outside_ids_system_value")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("outside_ids", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outside_ids_child_id"), ["child_id"], unique=False)

    op.create_table(
        "payees",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("account_number", sa.Text(), nullable=False),
        sa.Column("valid_from", types.Day(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_payees_child_id_children")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payees")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("payees", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payees_child_id"), ["child_id"], unique=False)

    op.create_table(
        "pledge_instalments",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("pledge_id", types.WholeNumber, nullable=False),
        sa.Column("ordinal", types.WholeNumber, nullable=False),
        sa.Column("due_on", types.Day(), nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_pledge_instalments_amount_whole")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledges.id"], name=op.f("fk_pledge_instalments_pledge_id_pledges")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_instalments")),
        sa.UniqueConstraint("pledge_id", "ordinal", name=op.f("uq_pledge_instalments_pledge_id_ordinal")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("pledge_instalments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_instalments_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledge_instalments_pledge_id"), ["pledge_id"], unique=False)

    op.create_table(
        "sheets",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("handout_id", types.WholeNumber, nullable=False),
        sa.Column("number", types.WholeNumber, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["handout_id"], ["handouts.id"], name=op.f("fk_sheets_handout_id_handouts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheets")),
        sa.UniqueConstraint("handout_id", "number", name=op.f("uq_sheets_handout_id_number")),
        sa.UniqueConstraint("token", name=op.f("uq_sheets_token")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheets_handout_id"), ["handout_id"], unique=False)

    op.create_table(
        "advances",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("given_on", types.Day(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("due_on", types.Day(), nullable=False),
        sa.Column("till_id", types.WholeNumber, nullable=False),
        sa.Column("account_id", types.WholeNumber, nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_advances_amount_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_advances_account_id_accounts")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_advances_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_advances_entry_id_entries")),
        sa.ForeignKeyConstraint(["till_id"], ["accounts.id"], name=op.f("fk_advances_till_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advances")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_advances_entry_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("advances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_advances_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_advances_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_advances_given_on"), ["given_on"], unique=False)

    op.create_table(
        "anonymising_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("anonymising_id", types.WholeNumber, nullable=False),
        sa.Column("agreed", types.Truth, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint("agreed OR note <> ''", name=op.f("ck_anonymising_steps_refusal_says_why")),
        sa.ForeignKeyConstraint(
            ["anonymising_id"], ["anonymisings.id"], name=op.f("fk_anonymising_steps_anonymising_id_anonymisings")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_anonymising_steps_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anonymising_steps")),
        sa.UniqueConstraint("anonymising_id", name=op.f("uq_anonymising_steps_anonymising_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "campaign_moves",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("from_id", types.WholeNumber, nullable=False),
        sa.Column("to_id", types.WholeNumber, nullable=False),
        sa.Column("account_id", types.WholeNumber, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", types.WholeNumber, nullable=False),
        sa.Column("moved_on", types.Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("back_by", types.Day(), nullable=True),
        sa.Column("repays_id", types.WholeNumber, nullable=True),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.CheckConstraint(
            "consent <> '' OR back_by IS NOT NULL OR repays_id IS NOT NULL",
            name=op.f("ck_campaign_moves_consent_or_loan"),
        ),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_campaign_moves_two_campaigns")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_campaign_moves_quantity_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_campaign_moves_account_id_accounts")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_campaign_moves_entry_id_entries")),
        sa.ForeignKeyConstraint(["from_id"], ["campaigns.id"], name=op.f("fk_campaign_moves_from_id_campaigns")),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_campaign_moves_item_items")),
        sa.ForeignKeyConstraint(
            ["repays_id"], ["campaign_moves.id"], name=op.f("fk_campaign_moves_repays_id_campaign_moves")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["campaigns.id"], name=op.f("fk_campaign_moves_to_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_moves")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_campaign_moves_entry_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("campaign_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaign_moves_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_moves_repays_id"), ["repays_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_moves_to_id"), ["to_id"], unique=False)

    op.create_table(
        "consent_withdrawals",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("consent_id", types.WholeNumber, nullable=False),
        sa.Column("withdrawn_on", types.Day(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_consent_withdrawals_by_id_users")),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consents.id"], name=op.f("fk_consent_withdrawals_consent_id_consents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_withdrawals")),
        sa.UniqueConstraint("consent_id", name=op.f("uq_consent_withdrawals_consent_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "costs",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("paid_on", types.Day(), nullable=False),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("invoice_number", sa.Text(), nullable=False),
        sa.Column("account_id", types.WholeNumber, nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.CheckConstraint("kind IN ('programme', 'admin', 'fees')", name=op.f("ck_costs_kind_known")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_costs_amount_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_costs_account_id_accounts")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_costs_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_costs_entry_id_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_costs")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_costs_entry_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("costs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_costs_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_costs_paid_on"), ["paid_on"], unique=False)

    op.create_table(
        "data_request_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("request_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", types.Day(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('answered', 'extended', 'done', 'refused')", name=op.f("ck_data_request_steps_kind_known")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_data_request_steps_by_id_users")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["data_requests.id"], name=op.f("fk_data_request_steps_request_id_data_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request_steps")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("data_request_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_data_request_steps_request_id"), ["request_id"], unique=False)

    op.create_table(
        "handout_lines",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("handout_id", types.WholeNumber, nullable=False),
        sa.Column("ordinal", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("sheet_id", types.WholeNumber, nullable=True),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("birth", sa.Text(), nullable=False),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("hamlet", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("replaces_id", types.WholeNumber, nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_handout_lines_child_id_children")),
        sa.ForeignKeyConstraint(["handout_id"], ["handouts.id"], name=op.f("fk_handout_lines_handout_id_handouts")),
        sa.ForeignKeyConstraint(["place_key"], ["places.key"], name=op.f("fk_handout_lines_place_key_places")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["handout_lines.id"], name=op.f("fk_handout_lines_replaces_id_handout_lines")
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheets.id"], name=op.f("fk_handout_lines_sheet_id_sheets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout_lines")),
        sa.UniqueConstraint("handout_id", "ordinal", name=op.f("uq_handout_lines_handout_id_ordinal")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_handout_lines_replaces_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("handout_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handout_lines_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handout_lines_handout_id"), ["handout_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handout_lines_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "handout_readings",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("file_id", types.WholeNumber, nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("mapping_id", types.WholeNumber, nullable=True),
        sa.Column("fonts", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["handout_files.id"], name=op.f("fk_handout_readings_file_id_handout_files")
        ),
        sa.ForeignKeyConstraint(
            ["mapping_id"], ["list_mappings.id"], name=op.f("fk_handout_readings_mapping_id_list_mappings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout_readings")),
        sa.UniqueConstraint("file_id", name=op.f("uq_handout_readings_file_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "handout_rows",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("file_id", types.WholeNumber, nullable=False),
        sa.Column("row_number", types.WholeNumber, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint(
            "verdict IN ('matched', 'new', 'doubtful', 'wrong', 'left_out')", name=op.f("ck_handout_rows_verdict_known")
        ),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_handout_rows_child_id_children")),
        sa.ForeignKeyConstraint(["file_id"], ["handout_files.id"], name=op.f("fk_handout_rows_file_id_handout_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout_rows")),
        sa.UniqueConstraint("file_id", "row_number", name=op.f("uq_handout_rows_file_id_row_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("handout_rows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handout_rows_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handout_rows_verdict"), ["verdict"], unique=False)

    op.create_table(
        "interests",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("credited_on", types.Day(), nullable=False),
        sa.Column("account_id", types.WholeNumber, nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_interests_amount_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_interests_account_id_accounts")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_interests_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_interests_entry_id_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_interests_entry_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interests_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interests_credited_on"), ["credited_on"], unique=False)

    op.create_table(
        "override_uses",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("override_id", types.WholeNumber, nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_override_uses_entry_id_entries")),
        sa.ForeignKeyConstraint(["override_id"], ["overrides.id"], name=op.f("fk_override_uses_override_id_overrides")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_override_uses")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_override_uses_entry_id")),
        sa.UniqueConstraint("override_id", name=op.f("uq_override_uses_override_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "pledge_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("pledge_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint("kind IN ('recorded', 'changed', 'written_off')", name=op.f("ck_pledge_steps_kind_known")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_pledge_steps_by_id_users")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_pledge_steps_entry_id_entries")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledges.id"], name=op.f("fk_pledge_steps_pledge_id_pledges")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_steps")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("pledge_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_steps_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledge_steps_pledge_id"), ["pledge_id"], unique=False)

    op.create_table(
        "purchases",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("bought_on", types.Day(), nullable=False),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("invoice_number", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("account_id", types.WholeNumber, nullable=False),
        sa.Column("store_id", types.WholeNumber, nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_purchases_amount_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_purchases_account_id_accounts")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_purchases_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_purchases_entry_id_entries")),
        sa.ForeignKeyConstraint(["store_id"], ["accounts.id"], name=op.f("fk_purchases_store_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchases")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_purchases_entry_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("purchases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purchases_bought_on"), ["bought_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_purchases_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "sheet_copies",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("sheet_id", types.WholeNumber, nullable=False),
        sa.Column("number", types.WholeNumber, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_sheet_copies_by_id_users")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheets.id"], name=op.f("fk_sheet_copies_sheet_id_sheets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_copies")),
        sa.UniqueConstraint("sheet_id", "number", name=op.f("uq_sheet_copies_sheet_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sheet_copies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheet_copies_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "sheet_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("sheet_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", types.Day(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("advance_id", types.WholeNumber, nullable=True),
        sa.Column("till_id", types.WholeNumber, nullable=True),
        sa.Column("store_id", types.WholeNumber, nullable=True),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint("kind IN ('sent_out', 'settled')", name=op.f("ck_sheet_steps_kind_known")),
        sa.ForeignKeyConstraint(["advance_id"], ["accounts.id"], name=op.f("fk_sheet_steps_advance_id_accounts")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_sheet_steps_by_id_users")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_sheet_steps_entry_id_entries")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheets.id"], name=op.f("fk_sheet_steps_sheet_id_sheets")),
        sa.ForeignKeyConstraint(["store_id"], ["accounts.id"], name=op.f("fk_sheet_steps_store_id_accounts")),
        sa.ForeignKeyConstraint(["till_id"], ["accounts.id"], name=op.f("fk_sheet_steps_till_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_steps")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_sheet_steps_entry_id")),
        sa.UniqueConstraint("sheet_id", "kind", name=op.f("uq_sheet_steps_sheet_id_kind")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sheet_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sheet_steps_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "spending_corrections",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", types.WholeNumber, nullable=False),
        sa.Column("proposed_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_spending_corrections_entry_id_entries")),
        sa.ForeignKeyConstraint(["proposed_by"], ["users.id"], name=op.f("fk_spending_corrections_proposed_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending_corrections")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("spending_corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spending_corrections_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "unidentified_transfers",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("account_id", types.WholeNumber, nullable=False),
        sa.Column("received_on", types.Day(), nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("bank_text", sa.Text(), nullable=False),
        sa.Column("bank_reference", sa.Text(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_unidentified_transfers_amount_positive")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_unidentified_transfers_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_unidentified_transfers_entry_id_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unidentified_transfers")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_unidentified_transfers_entry_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("unidentified_transfers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unidentified_transfers_received_on"), ["received_on"], unique=False)

    op.create_table(
        "advance_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("advance_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("settled_on", types.Day(), nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.Column("purchase_id", types.WholeNumber, nullable=True),
        sa.Column("cost_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint("kind IN ('purchase', 'cost', 'returned')", name=op.f("ck_advance_steps_kind_known")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_advance_steps_amount_positive")),
        sa.ForeignKeyConstraint(["advance_id"], ["advances.id"], name=op.f("fk_advance_steps_advance_id_advances")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_advance_steps_by_id_users")),
        sa.ForeignKeyConstraint(["cost_id"], ["costs.id"], name=op.f("fk_advance_steps_cost_id_costs")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_advance_steps_entry_id_entries")),
        sa.ForeignKeyConstraint(["purchase_id"], ["purchases.id"], name=op.f("fk_advance_steps_purchase_id_purchases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advance_steps")),
        sa.UniqueConstraint("cost_id", name=op.f("uq_advance_steps_cost_id")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_advance_steps_entry_id")),
        sa.UniqueConstraint("purchase_id", name=op.f("uq_advance_steps_purchase_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("advance_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_advance_steps_advance_id"), ["advance_id"], unique=False)

    op.create_table(
        "disbursements",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=False),
        sa.Column("line_id", types.WholeNumber, nullable=False),
        sa.Column("sheet_id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=True),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("given_on", types.Day(), nullable=False),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("payee_name", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint(
            "kind IN ('scholarship', 'house', 'gift', 'bicycle', 'milk', 'savings_book', 'insurance_card', 'tuition', 'medical', 'other')",
            name=op.f("ck_disbursements_kind_known"),
        ),
        sa.CheckConstraint(
            "payee IN ('child', 'guardian', 'proxy', 'school', 'team')", name=op.f("ck_disbursements_payee_known")
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_disbursements_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_disbursements_child_id_children")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_disbursements_entry_id_entries")),
        sa.ForeignKeyConstraint(["line_id"], ["handout_lines.id"], name=op.f("fk_disbursements_line_id_handout_lines")),
        sa.ForeignKeyConstraint(["occasion"], ["occasions.code"], name=op.f("fk_disbursements_occasion_occasions")),
        sa.ForeignKeyConstraint(["place_key"], ["places.key"], name=op.f("fk_disbursements_place_key_places")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheets.id"], name=op.f("fk_disbursements_sheet_id_sheets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disbursements")),
        sa.UniqueConstraint("line_id", "sheet_id", name=op.f("uq_disbursements_line_id_sheet_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("disbursements", schema=None) as batch_op:
        batch_op.create_index(
            "ix_disbursements_campaign_id_given_on_id", ["campaign_id", "given_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_disbursements_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disbursements_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disbursements_given_on"), ["given_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_disbursements_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_disbursements_place_key"), ["place_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_disbursements_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "donations",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("donor_id", types.WholeNumber, nullable=False),
        sa.Column("via_id", types.WholeNumber, nullable=True),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("received_on", types.Day(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", types.WholeNumber, nullable=False),
        sa.Column("recorded_at", types.Moment(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.Column("unidentified_id", types.WholeNumber, nullable=True),
        sa.Column("corrects_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint("source IN ('domestic', 'abroad', 'aid', 'budget')", name=op.f("ck_donations_source_known")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_donations_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["corrects_id"], ["donations.id"], name=op.f("fk_donations_corrects_id_donations")),
        sa.ForeignKeyConstraint(["donor_id"], ["donors.id"], name=op.f("fk_donations_donor_id_donors")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_donations_entry_id_entries")),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_donations_recorded_by_users")),
        sa.ForeignKeyConstraint(
            ["unidentified_id"],
            ["unidentified_transfers.id"],
            name=op.f("fk_donations_unidentified_id_unidentified_transfers"),
        ),
        sa.ForeignKeyConstraint(["via_id"], ["donors.id"], name=op.f("fk_donations_via_id_donors")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donations")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_donations_corrects_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("donations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_donations_campaign_id_received_on_id", ["campaign_id", "received_on", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_donations_donor_id"), ["donor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_donations_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_donations_received_on"), ["received_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_donations_unidentified_id"), ["unidentified_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_donations_via_id"), ["via_id"], unique=False)

    op.create_table(
        "handout_parts",
        sa.Column("line_id", types.WholeNumber, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", types.WholeNumber, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_handout_parts_quantity_positive")),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_handout_parts_item_items")),
        sa.ForeignKeyConstraint(["line_id"], ["handout_lines.id"], name=op.f("fk_handout_parts_line_id_handout_lines")),
        sa.PrimaryKeyConstraint("line_id", "item", name=op.f("pk_handout_parts")),
        sqlite_strict=True,
    )
    op.create_table(
        "handout_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("handout_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("list_hash", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=True),
        sa.Column("line_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint(
            "kind IN ('submitted', 'checked', 'sent_back', 'approved', 'withdrawn', 'replacement_approved')",
            name=op.f("ck_handout_steps_kind_known"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_handout_steps_by_id_users")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_handout_steps_entry_id_entries")),
        sa.ForeignKeyConstraint(["handout_id"], ["handouts.id"], name=op.f("fk_handout_steps_handout_id_handouts")),
        sa.ForeignKeyConstraint(["line_id"], ["handout_lines.id"], name=op.f("fk_handout_steps_line_id_handout_lines")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout_steps")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_handout_steps_entry_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("handout_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handout_steps_handout_id"), ["handout_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handout_steps_line_id"), ["line_id"], unique=False)

    op.create_table(
        "line_outcomes",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("line_id", types.WholeNumber, nullable=False),
        sa.Column("sheet_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("proxy", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('given', 'proxy', 'later', 'replaced', 'given_up')", name=op.f("ck_line_outcomes_kind_known")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["handout_lines.id"], name=op.f("fk_line_outcomes_line_id_handout_lines")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheets.id"], name=op.f("fk_line_outcomes_sheet_id_sheets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_outcomes")),
        sa.UniqueConstraint("line_id", "sheet_id", name=op.f("uq_line_outcomes_line_id_sheet_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("line_outcomes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_line_outcomes_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_line_outcomes_sheet_id"), ["sheet_id"], unique=False)

    op.create_table(
        "purchase_lines",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("purchase_id", types.WholeNumber, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", types.WholeNumber, nullable=False),
        sa.Column("unit_price", types.WholeNumber, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_purchase_lines_quantity_positive")),
        sa.CheckConstraint("unit_price > 0", name=op.f("ck_purchase_lines_unit_price_positive")),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_purchase_lines_item_items")),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["purchases.id"], name=op.f("fk_purchase_lines_purchase_id_purchases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_lines")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("purchase_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_purchase_lines_purchase_id"), ["purchase_id"], unique=False)

    op.create_table(
        "spending_correction_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("correction_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("voucher_id", types.WholeNumber, nullable=True),
        sa.Column("entry_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint("kind IN ('approved', 'rejected')", name=op.f("ck_spending_correction_steps_kind_known")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_spending_correction_steps_by_id_users")),
        sa.ForeignKeyConstraint(
            ["correction_id"],
            ["spending_corrections.id"],
            name=op.f("fk_spending_correction_steps_correction_id_spending_corrections"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_spending_correction_steps_entry_id_entries")
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["vouchers.id"], name=op.f("fk_spending_correction_steps_voucher_id_vouchers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending_correction_steps")),
        sa.UniqueConstraint("correction_id", name=op.f("uq_spending_correction_steps_correction_id")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_spending_correction_steps_entry_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "book_leaves",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("book_id", types.WholeNumber, nullable=False),
        sa.Column("number", types.WholeNumber, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("donation_id", types.WholeNumber, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("replaces_id", types.WholeNumber, nullable=True),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.CheckConstraint("(state = 'used') = (donation_id IS NOT NULL)", name=op.f("ck_book_leaves_used_has_gift")),
        sa.CheckConstraint("state IN ('used', 'void', 'unused')", name=op.f("ck_book_leaves_state_known")),
        sa.ForeignKeyConstraint(["book_id"], ["receipt_books.id"], name=op.f("fk_book_leaves_book_id_receipt_books")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_book_leaves_by_id_users")),
        sa.ForeignKeyConstraint(["donation_id"], ["donations.id"], name=op.f("fk_book_leaves_donation_id_donations")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["book_leaves.id"], name=op.f("fk_book_leaves_replaces_id_book_leaves")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_book_leaves")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_book_leaves_replaces_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("book_leaves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_book_leaves_book_id"), ["book_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_book_leaves_donation_id"), ["donation_id"], unique=False)
        batch_op.create_index(
            "uq_book_leaves_book_id_number_first",
            ["book_id", "number"],
            unique=True,
            sqlite_where=sa.text("replaces_id IS NULL"),
            postgresql_where=sa.text("replaces_id IS NULL"),
        )

    op.create_table(
        "corrections",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("donation_id", types.WholeNumber, nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", types.WholeNumber, nullable=False),
        sa.Column("proposed_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["donation_id"], ["donations.id"], name=op.f("fk_corrections_donation_id_donations")),
        sa.ForeignKeyConstraint(["proposed_by"], ["users.id"], name=op.f("fk_corrections_proposed_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_corrections_donation_id"), ["donation_id"], unique=False)

    op.create_table(
        "disbursement_parts",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("disbursement_id", types.WholeNumber, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", types.WholeNumber, nullable=False),
        sa.Column("value", types.WholeNumber, nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('cash', 'bank', 'goods', 'free')", name=op.f("ck_disbursement_parts_channel_known")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_disbursement_parts_quantity_positive")),
        sa.CheckConstraint("value IS NULL OR value > 0", name=op.f("ck_disbursement_parts_value_positive")),
        sa.ForeignKeyConstraint(
            ["disbursement_id"], ["disbursements.id"], name=op.f("fk_disbursement_parts_disbursement_id_disbursements")
        ),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_disbursement_parts_item_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disbursement_parts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("disbursement_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disbursement_parts_disbursement_id"), ["disbursement_id"], unique=False)

    op.create_table(
        "donation_parts",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("donation_id", types.WholeNumber, nullable=False),
        sa.Column("account_id", types.WholeNumber, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", types.WholeNumber, nullable=False),
        sa.Column("value", types.WholeNumber, nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_donation_parts_quantity_positive")),
        sa.CheckConstraint("value IS NULL OR value > 0", name=op.f("ck_donation_parts_value_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_donation_parts_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["donation_id"], ["donations.id"], name=op.f("fk_donation_parts_donation_id_donations")
        ),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_donation_parts_item_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_donation_parts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("donation_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_donation_parts_donation_id"), ["donation_id"], unique=False)

    op.create_table(
        "give_backs",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("donation_id", types.WholeNumber, nullable=False),
        sa.Column("given_back_on", types.Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_give_backs_by_id_users")),
        sa.ForeignKeyConstraint(["donation_id"], ["donations.id"], name=op.f("fk_give_backs_donation_id_donations")),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_give_backs_entry_id_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_give_backs")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_give_backs_entry_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("give_backs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_give_backs_donation_id"), ["donation_id"], unique=False)

    op.create_table(
        "help_corrections",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("disbursement_id", types.WholeNumber, nullable=False),
        sa.Column("right_child_id", types.WholeNumber, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proposed_by", types.WholeNumber, nullable=False),
        sa.Column("proposed_at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disbursement_id"], ["disbursements.id"], name=op.f("fk_help_corrections_disbursement_id_disbursements")
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["users.id"], name=op.f("fk_help_corrections_proposed_by_users")),
        sa.ForeignKeyConstraint(
            ["right_child_id"], ["children.id"], name=op.f("fk_help_corrections_right_child_id_children")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_corrections")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("help_corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_corrections_disbursement_id"), ["disbursement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_help_corrections_right_child_id"), ["right_child_id"], unique=False)

    op.create_table(
        "pledge_matches",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("instalment_id", types.WholeNumber, nullable=False),
        sa.Column("donation_id", types.WholeNumber, nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_pledge_matches_amount_not_zero")),
        sa.ForeignKeyConstraint(
            ["donation_id"], ["donations.id"], name=op.f("fk_pledge_matches_donation_id_donations")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_pledge_matches_entry_id_entries")),
        sa.ForeignKeyConstraint(
            ["instalment_id"],
            ["pledge_instalments.id"],
            name=op.f("fk_pledge_matches_instalment_id_pledge_instalments"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_matches")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("pledge_matches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pledge_matches_donation_id"), ["donation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledge_matches_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pledge_matches_instalment_id"), ["instalment_id"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("year", types.WholeNumber, nullable=False),
        sa.Column("number", types.WholeNumber, nullable=False),
        sa.Column("donation_id", types.WholeNumber, nullable=False),
        sa.Column("issued_on", types.Day(), nullable=False),
        sa.Column("issued_by", types.WholeNumber, nullable=False),
        sa.Column("issued_at", types.Moment(), nullable=False),
        sa.Column("amount", types.WholeNumber, nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("replaces_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint("series IN ('BL', 'TN')", name=op.f("ck_receipts_series_known")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_receipts_amount_whole")),
        sa.CheckConstraint("number > 0", name=op.f("ck_receipts_number_positive")),
        sa.ForeignKeyConstraint(["donation_id"], ["donations.id"], name=op.f("fk_receipts_donation_id_donations")),
        sa.ForeignKeyConstraint(["issued_by"], ["users.id"], name=op.f("fk_receipts_issued_by_users")),
        sa.ForeignKeyConstraint(["replaces_id"], ["receipts.id"], name=op.f("fk_receipts_replaces_id_receipts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_receipts_replaces_id")),
        sa.UniqueConstraint("series", "year", "number", name=op.f("uq_receipts_series_year_number")),
        sa.UniqueConstraint("token", name=op.f("uq_receipts_token")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipts_donation_id"), ["donation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipts_issued_on"), ["issued_on"], unique=False)
        batch_op.create_index(
            "uq_receipts_donation_id_series_first",
            ["donation_id", "series"],
            unique=True,
            sqlite_where=sa.text("replaces_id IS NULL"),
            postgresql_where=sa.text("replaces_id IS NULL"),
        )

    op.create_table(
        "correction_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("correction_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("voucher_id", types.WholeNumber, nullable=True),
        sa.Column("donation_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint("kind IN ('approved', 'rejected')", name=op.f("ck_correction_steps_kind_known")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_correction_steps_by_id_users")),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["corrections.id"], name=op.f("fk_correction_steps_correction_id_corrections")
        ),
        sa.ForeignKeyConstraint(
            ["donation_id"], ["donations.id"], name=op.f("fk_correction_steps_donation_id_donations")
        ),
        sa.ForeignKeyConstraint(["voucher_id"], ["vouchers.id"], name=op.f("fk_correction_steps_voucher_id_vouchers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_steps")),
        sa.UniqueConstraint("correction_id", name=op.f("uq_correction_steps_correction_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "give_back_parts",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("give_back_id", types.WholeNumber, nullable=False),
        sa.Column("donation_part_id", types.WholeNumber, nullable=False),
        sa.Column("account_id", types.WholeNumber, nullable=False),
        sa.Column("quantity", types.WholeNumber, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_give_back_parts_quantity_positive")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_give_back_parts_account_id_accounts")),
        sa.ForeignKeyConstraint(
            ["donation_part_id"], ["donation_parts.id"], name=op.f("fk_give_back_parts_donation_part_id_donation_parts")
        ),
        sa.ForeignKeyConstraint(
            ["give_back_id"], ["give_backs.id"], name=op.f("fk_give_back_parts_give_back_id_give_backs")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_give_back_parts")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("give_back_parts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_give_back_parts_donation_part_id"), ["donation_part_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_give_back_parts_give_back_id"), ["give_back_id"], unique=False)

    op.create_table(
        "help_correction_steps",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("correction_id", types.WholeNumber, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("voucher_id", types.WholeNumber, nullable=True),
        sa.Column("disbursement_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint("kind IN ('approved', 'rejected')", name=op.f("ck_help_correction_steps_kind_known")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_help_correction_steps_by_id_users")),
        sa.ForeignKeyConstraint(
            ["correction_id"],
            ["help_corrections.id"],
            name=op.f("fk_help_correction_steps_correction_id_help_corrections"),
        ),
        sa.ForeignKeyConstraint(
            ["disbursement_id"],
            ["disbursements.id"],
            name=op.f("fk_help_correction_steps_disbursement_id_disbursements"),
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["vouchers.id"], name=op.f("fk_help_correction_steps_voucher_id_vouchers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_correction_steps")),
        sa.UniqueConstraint("correction_id", name=op.f("uq_help_correction_steps_correction_id")),
        sa.UniqueConstraint("disbursement_id", name=op.f("uq_help_correction_steps_disbursement_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "lines",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.Column("account_id", types.WholeNumber, nullable=False),
        sa.Column("campaign_id", types.WholeNumber, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("quantity", types.WholeNumber, nullable=False),
        sa.Column("child_id", types.WholeNumber, nullable=True),
        sa.Column("takes_back_id", types.WholeNumber, nullable=True),
        sa.Column("donation_part_id", types.WholeNumber, nullable=True),
        sa.Column("disbursement_part_id", types.WholeNumber, nullable=True),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_lines_quantity_not_zero")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_lines_account_id_accounts")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_lines_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name=op.f("fk_lines_child_id_children")),
        sa.ForeignKeyConstraint(
            ["disbursement_part_id"],
            ["disbursement_parts.id"],
            name=op.f("fk_lines_disbursement_part_id_disbursement_parts"),
        ),
        sa.ForeignKeyConstraint(
            ["donation_part_id"], ["donation_parts.id"], name=op.f("fk_lines_donation_part_id_donation_parts")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_lines_entry_id_entries")),
        sa.ForeignKeyConstraint(["item"], ["items.code"], name=op.f("fk_lines_item_items")),
        sa.ForeignKeyConstraint(["takes_back_id"], ["lines.id"], name=op.f("fk_lines_takes_back_id_lines")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lines")),
        sa.UniqueConstraint("takes_back_id", name=op.f("uq_lines_takes_back_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("lines", schema=None) as batch_op:
        batch_op.create_index(
            "ix_lines_account_id_campaign_id_item", ["account_id", "campaign_id", "item"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_lines_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lines_child_id"), ["child_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lines_disbursement_part_id"), ["disbursement_part_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lines_donation_part_id"), ["donation_part_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lines_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "receipt_copies",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("receipt_id", types.WholeNumber, nullable=False),
        sa.Column("number", types.WholeNumber, nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_receipt_copies_by_id_users")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_copies_receipt_id_receipts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_copies")),
        sa.UniqueConstraint("receipt_id", "number", name=op.f("uq_receipt_copies_receipt_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("receipt_copies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_copies_receipt_id"), ["receipt_id"], unique=False)

    op.create_table(
        "receipt_voids",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("receipt_id", types.WholeNumber, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("at", types.Moment(), nullable=False),
        sa.Column("voided_on", types.Day(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_receipt_voids_by_id_users")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_voids_receipt_id_receipts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_voids")),
        sa.UniqueConstraint("receipt_id", name=op.f("uq_receipt_voids_receipt_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "take_backs",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("disbursement_part_id", types.WholeNumber, nullable=False),
        sa.Column("taken_back_on", types.Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("open_again", types.Truth, nullable=False),
        sa.Column("by_id", types.WholeNumber, nullable=False),
        sa.Column("entry_id", types.WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_take_backs_by_id_users")),
        sa.ForeignKeyConstraint(
            ["disbursement_part_id"],
            ["disbursement_parts.id"],
            name=op.f("fk_take_backs_disbursement_part_id_disbursement_parts"),
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_take_backs_entry_id_entries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take_backs")),
        sa.UniqueConstraint("disbursement_part_id", name=op.f("uq_take_backs_disbursement_part_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("take_backs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_take_backs_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "voucher_lines",
        sa.Column("id", types.WholeNumber, nullable=False),
        sa.Column("voucher_id", types.WholeNumber, nullable=False),
        sa.Column("line_id", types.WholeNumber, nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_voucher_lines_line_id_lines")),
        sa.ForeignKeyConstraint(["voucher_id"], ["vouchers.id"], name=op.f("fk_voucher_lines_voucher_id_vouchers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher_lines")),
        sa.UniqueConstraint("line_id", name=op.f("uq_voucher_lines_line_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("voucher_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voucher_lines_voucher_id"), ["voucher_id"], unique=False)

    beginning.begin()
    triggers.install(op.get_bind())


def downgrade() -> None:
    """Take the change back."""
    triggers.remove(op.get_bind())

    with op.batch_alter_table("voucher_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_voucher_lines_voucher_id"))

    op.drop_table("voucher_lines")
    with op.batch_alter_table("take_backs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_take_backs_entry_id"))

    op.drop_table("take_backs")
    op.drop_table("receipt_voids")
    with op.batch_alter_table("receipt_copies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_copies_receipt_id"))

    op.drop_table("receipt_copies")
    with op.batch_alter_table("lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lines_entry_id"))
        batch_op.drop_index(batch_op.f("ix_lines_donation_part_id"))
        batch_op.drop_index(batch_op.f("ix_lines_disbursement_part_id"))
        batch_op.drop_index(batch_op.f("ix_lines_child_id"))
        batch_op.drop_index(batch_op.f("ix_lines_campaign_id"))
        batch_op.drop_index("ix_lines_account_id_campaign_id_item")

    op.drop_table("lines")
    op.drop_table("help_correction_steps")
    with op.batch_alter_table("give_back_parts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_give_back_parts_give_back_id"))
        batch_op.drop_index(batch_op.f("ix_give_back_parts_donation_part_id"))

    op.drop_table("give_back_parts")
    op.drop_table("correction_steps")
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_receipts_donation_id_series_first",
            sqlite_where=sa.text("replaces_id IS NULL"),
            postgresql_where=sa.text("replaces_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_receipts_issued_on"))
        batch_op.drop_index(batch_op.f("ix_receipts_donation_id"))

    op.drop_table("receipts")
    with op.batch_alter_table("pledge_matches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_matches_instalment_id"))
        batch_op.drop_index(batch_op.f("ix_pledge_matches_entry_id"))
        batch_op.drop_index(batch_op.f("ix_pledge_matches_donation_id"))

    op.drop_table("pledge_matches")
    with op.batch_alter_table("help_corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_corrections_right_child_id"))
        batch_op.drop_index(batch_op.f("ix_help_corrections_disbursement_id"))

    op.drop_table("help_corrections")
    with op.batch_alter_table("give_backs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_give_backs_donation_id"))

    op.drop_table("give_backs")
    with op.batch_alter_table("donation_parts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_donation_parts_donation_id"))

    op.drop_table("donation_parts")
    with op.batch_alter_table("disbursement_parts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disbursement_parts_disbursement_id"))

    op.drop_table("disbursement_parts")
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_corrections_donation_id"))

    op.drop_table("corrections")
    with op.batch_alter_table("book_leaves", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_book_leaves_book_id_number_first",
            sqlite_where=sa.text("replaces_id IS NULL"),
            postgresql_where=sa.text("replaces_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_book_leaves_donation_id"))
        batch_op.drop_index(batch_op.f("ix_book_leaves_book_id"))

    op.drop_table("book_leaves")
    op.drop_table("spending_correction_steps")
    with op.batch_alter_table("purchase_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_purchase_lines_purchase_id"))

    op.drop_table("purchase_lines")
    with op.batch_alter_table("line_outcomes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_line_outcomes_sheet_id"))
        batch_op.drop_index(batch_op.f("ix_line_outcomes_line_id"))

    op.drop_table("line_outcomes")
    with op.batch_alter_table("handout_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handout_steps_line_id"))
        batch_op.drop_index(batch_op.f("ix_handout_steps_handout_id"))

    op.drop_table("handout_steps")
    op.drop_table("handout_parts")
    with op.batch_alter_table("donations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_donations_via_id"))
        batch_op.drop_index(batch_op.f("ix_donations_unidentified_id"))
        batch_op.drop_index(batch_op.f("ix_donations_received_on"))
        batch_op.drop_index(batch_op.f("ix_donations_entry_id"))
        batch_op.drop_index(batch_op.f("ix_donations_donor_id"))
        batch_op.drop_index("ix_donations_campaign_id_received_on_id")

    op.drop_table("donations")
    with op.batch_alter_table("disbursements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disbursements_sheet_id"))
        batch_op.drop_index(batch_op.f("ix_disbursements_place_key"))
        batch_op.drop_index(batch_op.f("ix_disbursements_line_id"))
        batch_op.drop_index(batch_op.f("ix_disbursements_given_on"))
        batch_op.drop_index(batch_op.f("ix_disbursements_entry_id"))
        batch_op.drop_index(batch_op.f("ix_disbursements_child_id"))
        batch_op.drop_index("ix_disbursements_campaign_id_given_on_id")

    op.drop_table("disbursements")
    with op.batch_alter_table("advance_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advance_steps_advance_id"))

    op.drop_table("advance_steps")
    with op.batch_alter_table("unidentified_transfers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unidentified_transfers_received_on"))

    op.drop_table("unidentified_transfers")
    with op.batch_alter_table("spending_corrections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spending_corrections_entry_id"))

    op.drop_table("spending_corrections")
    with op.batch_alter_table("sheet_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheet_steps_sheet_id"))

    op.drop_table("sheet_steps")
    with op.batch_alter_table("sheet_copies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheet_copies_sheet_id"))

    op.drop_table("sheet_copies")
    with op.batch_alter_table("purchases", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_purchases_campaign_id"))
        batch_op.drop_index(batch_op.f("ix_purchases_bought_on"))

    op.drop_table("purchases")
    with op.batch_alter_table("pledge_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_steps_pledge_id"))
        batch_op.drop_index(batch_op.f("ix_pledge_steps_entry_id"))

    op.drop_table("pledge_steps")
    op.drop_table("override_uses")
    with op.batch_alter_table("interests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interests_credited_on"))
        batch_op.drop_index(batch_op.f("ix_interests_campaign_id"))

    op.drop_table("interests")
    with op.batch_alter_table("handout_rows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handout_rows_verdict"))
        batch_op.drop_index(batch_op.f("ix_handout_rows_file_id"))

    op.drop_table("handout_rows")
    op.drop_table("handout_readings")
    with op.batch_alter_table("handout_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handout_lines_sheet_id"))
        batch_op.drop_index(batch_op.f("ix_handout_lines_handout_id"))
        batch_op.drop_index(batch_op.f("ix_handout_lines_child_id"))

    op.drop_table("handout_lines")
    with op.batch_alter_table("data_request_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_request_steps_request_id"))

    op.drop_table("data_request_steps")
    with op.batch_alter_table("costs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_costs_paid_on"))
        batch_op.drop_index(batch_op.f("ix_costs_campaign_id"))

    op.drop_table("costs")
    op.drop_table("consent_withdrawals")
    with op.batch_alter_table("campaign_moves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_moves_to_id"))
        batch_op.drop_index(batch_op.f("ix_campaign_moves_repays_id"))
        batch_op.drop_index(batch_op.f("ix_campaign_moves_from_id"))

    op.drop_table("campaign_moves")
    op.drop_table("anonymising_steps")
    with op.batch_alter_table("advances", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advances_given_on"))
        batch_op.drop_index(batch_op.f("ix_advances_campaign_id"))
        batch_op.drop_index(batch_op.f("ix_advances_account_id"))

    op.drop_table("advances")
    with op.batch_alter_table("sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sheets_handout_id"))

    op.drop_table("sheets")
    with op.batch_alter_table("pledge_instalments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledge_instalments_pledge_id"))
        batch_op.drop_index(batch_op.f("ix_pledge_instalments_due_on"))

    op.drop_table("pledge_instalments")
    with op.batch_alter_table("payees", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payees_child_id"))

    op.drop_table("payees")
    with op.batch_alter_table("outside_ids", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outside_ids_child_id"))

    op.drop_table("outside_ids")
    op.drop_table("handout_shares")
    op.drop_table("handout_quotas")
    with op.batch_alter_table("handout_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handout_files_handout_id"))

    op.drop_table("handout_files")
    with op.batch_alter_table("guardians", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guardians_phone"))
        batch_op.drop_index(batch_op.f("ix_guardians_child_id"))

    op.drop_table("guardians")
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entries_request_id"))
        batch_op.drop_index(batch_op.f("ix_entries_happened_on"))

    op.drop_table("entries")
    with op.batch_alter_table("data_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_requests_received_on"))
        batch_op.drop_index(batch_op.f("ix_data_requests_child_id"))

    op.drop_table("data_requests")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_child_id"))

    op.drop_table("consents")
    op.drop_table("closing_steps")
    with op.batch_alter_table("child_households", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_child_households_child_id"))

    op.drop_table("child_households")
    with op.batch_alter_table("child_groups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_child_groups_child_id"))

    op.drop_table("child_groups")
    with op.batch_alter_table("anonymisings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_anonymisings_child_id"))

    op.drop_table("anonymisings")
    with op.batch_alter_table("vouchers", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_vouchers_daily",
            sqlite_where=sa.text("account_id IS NOT NULL"),
            postgresql_where=sa.text("account_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_vouchers_happened_on"))

    op.drop_table("vouchers")
    with op.batch_alter_table("successions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_successions_old_key"))
        batch_op.drop_index(batch_op.f("ix_successions_new_key"))

    op.drop_table("successions")
    with op.batch_alter_table("sign_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_ins_user_id"))

    op.drop_table("sign_ins")
    with op.batch_alter_table("role_grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_grants_user_id"))

    op.drop_table("role_grants")
    op.drop_table("requests")
    op.drop_table("receipt_books")
    with op.batch_alter_table("pledges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pledges_pledged_on"))
        batch_op.drop_index(batch_op.f("ix_pledges_donor_id"))
        batch_op.drop_index(batch_op.f("ix_pledges_campaign_id"))

    op.drop_table("pledges")
    with op.batch_alter_table("partners", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partners_campaign_id"))

    op.drop_table("partners")
    op.drop_table("paper_copies")
    with op.batch_alter_table("overrides", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_overrides_campaign_id"))

    op.drop_table("overrides")
    op.drop_table("occasion_days")
    op.drop_table("list_mappings")
    op.drop_table("leaf_salts")
    with op.batch_alter_table("handouts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handouts_planned_on"))
        batch_op.drop_index(batch_op.f("ix_handouts_campaign_id"))

    op.drop_table("handouts")
    op.drop_table("closings")
    with op.batch_alter_table("children", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_children_place_key"))
        batch_op.drop_index(batch_op.f("ix_children_name_sort"))
        batch_op.drop_index(batch_op.f("ix_children_name_folded"))
        batch_op.drop_index(batch_op.f("ix_children_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_children_birth_year"))

    op.drop_table("children")
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.drop_index("ix_changes_table_name_record_id")

    op.drop_table("changes")
    with op.batch_alter_table("balances", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_balances_campaign_id"))

    op.drop_table("balances")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index("ix_attachments_table_name_record_id")
        batch_op.drop_index(batch_op.f("ix_attachments_sha256"))

    op.drop_table("attachments")
    with op.batch_alter_table("accesses", schema=None) as batch_op:
        batch_op.drop_index("ix_accesses_record_id_what")

    op.drop_table("accesses")
    op.drop_table("users")
    with op.batch_alter_table("signatories", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signatories_position"))

    op.drop_table("signatories")
    op.drop_table("series_counts")
    op.drop_table("series")
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_places_parent_key"))
        batch_op.drop_index(batch_op.f("ix_places_name_folded"))
        batch_op.drop_index(batch_op.f("ix_places_code"))

    op.drop_table("places")
    op.drop_table("occasions")
    op.drop_table("log_head")
    op.drop_table("letterheads")
    op.drop_table("leaves")
    op.drop_table("items")
    with op.batch_alter_table("failed_tries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_failed_tries_login"))
        batch_op.drop_index(batch_op.f("ix_failed_tries_address"))

    op.drop_table("failed_tries")
    with op.batch_alter_table("donors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_donors_tax_code"))
        batch_op.drop_index(batch_op.f("ix_donors_phone"))
        batch_op.drop_index(batch_op.f("ix_donors_name_sort"))
        batch_op.drop_index(batch_op.f("ix_donors_name_folded"))
        batch_op.drop_index(batch_op.f("ix_donors_merged_into_id"))

    op.drop_table("donors")
    op.drop_table("cost_ceilings")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaigns_name_folded"))

    op.drop_table("campaigns")
    op.drop_table("accounts")

    triggers.install(op.get_bind())
