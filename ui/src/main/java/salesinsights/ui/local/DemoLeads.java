package salesinsights.ui.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the demo's leads; the same seed makes the same leads. All addresses are in reserved domains. */
final class DemoLeads {
    static final String HEADER = "external_id,name,email,company,country,owner,stage,outcome,industry,employees";

    private static final List<String> GIVEN = List.of(
            "Alma", "Anton", "Beatriz", "Bruno", "Carla", "Claire", "Daniel", "Elena", "Emil", "Farah", "Fiona",
            "Giulia", "Hanna", "Henrik", "Ines", "Ivan", "Jonas", "Julia", "Karim", "Lea", "Liam", "Lucia", "Marta",
            "Mateo", "Nadia", "Nils", "Olivia", "Omar", "Paula", "Pierre", "Quinn", "Rosa", "Samir", "Sofia", "Theo",
            "Uma", "Victor", "Wanda", "Yara", "Zoe");
    private static final List<String> FAMILY = List.of(
            "Adler",
            "Almeida",
            "Baker",
            "Bernard",
            "Brandt",
            "Castillo",
            "Conti",
            "Dubois",
            "Eriksson",
            "Ferrari",
            "Fischer",
            "Garcia",
            "Hansen",
            "Hughes",
            "Ito",
            "Jansen",
            "Keller",
            "Kowalski",
            "Laurent",
            "Lopez",
            "Maier",
            "Moreau",
            "Novak",
            "Okafor",
            "Patel",
            "Petit",
            "Quist",
            "Reyes",
            "Rossi",
            "Schmid",
            "Silva",
            "Singh",
            "Taylor",
            "Urban",
            "Vogel",
            "Walsh",
            "Weber",
            "Young",
            "Zanetti",
            "Ziegler");
    private static final List<String> NOUNS = List.of(
            "Alder",
            "Beacon",
            "Cobalt",
            "Delta",
            "Ember",
            "Fjord",
            "Granite",
            "Harbor",
            "Iris",
            "Juniper",
            "Kestrel",
            "Lumen",
            "Meridian",
            "Nimbus",
            "Orchard",
            "Pioneer",
            "Quartz",
            "Ridge",
            "Summit",
            "Tundra");
    private static final List<String> INDUSTRIES =
            List.of("Logistics", "Software", "Manufacturing", "Retail", "Health", "Finance", "Energy", "Education");
    private static final List<String> STAGES = List.of("new", "attempting", "connected");
    private static final int[] SIZES = {8, 25, 60, 140, 420, 1500, 6000};

    private final RandomGenerator random;

    DemoLeads(RandomGenerator random) {
        this.random = random;
    }

    List<DemoLead> of(DemoPlace place) {
        List<DemoLead> leads = new ArrayList<>(place.leads());
        for (int number = 1; number <= place.leads(); number++) {
            leads.add(lead(place, number));
        }
        return leads;
    }

    private DemoLead lead(DemoPlace place, int number) {
        String given = one(GIVEN);
        String family = one(FAMILY);
        String industry = one(INDUSTRIES);
        String company = one(NOUNS) + " " + industry;
        String domain = company.toLowerCase(Locale.ROOT).replace(' ', '-') + ".example";
        // Squared twice: many are lukewarm, few are hot.
        double interest = Math.pow(random.nextDouble(), 2.2);
        String outcome = outcome(interest);
        return new DemoLead(
                "demo-%s-%04d".formatted(place.key(), number),
                given + " " + family,
                "%s.%s%d@%s".formatted(given, family, number, domain).toLowerCase(Locale.ROOT),
                company,
                industry,
                SIZES[random.nextInt(SIZES.length)],
                one(place.countries()),
                one(place.reps()),
                stage(outcome),
                outcome,
                interest,
                DemoReader.at(random.nextDouble()),
                random.nextDouble() < 0.22);
    }

    private @Nullable String outcome(double interest) {
        if (random.nextDouble() > 0.3) {
            return null;
        }
        return random.nextDouble() < 0.1 + 0.75 * interest ? "won" : "lost";
    }

    private String stage(@Nullable String outcome) {
        if (outcome == null) {
            return one(STAGES);
        }
        return outcome.equals("won") ? "qualified" : "disqualified";
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A line of CSV; nothing in it needs quoting. */
    static String line(DemoLead lead) {
        return String.join(
                ",",
                lead.externalId(),
                lead.name(),
                lead.email(),
                lead.company(),
                lead.country(),
                lead.owner(),
                lead.stage(),
                lead.outcome() == null ? "" : lead.outcome(),
                lead.industry(),
                Integer.toString(lead.employees()));
    }
}
