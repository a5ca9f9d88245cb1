package salesinsights.scoring.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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

/** What each kind of rule fires on, once, and what it does. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class RuleTriggersTest {
    private final Instant now = Instant.now();

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
    Firings firings;

    private TeamId team;
    private String address;
    private UUID lead;

    @BeforeEach
    void aLead() {
        team = rows.team("/teams/emea/triggers-" + UUID.randomUUID());
        address = Ids.next() + "@t.example";
        lead = rows.lead(team, address, "rita");
        rows.awaitScored();
    }

    @Test
    void aChosenLinkIsATaskAndAnotherOneIsNot() {
        rule("{'type': 'clicked', 'link': 'pricing'}");
        UUID recipient = sent(3, "NOTICE");
        link(recipient, 0, "https://shop.example/PRICING?x", "Our offer");
        link(recipient, 1, "https://shop.example/team", "About us");
        click(recipient, 1, 0.9);
        follow();
        assertThat(timers()).isEmpty();

        click(recipient, 0, 0.9);
        click(recipient, 0, 0.9);
        follow();

        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN Do it"));
    }

    @Test
    void aDoubtfulClickNeedsLessConfidenceAndConsentHasToBeThere() {
        rule("{'type': 'clicked', 'link': 'pricing'}, 'only': {'minimumConfidence': 0.8, 'basis': 'consent'}");
        UUID doubtful = sent(3, "CONSENT");
        link(doubtful, 0, "https://shop.example/pricing", "");
        click(doubtful, 0, 0.6);
        UUID noticed = sent(2, "NOTICE");
        link(noticed, 0, "https://shop.example/pricing", "");
        click(noticed, 0, 0.95);
        follow();
        assertThat(timers()).isEmpty();

        click(doubtful, 0, 0.95);
        follow();

        await().untilAsserted(() -> assertThat(tasks()).hasSize(1));
    }

    @Test
    void whatIsReadAndNotAnsweredIsATaskAndAnAnswerCancelsIt() {
        rule("{'type': 'read-unanswered', 'businessDays': 2}");
        UUID recipient = sent(12, "NOTICE");
        rows.event(recipient, "OPENED", ago(11), "IMAGE_PROXY", 0.9);
        follow();
        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN Do it"));

        rows.event(recipient, "REPLIED", now, "HUMAN", 1);
        follow();

        assertThat(tasks()).containsExactly("CANCELLED Do it");
    }

    @Test
    void anAnswerIsATaskUntilWeWriteAgain() {
        rule("{'type': 'answered'}");
        UUID recipient = sent(2, "OFF");
        rows.event(recipient, "REPLIED", ago(1), "HUMAN", 1);
        rows.event(recipient, "AUTO_REPLIED", ago(1), "SCANNER", 1);
        follow();
        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN Do it"));

        sent(0, "OFF");
        follow();

        assertThat(tasks()).containsExactly("CANCELLED Do it");
    }

    @Test
    void whoHasGoneQuietIsATaskAndWhatWeWroteSinceStartsTheWaitAnew() {
        rule("{'type': 'quiet', 'businessDays': 5}");
        UUID recipient = sent(20, "NOTICE");
        rows.event(recipient, "OPENED", ago(19), "HUMAN", 0.9);
        List.of(15, 11, 7, 3).forEach(daysAgo -> sent(daysAgo, "NOTICE"));
        follow();
        assertThat(rows.texts("select (due_at > now())::text from rule_timer where lead_id = ?", lead))
                .containsExactly("true");

        rows.run("delete from recipient where address = ? and sent_at > now() - interval '8 days'", address);
        rows.run("delete from rule_timer where lead_id = ?", lead);
        follow();

        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN Do it"));
    }

    @Test
    void anOpenAfterWeeksIsATaskAndOneAfterDaysIsNot() {
        rule("{'type': 'reopened', 'weeks': 3}");
        UUID recipient = sent(60, "NOTICE");
        rows.event(recipient, "OPENED", ago(59), "HUMAN", 0.9);
        rows.event(recipient, "OPENED", ago(50), "HUMAN", 0.9);
        follow();
        assertThat(timers()).isEmpty();

        rows.event(recipient, "OPENED", ago(1), "HUMAN", 0.9);
        follow();

        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN Do it"));
    }

    @Test
    void aMeetingIsATaskAndTheSameMeetingNeverTwice() {
        rule("{'type': 'meeting'}");
        UUID recipient = sent(3, "OFF");
        rows.event(recipient, "MEETING_BOOKED", ago(1), "HUMAN", 1);
        follow();
        await().untilAsserted(() -> assertThat(tasks()).hasSize(1));
        rows.run("update follow_up set status = 'DISMISSED' where lead_id = ?", lead);

        follow();
        follow();

        assertThat(tasks()).containsExactly("DISMISSED Do it");
    }

    @Test
    void aNewRuleDoesNotMakeUpForWhatWasDueBeforeButWaitsForWhatIsAhead() {
        UUID recipient = sent(12, "NOTICE");
        rows.event(recipient, "OPENED", ago(11), "HUMAN", 0.9);
        rule("{'type': 'read-unanswered', 'businessDays': 2}, 'since': '" + now.minusSeconds(60) + "'");
        follow();
        assertThat(timers()).isEmpty();

        rows.event(sent(1, "NOTICE"), "OPENED", now.minusSeconds(30), "HUMAN", 0.9);
        follow();

        assertThat(timers()).containsExactly("WAITING");
    }

    @Test
    void aNoticeIsAFiringThatIsWithdrawnWhenAMachineTurnsOutToHaveClicked() {
        rules("""
                {'rules': [{'id': 'tell', 'name': 'Tell', 'when': {'type': 'clicked', 'link': 'pricing'},
                  'then': [{'type': 'notice', 'text': '{lead.name}: {message.subject}', 'person': 'sender'},
                    {'type': 'field', 'name': 'Last interest', 'value': '{link}'}]}]}""");
        UUID recipient = sent(1, "NOTICE");
        link(recipient, 0, "https://shop.example/pricing", "Prices");
        UUID event = click(recipient, 0, 0.9);
        follow();
        await().untilAsserted(() -> assertThat(notices()).hasSize(1));
        Firings.Firing told = notices().getFirst();
        assertThat(told.text()).isEqualTo(address + ": Offer");
        assertThat(told.person()).isEqualTo("dario");
        assertThat(told.withdrawnAt()).isNull();
        assertThat(rows.texts("select attributes ->> 'Last interest' from lead where id = ?", lead))
                .containsExactly("prices https://shop.example/pricing");

        rows.judge(event, 2, "SCANNER", 0.95);
        follow();

        await().untilAsserted(
                        () -> assertThat(notices().getFirst().withdrawnAt()).isNotNull());
    }

    @Test
    void aValueIsNeverReadForPlaceholders() {
        rules("""
                {'rules': [{'id': 'tell', 'name': 'Tell', 'when': {'type': 'answered'},
                  'then': [{'type': 'task', 'title': 'Answer {lead.name}'}]}]}""");
        rows.run("update lead set name = '{reasons} <b>$1\\0</b>' where id = ?", lead);
        rows.event(sent(1, "OFF"), "REPLIED", now, "HUMAN", 1);
        follow();

        await().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN Answer {reasons} <b>$1\\0</b>"));
    }

    private List<Firings.Firing> notices() {
        return scopes.asWorker(() -> firings.noticesAfter("0", new UUID(0, 0), 10_000)).stream()
                .filter(firing -> firing.lead().value().equals(lead))
                .toList();
    }

    private void rule(String when) {
        rules("{'rules': [{'id': 'rule', 'name': 'Rule', 'when': " + when
                + ", 'then': [{'type': 'task', 'title': 'Do it'}]}]}");
    }

    private void rules(String definition) {
        rows.run("""
                insert into rule_set (id, team_id, number, rules, saved_by, saved_at)
                values (?, ?, 1, ?::jsonb, 'mona', now())
                """, Ids.next(), team.value(), definition.replace('\'', '"'));
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }

    private UUID sent(int daysAgo, String mode) {
        return rows.sent(team, address, "dario", ago(daysAgo), mode);
    }

    private void link(UUID recipient, int position, String destination, String label) {
        rows.run("""
                insert into tracked_link (team_id, message_id, position, destination, label)
                select team_id, message_id, ?, ?, ? from recipient where id = ?
                """, position, destination, label, recipient);
    }

    private UUID click(UUID recipient, int position, double confidence) {
        UUID id = Ids.next();
        rows.run("call ensure_event_partitions(?)", now);
        rows.run("""
                insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at,
                    link_position) select ?, ?, team_id, message_id, id, 'CLICKED', 'LINK', ?, ? from recipient where id = ?
                """, id, now, now.minusSeconds(5), position, recipient);
        rows.judge(id, 1, "HUMAN", confidence);
        return id;
    }

    private void follow() {
        scopes.runAsWorker(() -> {
            database.list("select id from lead where id = ? for no key update", row -> true, lead);
            rules.follow(List.of(leads.find(Set.of(team), new LeadId(lead)).orElseThrow()));
        });
    }

    private List<String> timers() {
        return rows.texts("select state from rule_timer where lead_id = ?", lead);
    }

    private List<String> tasks() {
        return rows.texts("select status || ' ' || title from follow_up where lead_id = ? order by created_at", lead);
    }
}
