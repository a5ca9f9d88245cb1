package salesinsights.crm.sync;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.PIA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

/** Fifty people whom one would recognise anywhere are forgotten: afterwards they are nowhere. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ErasureTest {
    private static final int PEOPLE = 50;

    @Inject
    Bench bench;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    AuditLog audit;

    @Inject
    TrackingTokens tokens;

    @ConfigProperty(name = "insights.journal.directory")
    String journal;

    private final String mark = "canary" + UUID.randomUUID().toString().replace("-", "");
    private final Canary canary = new Canary(mark);

    private record Someone(String address, String name, UUID lead, UUID message, UUID recipient) {}

    @Test
    void fiftyPeopleAreNowhereAfterwards() throws SQLException, IOException {
        Team team = bench.team("/teams/emea");
        ConnectionId crm = bench.connect(team);
        Listening log = Listening.start();
        Someone kept = known(team, "keeper" + mark.substring(6) + "@kept.example", "Kept Person");
        List<Someone> people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> known(team, mark + i + "@gone.example", "Anna " + mark + " " + i))
                .toList();
        shareAMail(team, people.getFirst(), kept);
        bench.calm();
        await().atMost(Duration.ofSeconds(30)).until(() -> bench.records(crm).size() == PEOPLE + 1);
        Set<String> before = canary.inDatabase();
        List<String> ofTheOther = rowsOf(kept);

        people.forEach(one -> erase(team, one));

        assertThat(before)
                .contains(
                        "lead", "recipient", "tracked_message", "campaign_recipient", "unmatched_notice", "relay_mail");
        assertThat(canary.inDatabase()).isEmpty();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(bench.records(crm)).noneMatch(record -> canary.isIn(record.toString())));
        assertThat(rowsOf(kept)).isEqualTo(ofTheOther);
        assertThat(canary.inFiles(Path.of(journal))).isEmpty();
        assertThat(canary.isIn(log.stop())).as("in the log").isFalse();
        assertThat(exports()).noneMatch(canary::isIn);
        as(PIA).get("/api/audit/check").then().body("intact", equalTo(true));
        linksStillLead(people.getLast(), team);
    }

    /** Each of these is a place or a spelling that a search for the plain word in one schema walks past. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table left_over as select '%1$s' as x",
                "create table left_over as select upper('%1$s')::bytea as x",
                "create table left_over as select left('%1$s', 9) || E'=\\r\\n' || substr('%1$s', 10) as x",
                "create table left_over as select encode('%1$s', 'base64') as x",
                "create table left_over as select encode(convert_to('To: ' || upper('%1$s'), 'UTF8'), 'base64')::bytea"
                        + " as x",
                "create table left_over as select encode(convert_to('Anna <%1$s@gone.example>', 'UTF8'), 'base64') as"
                        + " x",
                "create table left_over as select encode('%1$s', 'hex') as x",
                "create materialized view left_over as select '%1$s'::text as x",
                "create table left_over (x text) partition by list (x); create table of_it partition of left_over"
                        + " default; insert into left_over values ('%1$s')",
                "create schema left_over; create table left_over.anywhere as select '%1$s' as x",
                "insert into qrtz_calendars values ('left', 'over', '%1$s')",
                "select lo_from_bytea(4711, '%1$s')"
            })
    void whatIsLeftAnywhereWouldBeFound(String sql) throws SQLException {
        assertThat(canary.inDatabase()).isEmpty();

        assertThat(canary.inDatabaseAfter(sql.formatted(mark))).hasSize(1);
    }

    @Test
    void whatIsPackedOrBehindABorderOfAFileWouldBeFoundToo(@TempDir Path folder) throws IOException {
        byte[] large = new byte[(1 << 20) + 100];
        byte[] word = mark.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(word, 0, large, (1 << 20) - 10, word.length);
        Path journal = Files.write(folder.resolve("journal"), large);
        Path packed = folder.resolve("packed");
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(packed))) {
            zipped.write(word);
        }
        Files.writeString(folder.resolve("other"), "nobody");

        assertThat(canary.inFiles(folder)).containsExactlyInAnyOrder(journal, packed);
    }

    /** All files that somebody can take out, and the list that is kept for a restore. */
    private static List<String> exports() {
        List<String> exports = new ArrayList<>();
        exports.add(as(PIA).accept("text/csv").get("/api/audit").asString());
        exports.add(as(PIA).get("/api/privacy/erasures").asString());
        exports.add(as(PIA).get("/api/privacy/requests?atMost=200").asString());
        for (String by : List.of("team", "rep", "campaign")) {
            exports.add(as(MONA).accept("text/csv")
                    .queryParam("by", by)
                    .queryParam("from", "2026-10-25")
                    .queryParam("to", "2026-11-30")
                    .get("/api/reports/team")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
        }
        return exports;
    }

    @Test
    void whoAsksIsToldEverythingAndAfterErasureNothing() {
        Team team = bench.team("/teams/emea");
        Someone one = known(team, mark + "@asks.example", "Asks " + mark);

        String id = entered(team, one.address(), "access");
        awaitDone(id);
        String export = as(PIA).get("/api/privacy/requests/{id}/export", id)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(export)
                .contains(
                        one.address(),
                        "Asks " + mark,
                        one.lead().toString(),
                        one.recipient().toString());
        erase(team, one);
        as(PIA).get("/api/privacy/requests/{id}/export", id).then().statusCode(409);
        String again = entered(team, one.address(), "access");
        awaitDone(again);
        assertThat(as(PIA).get("/api/privacy/requests/{id}/export", again).asString())
                .doesNotContain("Asks " + mark, one.lead().toString());
    }

    @Test
    void aRequestCanBeTakenBackUntilItBegins() {
        Team team = bench.team("/teams/emea");
        Someone one = known(team, mark + "@stays.example", "Stays");
        String id = entered(team, one.address(), "erasure");

        as(PIA).contentType(JSON)
                .body(Map.of("reason", "asked by mistake"))
                .post("/api/privacy/requests/{id}/cancel", id)
                .then()
                .statusCode(200)
                .body("state", equalTo("CANCELLED"));

        as(PIA).post("/api/privacy/requests/{id}/begin", id).then().statusCode(409);
        assertThat(count("select count(*) from lead where id = ?", one.lead())).isEqualTo(1);
    }

    @Test
    void anErasureThatWasInterruptedGoesOn() {
        Team team = bench.team("/teams/emea");
        Someone one = known(team, mark + "@halfway.example", "Halfway " + mark);
        String id = entered(team, one.address(), "erasure");
        // As a worker leaves it that dies after the first steps: begun, marked, and leased to nobody any more.
        scopes.runAsWorker(() -> database.write(
                "update privacy_request set state = 'RUNNING', steps = '{begin,crm-records,scores,tasks}', recipients"
                        + " = ?, messages = ?, next_try_at = now() where id = ?",
                Database.uuids(List.of(one.recipient())),
                Database.uuids(List.of(one.message())),
                UUID.fromString(id)));

        awaitDone(id);

        assertThat(count("select count(*) from recipient where id = ?", one.recipient()))
                .isZero();
        assertThat(count("select count(*) from lead where id = ?", one.lead())).isZero();
    }

    private void erase(Team team, Someone one) {
        String id = entered(team, one.address(), "erasure");
        as(PIA).post("/api/privacy/requests/{id}/begin", id).then().statusCode(200);
        awaitDone(id);
    }

    private static String entered(Team team, String address, String kind) {
        return as(PIA).contentType(JSON)
                .body(Map.of(
                        "address", address, "kind", kind, "team", team.path().value()))
                .post("/api/privacy/requests")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("items[0].id");
    }

    private static void awaitDone(String id) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        as(PIA).get("/api/privacy/requests/{id}", id).then().body("state", equalTo("DONE")));
    }

    /** Somebody whom every room knows something about. */
    private Someone known(Team team, String address, String name) {
        Someone one = new Someone(address, name, Ids.next(), Ids.next(), Ids.next());
        long id = team.id().value();
        Instant now = Instant.parse("2026-11-01T10:00:00Z");
        scopes.runAsWorker(() -> {
            database.write(
                    "insert into lead (id, team_id, name, email, company) values (?, ?, ?, ?, ?)",
                    one.lead(),
                    id,
                    name,
                    address,
                    "Firm of " + name);
            message(one.message(), id, "Offer for " + name, now);
            copy(one.recipient(), id, one.message(), address, name, now);
            database.write("call ensure_event_partitions(?)", now);
            event(one, id, now);
            database.write(
                    "insert into unmatched_notice (id, team_id, taken_for, reason, sender, subject, recipient, source,"
                            + " received_at) values (?, ?, 'bounce', 'nobody', ?, ?, ?, 'UPLOAD', ?)",
                    Ids.next(),
                    id,
                    name + " <" + address + ">",
                    "Re: " + name,
                    address,
                    now);
            listed(id, address, name);
            relayed(id, address, now);
            audit.note(new AuditEntry(
                    team.id(),
                    AuditAction.DRILL_DOWN,
                    "mona",
                    "lead:" + one.lead(),
                    name + " called",
                    Map.of("name", name)));
        });
        consented(team, address, name);
        return one;
    }

    private void event(Someone one, long team, Instant now) {
        UUID event = Ids.next();
        database.write(
                "insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source,"
                        + " occurred_at, detail) values (?, ?, ?, ?, ?, 'CLICKED', 'LINK', ?, '{}')",
                event,
                now,
                team,
                one.message(),
                one.recipient(),
                now);
        database.write(
                "insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source,"
                        + " occurred_at, detail) values (?, ?, ?, ?, ?, 'SOFT_BOUNCED', 'MAILBOX', ?,"
                        + " jsonb_build_object('diagnostic', ?::text))",
                Ids.next(),
                now,
                team,
                one.message(),
                one.recipient(),
                now,
                "mailbox of " + one.address() + " is full");
        database.write(
                "insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue,"
                        + " judged_at) values (?, 1, ?, ?, 'HUMAN', 0.9, '{}', 'test', ?)",
                event,
                team,
                one.recipient(),
                now);
        database.write("insert into judged_recipient (recipient_id, team_id) values (?, ?)", one.recipient(), team);
    }

    private void message(UUID message, long team, String subject, Instant now) {
        database.write(
                "insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, tracking,"
                        + " created_at) values (?, ?, 'rita@seller.example', 'rita', ?, ?, true, ?)",
                message,
                team,
                subject,
                message + "@seller.example",
                now);
        database.write(
                "insert into tracked_link (team_id, message_id, position, destination, label) values (?, ?, 0,"
                        + " 'https://shop.example/', ?)",
                team,
                message,
                subject);
    }

    private void copy(UUID recipient, long team, UUID message, String address, String name, Instant now) {
        database.write(
                "insert into recipient (id, team_id, message_id, address, name, country, open_mode, link_mode,"
                        + " decision, policy_version, status, sent_at) values (?, ?, ?, ?, ?, 'US', 'NOTICE', 'NOTICE',"
                        + " '{}', 'test', 'SENT', ?)",
                recipient,
                team,
                message,
                address,
                name,
                now);
    }

    private void listed(long team, String address, String name) {
        UUID template = Ids.next();
        UUID campaign = Ids.next();
        database.write(
                "insert into mail_template (id, team_id, name, version) values (?, ?, ?, 1)",
                template,
                team,
                template.toString());
        database.write(
                "insert into mail_template_version (team_id, template_id, version, subject, fields, saved_by, saved_at)"
                        + " values (?, ?, 1, 'Hello', '{}', 'rita', now())",
                team,
                template);
        database.write(
                "insert into campaign (id, team_id, name, template_id, template_version, tracking, read_time,"
                        + " read_receipt, state, created_by, sender_name, sender_address, created_at) values (?, ?, ?, ?,"
                        + " 1, 'ON', false, false, 'DONE', 'rita', 'Rita', 'rita@seller.example', now())",
                campaign,
                team,
                campaign.toString(),
                template);
        database.write(
                "insert into campaign_recipient (team_id, campaign_id, position, address, name, fields, state) values"
                        + " (?, ?, 1, ?, ?, jsonb_build_object('who', ?::text), 'HANDED')",
                team,
                campaign,
                address,
                name,
                name);
    }

    private void relayed(long team, String address, Instant now) {
        UUID password = Ids.next();
        database.write(
                "insert into app_password (id, team_id, user_name, display_name, address, name, lookup, hash,"
                        + " created_at, confirmed_at) values (?, ?, 'rita', 'Rita', 'rita@seller.example', 'phone', ?,"
                        + " 'x', ?, ?)",
                password,
                team,
                password.toString().substring(28),
                now,
                now);
        database.write(
                "insert into relay_mail (id, team_id, password_id, envelope_from, recipients, tracking, header,"
                        + " status, accepted_at, next_try_at) values (?, ?, ?, 'rita@seller.example', array[?], 'ON', ?,"
                        + " 'DONE', ?, ?)",
                Ids.next(),
                team,
                password,
                address.toUpperCase(Locale.ROOT),
                ("To: " + address).getBytes(StandardCharsets.UTF_8),
                now,
                now);
    }

    private static void consented(Team team, String address, String name) {
        as(PIA).contentType(JSON)
                .body(Map.of(
                        "team",
                        team.path().value(),
                        "address",
                        address,
                        "purposes",
                        List.of("open"),
                        "state",
                        "granted",
                        "method",
                        "written",
                        "evidence",
                        "letter of " + name,
                        "text",
                        Map.of("id", "notice-1", "language", "en")))
                .post("/api/consents")
                .then()
                .statusCode(201);
    }

    /** One mail to both, which stays for the one who stays. */
    private void shareAMail(Team team, Someone gone, Someone kept) {
        UUID message = Ids.next();
        Instant now = Instant.parse("2026-11-02T10:00:00Z");
        scopes.runAsWorker(() -> {
            message(message, team.id().value(), "For " + gone.name() + " and " + kept.name(), now);
            database.write("update tracked_link set label = 'shop' where message_id = ?", message);
            copy(Ids.next(), team.id().value(), message, gone.address(), gone.name(), now);
            copy(Ids.next(), team.id().value(), message, kept.address(), kept.name(), now);
        });
    }

    private List<String> rowsOf(Someone one) {
        bench.calm();
        return scopes.asWorker(() ->
                database.list("""
                select 'lead ' || to_jsonb(l)::text from lead l where id = ?
                union all select 'entry ' || rule || delta::text from score_entry where lead_id = ?
                union all select 'recipient ' || to_jsonb(r)::text from recipient r where id = ?
                union all select 'event ' || to_jsonb(e)::text from tracking_event e where recipient_id = ?
                order by 1
                """, row -> row.getString(1), one.lead(), one.lead(), one.recipient(), one.recipient()));
    }

    private long count(String sql, UUID id) {
        return scopes.asWorker(
                () -> database.first(sql, row -> row.getLong(1), id).orElseThrow());
    }

    private void linksStillLead(Someone gone, Team team) {
        Tracked tracked = new Tracked(team.id(), gone.message(), gone.recipient());
        String link =
                URI.create(tokens.linkUrl(tracked, 0, "https://shop.example/a")).getPath();
        String pixel = URI.create(tokens.openUrl(tracked)).getPath();

        int status = RestAssured.given().redirects().follow(false).get(link).statusCode();
        RestAssured.get(pixel).then().statusCode(200);

        assertThat(status).isIn(302, 307);
        await().during(Duration.ofMillis(700))
                .atMost(Duration.ofSeconds(5))
                .until(() ->
                        count("select count(*) from tracking_event where recipient_id = ?", gone.recipient()) == 0);
    }

    /** All that is logged, as it would be printed. */
    private static final class Listening extends Handler {
        private final List<String> lines = new ArrayList<>();
        private final PatternFormatter formatter = new PatternFormatter("%c %m %e%n");

        static Listening start() {
            Listening listening = new Listening();
            Logger.getLogger("").addHandler(listening);
            return listening;
        }

        @Override
        public synchronized void publish(LogRecord record) {
            lines.add(formatter.format(org.jboss.logmanager.ExtLogRecord.wrap(record)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        synchronized String stop() {
            Logger.getLogger("").removeHandler(this);
            return String.join("", lines);
        }
    }
}
