package salesinsights.scoring.score;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be asked of an attribute's value. A value that is not known passes none of them. */
sealed interface AttributeTest {
    /** True if the value, which is not blank, passes. */
    boolean passes(String value);

    /** There is a value. */
    record Known() implements AttributeTest {
        @Override
        public boolean passes(String value) {
            return true;
        }
    }

    /** It is one of these, in any case; they are in lower case here. */
    record OneOf(Set<String> values) implements AttributeTest {
        public OneOf {
            values = Set.copyOf(values);
        }

        @Override
        public boolean passes(String value) {
            return values.contains(value.strip().toLowerCase(Locale.ROOT));
        }
    }

    /** It holds this text, which is in lower case here. */
    record Contains(String text) implements AttributeTest {
        @Override
        public boolean passes(String value) {
            return value.toLowerCase(Locale.ROOT).contains(text);
        }
    }

    /** It is a number within these bounds, which belong to it. */
    record Between(@Nullable Double from, @Nullable Double to) implements AttributeTest {
        @Override
        public boolean passes(String value) {
            try {
                double number = Double.parseDouble(value.strip());
                return !Double.isNaN(number) && (from == null || number >= from) && (to == null || number <= to);
            } catch (NumberFormatException noNumber) {
                return false;
            }
        }
    }

    /** It is an address at a provider that says nothing about an employer. */
    record FreeMail() implements AttributeTest {
        @Override
        public boolean passes(String value) {
            return FreeMailProviders.has(value);
        }
    }
}
