package salesinsights.tracking.mailbox;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.ArrivalDecisions;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Objections;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.erasure.Suppressions;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** Takes in what came back: reads it, finds whom it is about, and appends what it means. */
@Singleton
public class ReturnedMails {
    private final MailTables tables;
    private final Matches matches;
    private final Decisions decisions;
    private final ArrivalDecisions arrivals;
    private final EventLog events;
    private final Objections objections;
    private final Suppressions suppressions;
    private final Assignments assignments;
    private final Clock clock;

    ReturnedMails(
            MailTables tables,
            Matches matches,
            Decisions decisions,
            ArrivalDecisions arrivals,
            EventLog events,
            Objections objections,
            Suppressions suppressions,
            Assignments assignments,
            Clock clock) {
        this.tables = tables;
        this.matches = matches;
        this.decisions = decisions;
        this.arrivals = arrivals;
        this.events = events;
        this.objections = objections;
        this.suppressions = suppressions;
        this.assignments = assignments;
        this.clock = clock;
    }

    /**
     * Takes in one raw message, in the caller's transaction.
     *
     * @param teams whose messages it may be about
     * @param home the team that keeps it if it matches none
     * @param source UPLOAD or MAILBOX; from a mailbox only what looks like a notice is kept unmatched, because the
     *     rest is private mail
     */
    public MailResult accept(byte[] raw, Set<TeamId> teams, TeamId home, EventSource source) {
        ReturnedMail mail = NoticeReader.read(raw);
        Map<Finding, Match> matched = new LinkedHashMap<>();
        for (Finding finding : Finding.in(mail)) {
            matched.put(finding, matches.find(teams, mail, finding.addresses(), finding.addressSuffices()));
        }
        Candidates.Candidate first = matched.values().stream()
                .flatMap(match -> match instanceof Match.Found(var one, var by) ? Stream.of(one) : null)
                .findFirst()
                .orElse(null);
        TeamId owner = first == null ? home : first.team();
        UUID message = first == null ? null : first.message();
        Intake intake = new Intake(mail, teams, owner, hash(mail, raw), source, clock.instant());
        if (!tables.takeIn(owner, intake.hash(), mail.what().word(), message, intake.now())) {
            return new MailResult(mail.what().word(), true, message, List.of(), "It was taken in before.");
        }
        return matched.isEmpty()
                ? withoutFinding(intake)
                : new MailResult(mail.what().word(), false, message, outcomes(intake, matched), null);
    }

    /** What belongs to one mail that is being taken in. */
    private record Intake(
            ReturnedMail mail, Set<TeamId> teams, TeamId owner, String hash, EventSource source, Instant now) {
        Instant occurredAt() {
            Instant stated = mail.date();
            // A clock far off says nothing; a bounce is never older than some weeks.
            boolean credible =
                    stated != null && stated.isBefore(now) && stated.isAfter(now.minusSeconds(30L * 24 * 3600));
            return credible && stated != null ? stated : now;
        }
    }

    private MailResult withoutFinding(Intake intake) {
        String reason = switch (intake.mail().what()) {
            case Returned.Unreadable(var why) -> why;
            case Returned.Unrelated(var likeNotice) ->
                likeNotice
                        ? "It looks like a notice of a mail system but has no machine-readable part."
                        : "It is no notice and answers nothing.";
            default -> "It names no recipient.";
        };
        keep(intake, null, null, reason);
        return new MailResult(intake.mail().what().word(), false, null, List.of(), reason);
    }

    private void keep(Intake intake, @Nullable Finding finding, @Nullable String recipient, String reason) {
        boolean isPrivate = switch (intake.mail().what()) {
            case Returned.Reply reply -> true;
            case Returned.Unrelated(var likeNotice) -> !likeNotice;
            default -> false;
        };
        // Whoever was forgotten does not come back by a late notice.
        List<String> named = Stream.of(intake.mail().from(), recipient == null ? "" : recipient)
                .toList();
        boolean forgotten = !suppressions.among(intake.teams(), named).isEmpty();
        if (!forgotten && (intake.source() != EventSource.MAILBOX || !isPrivate)) {
            String report = finding == null || finding.kind() == null
                    ? null
                    : assignments.written(finding, intake.hash(), intake.occurredAt());
            tables.keepUnmatched(
                    intake.owner(), intake.mail(), recipient, reason, intake.source(), intake.now(), report);
        }
    }

