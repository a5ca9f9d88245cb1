package salesinsights.ui.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * One of everything, owned by the American team and made through the public door; every text of it carries a mark that
 * nobody elsewhere may ever see.
 */
record AmericanThings(
        String lead,
        String message,
        String followUp,
        String connection,
        String document,
        String site,
        String provider,
        String password,
        String smtp,
        String mailbox,
        String notice,
        String template,
        String campaign,
        String model,
        String scoringModel,
        String handOver,
        String request,
        String file,
        String deed,
        String view,
        String told,
        String hook,
        String sequence,
        String enrolment,
        String schedule) {
    static final String ADDRESS = "canary-us-lead@example.com";
    static final String EXTERNAL_ID = "CANARY-US-1";

    /** What no answer to somebody elsewhere holds, in lower case. */
    private static final List<String> MARKS = List.of("canary-us", "/teams/us");

    /** @param peopleReact makes the lead hot, so that a follow-up comes about */
    static AmericanThings made(Door door, Consumer<UUID> peopleReact) {
        String lead = idOf(door.post(Principal.MARK, "/api/leads", """
                {"externalId": "%s", "name": "CANARY-US-Name", "email": "%s", "company": "CANARY-US-Company",
                 "country": "US", "owner": "sam"}""".formatted(EXTERNAL_ID, ADDRESS)));
        String message = idOf(
                door.post(Principal.SAM, "/api/messages", """
                {"to": [{"address": "%s", "name": "CANARY-US-Name", "country": "US"}], "subject": "CANARY-US-Subject",
                 "html": "<p><a href='https://example.com/CANARY-US/pricing'>CANARY-US-Label</a> and
                 <a href='https://example.com/CANARY-US/demo'>CANARY-US-Other</a></p>",
                 "campaign": "CANARY-US-Campaign", "template": "CANARY-US-Template", "send": false}""".replace("\n", " ").formatted(ADDRESS)));
        peopleReact.accept(UUID.fromString(message));
        String connection = idOf(door.post(
                Principal.MARK,
                "/api/connections",
                "{\"kind\": \"memory\", \"name\": \"CANARY-US-%s\"}".formatted(UUID.randomUUID())));
        door.post(Principal.SAM, "/api/consents", """
                {"address": "%s", "purposes": ["mail"], "state": "granted", "method": "written",
                 "evidence": "CANARY-US-Evidence",
                 "text": {"id": "CANARY-US-Text", "sha256": "%s", "language": "en"}}""".formatted(ADDRESS, "0".repeat(64)))
                .good();
        door.ask(Principal.SAM, "POST", "/api/mail", "message/rfc822", Notices.bounce("nobody-knows@canary-us.example"))
                .good();
        String document = idOf(door.ask(
                Principal.SAM, "POST", "/api/documents?name=CANARY-US-Document", "text/plain", "CANARY-US-Content"));
        String site = idOf(
                door.post(
                        Principal.ADA,
                        "/api/sites",
                        "{\"team\": \"/teams/us\", \"name\": \"CANARY-US-Site\", \"origins\": [\"https://canary-us.example\"]}"));
        String smtp = onlyOne(
                door,
                "/api/smtp",
                "{\"team\": \"/teams/us\", \"name\": \"CANARY-US-Server\", \"host\": \"canary-us.example\"}");
        String provider = idOf(door.post(
                Principal.ADA,
                "/api/providers",
                "{\"team\": \"/teams/us\", \"provider\": \"postmark\", \"name\": \"CANARY-US-%s\"}"
                        .formatted(UUID.randomUUID())));
        String password = idOf(door.post(Principal.SAM, "/api/passwords", "{\"name\": \"CANARY-US-Password\"}"));
        String mailbox = onlyOne(
                door,
                "/api/mailboxes",
                "{\"team\": \"/teams/us\", \"kind\": \"relay\", \"name\": \"CANARY-US-Mailbox\","
                        + " \"relayAddress\": \"canary-us@relay.example\"}");
        String notice = door.get(Principal.MARK, "/api/mail/unmatched")
                .good()
                .json()
                .path("items")
                .path(0)
                .required("id")
                .asText();
        String template = idOf(door.post(
                Principal.SAM,
                "/api/templates",
                "{\"name\": \"CANARY-US-Template %s\", \"subject\": \"CANARY-US\", \"text\": \"CANARY-US\"}"
                        .formatted(UUID.randomUUID())));
        String campaign = idOf(door.post(
                Principal.SAM,
                "/api/campaigns",
                "{\"name\": \"CANARY-US-Campaign %s\", \"template\": \"%s\", \"recipients\": [{\"email\": \"%s\"}]}"
                        .formatted(UUID.randomUUID(), template, ADDRESS)));
        String model = idOf(door.post(
                Principal.MARK, "/api/models/train", "{\"team\": \"/teams/us\", \"without\": [\"CANARY-US-Column\"]}"));
        String scoringModel = idOf(door.post(
                Principal.MARK, "/api/scoring-models", "{\"team\": \"/teams/us\", \"name\": \"CANARY-US-Rules\"}"));
        door.post(Principal.MARK, "/api/scoring-models/" + scoringModel + "/replay", "{}")
                .good();
        door.post(
                        Principal.MARK,
                        "/api/leads",
                        "{\"name\": \"CANARY-US-Left\", \"email\": \"canary-us-left@example.com\", \"owner\": \"canary-us-leaver\"}")
                .good();
        String handOver = idOf(door.post(
                Principal.MARK, "/api/hand-overs", "{\"from\": \"canary-us-leaver\", \"to\": [\"canary-us-heir\"]}"));
        String request = door.post(
                        Principal.PIA,
                        "/api/privacy/requests",
                        "{\"team\": \"/teams/us\", \"address\": \"canary-us-asking@example.com\", \"kind\": \"access\"}")
                .good()
                .json()
                .path("items")
                .path(0)
                .required("id")
                .asText();
        String file = idOf(door.ask(
                Principal.SAM,
                "POST",
                "/api/lead-imports?fileName=CANARY-US-File",
                "text/csv",
                "CANARY-US-Column,Other\nCANARY-US-Cell,1\n"));
        String deed = door.post(
                        Principal.SAM,
                        "/api/worklist/deeds",
                        "{\"verb\": \"note\", \"note\": \"CANARY-US-Note\", \"leads\": [\"%s\"]}".formatted(lead))
                .good()
                .json()
                .required("undo")
                .asText();
        String view = idOf(door.post(
                Principal.MARK,
                "/api/worklist-views",
                "{\"name\": \"CANARY-US-View %s\", \"shared\": true}".formatted(UUID.randomUUID())));
        String hook = onlyOne(
                door,
                "/api/notice-hooks",
                "{\"team\": \"/teams/us\", \"name\": \"CANARY-US-Hook\", \"url\": \"http://127.0.0.1:9/canary-us\"}");
        String sequence = idOf(door.post(
                Principal.MARK,
                "/api/sequences",
                "{\"name\": \"CANARY-US-Sequence %s\", \"steps\": [{\"type\": \"mail\", \"template\": \"%s\"}]}"
                        .formatted(UUID.randomUUID(), template)));
        door.post(Principal.MARK, "/api/sequences/" + sequence + "/pause", "{}").good();
        door.post(Principal.MARK, "/api/sequences/" + sequence + "/enrolments", "{\"leads\": [\"%s\"]}".formatted(lead))
                .good();
        String enrolment = door.get(Principal.MARK, "/api/sequences/" + sequence + "/enrolments")
                .good()
                .json()
                .path("items")
                .path(0)
                .required("id")
                .asText();
        String schedule = idOf(door.post(
                Principal.MARK,
                "/api/report-schedules",
                "{\"name\": \"CANARY-US-Report %s\", \"paused\": true}".formatted(UUID.randomUUID())));
        String followUp = followUpOf(door, lead);
        return new AmericanThings(
                lead,
                message,
                followUp,
                connection,
                document,
                site,
                provider,
                password,
                smtp,
                mailbox,
                notice,
                template,
                campaign,
                model,
                scoringModel,
                handOver,
                request,
                file,
                deed,
                view,
                toldOf(door, lead),
                hook,
                sequence,
                enrolment,
                schedule);
    }

    /** What Sam was told of what the lead did; it is there with the follow-up. */
    private static String toldOf(Door door, String lead) {
        for (JsonNode item :
                door.get(Principal.SAM, "/api/notices").good().json().path("items")) {
            if (item.path("lead").asText().equals(lead)) {
                return item.required("id").asText();
            }
        }
        throw new AssertionError("nobody was told");
    }

    private static String followUpOf(Door door, String lead) {
        String list = "/api/follow-ups?whose=team&lead=" + lead;
        JsonNode items = Awaitility.await("a follow-up of the American lead")
                .atMost(Duration.ofSeconds(30))
                .until(() -> door.get(Principal.MARK, list).good().json().path("items"), found -> !found.isEmpty());
        return items.get(0).required("id").asText();
    }

    /** Of these there can be one; it is there already if another class of the same run made it. */
    private static String onlyOne(Door door, String path, String body) {
        Answer made = door.post(Principal.ADA, path, body);
        if (made.status() != 409) {
            return idOf(made);
        }
        for (JsonNode item : door.get(Principal.ADA, path).good().json().path("items")) {
            if (item.path("name").asText().startsWith("CANARY-US")) {
                return item.required("id").asText();
            }
        }
        throw new AssertionError("refused, and not there: " + path);
    }

    private static String idOf(Answer answer) {
        return answer.good().json().required("id").asText();
    }

    /** The object that the path of an operation is about. */
    String idFor(Operation operation) {
        if (operation.path().startsWith("/api/sequences/{id}")) {
            return sequence;
        }
        return Map.ofEntries(
                        Map.entry("/api/leads/", lead),
                        Map.entry("/api/lead-imports/", file),
                        Map.entry("/api/shared-leads/", lead),
                        Map.entry("/api/worklist/deeds/", deed),
                        Map.entry("/api/worklist-views/", view),
                        Map.entry("/api/notices/", told),
                        Map.entry("/api/notice-hooks/", hook),
                        Map.entry("/api/sequences/enrolments/", enrolment),
                        Map.entry("/api/report-schedules/", schedule),
                        Map.entry("/api/messages/", message),
                        Map.entry("/api/follow-ups/", followUp),
                        Map.entry("/api/connections/", connection),
                        Map.entry("/api/documents/", document),
                        Map.entry("/api/sites/", site),
                        Map.entry("/api/smtp/", smtp),
                        Map.entry("/api/providers/", provider),
                        Map.entry("/api/passwords/", password),
                        Map.entry("/api/mailboxes/", mailbox),
                        Map.entry("/api/mail/unmatched/", notice),
                        Map.entry("/api/templates/", template),
                        Map.entry("/api/campaigns/", campaign),
                        Map.entry("/api/hand-overs/", handOver),
                        Map.entry("/api/privacy/requests/", request),
                        Map.entry("/api/scoring-models/", scoringModel),
                        Map.entry("/api/models/", model))
                .entrySet()
                .stream()
                .filter(kind -> operation.path().startsWith(kind.getKey()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("make a foreign object for " + operation.name()))
                .getValue();
    }

    /** Lists of everything, with the narrowings and cursors that somebody nosy would try. */
    List<String> lists() {
        return List.of(
                "/api/leads?atMost=200",
                "/api/leads?q=canary-us",
                "/api/leads/search {\"email\": \"" + ADDRESS + "\"}",
                "/api/leads?owner=sam",
                "/api/leads?team=%2Fteams%2Fus",
                "/api/leads?after=" + lead,
                "/api/lead-imports",
                "/api/notices?atMost=200",
                "/api/notice-hooks",
                "/api/report-schedules",
                "/api/sequences?atMost=200",
                "/api/sequences?after=" + sequence,
                "/api/worklist?scope=team&atMost=100",
                "/api/worklist?scope=team&q=canary-us",
                "/api/worklist/search {\"scope\": \"team\", \"q\": \"" + ADDRESS + "\"}",
                "/api/worklist?scope=team&owner=sam",
                "/api/worklist?scope=team&team=%2Fteams%2Fus",
                "/api/follow-ups?whose=team&atMost=200",
                "/api/follow-ups?whose=team&lead=" + lead,
                "/api/messages?atMost=200",
                "/api/messages?sender=sam",
                "/api/messages?campaign=CANARY-US-Campaign",
                "/api/messages?after=" + message,
                "/api/mail/unmatched?atMost=200",
                "/api/mailboxes?atMost=200",
                "/api/mailboxes?after=" + mailbox,
                "/api/mail/unmatched?after=" + notice,
                "/api/connections?atMost=200",
                "/api/connections?after=" + connection,
                "/api/documents?atMost=200",
                "/api/documents?after=" + document,
                "/api/sites",
                "/api/smtp",
                "/api/templates?atMost=200",
                "/api/templates?after=" + template + "A",
                "/api/models",
                "/api/models?team=%2Fteams%2Fus",
                "/api/scoring-models",
                "/api/scoring-models?team=%2Fteams%2Fus",
                "/api/scoring-models/in-force?team=%2Fteams%2Fus",
                "/api/campaigns?atMost=200",
                "/api/campaigns?after=" + campaign,
                "/api/consents/search {\"address\": \"" + ADDRESS + "\"}",
                "/api/consents/search {\"team\": \"/teams/us\", \"address\": \"" + ADDRESS + "\"}",
                "/api/policy/decision {\"team\": \"/teams/us\", \"address\": \"somebody@example.com\"}",
                "/api/reports/team?by=team",
                "/api/reports/team?by=rep",
                "/api/reports/team?by=campaign",
                "/api/hand-overs",
                "/api/shared-leads",
                "/api/hand-overs/preview?team=%2Fteams%2Fus&from=sam",
                "/api/works-council",
                "/api/sync/scores?atMost=1000");
    }

    /** True if an answer holds a mark, or an id of one of these things. */
    boolean isIn(Answer answer) {
        String body = answer.body().toLowerCase(Locale.ROOT);
        return Stream.concat(
                        MARKS.stream(),
                        Stream.of(
                                lead,
                                message,
                                followUp,
                                connection,
                                document,
                                site,
                                provider,
                                password,
                                smtp,
                                mailbox,
                                notice,
                                template,
                                campaign,
                                model,
                                scoringModel,
                                handOver,
                                told,
                                hook,
                                sequence,
                                enrolment,
                                schedule))
                .anyMatch(body::contains);
    }
}
