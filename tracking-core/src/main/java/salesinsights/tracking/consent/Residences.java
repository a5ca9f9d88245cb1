package salesinsights.tracking.consent;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.team.TeamId;

/** What all who know people say about where they live; in the caller's transaction. */
@Singleton
class Residences {
    private final List<KnownPeople> sources;

    Residences(@All List<KnownPeople> sources) {
        this.sources = sources;
    }

    Whereabouts of(TeamId team, String address) {
        KnownPeople.Contact one = new KnownPeople.Contact(team, address);
        return of(List.of(one)).getOrDefault(one, Whereabouts.UNKNOWN);
    }

    Map<KnownPeople.Contact, Whereabouts> of(Collection<KnownPeople.Contact> people) {
        Set<KnownPeople.Contact> asked = new HashSet<>(people);
        Map<KnownPeople.Contact, Whereabouts> known = new HashMap<>();
        sources.forEach(source -> source.of(asked).forEach(known::putIfAbsent));
        return known;
    }

    Set<KnownPeople.Contact> everybody(Set<TeamId> teams, int atMost) {
        Set<KnownPeople.Contact> all = new HashSet<>();
        sources.forEach(source -> all.addAll(source.everybody(teams, atMost)));
        return all;
    }
}
