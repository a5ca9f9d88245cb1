package salesinsights.scoring.followup;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.score.Crossings;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/**
 * Holds rules against the last 90 days, in the caller's transaction, and writes nothing: the same reading of the same
 * history as when rules act, each occasion judged by what was known at the moment when it was due.
 */
@Singleton
public class DryRuns {
    private static final int DAYS = 90;
    private static final int A_WEEK = 7;
    private static final int NEWEST = 20;
    private static final int PIECE = 500;
    private static final double NEARLY_ALL = 0.9;

    private final Database database;
    private final Histories histories;
    private final Leads leads;
    private final Crossings crossings;
    private final Calendars calendars;
    private final FollowUpConfig config;
    private final Clock clock;

    DryRuns(
            Database database,
            Histories histories,
            Leads leads,
            Crossings crossings,
            Calendars calendars,
            FollowUpConfig config,
            Clock clock) {
        this.database = database;
        this.histories = histories;
        this.leads = leads;
        this.crossings = crossings;
        this.calendars = calendars;
        this.config = config;
        this.clock = clock;
    }

    /** What was found of one rule so far. */
    private record Found(FollowUpRule rule, List<DryRun.Fired> fired) {}

    /**
     * How often each rule would have fired for the leads of these teams.
     *
     * @param team what the rules are for
     * @param teams it and those below it, as far as the caller sees them
     * @throws Problem 400 with a message per field
     */
    public DryRun over(Team team, Set<TeamId> teams, JsonNode definition) {
        Instant to = clock.instant();
        Instant from = to.minus(Duration.ofDays(DAYS));
        List<Found> found = RuleReader.read(
                        definition, LocalDate.ofInstant(to, ZoneOffset.UTC).minusDays(1))
                .stream()
                .map(rule -> new Found(rule, new ArrayList<>()))
                .toList();
        List<LeadId> ids = heardOf(teams, from);
        boolean all = ids.size() <= DryRun.LEADS;
        List<LeadId> looked = all ? ids : ids.subList(0, DryRun.LEADS);
        OccasionReading reading = new OccasionReading(calendars, Optional.empty());
        for (int i = 0; i < looked.size(); i += PIECE) {
            look(leads.of(teams, looked.subList(i, Math.min(looked.size(), i + PIECE))), found, reading, from, to);
        }
        return new DryRun(
                team.path(),
                from,
                to,
                looked.size(),
                all,
                found.stream().map(one -> told(one, looked.size(), from)).toList());
    }

    /** The leads that mail went to, those written to last coming first; one more than are looked at. */
    private List<LeadId> heardOf(Set<TeamId> teams, Instant from) {
        String sql = """
                select l.id from lead l join (
                    select team_id, address, max(sent_at) as last from recipient
                    where team_id = any (?) and status = 'SENT' and sent_at > ? group by team_id, address) r
                    on r.team_id = l.team_id and r.address = l.email
                order by r.last desc, l.id limit ?
                """;
        return database.list(
                sql,
                row -> new LeadId(row.getObject("id", UUID.class)),
                Database.longs(teams.stream().map(TeamId::value).toList()),
                // What is due in that time may have been sent long before it.
                from.minus(Duration.ofDays(DAYS)),
                DryRun.LEADS + 1);
    }

    private void look(Collection<Lead> piece, List<Found> found, OccasionReading reading, Instant from, Instant to) {
        Map<LeadId, History> known = histories.of(piece);
        Map<LeadId, List<Instant>> hot =
                found.stream().anyMatch(one -> one.rule().when() instanceof Trigger.Hot)
                        ? crossings.of(piece, from, to)
                        : Map.of();
        for (Lead lead : piece) {
            for (Found one : found) {
                if (!one.rule().enabled()) {
                    continue;
                }
                List<Instant> fired = one.rule().when() instanceof Trigger.Hot
                        ? untrembling(one.rule(), lead, hot.getOrDefault(lead.id(), List.of()))
                        : fired(one.rule(), known.get(lead.id()), reading, from, to);
                fired.forEach(at -> one.fired().add(new DryRun.Fired(lead.id().value(), lead.title(), at)));
            }
        }
    }

    private List<Instant> untrembling(FollowUpRule rule, Lead lead, List<Instant> crossed) {
        List<Instant> fired = new ArrayList<>();
        for (Instant at : rule.only().takes(lead) ? crossed : List.<Instant>of()) {
            if (fired.isEmpty() || at.isAfter(fired.getLast().plus(config.hotAgainAfter()))) {
                fired.add(at);
            }
        }
        return fired;
    }

    private static List<Instant> fired(
            FollowUpRule rule, @Nullable History history, OccasionReading reading, Instant from, Instant to) {
        if (history == null) {
            return List.of();
        }
        Map<String, Instant> fired = new HashMap<>();
        Occasions occasions = reading.of(rule, history);
        for (Occasion occasion : occasions.all()) {
            boolean within = occasion.dueAt().isAfter(from) && !occasion.dueAt().isAfter(to);
            if (within && occasions.against(occasion, occasion.dueAt()) == null) {
                fired.put(occasion.anchor(), occasion.dueAt());
            }
        }
        return List.copyOf(fired.values());
    }

    private static DryRun.OfRule told(Found found, int looked, Instant from) {
        Integer[] weeks = new Integer[(DAYS + A_WEEK - 1) / A_WEEK];
        java.util.Arrays.fill(weeks, 0);
        for (DryRun.Fired one : found.fired()) {
            int week = (int) (Duration.between(from, one.at()).toDays() / A_WEEK);
            weeks[Math.min(week, weeks.length - 1)]++;
        }
        List<DryRun.Fired> newest = found.fired().stream()
                .sorted(Comparator.comparing(DryRun.Fired::at).reversed().thenComparing(DryRun.Fired::lead))
                .limit(NEWEST)
                .toList();
        return new DryRun.OfRule(
                found.rule().id(),
                found.rule().name(),
                found.fired().size(),
                List.of(weeks),
                newest,
                warning(found, looked));
    }

    private static @Nullable String warning(Found found, int looked) {
        long people = found.fired().stream().map(DryRun.Fired::lead).distinct().count();
        if (!found.rule().enabled()) {
            return "It is switched off.";
        }
        if (looked > 0 && people == 0) {
            return "It would never have fired.";
        }
        return looked >= NEWEST && people >= NEARLY_ALL * looked
                ? "It would have fired for nearly every lead: " + people + " of " + looked + "."
                : null;
    }
}
