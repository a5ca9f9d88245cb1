package salesinsights.tracking.ground;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names all unknown members of an object at once, where Jackson by itself stops at the first. */
final class NameUnknownMembers extends DeserializationProblemHandler {
    private static final int AT_MOST = 20;
    private static final int LONGEST_NAME = 60;

    /** What an object of the body has and should not; its path leads to the object. */
    static final class Unknown extends JsonMappingException {
        private final List<String> names;
        private final List<String> known;

        Unknown(JsonParser parser, List<String> names, List<String> known) {
            super(parser, "unknown members");
            this.names = List.copyOf(names);
            this.known = List.copyOf(known);
        }

        /** One mistake for each of them. */
        List<Problem.Field> fields(String where) {
            String there = known.isEmpty() ? "none" : String.join(", ", known);
            return names.stream()
                    .map(name -> new Problem.Field(
                            where.isEmpty() ? name : where + "." + name, "is no field here; there are " + there))
                    .toList();
        }
    }

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            @Nullable JsonDeserializer<?> deserializer,
            Object beanOrClass,
            String name)
            throws IOException {
        List<String> known = knownTo(deserializer);
        List<String> unknown = new ArrayList<>(List.of(shortened(name)));
        parser.skipChildren();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String next = Objects.requireNonNull(parser.currentName());
            if (!known.contains(next) && unknown.size() < AT_MOST) {
                unknown.add(shortened(next));
            }
            parser.nextToken();
            parser.skipChildren();
        }
        throw new Unknown(parser, unknown, known);
    }

    private static List<String> knownTo(@Nullable JsonDeserializer<?> deserializer) {
        Collection<Object> names = deserializer == null ? null : deserializer.getKnownPropertyNames();
        return names == null
                ? List.of()
                : names.stream().map(String::valueOf).sorted().toList();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    }
}
