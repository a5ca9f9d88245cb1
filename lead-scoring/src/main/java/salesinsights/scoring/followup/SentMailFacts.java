package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.ground.Database;

/** What is known now about messages that were sent: the condition of a rule, checked when it acts. */
@Singleton
class SentMailFacts {
    private static final String KNOWN = """
            select r.id, m.subject, r.sent_at, coalesce(own.read, false) as read, coalesce(own.masked, false) as masked,
                coalesce(own.bounced, false) as bounced, coalesce(person.answered, false) as answered,
                coalesce(person.left_us, false) as left_us,
                exists (select from recipient o where o.team_id = r.team_id and o.address = r.address
                    and o.status = 'SENT' and (o.sent_at, o.id) > (r.sent_at, r.id)) as superseded
            from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
            left join lateral (
                select bool_or(is_human(e.actor, e.confidence) and e.kind in ('OPENED', 'CLICKED', 'READ_RECEIPT',
                        'PAGE_VIEWED', 'FORM_SUBMITTED', 'ATTACHMENT_VIEWED')) as read,
                    bool_or(e.actor = 'PRIVACY_PROXY' and e.kind = 'OPENED') as masked,
                    bool_or(e.kind in ('HARD_BOUNCED', 'SOFT_BOUNCED', 'REJECTED')) as bounced
                from (select e.kind, v.actor, v.confidence from tracking_event e left join lateral (
                        select * from verdict v where v.event_id = e.id order by v.revision desc limit 1
                    ) v on not v.withdrawn where e.recipient_id = r.id and not exists (
                        select from refused_purpose x where x.recipient_id = r.id and x.purpose = purpose_of(e.kind))
                    ) e) own on true
            left join lateral (
                select bool_or(e.kind in ('REPLIED', 'MEETING_BOOKED') and e.occurred_at >= r.sent_at
                        and is_human(e.actor, e.confidence)) as answered,
                    bool_or(e.kind in ('UNSUBSCRIBED', 'COMPLAINED')) as left_us
                from (select e.kind, e.occurred_at, v.actor, v.confidence
                    from recipient o join tracking_event e on e.recipient_id = o.id left join lateral (
                        select * from verdict v where v.event_id = e.id order by v.revision desc limit 1
                    ) v on not v.withdrawn
                    where o.team_id = r.team_id and o.address = r.address
                      and e.kind in ('REPLIED', 'MEETING_BOOKED', 'UNSUBSCRIBED', 'COMPLAINED')) e) person on true
            where r.id = any (?) and r.sent_at is not null
            """;

    private final Database database;
    private final Decisions decisions;

    SentMailFacts(Database database, Decisions decisions) {
        this.database = database;
        this.decisions = decisions;
    }

    /**
     * What is known about one recipient's copy.
     *
     * @param read a person opened, clicked or confirmed it
     * @param masked only a privacy proxy fetched it, so that it may have been read
     * @param answered the recipient wrote or met us since, whatever the message
     * @param unknowable the recipient may not be watched (any more), or asked for no more mail
     * @param superseded a newer message went to the same address
     */
    record Fact(
            UUID recipient,
            String subject,
            Instant sentAt,
            boolean read,
            boolean masked,
            boolean bounced,
            boolean answered,
            boolean unknowable,
            boolean superseded) {
        /** The condition of the rule "not read". */
        boolean unread() {
            return !read && !answered && !bounced && !unknowable && !superseded;
        }

        /** Why it holds no more. */
        String why() {
            if (answered) {
                return "The lead has answered.";
            }
            if (read) {
                return "The lead has read it.";
            }
            if (superseded) {
                return "A newer message went out.";
            }
            return bounced ? "The message bounced." : "The lead may not be watched any more.";
        }
    }

    /** By recipient, in the caller's transaction. */
    Map<UUID, Fact> of(Collection<UUID> recipients) {
        if (recipients.isEmpty()) {
            return Map.of();
        }
        Map<UUID, TrackingDecision> decided = decisions.onArrival(recipients);
        List<Fact> known = database.list(
                KNOWN,
                row -> {
                    UUID id = row.getObject("id", UUID.class);
                    TrackingDecision decision = decided.get(id);
                    boolean watched = decision != null && decision.identifies(Purpose.OPEN);
                    return new Fact(
                            id,
                            row.getString("subject"),
                            Objects.requireNonNull(Database.instant(row, "sent_at")),
                            row.getBoolean("read"),
                            row.getBoolean("masked"),
                            row.getBoolean("bounced"),
                            row.getBoolean("answered"),
                            !watched || row.getBoolean("left_us"),
                            row.getBoolean("superseded"));
                },
                Database.uuids(recipients));
        return known.stream().collect(Collectors.toMap(Fact::recipient, Function.identity()));
    }
}
