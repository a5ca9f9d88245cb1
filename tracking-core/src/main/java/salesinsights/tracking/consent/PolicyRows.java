package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;

/** The published editions of the country table and the draft of the next, as rows; in the caller's transaction. */
@Singleton
class PolicyRows {
    private static final String COLUMNS =
            "region, name, open, click, web, read_receipt, score, deliverability, without_consent, opt_out_signal,"
                    + " keeps_network, source, reviewed_on, review_by";
    private static final String MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

    private final Database database;

    PolicyRows(Database database) {
        this.database = database;
    }

    /** An edition without its rows. */
    record Edition(int number, String version, String note, String publishedBy, Instant publishedAt) {}

    /** Whose hands the draft is in; nobody's yet if both are null. */
    record DraftState(
            long revision,
            @Nullable String editedBy,
            @Nullable Instant editedAt) {}

    Optional<Edition> newest() {
        return database.first("select * from policy_edition order by number desc limit 1", PolicyRows::edition);
    }

    Optional<Edition> edition(int number) {
        return database.first("select * from policy_edition where number = ?", PolicyRows::edition, number);
    }

    /** Newest first. */
    List<Edition> before(int number, int atMost) {
        return database.list(
                "select * from policy_edition where number < ? order by number desc limit ?",
                PolicyRows::edition,
                number,
                atMost);
    }

    /** False if somebody has published an edition of this number. */
    boolean publish(Edition edition, List<Rule> rows) {
        int added = database.write(
                "insert into policy_edition (number, version, note, published_by, published_at) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                edition.number(),
                edition.version(),
                edition.note(),
                edition.publishedBy(),
                edition.publishedAt());
        if (added == 1) {
            rows.forEach(row -> database.write(
                    "insert into policy_row (" + COLUMNS + ", edition) values (" + MARKS + ", ?)",
                    cells(row, edition.number())));
        }
        return added == 1;
    }

    List<Rule> rows(int edition) {
        return database.list(
                "select " + COLUMNS + " from policy_row where edition = ? order by region", PolicyRows::rule, edition);
    }

    /** Locks the draft: who comes later waits. */
    DraftState lockedDraft() {
        return draft(" for update");
    }

    DraftState draft() {
        return draft("");
    }

    private DraftState draft(String lock) {
        return database.first(
                        "select revision, edited_by, edited_at from policy_draft where id = 1" + lock,
                        row -> new DraftState(
                                row.getLong("revision"),
                                row.getString("edited_by"),
                                Database.instant(row, "edited_at")))
                .orElseThrow();
    }

    List<Rule> draftRows() {
        return database.list(
                "select " + COLUMNS + " from policy_draft_row order by region limit 1000", PolicyRows::rule);
    }

    void draft(Rule row) {
        discard(row.region());
        database.write("insert into policy_draft_row (" + COLUMNS + ") values (" + MARKS + ")", cells(row));
    }

    void discard(String region) {
        database.write("delete from policy_draft_row where region = ?", region);
    }

    void discardAll() {
        database.write("delete from policy_draft_row");
    }

    void edited(String by, Instant at) {
        database.write(
                "update policy_draft set revision = revision + 1, edited_by = ?, edited_at = ? where id = 1", by, at);
    }

    private static @Nullable Object[] cells(Rule row, Object... more) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(row.region());
        cells.add(row.name());
        for (Purpose purpose : Purpose.values()) {
            cells.add(row.mode(purpose));
        }
        cells.add(row.withoutConsent());
        cells.add(row.optOutSignal());
        cells.add(row.keepsNetwork());
        cells.add(row.source());
        cells.add(row.reviewedOn());
        cells.add(row.reviewBy());
        cells.addAll(List.of(more));
        return cells.toArray();
    }

    private static Rule rule(ResultSet row) throws SQLException {
        Map<Purpose, Mode> modes = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            modes.put(purpose, Mode.valueOf(row.getString(purpose.name().toLowerCase(Locale.ROOT))));
        }
        return new Rule(
                row.getString("region"),
                row.getString("name"),
                modes,
                Mode.valueOf(row.getString("without_consent")),
                row.getString("opt_out_signal"),
                row.getBoolean("keeps_network"),
                row.getString("source"),
                row.getObject("reviewed_on", LocalDate.class),
                row.getObject("review_by", LocalDate.class));
    }

    private static Edition edition(ResultSet row) throws SQLException {
        return new Edition(
                row.getInt("number"),
                row.getString("version"),
                row.getString("note"),
                row.getString("published_by"),
                Objects.requireNonNull(Database.instant(row, "published_at")));
    }
}
