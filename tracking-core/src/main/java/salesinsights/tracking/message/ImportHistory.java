package salesinsights.tracking.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.erasure.Suppressions;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.ImportedHistory.LineError;
import salesinsights.tracking.message.PastMessage.Came;
import salesinsights.tracking.message.PastMessage.To;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.Catalogue;
import salesinsights.tracking.verdict.Signal;

/**
 * Takes in what another system sent. Each recipient's decision is taken as for a new message, so that nothing is kept of
 * the past that could not be recorded today. A message is taken whole or not at all, and once.
 */
@Singleton
class ImportHistory {
    private static final int MOST_LINES = 5000;
    private static final int PART = 200;
    private static final int SHOWN_ERRORS = 100;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** A line that could be read, and where it stood. */
    private record Line(int number, PastMessage message, TeamId team) {}

    private final HistoryTable table;
    private final Decisions decisions;
    private final Suppressions suppressions;
    private final EventLog log;
    private final Catalogue catalogue;
    private final Scopes scopes;
    private final Clock clock;
    private final ObjectReader reader;

    ImportHistory(
            HistoryTable table,
            Decisions decisions,
            Suppressions suppressions,
            EventLog log,
            Catalogue catalogue,
            Scopes scopes,
            Clock clock,
            ObjectMapper json) {
        this.table = table;
        this.decisions = decisions;
        this.suppressions = suppressions;
        this.log = log;
        this.catalogue = catalogue;
        this.scopes = scopes;
        this.clock = clock;
        this.reader = json.readerFor(PastMessage.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** Counts while lines are taken. */
    private static final class Tally {
        private int messages;
        private int duplicates;
        private int events;
        private int notRecorded;
        private final List<LineError> errors = new ArrayList<>();

        ImportedHistory result() {
            List<LineError> shown = errors.subList(0, Math.min(errors.size(), SHOWN_ERRORS));
            return new ImportedHistory(messages, duplicates, events, notRecorded, errors.size(), List.copyOf(shown));
        }
    }

    /**
     * @param body a JSON object a line, at most 5,000
     * @throws Problem if there are more lines, or none
     */
    ImportedHistory take(Caller caller, @Nullable String body) {
        List<String> lines = body == null ? List.of() : body.lines().toList();
        if (lines.isEmpty()) {
            throw Problem.unreadable("At least one line with a JSON object is needed.", null);
        }
        if (lines.size() > MOST_LINES) {
            throw Problem.tooLarge("At most " + MOST_LINES + " messages are taken at once, not " + lines.size() + ".");
        }
        Tally tally = new Tally();
        List<Line> read = read(caller, lines, tally);
        for (int from = 0; from < read.size(); from += PART) {
            List<Line> part = read.subList(from, Math.min(read.size(), from + PART));
            scopes.inTeams(caller.visibleTeamIds(), () -> store(part, tally));
        }
        return tally.result();
    }

    private List<Line> read(Caller caller, List<String> lines, Tally tally) {
        Map<String, TeamId> teams = caller.visibleTeams().stream()
                .collect(Collectors.toMap(team -> team.path().value(), team -> team.id()));
        List<Line> read = new ArrayList<>();
        for (int number = 1; number <= lines.size(); number++) {
            String text = lines.get(number - 1);
            if (!text.isBlank()) {
                try {
                    read.add(line(number, reader.readValue(text), teams));
                } catch (JsonProcessingException unreadable) {
                    tally.errors.add(new LineError(number, sayWhy(unreadable)));
                } catch (IllegalArgumentException refused) {
                    tally.errors.add(new LineError(number, String.valueOf(refused.getMessage())));
                }
            }
        }
        return read;
    }

    private Line line(int number, PastMessage message, Map<String, TeamId> teams) {
        TeamId team = teams.get(message.team());
        if (team == null) {
            throw new IllegalArgumentException("team: you have no such team");
        }
        Instant latest = clock.instant().plus(CLOCK_SKEW);
        boolean future = message.sentAt().isAfter(latest)
                || message.recipients().stream()
                        .flatMap(to -> to.came().stream())
                        .anyMatch(came -> came.at().isAfter(latest));
        if (future) {
            throw new IllegalArgumentException("sentAt: this history has not happened yet");
        }
        return new Line(number, message, team);
    }

    private static String sayWhy(JsonProcessingException unreadable) {
        if (unreadable.getCause() instanceof IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        }
        if (unreadable instanceof UnrecognizedPropertyException unknown) {
            return unknown.getPropertyName() + ": is not known here";
        }
        if (unreadable instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return mapping.getPath().getLast().getFieldName() + ": is missing, or not what is expected here";
        }
        return "is no JSON object with id, team, from, user, subject, sentAt and recipients";
    }

    private boolean store(List<Line> lines, Tally tally) {
        Instant now = clock.instant();
        List<TrackingEvent> events = new ArrayList<>();
        for (Line line : lines) {
            UUID id = Ids.named(
                    "history:" + line.team().value() + ":" + line.message().id());
            if (table.insert(id, line.team(), line.message())) {
                tally.messages++;
                for (To to : line.message().recipients()) {
                    events.addAll(recipient(id, line, to, now, tally));
                }
            } else {
                tally.duplicates++;
            }
        }
        tally.events += log.append(events).size();
        return true;
    }

    private List<TrackingEvent> recipient(UUID message, Line line, To to, Instant now, Tally tally) {
        if (suppressions.holds(line.team(), to.address())) {
            tally.notRecorded += 1 + to.came().size();
            return List.of();
        }
        TrackingDecision decision = decisions.whenSending(line.team(), to.address(), to.country());
        UUID recipient = Ids.named(message + ":" + to.address());
        table.insertRecipient(
                recipient, message, line.team(), to, decision, line.message().sentAt());
        List<TrackingEvent> events = new ArrayList<>();
        events.add(TrackingEvent.ofMail(
                Ids.named(recipient + ":sent"),
                now,
                line.team(),
                message,
                recipient,
                EventKind.SENT,
                EventSource.IMPORT,
                line.message().sentAt(),
                Map.of()));
        for (int index = 0; index < to.came().size(); index++) {
            Came came = to.came().get(index);
            if (mayKeep(decision, came.eventKind())) {
                events.add(event(Ids.named(recipient + ":" + index), now, line.team(), message, recipient, came));
            } else {
                tally.notRecorded++;
            }
        }
        return events;
    }

    private static boolean mayKeep(TrackingDecision decision, EventKind kind) {
        return switch (kind) {
            case OPENED -> decision.identifies(Purpose.OPEN);
            case CLICKED -> decision.identifies(Purpose.CLICK);
            case READ_RECEIPT -> decision.identifies(Purpose.READ_RECEIPT);
            default -> true;
        };
    }

    private TrackingEvent event(UUID id, Instant now, TeamId team, UUID message, UUID recipient, Came came) {
        boolean request = came.eventKind() == EventKind.OPENED || came.eventKind() == EventKind.CLICKED;
        boolean unnamed = request && came.userAgent() == null;
        String status = came.status();
        return new TrackingEvent(
                id,
                now,
                team,
                message,
                recipient,
                came.eventKind(),
                EventSource.IMPORT,
                came.at(),
                came.link(),
                catalogue.familyOf(came.userAgent()),
                null,
                unnamed ? List.of(Signal.NO_AGENT.code()) : List.of(),
                status == null ? Map.of() : Map.of("status", status));
    }
}
