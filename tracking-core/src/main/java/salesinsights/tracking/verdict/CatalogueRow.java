package salesinsights.tracking.verdict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * A row that an administrator adds to the catalogue.
 *
 * @param kind a program or a network
 * @param name shown with events, at most 40 characters
 * @param match words that a user agent contains, {@code *} standing for anything between them; or a block of addresses
 * @param actor who it is
 * @param scope {@code open}, {@code click} or {@code any}; a program is {@code any}
 * @param certainty 0.5 to 1, if nothing else is known
 * @param source where that is known from, at most 200 characters
 */
public record CatalogueRow(
        Kind kind, String name, String match, ActorKind actor, String scope, double certainty, String source) {
    private static final Set<ActorKind> SAID = Set.of(
            ActorKind.HUMAN,
            ActorKind.IMAGE_PROXY,
            ActorKind.PRIVACY_PROXY,
            ActorKind.SCANNER,
            ActorKind.PREFETCH,
            ActorKind.SELF);
    private static final int LONGEST_MATCH = 200;
    private static final int LONGEST_SOURCE = 200;
    private static final int FEWEST_LETTERS = 3;

    /** What a row recognises. */
    public enum Kind {
        AGENT,
        NETWORK;

        /** As in JSON: lower case. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A row as somebody typed it; everything is checked and every mistake is named. */
    public record Typed(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String match,
            @Nullable String actor,
            @Nullable String scope,
            @Nullable Double certainty,
            @Nullable String source) {
        /**
         * The row.
         *
         * @param place counts from 1
         * @param wrong gets every mistake
         */
        Optional<CatalogueRow> checked(int place, List<Problem.Field> wrong) {
            int before = wrong.size();
            Kind of = constant("kind", kind, Kind.values(), place, wrong).orElse(Kind.AGENT);
            String called = line("name", name, Edition.LONGEST_FAMILY, place, wrong);
            String pattern = line("match", match, LONGEST_MATCH, place, wrong);
            if (wrong.size() == before) {
                complain(of, pattern, place, wrong);
            }
            ActorKind who =
                    constant("actor", actor, ActorKind.values(), place, wrong).orElse(ActorKind.UNKNOWN);
            if (wrong.size() == before && !SAID.contains(who)) {
                wrong.add(new Problem.Field("actor", "says nothing: name who it is", place));
            }
            Concerns about = scope == null || scope.isBlank() || of == Kind.AGENT
                    ? Concerns.ANY
                    : constant("scope", scope, Concerns.values(), place, wrong).orElse(Concerns.ANY);
            double sure = certainty == null ? 0.9 : certainty;
            if (!(sure >= 0.5 && sure <= 1)) {
                wrong.add(new Problem.Field("certainty", "is from 0.5 to 1", place));
            }
            String from = line("source", source, LONGEST_SOURCE, place, wrong);
            return wrong.size() > before
                    ? Optional.empty()
                    : Optional.of(new CatalogueRow(of, called, pattern, who, about.code(), sure, from));
        }

        private static void complain(Kind of, String pattern, int place, List<Problem.Field> wrong) {
            if (of == Kind.NETWORK && Prefix.of(pattern).isEmpty()) {
                wrong.add(new Problem.Field(
                        "match", "is a block such as 203.0.113.0/24 (/8 to /24) or 2001:db8::/32 (/16 to /48)", place));
            } else if (of == Kind.AGENT && pattern.replace("*", "").strip().length() < FEWEST_LETTERS) {
                wrong.add(new Problem.Field("match", "has at least " + FEWEST_LETTERS + " letters", place));
            }
        }

        private static <E extends Enum<E>> Optional<E> constant(
                String field, @Nullable String word, E[] all, int place, List<Problem.Field> wrong) {
            String code =
                    word == null ? "" : word.strip().toUpperCase(Locale.ROOT).replace('-', '_');
            Optional<E> found =
                    Arrays.stream(all).filter(one -> one.name().equals(code)).findFirst();
            if (found.isEmpty()) {
                List<String> known = Arrays.stream(all)
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .toList();
                wrong.add(new Problem.Field(field, "is one of " + String.join(", ", known), place));
            }
            return found;
        }

        private static String line(
                String field, @Nullable String text, int longest, int place, List<Problem.Field> wrong) {
            String stripped = text == null ? "" : text.strip();
            if (stripped.isEmpty() || stripped.length() > longest || !isPlain(stripped)) {
                wrong.add(new Problem.Field(field, "is 1 to " + longest + " characters on one line", place));
            }
            return stripped;
        }

        private static boolean isPlain(String text) {
            return text.codePoints()
                    .noneMatch(point -> Character.isISOControl(point)
                            || Character.getType(point) == Character.SURROGATE
                            || Character.getType(point) == Character.FORMAT);
        }
    }

    List<String> parts() {
        return Arrays.stream(match.toLowerCase(Locale.ROOT).split("\\*", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** True if the text contains all parts in this order. Takes time in proportion to the text, whatever the row says. */
    static boolean contains(String text, List<String> parts) {
        String lower = text.toLowerCase(Locale.ROOT);
        int from = 0;
        for (String part : parts) {
            int at = lower.indexOf(part, from);
            if (at < 0) {
                return false;
            }
            from = at + part.length();
        }
        return true;
    }

    Agent agent() {
        return new Agent(name, actor, certainty, Reason.LISTED_AGENT);
    }

    NetworkRow network() {
        return new NetworkRow(
                Prefix.of(match).orElseThrow(),
                name,
                actor,
                Concerns.valueOf(scope.toUpperCase(Locale.ROOT)),
                certainty,
                Reason.LISTED_NETWORK);
    }

    /** All rows, or a problem that names every mistake. */
    static List<CatalogueRow> checked(@Nullable List<@Nullable Typed> typed, int atMost) {
        if (typed == null) {
            throw Problem.invalid("rows", "is missing; an empty list leaves the catalogue as it ships");
        }
        if (typed.size() > atMost) {
            throw Problem.invalid("rows", "has " + typed.size() + " rows; at most " + atMost);
        }
        List<Problem.Field> wrong = new ArrayList<>();
        List<CatalogueRow> rows = new ArrayList<>();
        for (int i = 0; i < typed.size(); i++) {
            Typed row = typed.get(i);
            if (row == null) {
                wrong.add(new Problem.Field("rows", "is empty", i + 1));
            } else {
                row.checked(i + 1, wrong).ifPresent(rows::add);
            }
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong.subList(0, Math.min(50, wrong.size())));
        }
        return rows;
    }
}