    private List<MailResult.Outcome> outcomes(Intake intake, Map<Finding, Match> matched) {
        Map<UUID, TrackingDecision> decided = decisions.onArrival(matched.values().stream()
                .filter(Match.Found.class::isInstance)
                .map(match -> ((Match.Found) match).recipient().recipient())
                .distinct()
                .toList());
        List<TrackingEvent> toAppend = new ArrayList<>();
        List<MailResult.Outcome> outcomes = new ArrayList<>();
        matched.forEach((finding, match) -> {
            outcomes.add(
                    switch (match) {
                        case Match.Nobody(var reason) -> {
                            keep(intake, finding, finding.address(), reason);
                            yield new MailResult.Outcome(null, finding.address(), word(finding), false, reason);
                        }
                        case Match.Found found -> {
                            object(finding, found);
                            yield outcome(intake, finding, found, decided, toAppend);
                        }
                    });
        });
        events.append(toAppend);
        arrivals.keep(toAppend.stream()
                .map(TrackingEvent::recipient)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), one -> Objects.requireNonNull(decided.get(one)))));
        return outcomes;
    }

    /** An address alone proves too little to stop mail to it: anybody can write a report. */
    private void object(Finding finding, Match.Found found) {
        if (finding.isObjection() && !found.by().equals("address")) {
            Candidates.Candidate one = found.recipient();
            objections.toMail(one.team(), one.message(), one.recipient(), one.address());
        }
    }

    private static MailResult.Outcome outcome(
            Intake intake,
            Finding finding,
            Match.Found found,
            Map<UUID, TrackingDecision> decided,
            List<TrackingEvent> toAppend) {
        Candidates.Candidate one = found.recipient();
        String refusal = refusal(finding, decided.get(one.recipient()));
        finding.event().filter(kind -> refusal == null).ifPresent(kind -> {
            toAppend.add(event(intake, finding, found, kind));
        });
        return new MailResult.Outcome(one.recipient(), one.address(), word(finding), refusal == null, refusal);
    }

    private static @Nullable String refusal(Finding finding, @Nullable TrackingDecision decision) {
        if (finding.kind() == null) {
            return "It reports nothing that is recorded.";
        }
        boolean allowed = finding.purpose() == null || (decision != null && decision.identifies(finding.purpose()));
        return allowed ? null : "The recipient's decision does not allow recording it.";
    }

    private static TrackingEvent event(Intake intake, Finding finding, Match.Found found, EventKind kind) {
        Candidates.Candidate one = found.recipient();
        Map<String, String> detail = new HashMap<>(finding.detail());
        detail.put("matchedBy", found.by());
        return TrackingEvent.ofMail(
                Ids.named("mail:" + intake.hash() + ":" + one.recipient() + ":" + kind),
                intake.now(),
                one.team(),
                one.message(),
                one.recipient(),
                kind,
                intake.source(),
                intake.occurredAt(),
                detail);
    }

    private static @Nullable String word(Finding finding) {
        return finding.event().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse(null);
    }

    private static String hash(ReturnedMail mail, byte[] raw) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] identity = mail.id().isEmpty()
                    ? raw
                    : (mail.id() + "\n" + mail.from() + "\n" + mail.what().word()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(identity));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /**
     * What came back and belongs to nothing that we know, newest first, in the caller's transaction.
     *
     * @param after cursor of an earlier page, null for the first
     * @param atMost 1 to 200
     */
    public UnmatchedNotice.Page unmatched(Set<TeamId> teams, @Nullable UUID after, int atMost) {
        return tables.unmatched(teams, after, Math.clamp(atMost, 1, 200));
    }
}
