package salesinsights.tracking.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.campaign.OutcomePage.Outcome;
import salesinsights.tracking.team.TeamId;

/** Campaigns and their recipients in the database. Every method runs in the caller's transaction. */
@Singleton
class CampaignTable {
    // What became of a handed-over recipient stands with the message.
    private static final String STATE = """
            case when cr.state <> 'HANDED' then lower(cr.state) when r.status = 'SENT' then 'sent'
                 when r.status = 'FAILED' then 'failed' else 'on-the-way' end
            """;

    private static final String JOINED = """
            from campaign_recipient cr
            left join recipient r on r.message_id = cr.message_id and r.team_id = cr.team_id
            """;

    private static final String COLUMNS = """
            select c.*, g.path, t.name as template_name, p.* from campaign c join team g on g.id = c.team_id
            join mail_template t on t.id = c.template_id
            cross join lateral (select count(*) as total, count(*) filter (where s.state = 'waiting') as waiting,
                count(*) filter (where s.state = 'on-the-way') as on_the_way,
                count(*) filter (where s.state = 'sent') as sent, count(*) filter (where s.state = 'failed') as failed,
                count(*) filter (where s.state = 'skipped') as skipped,
                count(*) filter (where s.state = 'cancelled') as cancelled
                from (select %s as state %s where cr.campaign_id = c.id) s) p
            where c.team_id = any(?)
            """.formatted(STATE, JOINED);

    private final Statements statements;
    private final ObjectMapper json;

    CampaignTable(Statements statements, ObjectMapper json) {
        this.statements = statements;
        this.json = json;
    }

    /** A campaign before it is stored. */
    record Row(
            UUID id,
            TeamId team,
            String name,
            TemplateView template,
            String tracking,
            boolean readTime,
            boolean readReceipt,
            String createdBy,
            String senderName,
            String senderAddress,
            List<String> notes,
            Instant createdAt) {
        Row {
            notes = List.copyOf(notes);
        }
    }

    /** False if the team has one of that name. */
    boolean insert(Row row) {
        return statements.change(
                        "insert into campaign (id, team_id, name, template_id, template_version, tracking, read_time,"
                                + " read_receipt, state, created_by, sender_name, sender_address, notes, created_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, 'DRAFT', ?, ?, ?, ?, ?) on conflict do nothing",
                        row.id(),
                        row.team().value(),
                        row.name(),
                        row.template().id(),
                        row.template().version(),
                        row.tracking(),
                        row.readTime(),
                        row.readReceipt(),
                        row.createdBy(),
                        row.senderName(),
                        row.senderAddress(),
                        row.notes().toArray(String[]::new),
                        row.createdAt().atOffset(ZoneOffset.UTC))
                == 1;
    }

    void insertRecipients(TeamId team, UUID campaign, List<RecipientRow> recipients) {
        String sql = "insert into campaign_recipient (team_id, campaign_id, position, address, name, country, fields,"
                + " state) values (?, ?, ?, ?, ?, ?, ?::jsonb, 'WAITING')";
        statements.batch(sql, insert -> {
            int position = 0;
            for (RecipientRow one : recipients) {
                insert.setLong(1, team.value());
                insert.setObject(2, campaign);
                insert.setInt(3, ++position);
                insert.setString(4, one.address());
                insert.setString(5, one.name());
                insert.setString(6, one.country());
                insert.setString(7, written(one.values()));
                insert.addBatch();
                if (position % 1_000 == 0) {
                    insert.executeBatch();
                }
            }
        });
    }

