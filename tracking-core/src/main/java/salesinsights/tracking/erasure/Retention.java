package salesinsights.tracking.erasure;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** How long each class of data is kept, by team, in the caller's transaction. */
@Singleton
public class Retention {
    private final List<Kept> classes;
    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    Retention(@All List<Kept> classes, Database database, AuditLog audit, Clock clock) {
        this.classes = classes.stream()
                .sorted(Comparator.comparing(kept -> kept.bounds().name()))
                .toList();
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A class as a team keeps it.
     *
     * @param name stable
     * @param days in force
     * @param chosen false if it is the product's default
     * @param due how many would go now
     */
    public record Rule(
            String team, String name, String words, int days, int least, int most, boolean chosen, long due) {}

    List<Kept> classes() {
        return classes;
    }

    /** All classes of a team. */
    public List<Rule> of(Team team) {
        Map<String, Integer> chosen = chosen(team.id());
        return classes.stream()
                .map(kept -> rule(team, kept, chosen.get(kept.bounds().name()), null))
                .toList();
    }

    /**
     * What would go under another number of days; changes nothing.
     *
     * @throws Problem naming the field that is wrong
     */
    public Rule preview(Team team, @Nullable String name, @Nullable Integer days) {
        Kept kept = require(name);
        return rule(team, kept, chosen(team.id()).get(kept.bounds().name()), checked(kept, days));
    }

    /**
     * Changes how long a class is kept; noted in the audit log.
     *
     * @throws Problem naming the field that is wrong
     */
    public Rule change(Caller caller, Team team, @Nullable String name, @Nullable Integer days) {
        Kept kept = require(name);
        int wanted = checked(kept, days);
        int before = days(team.id(), kept);
        database.write("""
                insert into retention_rule (team_id, class, days, changed_by, changed_at) values (?, ?, ?, ?, ?)
                on conflict (team_id, class) do update set days = excluded.days, changed_by = excluded.changed_by,
                    changed_at = excluded.changed_at
                """, team.id().value(), kept.bounds().name(), wanted, caller.username(), clock.instant());
        audit.note(new AuditEntry(
                team.id(),
                AuditAction.RETENTION_CHANGED,
                caller.username(),
                "class:" + kept.bounds().name(),
                null,
                Map.of("from", before + " days", "to", wanted + " days")));
        return rule(team, kept, wanted, null);
    }

    private Rule rule(Team team, Kept kept, @Nullable Integer chosen, @Nullable Integer tried) {
        Kept.Bounds bounds = kept.bounds();
        int days = tried != null ? tried : chosen != null ? chosen : bounds.days();
        return new Rule(
                team.path().value(),
                bounds.name(),
                bounds.words(),
                days,
                bounds.least(),
                bounds.most(),
                chosen != null,
                kept.due(team.id(), before(days)));
    }

    int days(TeamId team, Kept kept) {
        return chosen(team).getOrDefault(kept.bounds().name(), kept.bounds().days());
    }

    Instant before(int days) {
        return clock.instant().minus(Duration.ofDays(days));
    }

    private Map<String, Integer> chosen(TeamId team) {
        Map<String, Integer> chosen = new HashMap<>();
        database.list(
                "select class, days from retention_rule where team_id = ?",
                row -> chosen.put(row.getString(1), row.getInt(2)),
                team.value());
        return chosen;
    }

    private Kept require(@Nullable String name) {
        return classes.stream()
                .filter(kept -> kept.bounds().name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("name", "is none of the classes of data"));
    }

    private static int checked(Kept kept, @Nullable Integer days) {
        Kept.Bounds bounds = kept.bounds();
        if (days == null || days < bounds.least() || days > bounds.most()) {
            throw Problem.invalid("days", "is " + bounds.least() + " to " + bounds.most() + " days");
        }
        return days;
    }
}
