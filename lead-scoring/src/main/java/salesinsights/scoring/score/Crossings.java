package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;

/** When leads became hot, by what is known today and the lines of today. In the caller's transaction. */
@Singleton
public class Crossings {
    private final Ledger ledger;
    private final Regimes regimes;

    Crossings(Ledger ledger, Regimes regimes) {
        this.ledger = ledger;
        this.regimes = regimes;
    }

    /** The moments at which each lead's score crossed the line to hot upwards, oldest first; most leads have none. */
    public Map<LeadId, List<Instant>> of(Collection<Lead> leads, Instant from, Instant to) {
        Map<LeadId, List<Instant>> crossed = new HashMap<>();
        Map<LeadId, Lines> lines = leads.stream()
                .collect(Collectors.toMap(
                        Lead::id, lead -> regimes.of(lead.team()).lines()));
        ledger.of(leads).forEach((lead, book) -> {
            List<Instant> moments = of(book, Objects.requireNonNull(lines.get(lead)), from, to);
            if (!moments.isEmpty()) {
                crossed.put(lead, moments);
            }
        });
        return crossed;
    }

    private static List<Instant> of(Book book, Lines lines, Instant from, Instant to) {
        List<Instant> crossed = new ArrayList<>();
        // Between two entries a score only fades: it rises at one, or not at all.
        List<Instant> rises = book.standing().stream()
                .map(ScoreEntry::effectiveAt)
                .filter(at -> at.isAfter(from) && !at.isAfter(to))
                .distinct()
                .sorted()
                .toList();
        for (Instant at : rises) {
            if (isHot(book, lines, at) && !isHot(book, lines, at.minusNanos(1000))) {
                crossed.add(at);
            }
        }
        return crossed;
    }

    private static boolean isHot(Book book, Lines lines, Instant at) {
        return new Standing(book.points(at), book.fit(at), lines).tier() == Tier.HOT;
    }
}
