package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.KnownPeople.Contact;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Tries a draft of the country table on everybody whom some teams know. Reads only, in the caller's transaction. */
@Singleton
public class PolicyPreviews {
    static final int PEOPLE_AT_MOST = 100_000;
    private static final int BATCH = 2_000;

    private static final String RECIPIENTS = """
            select distinct on (team_id, address) team_id, address, country from recipient
            where team_id = any (?) order by team_id, address, id desc limit ?
            """;

    private final Database database;
    private final PolicyInForce inForce;
    private final PolicyDrafts drafts;
    private final Residences residences;
    private final Standings standings;
    private final TeamLimits limits;
    private final ConsentKeys keys;

    PolicyPreviews(
            Database database,
            PolicyInForce inForce,
            PolicyDrafts drafts,
            Residences residences,
            Standings standings,
            TeamLimits limits,
            ConsentKeys keys) {
        this.database = database;
        this.inForce = inForce;
        this.drafts = drafts;
        this.residences = residences;
        this.standings = standings;
        this.limits = limits;
        this.keys = keys;
    }

    private record Someone(Contact contact, @Nullable String country) {}

    private record Both(Policy before, Policy after) {}

    /** What the draft would change for the people of these teams. */
    public PolicyPreview of(Set<TeamId> teams) {
        Both policies = new Both(inForce.fresh().policy(), drafts.drafted());
        List<Someone> people = people(teams);
        boolean all = people.size() < PEOPLE_AT_MOST;
        Map<String, Tally> byCountry = new TreeMap<>();
        Map<TeamId, Map<Purpose, Mode>> limitsOf = new HashMap<>();
        teams.forEach(team -> limitsOf.put(team, limits.of(team)));
        for (int from = 0; from < people.size(); from += BATCH) {
            count(people.subList(from, Math.min(from + BATCH, people.size())), policies, limitsOf, byCountry);
        }
        List<PolicyPreview.ByCountry> items = byCountry.entrySet().stream()
                .map(one -> one.getValue().view(one.getKey()))
                .sorted(Comparator.comparingInt(PolicyPreview.ByCountry::affected)
                        .reversed())
                .toList();
        int affected =
                items.stream().mapToInt(PolicyPreview.ByCountry::affected).sum();
        return new PolicyPreview(people.size(), all, affected, items);
    }

    private List<Someone> people(Set<TeamId> teams) {
        Map<Contact, Someone> all = new LinkedHashMap<>();
        database.list(
                        RECIPIENTS,
                        row -> new Someone(
                                new Contact(new TeamId(row.getLong("team_id")), row.getString("address")),
                                row.getString("country")),
                        Database.longs(teams.stream().map(TeamId::value).toList()),
                        PEOPLE_AT_MOST)
                .forEach(one -> all.put(one.contact(), one));
        residences.everybody(teams, PEOPLE_AT_MOST).forEach(one -> all.putIfAbsent(one, new Someone(one, null)));
        return new ArrayList<>(all.values()).subList(0, Math.min(all.size(), PEOPLE_AT_MOST));
    }

    private void count(
            Collection<Someone> people,
            Both policies,
            Map<TeamId, Map<Purpose, Mode>> limitsOf,
            Map<String, Tally> byCountry) {
        Map<Contact, Whereabouts> where =
                residences.of(people.stream().map(Someone::contact).toList());
        Map<Contact, Standings.Of> subjects = new HashMap<>();
        people.forEach(one -> subjects.put(
                one.contact(),
                new Standings.Of(
                        one.contact().team(), keys.subject(one.contact().address()))));
        Map<Standings.Of, Map<Matter, Standing>> said = standings.of(new HashSet<>(subjects.values()));
        for (Someone one : people) {
            Contact contact = one.contact();
            Whereabouts known = where.getOrDefault(contact, Whereabouts.UNKNOWN);
            Map<Purpose, Standing> standing = Decisions.purposes(said.getOrDefault(subjects.get(contact), Map.of()));
            Map<Purpose, Mode> limit = limitsOf.getOrDefault(contact.team(), Map.of());
            Residence was = policies.before().residence(one.country(), known, contact.address());
            Residence willBe = policies.after().residence(one.country(), known, contact.address());
            byCountry
                    .computeIfAbsent(was.regions(), fresh -> new Tally())
                    .add(
                            policies.before().decide(new Person(was, standing, limit, Map.of())),
                            policies.after().decide(new Person(willBe, standing, limit, Map.of())));
        }
    }

    /** People of one country, counted by what would hold for them. */
    private static final class Tally {
        private final Map<Purpose, Map<Mode, Integer>> before = new EnumMap<>(Purpose.class);
        private final Map<Purpose, Map<Mode, Integer>> after = new EnumMap<>(Purpose.class);
        private int people;
        private int affected;

        void add(TrackingDecision was, TrackingDecision willBe) {
            people++;
            affected += was.modes().equals(willBe.modes()) && was.keepsNetwork() == willBe.keepsNetwork() ? 0 : 1;
            was.modes().forEach((purpose, mode) -> increase(before, purpose, mode));
            willBe.modes().forEach((purpose, mode) -> increase(after, purpose, mode));
        }

        private static void increase(Map<Purpose, Map<Mode, Integer>> counts, Purpose purpose, Mode mode) {
            counts.computeIfAbsent(purpose, fresh -> new EnumMap<>(Mode.class)).merge(mode, 1, Integer::sum);
        }

        PolicyPreview.ByCountry view(String country) {
            Map<String, PolicyPreview.Shift> shifts = new LinkedHashMap<>();
            before.forEach((purpose, counts) -> {
                Map<Mode, Integer> next = after.getOrDefault(purpose, Map.of());
                if (!counts.equals(next)) {
                    shifts.put(Choice.word(purpose), new PolicyPreview.Shift(counts, next));
                }
            });
            return new PolicyPreview.ByCountry(country, people, affected, shifts);
        }
    }
}
