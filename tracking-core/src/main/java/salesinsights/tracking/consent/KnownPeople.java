package salesinsights.tracking.consent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.team.TeamId;

/** Who keeps a record of people that says where they live; make it a {@code @Singleton}. In the caller's transaction. */
public interface KnownPeople {
    /** A person as one team knows them; the address in lower case. */
    record Contact(TeamId team, String address) {}

    /** What is known of these; who is not known is absent. One statement for any number of them. */
    Map<Contact, Whereabouts> of(Collection<Contact> people);

    /** All whom these teams know, in no order; to see what a changed policy would do to them. */
    List<Contact> everybody(Set<TeamId> teams, int atMost);
}
