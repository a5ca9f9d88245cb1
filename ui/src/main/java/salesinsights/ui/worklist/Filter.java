package salesinsights.ui.worklist;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** What the reader narrowed the list to; empty text for what was left open. */
record Filter(boolean mine, String tier, String stage, String owner, String search) {
    private static final int LONGEST = 320;

    static Filter of(
            @Nullable String scope,
            @Nullable String tier,
            @Nullable String stage,
            @Nullable String owner,
            @Nullable String search) {
        return new Filter(
                !"team".equals(scope),
                text("tier", tier),
                text("stage", stage),
                text("owner", owner),
                text("q", search));
    }

    private static String text(String field, @Nullable String given) {
        String text = Objects.requireNonNullElse(given, "").strip();
        if (text.length() > LONGEST || text.indexOf(0) >= 0) {
            throw Problem.invalid(field, "is too long or holds a NUL character");
        }
        return text;
    }

    /** True if anything but the scope is narrowed. */
    public boolean isNarrow() {
        return !(tier.isEmpty() && stage.isEmpty() && owner.isEmpty() && search.isEmpty());
    }

    /** True if somebody is looked for by e-mail address, which stands in no URL. */
    boolean namesSomebody() {
        return search.indexOf('@') >= 0;
    }

    /** The address of the first page under this filter, but for an e-mail address that is looked for. */
    String address() {
        return "/worklist?scope=" + (mine ? "mine" : "team") + named("tier", tier) + named("stage", stage)
                + named("owner", owner) + (namesSomebody() ? "" : named("q", search));
    }

    private static String named(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
