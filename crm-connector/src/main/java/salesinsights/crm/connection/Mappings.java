package salesinsights.crm.connection;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamPath;

/** What a mapping may hold. */
final class Mappings {
    private static final int ENTRIES_AT_MOST = 500;
    private static final int TEXT_AT_MOST = 200;
    private static final Set<String> STAGES = Set.of("new", "attempting", "connected", "qualified", "disqualified");

    private Mappings() {}

    /** @throws Problem 400 at the part that cannot be kept */
    static void refuseBad(CrmMapping mapping) {
        refuseBad("fields", mapping.fields());
        refuseBad("owners", mapping.owners());
        refuseBad("stages", mapping.stages());
        refuseBad("teams", mapping.teams());
        if (!STAGES.containsAll(mapping.stages().values())) {
            throw Problem.invalid("stages", "a stage is one of new, attempting, connected, qualified, disqualified");
        }
        mapping.teams().values().forEach(Mappings::refuseNoPath);
        long different = mapping.fields().values().stream().distinct().count();
        if (different < mapping.fields().size()) {
            throw Problem.invalid("fields", "two facts go into one field of the CRM");
        }
    }

    private static void refuseNoPath(String path) {
        try {
            var unused = new TeamPath(path);
        } catch (IllegalArgumentException none) {
            throw Problem.invalid("teams", "a team is a path such as /teams/emea");
        }
    }

    private static void refuseBad(String part, Map<?, String> entries) {
        boolean bad = entries.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey().toString(), entry.getValue()))
                .anyMatch(text -> text.isBlank()
                        || text.length() > TEXT_AT_MOST
                        || text.chars().anyMatch(Character::isISOControl));
        if (bad || entries.size() > ENTRIES_AT_MOST) {
            throw Problem.invalid(
                    part, "at most " + ENTRIES_AT_MOST + " entries of 1 to " + TEXT_AT_MOST + " printable characters");
        }
    }
}
