package salesinsights.scoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** Whatever happens, in whatever order: the roll-ups say what counting all events would say. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class RollUpsTest {
    private static final Instant BEGIN = Instant.parse("2025-10-20T00:00:00Z");
    private static final int DAYS = 21;
    private static final List<String> KINDS = List.of(
            "OPENED",
            "OPENED",
            "CLICKED",
            "REPLIED",
            "DELIVERED",
            "SOFT_BOUNCED",
            "HARD_BOUNCED",
            "COMPLAINED",
            "UNSUBSCRIBED",
            "READ_RECEIPT",
            "READ_TIME");
    private static final List<String> ACTORS =
            List.of("HUMAN", "HUMAN", "IMAGE_PROXY", "PRIVACY_PROXY", "SCANNER", "PREFETCH", "SELF", "UNKNOWN");
    private static final List<String> MODES = List.of("NOTICE", "CONSENT", "AGGREGATE", "OFF", "NOTICE");

    @Inject
    Rows rows;

    @Inject
    RollUps rollUps;

    @Inject
    RawCounts raw;

    @Inject
    Scopes scopes;

    private final List<UUID> copies = new ArrayList<>();
    private final List<UUID> events = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_123})
    void theySayWhatTheEventsSayAfterReclassificationWithdrawalAndErasure(long seed) {
        Random chance = new Random(seed);
        List<TeamId> teams = List.of(
                rows.team("/teams/emea/roll-ups-" + seed + "-a"), rows.team("/teams/emea/roll-ups-" + seed + "-b"));
        rows.run("call ensure_event_partitions(?)", BEGIN);
        for (int i = 0; i < 60; i++) {
            send(chance, teams.get(chance.nextInt(2)));
        }
        for (int i = 0; i < 250; i++) {
            happen(chance);
        }
        assertTheSame(teams, "as it was first");
        for (int i = 0; i < 200; i++) {
            change(chance);
        }
        assertTheSame(teams, "after the changes");
    }

    @Test
    void nothingIsLeftOfWhoIsErased() {
        Random chance = new Random(7);
        TeamId team = rows.team("/teams/emea/roll-ups-erased");
        rows.run("call ensure_event_partitions(?)", BEGIN);
        send(chance, team);
        happen(chance);
        rows.awaitCounted();
        assertThat(rows.texts("select 1 from counted_recipient where team_id = ?", team.value()))
                .hasSize(1);

        erase(copies.getFirst());
        rows.awaitCounted();

        for (String table : List.of("counted_recipient", "report_cell", "report_crowd", "report_reading")) {
            assertThat(rows.texts("select 1 from " + table + " where team_id = ?", team.value()))
                    .as(table)
                    .isEmpty();
        }
    }

    private void send(Random chance, TeamId team) {
        UUID message = Ids.next();
        UUID copy = Ids.next();
        Instant sent = BEGIN.plus(Duration.ofSeconds(chance.nextInt(DAYS * 86_400)));
        rows.run(
                """
                insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, campaign,
                    template, tracking, created_at) values (?, ?, 'a@b.example', ?, 's', ?, ?, ?, true, ?)
                """,
                message,
                team.value(),
                "rep-" + chance.nextInt(4),
                message.toString(),
                chance.nextInt(3) == 0 ? null : "campaign-" + chance.nextInt(2),
                chance.nextInt(3) == 0 ? null : "template-" + chance.nextInt(2),
                sent);
        for (int position = 0; position < 3; position++) {
            rows.run(
                    "insert into tracked_link (team_id, message_id, position, destination, label) values (?, ?, ?, ?, '')",
                    team.value(),
                    message,
                    position,
                    "https://example.com/" + position % 2 + "?for=" + copy);
        }
        rows.run(
                """
                insert into recipient (id, team_id, message_id, address, country, open_mode, link_mode, decision,
                    policy_version, status, sent_at) values (?, ?, ?, ?, ?, ?, ?, '{}', 't', 'SENT', ?)
                """,
                copy,
                team.value(),
                message,
                copy + "@x.example",
                chance.nextBoolean() ? "US" : null,
                MODES.get(chance.nextInt(5)),
                MODES.get(chance.nextInt(5)),
                sent);
        copies.add(copy);
    }

    private void happen(Random chance) {
        UUID id = Ids.next();
        String kind = KINDS.get(chance.nextInt(KINDS.size()));
        int changed = rows.run(
                """
                insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at,
                    link_position, detail)
                select ?, sent_at + ? * interval '1 second', team_id, message_id, id, ?, ?, sent_at + interval '1 minute',
                    ?, ?::jsonb from recipient where id = ?
                """,
                id,
                chance.nextInt(5 * 86_400),
                kind,
                chance.nextInt(5) == 0 ? "INFERRED" : "PIXEL",
                kind.equals("CLICKED") ? chance.nextInt(3) : null,
                kind.equals("READ_TIME") ? "{\"seconds\": \"" + chance.nextInt(200) / 10.0 + "\"}" : "{}",
                copies.get(chance.nextInt(copies.size())));
        if (changed == 1) {
            events.add(id);
            judge(chance, id);
        }
    }

    private void judge(Random chance, UUID event) {
        rows.run(
                """
                insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue,
                    withdrawn, judged_at)
                select id, (select coalesce(max(revision), 0) + 1 from verdict where event_id = e.id), team_id,
                    recipient_id, ?, ?, '{}', 't', ?, now() from tracking_event e where id = ?
                """,
                ACTORS.get(chance.nextInt(ACTORS.size())),
                chance.nextInt(11) / 10.0,
                chance.nextInt(6) == 0,
                event);
    }

    private void change(Random chance) {
        UUID copy = copies.get(chance.nextInt(copies.size()));
        switch (chance.nextInt(7)) {
            case 0, 1 -> judge(chance, events.get(chance.nextInt(events.size())));
            case 2 -> happen(chance);
            case 3 ->
                rows.run(
                        "insert into refused_purpose (recipient_id, team_id, purpose) select id, team_id, ? from recipient"
                                + " where id = ? on conflict do nothing",
                        List.of("OPEN", "CLICK", "READ_RECEIPT").get(chance.nextInt(3)),
                        copy);
            case 4 -> rows.run("delete from refused_purpose where recipient_id = ?", copy);
            case 5 ->
                rows.run(
                        "update tracked_message set campaign = 'renamed' where id = (select message_id from recipient where id = ?)",
                        copy);
            default -> {
                if (chance.nextInt(3) == 0) {
                    erase(copy);
                }
            }
        }
    }

    /** As the room that erases does, which may delete what is append-only for all others. */
    private void erase(UUID copy) {
        rows.run("delete from tracked_link where message_id = (select message_id from recipient where id = ?)", copy);
        rows.run("delete from recipient where id = ?", copy);
    }

    private void assertTheSame(List<TeamId> teams, String when) {
        rows.awaitCounted();
        List<RollUps.Whose> views = List.of(
                new RollUps.Whose(Set.copyOf(teams), Map.of()),
                new RollUps.Whose(Set.copyOf(teams), Map.of(teams.getFirst(), 3)));
        LocalDate first = BEGIN.atZone(ZoneId.of("UTC")).toLocalDate();
        for (RollUps.Whose whose : views) {
            for (String zone : List.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Los_Angeles")) {
                for (int days : List.of(0, 1, 8, 25)) {
                    Period period = new Period(first.plusDays(2), first.plusDays(2L + days), ZoneId.of(zone));
                    compare(whose, period, when);
                }
            }
        }
    }

    private void compare(RollUps.Whose whose, Period period, String when) {
        for (Breakdown by : Breakdown.values()) {
            boolean several = by == Breakdown.LINK;
            boolean ofOpenTeams = by == Breakdown.HOUR && !whose.guarded().isEmpty();
            if (!several && !ofOpenTeams) {
                scopes.runAsWorker(() -> assertThat(rollUps.by(by, whose, period))
                        .as("%s by %s of %s, guarded %s", when, by, period, whose.guarded())
                        .isEqualTo(raw.by(by, whose, period)));
            }
        }
    }
}