    private String written(Map<String, String> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are always JSON", impossible);
        }
    }

    Map<String, String> values(String written) {
        try {
            return json.readValue(written, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was stored is JSON", impossible);
        }
    }

    Optional<CampaignView> one(Set<TeamId> teams, UUID id) {
        return statements.list(COLUMNS + " and c.id = ?", CampaignTable::view, Statements.ids(teams), id).stream()
                .findFirst();
    }

    /** Newest first; {@code after} is the last campaign of the page before. */
    List<CampaignView> page(Set<TeamId> teams, @Nullable UUID after, int atMost) {
        String older =
                after == null ? "" : " and (c.created_at, c.id) < (select created_at, id from campaign where id = ?)";
        String sql = COLUMNS + older + " order by c.created_at desc, c.id desc limit ?";
        return after == null
                ? statements.list(sql, CampaignTable::view, Statements.ids(teams), atMost)
                : statements.list(sql, CampaignTable::view, Statements.ids(teams), after, atMost);
    }

    /** Recipients behind a position, in order. */
    List<Outcome> outcomes(UUID campaign, @Nullable String state, int after, int atMost) {
        String sql = "select * from (select cr.position, cr.address, cr.name, " + STATE + " as state,"
                + " coalesce(cr.reason, r.failure) as reason, cr.message_id, coalesce(r.sent_at, cr.ended_at) as at "
                + JOINED + " where cr.campaign_id = ? and cr.position > ?) o where ?::text is null or o.state = ?"
                + " order by o.position limit ?";
        return statements.list(sql, CampaignTable::outcome, campaign, after, state, state, atMost);
    }

    TeamId teamOf(UUID campaign) {
        return statements
                .list("select team_id from campaign where id = ?", row -> new TeamId(row.getLong(1)), campaign)
                .getFirst();
    }

    /** The first recipients, as they were stated. */
    List<RecipientRow> first(UUID campaign, int atMost) {
        String sql = "select address, name, country, fields from campaign_recipient where campaign_id = ?"
                + " order by position limit ?";
        return statements.list(sql, this::recipient, campaign, atMost);
    }

    RecipientRow recipient(ResultSet row) throws SQLException {
        return new RecipientRow(
                row.getString("address"),
                row.getString("name"),
                row.getString("country"),
                values(row.getString("fields")));
    }

    /** True if the campaign was in one of the states and is in the new one now. */
    boolean move(Set<TeamId> teams, UUID id, List<String> from, String to, Instant now) {
        return statements.change(
                        "update campaign set state = ?, trouble = null, started_at = case when ? = 'RUNNING'"
                                + " then coalesce(started_at, ?) else started_at end,"
                                + " ended_at = case when ? = 'CANCELLED' then ?::timestamptz end"
                                + " where team_id = any(?) and id = ? and state = any(?)",
                        to,
                        to,
                        now.atOffset(ZoneOffset.UTC),
                        to,
                        now.atOffset(ZoneOffset.UTC),
                        Statements.ids(teams),
                        id,
                        from.toArray(String[]::new))
                == 1;
    }

    void cancelRest(UUID campaign, Instant now) {
        statements.change(
                "update campaign_recipient set state = 'CANCELLED', ended_at = ? where campaign_id = ?"
                        + " and state = 'WAITING'",
                now.atOffset(ZoneOffset.UTC),
                campaign);
    }

    private static CampaignView view(ResultSet row) throws SQLException {
        CampaignView.Progress progress = new CampaignView.Progress(
                row.getInt("total"),
                row.getInt("waiting"),
                row.getInt("on_the_way"),
                row.getInt("sent"),
                row.getInt("failed"),
                row.getInt("skipped"),
                row.getInt("cancelled"));
        return new CampaignView(
                row.getObject("id", UUID.class),
                row.getString("path"),
                row.getString("name"),
                row.getObject("template_id", UUID.class),
                row.getString("template_name"),
                row.getInt("template_version"),
                row.getString("tracking").toLowerCase(Locale.ROOT),
                row.getBoolean("read_time"),
                row.getBoolean("read_receipt"),
                CampaignView.State.valueOf(row.getString("state")),
                row.getString("trouble"),
                row.getString("created_by"),
                row.getString("sender_name"),
                row.getString("sender_address"),
                Arrays.asList((String[]) row.getArray("notes").getArray()),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("ended_at")),
                progress);
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        return new Outcome(
                row.getInt("position"),
                row.getString("address"),
                row.getString("name"),
                row.getString("state"),
                row.getString("reason"),
                row.getObject("message_id", UUID.class),
                instant(row.getTimestamp("at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
