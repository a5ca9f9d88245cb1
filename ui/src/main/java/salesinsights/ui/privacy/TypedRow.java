package salesinsights.ui.privacy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.PolicyDraftView;
import salesinsights.tracking.consent.PolicyRowEntry;
import salesinsights.tracking.consent.PolicyView;

/** The form of a row as it was filled in. */
final class TypedRow {
    @Nullable
    String region;

    @Nullable
    String seen;

    @Nullable
    String name;

    @Nullable
    String open;

    @Nullable
    String click;

    @Nullable
    String web;

    @Nullable
    String readReceipt;

    @Nullable
    String score;

    @Nullable
    String deliverability;

    @Nullable
    String withoutConsent;

    @Nullable
    String optOutSignal;

    @Nullable
    String keepsNetwork;

    @Nullable
    String source;

    @Nullable
    String reviewedOn;

    @Nullable
    String reviewBy;

    String region() {
        return region == null ? "" : region.strip().toUpperCase(Locale.ROOT);
    }

    String seen() {
        return seen == null ? "" : seen;
    }

    PolicyRowEntry entry() {
        Map<String, @Nullable String> modes = new HashMap<>();
        modes.put("open", open);
        modes.put("click", click);
        modes.put("web", web);
        modes.put("read_receipt", readReceipt);
        modes.put("score", score);
        modes.put("deliverability", deliverability);
        return new PolicyRowEntry(
                name, modes, withoutConsent, optOutSignal, keepsNetwork != null, source, reviewedOn, reviewBy);
    }

    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "name", name);
        put(fields, "modes.open", open);
        put(fields, "modes.click", click);
        put(fields, "modes.web", web);
        put(fields, "modes.read_receipt", readReceipt);
        put(fields, "modes.score", score);
        put(fields, "modes.deliverability", deliverability);
        put(fields, "withoutConsent", withoutConsent);
        put(fields, "optOutSignal", optOutSignal);
        put(fields, "keepsNetwork", keepsNetwork);
        put(fields, "source", source);
        put(fields, "reviewedOn", reviewedOn);
        put(fields, "reviewBy", reviewBy);
        return fields;
    }

    private static void put(Map<String, String> fields, String field, @Nullable String value) {
        if (value != null) {
            fields.put(field, value);
        }
    }

    /** What the form begins with: the drafted row, else the one in force; empty if the region has none. */
    static Map<String, String> fields(String region, PolicyView table, PolicyDraftView draft) {
        Map<String, String> fields = new LinkedHashMap<>();
        Stream.concat(draft.changes().stream().map(PolicyDraftView.Change::after), table.items().stream())
                .filter(row -> row.region().equals(region))
                .findFirst()
                .ifPresent(row -> {
                    row.modes().forEach((purpose, mode) -> fields.put("modes." + purpose, lower(mode)));
                    fields.put("name", row.name());
                    fields.put("withoutConsent", lower(row.withoutConsent()));
                    fields.put("optOutSignal", row.optOutSignal());
                    fields.put("source", row.source());
                    fields.put("reviewedOn", row.reviewedOn().toString());
                    fields.put("reviewBy", row.reviewBy().toString());
                    if (row.keepsNetwork()) {
                        fields.put("keepsNetwork", "on");
                    }
                });
        return fields;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
