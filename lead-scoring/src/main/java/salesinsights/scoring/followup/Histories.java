package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.message.SentLinks;
import salesinsights.tracking.verdict.JudgedEvent;
import salesinsights.tracking.verdict.JudgedEvents;

/** Reads what happened between us and leads, for any number of them in a handful of statements. */
@Singleton
class Histories {
    /** The newest messages to a lead that rules look at. */
    static final int PER_LEAD = 50;

    private static final String MAILS = """
            select l.id as lead_id, r.id, r.message_id, m.subject, m.sender_user, m.campaign, r.sent_at, r.open_mode,
                r.link_mode
            from unnest(?::uuid[], ?::bigint[], ?::text[]) as l (id, team_id, address) cross join lateral (
                select * from recipient r
                where r.team_id = l.team_id and r.address = l.address and r.status = 'SENT' and r.sent_at is not null
                order by r.sent_at desc limit ?) r
            join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
            order by l.id, r.sent_at, r.id
            """;

    private final Database database;
    private final JudgedEvents events;
    private final SentLinks links;
    private final Decisions decisions;

    Histories(Database database, JudgedEvents events, SentLinks links, Decisions decisions) {
        this.database = database;
        this.events = events;
        this.links = links;
        this.decisions = decisions;
    }

    private record Row(LeadId lead, History.Mail mail) {}

    /** By lead; those that nobody wrote to are missing. */
    Map<LeadId, History> of(Collection<Lead> leads) {
        List<Row> mails =
                mails(leads.stream().filter(lead -> lead.email() != null).toList());
        if (mails.isEmpty()) {
            return Map.of();
        }
        List<UUID> recipients =
                mails.stream().map(row -> row.mail().recipient()).toList();
        Map<UUID, TrackingDecision> decided = decisions.onArrival(recipients);
        List<JudgedEvent> happened = events.of(recipients);
        Map<UUID, List<JudgedEvent>> byRecipient = new HashMap<>();
        happened.forEach(event -> byRecipient
                .computeIfAbsent(event.recipient(), any -> new ArrayList<>())
                .add(event));
        Map<LeadId, List<History.Mail>> byLead = new HashMap<>();
        mails.forEach(row -> byLead.computeIfAbsent(row.lead(), any -> new ArrayList<>())
                .add(watched(row.mail(), decided.get(row.mail().recipient()))));
        Map<History.Place, String> labels = labelsOf(happened);
        Map<LeadId, History> histories = new HashMap<>();
        leads.stream()
                .filter(lead -> byLead.containsKey(lead.id()))
                .forEach(lead -> histories.put(
                        lead.id(), history(lead, Objects.requireNonNull(byLead.get(lead.id())), byRecipient, labels)));
        return histories;
    }

    private static History history(
            Lead lead,
            List<History.Mail> mails,
            Map<UUID, List<JudgedEvent>> byRecipient,
            Map<History.Place, String> labels) {
        List<JudgedEvent> all = mails.stream()
                .flatMap(mail -> byRecipient.getOrDefault(mail.recipient(), List.of()).stream())
                .sorted(java.util.Comparator.comparing(JudgedEvent::occurredAt).thenComparing(JudgedEvent::id))
                .toList();
        return new History(lead, mails, all, labels);
    }

    private static History.Mail watched(
            History.Mail mail, @org.jspecify.annotations.Nullable TrackingDecision decision) {
        return new History.Mail(
                mail.recipient(),
                mail.message(),
                mail.subject(),
                mail.sender(),
                mail.campaign(),
                mail.sentAt(),
                mail.open(),
                mail.link(),
                decision != null && decision.identifies(Purpose.OPEN));
    }

    private Map<History.Place, String> labelsOf(List<JudgedEvent> happened) {
        List<UUID> clicked = happened.stream()
                .filter(event -> event.kind() == EventKind.CLICKED && event.linkPosition() != null)
                .map(JudgedEvent::message)
                .distinct()
                .toList();
        Map<History.Place, String> labels = new HashMap<>();
        if (!clicked.isEmpty()) {
            links.of(clicked)
                    .forEach(link -> labels.put(
                            new History.Place(link.message(), link.position()),
                            (link.label() + " " + link.destination()).strip().toLowerCase(Locale.ROOT)));
        }
        return labels;
    }

    private List<Row> mails(List<Lead> leads) {
        if (leads.isEmpty()) {
            return List.of();
        }
        return database.list(
                MAILS,
                Histories::row,
                Database.uuids(leads.stream().map(lead -> lead.id().value()).toList()),
                Database.longs(leads.stream().map(lead -> lead.teamId().value()).toList()),
                Database.texts(leads.stream().map(Lead::email).toList()),
                PER_LEAD);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new LeadId(row.getObject("lead_id", UUID.class)),
                new History.Mail(
                        row.getObject("id", UUID.class),
                        row.getObject("message_id", UUID.class),
                        row.getString("subject"),
                        row.getString("sender_user"),
                        row.getString("campaign"),
                        Objects.requireNonNull(Database.instant(row, "sent_at")),
                        Mode.valueOf(row.getString("open_mode")),
                        Mode.valueOf(row.getString("link_mode")),
                        false));
    }
}
