package salesinsights.scoring.score;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamId;

/** All lines of one lead's ledger. */
record Book(TeamId team, LeadId lead, List<ScoreEntry> entries) {
    Book {
        entries = List.copyOf(entries);
    }

    /** Lines that stand: neither taken back nor taking back. */
    List<ScoreEntry> standing() {
        Set<UUID> takenBack = entries.stream()
                .map(ScoreEntry::reversalOf)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());
        return entries.stream()
                .filter(entry -> entry.reversalOf() == null && !takenBack.contains(entry.id()))
                .toList();
    }

    /** The lines to append so that what stands is exactly what was earned: first what is taken back, then what is new. */
    List<ScoreEntry> missing(List<Earned> earned, Instant now, Supplier<UUID> ids) {
        List<ScoreEntry> lines = new ArrayList<>();
        List<Earned> open = new ArrayList<>(earned);
        Map<String, List<Earned>> byRule = open.stream().collect(Collectors.groupingBy(Earned::rule));
        Set<Earned> kept = new HashSet<>();
        for (ScoreEntry entry : standing()) {
            Earned same = byRule.getOrDefault(entry.rule(), List.of()).stream()
                    .filter(one -> !kept.contains(one) && entry.says(one))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                lines.add(entry.reversed(ids.get(), now));
            } else {
                kept.add(same);
            }
        }
        for (Earned one : open) {
            if (!kept.contains(one)) {
                lines.add(new ScoreEntry(
                        ids.get(),
                        team,
                        lead,
                        one.rule(),
                        one.version(),
                        one.points(),
                        one.fading(),
                        one.effectiveAt(),
                        now,
                        one.event(),
                        null,
                        one.parameters()));
            }
        }
        return lines;
    }

    Book with(List<ScoreEntry> lines) {
        List<ScoreEntry> all = new ArrayList<>(entries);
        all.addAll(lines);
        return new Book(team, lead, all);
    }

    /** As it was known at that moment. */
    Book knownAt(Instant moment) {
        return new Book(
                team,
                lead,
                entries.stream()
                        .filter(entry -> !entry.recordedAt().isAfter(moment))
                        .toList());
    }

    /** Points of the ledger as faded to a moment. */
    double points(Instant at) {
        return entries.stream().mapToDouble(entry -> entry.at(at)).sum();
    }

    double fit(Instant at) {
        return entries.stream()
                .filter(ScoreEntry::isFit)
                .mapToDouble(entry -> entry.at(at))
                .sum();
    }
}
