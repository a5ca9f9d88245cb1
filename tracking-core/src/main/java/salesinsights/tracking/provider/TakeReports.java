package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.capture.Network;
import salesinsights.tracking.consent.ArrivalDecisions;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Objections;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;
import salesinsights.tracking.token.TrackingTokens;

/** Makes events of reports: each once, about whom it is, and only if that may be recorded. In the caller's transaction. */
@Singleton
class TakeReports {
    private static final Duration CREDIBLE = Duration.ofDays(60);

    private final Addressees addressees;
    private final ReportLedger ledger;
    private final Decisions decisions;
    private final ArrivalDecisions arrivals;
    private final Objections objections;
    private final EventLog events;
    private final Teams teams;
    private final TrackingTokens tokens;
    private final Clock clock;

    TakeReports(
            Addressees addressees,
            ReportLedger ledger,
            Decisions decisions,
            ArrivalDecisions arrivals,
            Objections objections,
            EventLog events,
            Teams teams,
            TrackingTokens tokens,
            Clock clock) {
        this.addressees = addressees;
        this.ledger = ledger;
        this.decisions = decisions;
        this.arrivals = arrivals;
        this.objections = objections;
        this.events = events;
        this.teams = teams;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A report and where it stands. */
    record Raw(Reported report, Leaf leaf, @Nullable String fault) {}

    /** How many became events, and whether one of somebody who must not be tracked was among them. */
    record Result(int recorded, boolean holdsForbidden) {}

    Result take(Deliveries.Waiting delivery, List<Raw> raws) {
        Map<String, Raw> byKey = new LinkedHashMap<>();
        raws.forEach(raw -> byKey.putIfAbsent(ReportLedger.key(raw.report()), raw));
        Set<String> mine = ledger.claim(delivery.team(), delivery, List.copyOf(byKey.keySet()), clock.instant());
        List<Raw> fresh = byKey.entrySet().stream()
                .filter(entry -> mine.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        Batch batch = prepare(delivery, fresh);
        List<Outcome.Settled> settled = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++) {
            settled.add(settle(fresh.get(i), batch.found.get(i), batch));
        }
        events.append(batch.toAppend);
        arrivals.keep(batch.allowing());
        ledger.settle(delivery.team(), delivery.provider(), settled);
        // Also where it was read before: the body that comes again tells of the same people.
        boolean forbidden = settled.stream().anyMatch(one -> one.outcome() == Outcome.NOT_ALLOWED)
                || (fresh.size() < byKey.size() && holdsForbidden(delivery, List.copyOf(byKey.values())));
        return new Result(batch.toAppend.size(), forbidden);
    }

    private boolean holdsForbidden(Deliveries.Waiting delivery, List<Raw> all) {
        Batch batch = prepare(delivery, all);
        for (int i = 0; i < all.size(); i++) {
            Addressees.Addressee who = batch.found.get(i).who();
            Reported report = all.get(i).report();
            if (who == null ? batch.forgotten.contains(report.address()) : batch.refuses(report, who)) {
                return true;
            }
        }
        return false;
    }

    /** What is known of all reports of a delivery before the first is settled. */
    private static final class Batch {
        final Deliveries.Waiting delivery;
        final List<Addressees.Found> found;
        final Map<UUID, TrackingDecision> decided;
        final Map<Addressees.Place, Integer> links;
        final Set<UUID> sent;
        final Set<String> forgotten;
        final List<TrackingEvent> toAppend = new ArrayList<>();

        Batch(
                Deliveries.Waiting delivery,
                List<Addressees.Found> found,
                Map<UUID, TrackingDecision> decided,
                Map<Addressees.Place, Integer> links,
                Set<UUID> sent,
                Set<String> forgotten) {
            this.delivery = delivery;
            this.found = found;
            this.decided = decided;
            this.links = links;
            this.sent = new HashSet<>(sent);
            this.forgotten = forgotten;
        }

        boolean refuses(Reported report, Addressees.Addressee who) {
            Purpose purpose = report.happening().purpose().orElse(null);
            TrackingDecision decision = decided.get(who.recipient());
            return purpose != null && (decision == null || !decision.identifies(purpose));
        }

        /** The decisions under which something is stored. */
        Map<UUID, TrackingDecision> allowing() {
            Map<UUID, TrackingDecision> allowing = new HashMap<>();
            toAppend.forEach(event -> {
                TrackingDecision decision = decided.get(event.recipient());
                if (decision != null) {
                    allowing.put(event.recipient(), decision);
                }
            });
            return allowing;
        }

        boolean keepsNetwork(Addressees.Addressee who) {
            TrackingDecision decision = decided.get(who.recipient());
            return decision != null && decision.keepsNetwork();
        }
    }

    private Batch prepare(Deliveries.Waiting delivery, List<Raw> raws) {
        Team team = teams.find(delivery.team()).orElseThrow();
        Set<TeamId> scope = teams.subtrees(List.of(team)).stream().map(Team::id).collect(Collectors.toSet());
        List<Reported> reports = raws.stream().map(Raw::report).toList();
        List<Addressees.Found> found = addressees.of(scope, reports);
        Set<UUID> recipients = new HashSet<>();
        Set<Addressees.Place> places = new HashSet<>();
        for (int i = 0; i < reports.size(); i++) {
            Addressees.Addressee who = found.get(i).who();
            if (who != null) {
                recipients.add(who.recipient());
                if (!reports.get(i).link().isEmpty()) {
                    places.add(
                            new Addressees.Place(who.message(), reports.get(i).link()));
                }
            }
        }
        boolean asksSent = reports.stream().anyMatch(report -> report.happening() == Happening.SENT);
        return new Batch(
                delivery,
                found,
                decisions.onArrival(recipients),
                addressees.links(scope, places),
                asksSent ? addressees.sent(recipients) : Set.of(),
                addressees.forgotten(scope, reports));
    }

    private Outcome.Settled settle(Raw raw, Addressees.Found found, Batch batch) {
        Reported report = raw.report();
        EventKind kind = report.happening().kind().orElse(null);
        if (found.who() == null && batch.forgotten.contains(report.address())) {
            return new Outcome.Settled(report, Outcome.NOT_ALLOWED, "Whoever it is about was forgotten.", raw.leaf());
        }
        if (raw.fault() != null) {
            return new Outcome.Settled(report, Outcome.UNREADABLE, raw.fault(), raw.leaf());
        }
        if (report.happening() == Happening.UNKNOWN) {
            return new Outcome.Settled(report, Outcome.UNKNOWN, "It is no event that is known here.", raw.leaf());
        }
        if (kind == null) {
            return new Outcome.Settled(report, Outcome.NOTED, null, raw.leaf());
        }
        Addressees.Addressee who = found.who();
        if (who == null) {
            return new Outcome.Settled(report, Outcome.UNMATCHED, found.reason(), raw.leaf());
        }
        return about(who, found.by(), raw, kind, batch);
    }

    private Outcome.Settled about(Addressees.Addressee who, String by, Raw raw, EventKind kind, Batch batch) {
        Reported report = raw.report();
        if (batch.refuses(report, who)) {
            String reason = "The recipient's decision does not allow recording it.";
            return new Outcome.Settled(report, Outcome.NOT_ALLOWED, reason, raw.leaf());
        }
        if (report.link().startsWith(tokens.publicUrl() + "/c/")
                || (kind == EventKind.SENT && !batch.sent.add(who.recipient()))) {
            return new Outcome.Settled(report, Outcome.NOTED, "It was seen here itself.", raw.leaf());
        }
        boolean stops = kind == EventKind.UNSUBSCRIBED || kind == EventKind.COMPLAINED;
        if (stops) {
            objections.toMail(who.team(), who.message(), who.recipient(), who.address());
        }
        batch.toAppend.add(event(who, by, report, kind, batch));
        return new Outcome.Settled(report, Outcome.RECORDED, null, raw.leaf());
    }

    private TrackingEvent event(Addressees.Addressee who, String by, Reported report, EventKind kind, Batch batch) {
        Instant now = batch.delivery.receivedAt();
        boolean reading = report.happening().isReading();
        Map<String, String> detail = new HashMap<>(report.detail());
        detail.put("provider", batch.delivery.provider().code());
        detail.put("matchedBy", by);
        return new TrackingEvent(
                Ids.named("provider:" + batch.delivery.provider().code() + ":" + report.key() + ":" + who.recipient()),
                now,
                who.team(),
                who.message(),
                who.recipient(),
                kind,
                EventSource.PROVIDER,
                occurredAt(report.at(), now),
                reading ? batch.links.get(new Addressees.Place(who.message(), report.link())) : null,
                reading && !report.agent().isEmpty() ? report.agent() : null,
                reading && batch.keepsNetwork(who) ? Network.cut(report.ip()) : null,
                reading ? report.signals() : List.of(),
                detail);
    }

    /** A provider's clock is believed, but not about the future, nor about long ago. */
    private static Instant occurredAt(@Nullable Instant stated, Instant now) {
        boolean credible = stated != null && stated.isBefore(now) && stated.isAfter(now.minus(CREDIBLE));
        return credible && stated != null ? stated : now;
    }
}
