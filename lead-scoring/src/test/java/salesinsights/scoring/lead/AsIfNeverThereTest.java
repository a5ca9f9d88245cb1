package salesinsights.scoring.lead;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.PIA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.message.Cohorts;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** After an erasure everything that is shown or counted is what it would be if the person had never been there. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class AsIfNeverThereTest {
    private static final Instant SENT = Instant.now().minus(Duration.ofDays(3));

    @Inject
    Rows rows;

    @Inject
    Cohorts cohorts;

    @Inject
    Scopes scopes;

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final String path = "/teams/emea/never" + word;
    private final String gone = "gone-" + word + "@firm.com";
    private final String campaign = "counted " + word;
    private final List<UUID> messages = new ArrayList<>();
    private TeamId team;
    private UUID cohort;

    @BeforeEach
    void othersWhoStay() {
        team = rows.team(path);
        for (int i = 0; i < 4; i++) {
            UUID recipient = rows.sent(team, "stays-" + i + "-" + word + "@firm.com", "rita", SENT, "NOTICE");
            happened(recipient, "OPENED", SENT.plusSeconds(3600L + i));
            if (i > 1) {
                happened(recipient, "CLICKED", SENT.plusSeconds(3700L + i));
            }
            if (i == 3) {
                happened(recipient, "REPLIED", SENT.plusSeconds(7200));
            }
            messages.add(messageOf(recipient));
            touched(recipient);
        }
        cohort = Ids.next();
        rows.run(
                "insert into counted_cohort (id, team_id, campaign, opens, links, made_at) values (?, ?, ?, 20, 20, now())",
                cohort,
                team.value(),
                campaign);
        rows.run(
                "insert into aggregate_hit (team_id, message_id, link_position, kind, n, machines)"
                        + " values (?, ?, -1, 'OPENED', 9, 0)",
                team.value(),
                cohort);
        calm();
    }

    @Test
    void reportsScoresTasksAndCountsAreThoseOfARunWithoutThePerson() {
        List<String> without = all();

        thePersonIsThere();
        List<String> with = all();
        erase();

        assertThat(with).isNotEqualTo(without).anyMatch(line -> line.contains("REPLIED") || line.contains(gone));
        assertThat(all()).containsExactlyElementsOf(without);
    }

    @Test
    void theAddressDoesNotComeBack() {
        thePersonIsThere();
        erase();

        as(MONA).contentType("text/csv")
                .queryParam("team", path)
                .body("external_id,name,email\nX-%s,Back,%s\n".formatted(word, gone))
                .post("/api/leads/import")
                .then()
                .statusCode(200)
                .body("created", equalTo(0))
                .body("errors[0].message", containsString("was erased"));
        as(MONA).contentType(JSON)
                .body(Map.of(
                        "team",
                        path,
                        "subject",
                        "Offer",
                        "html",
                        "<p>Hello</p>",
                        "to",
                        List.of(Map.of("address", gone, "country", "US"))))
                .post("/api/messages")
                .then()
                .statusCode(201)
                .body("recipients[0].address", equalTo("forgotten@forgotten.invalid"));
        as(MONA).contentType("message/rfc822")
                .queryParam("team", path)
                .body(
                        ("From: Gone <%s>\r\nTo: rita@seller.example\r\nSubject: I am back\r\nMessage-ID: <%s@x>\r\n\r\nHello"
                                        .formatted(gone, word))
                                .getBytes(StandardCharsets.UTF_8))
                .post("/api/mail")
                .then()
                .statusCode(200);
        as(MONA).get("/api/mail/unmatched?atMost=200").then().body(org.hamcrest.Matchers.not(containsString(gone)));
        assertThat(rows.texts(
                        "select 'lead' from lead where email = ? union all select 'copy' from recipient where address = ?"
                                + " union all select 'notice' from unmatched_notice where sender like ? or recipient = ?",
                        gone,
                        gone,
                        "%" + gone + "%",
                        gone))
                .isEmpty();
    }

    @Test
    void whoWithdrawsIsInNoFigureAboutOpensAndClicksFromThenOn() {
        String stays = "stays-3-" + word + "@firm.com";
        assertThat(counts()).containsEntry("openTrackable", 4).containsEntry("clicked", 2);

        as(MONA).contentType(JSON)
                .body(Map.of(
                        "team",
                        path,
                        "address",
                        stays,
                        "purposes",
                        List.of("open", "click"),
                        "state",
                        "objected",
                        "method",
                        "spoken",
                        "evidence",
                        "call of 14:10"))
                .post("/api/consents")
                .then()
                .statusCode(201);

        assertThat(counts())
                .containsEntry("sent", 4)
                .containsEntry("openTrackable", 3)
                .containsEntry("opened", 3)
                .containsEntry("clickTrackable", 3)
                .containsEntry("clicked", 1)
                .containsEntry("answered", 1);
    }

    /** A lead with mail of its own, a copy of somebody else's, a counted one, and signals that make it hot. */
    private void thePersonIsThere() {
        rows.lead(team, gone, "rita");
        UUID own = rows.sent(team, gone, "rita", SENT, "NOTICE");
        UUID shared = Ids.next();
        rows.run(
                "insert into recipient (id, team_id, message_id, address, country, open_mode, link_mode, decision,"
                        + " policy_version, status, sent_at) values (?, ?, ?, ?, 'US', 'NOTICE', 'NOTICE', '{}', 'test',"
                        + " 'SENT', ?)",
                shared,
                team.value(),
                messages.getFirst(),
                gone,
                SENT);
        for (UUID recipient : List.of(own, shared)) {
            happened(recipient, "OPENED", SENT.plusSeconds(3600));
            happened(recipient, "CLICKED", SENT.plusSeconds(3601));
            happened(recipient, "REPLIED", SENT.plusSeconds(9000));
            touched(recipient);
        }
        UUID counted = rows.sent(team, gone, "rita", SENT, "AGGREGATE");
        rows.run(
                "insert into counted_message (message_id, team_id, cohort_id) values (?, ?, ?)",
                messageOf(counted),
                team.value(),
                cohort);
        rows.run("update counted_cohort set opens = opens + 1, links = links + 1 where id = ?", cohort);
        calm();
    }

    private void erase() {
        String id = as(PIA).contentType(JSON)
                .body(Map.of("address", gone, "kind", "erasure", "team", path))
                .post("/api/privacy/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("items[0].id");
        as(PIA).post("/api/privacy/requests/{id}/begin", id).then().statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        as(PIA).get("/api/privacy/requests/{id}", id).then().body("state", equalTo("DONE")));
        calm();
    }

    /** What anybody is shown of this team, a line each. */
    private List<String> all() {
        List<String> all = new ArrayList<>();
        all.add("figures " + counts());
        all.add("counted " + scopes.inTeams(Set.of(team), () -> cohorts.ofCampaign(Set.of(team), campaign)));
        JsonPath worklist = as(MONA).get("/api/worklist?scope=team&atMost=100&team=" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        all.add("worklist " + worklist.getList("items.lead.email") + worklist.getList("items.tier"));
        all.addAll(rows.texts(
                "select 'lead ' || email || ' ' || coalesce(stage, '') || ' ' || coalesce(owner, '') from lead"
                        + " where team_id = ? order by 1",
                team.value()));
        all.addAll(rows.texts(
                "select 'entry ' || l.email || ' ' || s.rule || ' ' || round(sum(s.delta)::numeric, 6) from score_entry s"
                        + " join lead l on l.id = s.lead_id where l.team_id = ? group by l.email, s.rule"
                        + " having round(sum(s.delta)::numeric, 6) <> 0 order by 1",
                team.value()));
        all.addAll(rows.texts(
                "select 'task ' || l.email || ' ' || f.rule || ' ' || f.status from follow_up f"
                        + " join lead l on l.id = f.lead_id where f.team_id = ? order by 1",
                team.value()));
        return all;
    }

    private Map<String, Integer> counts() {
        rows.awaitCounted();
        String day = LocalDate.ofInstant(SENT, ZoneOffset.UTC).toString();
        return as(MONA).queryParam("from", day)
                .queryParam("to", day)
                .get("/api/reports/team")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("rows.find { it.key == '" + path + "' }.counts");
    }

    private void calm() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> rows.texts(
                                "select 1 from to_judge where team_id = ? union all select 1 from judge_again where team_id = ?",
                                team.value(),
                                team.value())
                        .isEmpty());
        rows.awaitScored();
        rows.awaitCounted();
    }

    /** Somebody at a mail program, for the judge to say so. */
    private void happened(UUID recipient, String kind, Instant at) {
        rows.run("call ensure_event_partitions(?)", at);
        rows.run(
                "insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at,"
                        + " agent) select ?, ?, team_id, message_id, id, ?, ?, ?, 'Thunderbird' from recipient where id = ?",
                Ids.next(),
                at,
                kind,
                kind.equals("REPLIED") ? "MAILBOX" : kind.equals("CLICKED") ? "LINK" : "PIXEL",
                at,
                recipient);
    }

    private void touched(UUID recipient) {
        rows.run(
                "insert into to_judge (recipient_id, team_id) values (?, ?) on conflict do nothing",
                recipient,
                team.value());
    }

    private UUID messageOf(UUID recipient) {
        return UUID.fromString(rows.texts("select message_id::text from recipient where id = ?", recipient)
                .getFirst());
    }
}
