package salesinsights.scoring.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** "Not read after N business days", raised by the sweep that Quartz wakes from its clustered store in PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class NotReadTest {
    private final Instant longAgo =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(10));

    @Inject
    Rows rows;

    @Inject
    Scopes scopes;

    @Inject
    Leads leads;

    @Inject
    Database database;

    @Inject
    FollowRules rules;

    @Inject
    RaiseDueFollowUps sweep;

    private TeamId team;
    private String address;
    private UUID lead;

    @BeforeEach
    void aLead() {
        team = rows.team("/teams/emea/not-read");
        address = Ids.next() + "@a.example";
        lead = rows.lead(team, address, "rita");
        // Scoring, which would watch by itself, has seen the new lead before there is any mail.
        rows.awaitScored();
    }

    @Test
    void anUnreadMessageBecomesATaskByItself() {
        sent(longAgo);

        follow();

        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN"));
        assertThat(rows.texts("select title from follow_up where lead_id = ?", lead))
                .containsExactly(address + " has not read “Offer”");
        assertThat(rows.texts("select owner from follow_up where lead_id = ?", lead))
                .containsExactly("rita");
    }

    @Test
    void whatIsNotDueYetWaits() {
        UUID recipient = sent(Instant.now().minus(Duration.ofMinutes(1)));

        follow();
        sweep.run();

        assertThat(stateOf(recipient)).isEqualTo("WAITING");
        assertThat(tasks()).isEmpty();
    }

    @Test
    void aPersonsOpenSettlesIt() {
        UUID recipient = sent(longAgo);
        rows.event(recipient, "OPENED", longAgo.plusSeconds(3600), "IMAGE_PROXY", 0.9);

        follow();
        sweep.run();

        assertThat(stateOf(recipient)).isEqualTo("NONE");
        assertThat(tasks()).isEmpty();
    }

    @Test
    void machinesDoNotReadAndThePrivacyProxyIsNamed() {
        UUID recipient = sent(longAgo);
        rows.event(recipient, "OPENED", longAgo.plusSeconds(30), "SCANNER", 0.95);
        rows.event(recipient, "OPENED", longAgo.plusSeconds(60), "PRIVACY_PROXY", 0.95);

        follow();

        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN"));
        assertThat(rows.texts("select reason from follow_up where lead_id = ?", lead)
                        .getFirst())
                .contains("privacy proxy");
    }

    @Test
    void theConditionIsLookedAtAgainWhenItActs() {
        UUID recipient = sent(longAgo);
        // Watched, and read before the sweep came by: nobody told the rule.
        scopes.runAsWorker(() -> {
            rows.event(recipient, "CLICKED", longAgo.plusSeconds(7200), "HUMAN", 0.9);
            watch(recipient, longAgo);
        });

        await().untilAsserted(() -> assertThat(stateOf(recipient)).isEqualTo("SETTLED"));
        assertThat(tasks()).isEmpty();
    }

    @Test
    void aBounceAndAnOptOutSettleIt() {
        UUID bounced = sent(longAgo);
        rows.event(bounced, "HARD_BOUNCED", longAgo.plusSeconds(60), "UNKNOWN", 0);
        follow();
        assertThat(stateOf(bounced)).isEqualTo("NONE");

        UUID left = sent(longAgo.plusSeconds(10));
        rows.event(left, "UNSUBSCRIBED", longAgo.plusSeconds(60), "HUMAN", 1);
        follow();
        assertThat(stateOf(left)).isEqualTo("NONE");
    }

    @Test
    void mailThatMayNotBeWatchedMakesNoTask() {
        rows.sent(team, address, "rita", longAgo, "OFF");
        rows.sent(team, address, "rita", longAgo, "AGGREGATE");

        follow();
        sweep.run();

        assertThat(rows.texts("select state from rule_timer where lead_id = ?", lead))
                .isEmpty();
    }

    @Test
    void importedHistoryMakesNoTask() {
        sent(Instant.now().minus(Duration.ofDays(90)));

        follow();

        assertThat(rows.texts("select state from rule_timer where lead_id = ?", lead))
                .isEmpty();
    }

    @Test
    void anAnswerCancelsTheOpenTask() {
        UUID recipient = sent(longAgo);
        follow();
        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN"));

        rows.event(recipient, "REPLIED", Instant.now(), "HUMAN", 1);
        follow();

        assertThat(tasks()).containsExactly("CANCELLED");
        assertThat(rows.texts("select outcome from follow_up where lead_id = ?", lead))
                .containsExactly("The lead has answered.");
    }

    @Test
    void anOutOfOfficeNoticeIsNoAnswer() {
        UUID recipient = sent(longAgo);
        rows.event(recipient, "AUTO_REPLIED", longAgo.plusSeconds(60), "SCANNER", 1);

        follow();

        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN"));
    }

    @Test
    void whatSomebodyHasClosedStaysClosed() {
        UUID recipient = sent(longAgo);
        follow();
        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN"));
        rows.run("update follow_up set status = 'DISMISSED' where lead_id = ?", lead);

        rows.event(recipient, "REPLIED", Instant.now(), "HUMAN", 1);
        follow();

        assertThat(tasks()).containsExactly("DISMISSED");
    }

    @Test
    void aNewerMessageStartsTheWaitAnew() {
        UUID older = sent(longAgo);
        follow();
        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN"));

        UUID newer = sent(longAgo.plus(Duration.ofHours(1)));
        follow();
        await().untilAsserted(() -> assertThat(stateOf(newer)).isEqualTo("FIRED"));

        assertThat(stateOf(older)).isEqualTo("FIRED");
        assertThat(tasks()).containsExactlyInAnyOrder("CANCELLED", "OPEN");
    }

    @Test
    void aReaderWhoTurnsOutToBeAMachineBringsTheTaskBack() {
        UUID recipient = sent(longAgo);
        UUID open = rows.event(recipient, "CLICKED", longAgo.plusSeconds(40), "HUMAN", 0.7);
        follow();
        assertThat(stateOf(recipient)).isEqualTo("NONE");

        rows.judge(open, 2, "SCANNER", 0.95);
        follow();

        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN"));
    }

    @Test
    void aTeamThatSwitchedTheRuleOffGetsNoTasks() {
        TeamId quiet = rows.team("/teams/emea/quiet");
        haveRules(quiet, "{\"rules\": []}");
        lead = rows.lead(quiet, address + "x", "rita");
        rows.sent(quiet, address + "x", "rita", longAgo, "NOTICE");

        follow(quiet);
        sweep.run();

        assertThat(tasks()).isEmpty();
    }

    @Test
    void theWaitGoesByTheTeamsOwnDays() {
        TeamId slow = rows.team("/teams/emea/slow");
        haveRules(slow, """
                {"rules": [{"id": "patient", "name": "Patient", "when": {"type": "not-read", "businessDays": 15},
                  "then": [{"type": "notice", "text": "{lead.name}"}]}]}""");
        rows.run("update team set country = 'DE', time_zone = 'Europe/Berlin' where id = ?", slow.value());
        lead = rows.lead(slow, address + "y", "rita");
        UUID recipient = rows.sent(slow, address + "y", "rita", longAgo, "NOTICE");

        follow(slow);

        Instant expected = Calendars.of("DE", "Europe/Berlin").plusBusinessDays(longAgo, 15);
        assertThat(rows.texts("select (due_at = ?)::text from rule_timer where recipient_id = ?", expected, recipient))
                .containsExactly("true");
    }

    @Test
    void aSnoozedTaskWakesByItself() {
        sent(longAgo);
        follow();
        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN"));

        rows.run(
                "update follow_up set status = 'SNOOZED', due_at = now() + interval '1 second' where lead_id = ?",
                lead);

        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN"));
    }

    @Test
    void manySweepersAtOnceMakeEachTaskOnce() {
        TeamId crowd = rows.team("/teams/emea/crowd");
        List<UUID> recipients = IntStream.range(0, 400)
                .mapToObj(i -> {
                    String each = Ids.next() + "@crowd.example";
                    rows.lead(crowd, each, "rita");
                    return rows.sent(crowd, each, "rita", longAgo, "NOTICE");
                })
                .toList();
        rows.awaitScored();
        rows.run("""
                insert into rule_timer (id, team_id, lead_id, rule_id, anchor, recipient_id, since, due_at)
                select gen_random_uuid(), r.team_id, l.id, 'not-read', r.id::text, r.id, r.sent_at, r.sent_at
                from recipient r join lead l on l.team_id = r.team_id and l.email = r.address where r.team_id = ?
                on conflict do nothing
                """, crowd.value());

        try (ExecutorService sweepers = Executors.newFixedThreadPool(6)) {
            IntStream.range(0, 6).forEach(i -> sweepers.execute(sweep::run));
        }

        await().untilAsserted(() -> assertThat(rows.texts(
                        "select count(*) || ' of ' || count(distinct anchor) from follow_up where team_id = ?",
                        crowd.value()))
                .containsExactly(recipients.size() + " of " + recipients.size()));
    }

    /** The negative control: it is the key, and nothing else, that keeps tasks single. */
    @Test
    void withoutTheUniqueKeyTheSameTaskComesTwice() throws SQLException {
        try (Connection owner = LocalPostgres.server()
                        .getDatabase("postgres", "insights")
                        .getConnection();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("create temp table follow_up (like public.follow_up including defaults)");
            String again = "insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, due_at) "
                    + "values (gen_random_uuid(), 1, '" + lead + "', 'hot', 'crossing-1', 't', 'r', now())"
                    + " on conflict do nothing";

            assertThat(statement.executeUpdate(again) + statement.executeUpdate(again))
                    .isEqualTo(2);
            statement.execute("delete from follow_up");
            statement.execute("alter table follow_up add unique (team_id, lead_id, rule, anchor)");
            assertThat(statement.executeUpdate(again) + statement.executeUpdate(again))
                    .isEqualTo(1);
            owner.rollback();
        }
    }

    @Test
    void quartzKeepsTheSweepInItsClusteredStore() {
        await().untilAsserted(() -> {
            assertThat(rows.texts("select job_name from qrtz_job_details"))
                    .anyMatch(name -> name.contains("raise-due"));
            assertThat(rows.texts("select trigger_name from qrtz_triggers where prev_fire_time > 0"))
                    .anyMatch(name -> name.contains("raise-due"));
            assertThat(rows.texts("select instance_name from qrtz_scheduler_state"))
                    .isNotEmpty();
        });
    }

    private UUID sent(Instant at) {
        return rows.sent(team, address, "rita", at, "NOTICE");
    }

    private void watch(UUID recipient, Instant dueAt) {
        rows.run("""
                insert into rule_timer (id, team_id, lead_id, rule_id, anchor, recipient_id, since, due_at)
                values (?, ?, ?, 'not-read', ?, ?, ?, ?) on conflict do nothing
                """, Ids.next(), team.value(), lead, recipient.toString(), recipient, dueAt, dueAt);
    }

    private void haveRules(TeamId whose, String definition) {
        rows.run("""
                insert into rule_set (id, team_id, number, rules, saved_by, saved_at)
                values (?, ?, 1, ?::jsonb, 'mona', now()) on conflict do nothing
                """, Ids.next(), whose.value(), definition);
    }

    private void follow() {
        follow(team);
    }

    /** As scoring does it, which holds the lead while it follows it. */
    private void follow(TeamId whose) {
        scopes.runAsWorker(() -> {
            database.list("select id from lead where id = ? for no key update", row -> true, lead);
            rules.follow(List.of(leads.find(Set.of(whose), new LeadId(lead)).orElseThrow()));
        });
    }

    private List<String> tasks() {
        return rows.texts("select status from follow_up where lead_id = ? order by created_at", lead);
    }

    private String stateOf(UUID recipient) {
        List<String> states =
                rows.texts("select state from rule_timer where recipient_id = ? and rule_id = 'not-read'", recipient);
        return states.isEmpty() ? "NONE" : states.getFirst();
    }
}
