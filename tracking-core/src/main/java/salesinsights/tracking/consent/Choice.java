package salesinsights.tracking.consent;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** Members of a request that name one of a few things, in any case. */
final class Choice {
    private Choice() {}

    @SafeVarargs
    static <E extends Enum<E>> E of(String field, @Nullable String given, E... allowed) {
        String name =
                given == null ? "" : given.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(allowed)
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        field,
                        "must be one of "
                                + Arrays.stream(allowed).map(Choice::word).collect(Collectors.joining(", "))));
    }

    /** As the API shows it. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
