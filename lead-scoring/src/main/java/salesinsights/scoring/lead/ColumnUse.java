package salesinsights.scoring.lead;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a column of a file is for. On the wire it is a field's name, {@code attribute:number} or {@code skip}. */
public sealed interface ColumnUse {
    String ATTRIBUTE = "attribute:";

    /** It fills a field of the lead. */
    record Field(LeadField field) implements ColumnUse {}

    /** It is kept beside the fields under its own name. */
    record Attribute(AttributeType type) implements ColumnUse {}

    /** It is not taken. */
    record Skip() implements ColumnUse {}

    /**
     * Reads the wire's spelling.
     *
     * @throws IllegalArgumentException naming what there is
     */
    static ColumnUse of(@Nullable String text) {
        String plain = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        if (plain.equals("skip")) {
            return new Skip();
        }
        if (plain.startsWith(ATTRIBUTE)) {
            return Arrays.stream(AttributeType.values())
                    .filter(type -> plain.substring(ATTRIBUTE.length()).equals(type.wire()))
                    .findFirst()
                    .map(Attribute::new)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "no such type of attribute; there are text, number, date, yes_no"));
        }
        return LeadField.named(plain.replace('-', '_'))
                .<ColumnUse>map(Field::new)
                .orElseThrow(
                        () -> new IllegalArgumentException("no such use of a column; there are skip, attribute:text,"
                                + " attribute:number, attribute:date, attribute:yes_no, " + fields()));
    }

    private static String fields() {
        return Arrays.stream(LeadField.values())
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** The wire's spelling. */
    default String wire() {
        return switch (this) {
            case Field(LeadField field) -> field.name().toLowerCase(Locale.ROOT);
            case Attribute(AttributeType type) -> ATTRIBUTE + type.wire();
            case Skip() -> "skip";
        };
    }
}
