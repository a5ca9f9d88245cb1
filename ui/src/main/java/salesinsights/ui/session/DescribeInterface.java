package salesinsights.ui.session;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAPI says of the interface, so that clients can be generated from it: REST alone, without the pages that people
 * open in a browser and what only they are made of; values that are one text or number as that; JSON of any shape as such
 * rather than as the members of a library's class.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DescribeInterface implements OASFilter {
    private static final String REST = "/api/";
    private static final String SCHEMAS = "#/components/schemas/";
    /** What a form takes under any name. */
    private static final String ANY_NAME = "*";

    @Override
    public void filterOpenAPI(OpenAPI described) {
        Paths paths = described.getPaths();
        if (paths == null || described.getComponents() == null) {
            return;
        }
        List<String> pages = paths.getPathItems().keySet().stream()
                .filter(path -> !path.startsWith(REST))
                .toList();
        pages.forEach(paths::removePathItem);
        Map<String, Schema> schemas = described.getComponents().getSchemas();
        if (schemas == null) {
            return;
        }
        values().forEach((name, value) -> {
            if (schemas.containsKey(name)) {
                described.getComponents().addSchema(name, value);
            }
        });
        Reached reached = new Reached(described.getComponents().getSchemas());
        operations(paths).forEach(reached::follow);
        List.copyOf(schemas.keySet()).stream()
                .filter(name -> !reached.names.contains(name))
                .forEach(described.getComponents()::removeSchema);
    }

    private static Map<String, Schema> values() {
        return Map.of(
                "JsonNode", OASFactory.createSchema().description("JSON of any shape"),
                "TeamPath", text().addExample("/teams/emea"),
                "EmailAddress", text(),
                "LeadCursor", text().description("opaque: what was handed out here"),
                "LeadId", text().format("uuid"),
                "ConnectionId", text().format("uuid"),
                "TeamId",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .format("int64"));
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }

    private static Stream<Operation> operations(Paths paths) {
        return paths.getPathItems().values().stream()
                .map(PathItem::getOperations)
                .flatMap(all -> all.values().stream());
    }

    /** The schemas that operations lead to. */
    private static final class Reached {
        private final Map<String, Schema> schemas;
        private final Set<String> names = new HashSet<>();

        Reached(Map<String, Schema> schemas) {
            this.schemas = schemas;
        }

        void follow(Operation operation) {
            each(operation.getParameters()).map(Parameter::getSchema).forEach(this::follow);
            if (operation.getRequestBody() != null) {
                follow(operation.getRequestBody().getContent());
            }
            if (operation.getResponses() != null) {
                operation.getResponses().getAPIResponses().values().stream()
                        .map(APIResponse::getContent)
                        .forEach(this::follow);
            }
        }

        private void follow(@Nullable Content content) {
            if (content == null) {
                return;
            }
            for (MediaType type : content.getMediaTypes().values()) {
                Schema schema = type.getSchema();
                if (schema != null) {
                    nameForms(schema);
                    follow(schema);
                }
            }
        }

        private static void nameForms(Schema form) {
            Map<String, Schema> properties = form.getProperties();
            if (properties != null && properties.containsKey(ANY_NAME)) {
                Schema files = properties.get(ANY_NAME);
                form.removeProperty(ANY_NAME);
                form.addProperty("files", files);
            }
        }

        private void follow(@Nullable Schema schema) {
            if (schema == null) {
                return;
            }
            String reference = schema.getRef();
            if (reference != null && reference.startsWith(SCHEMAS)) {
                String name = reference.substring(SCHEMAS.length());
                if (names.add(name)) {
                    follow(schemas.get(name));
                }
            }
            Map<String, Schema> properties = schema.getProperties();
            Stream.of(
                            each(properties == null ? null : properties.values()),
                            each(schema.getAllOf()),
                            each(schema.getAnyOf()),
                            each(schema.getOneOf()))
                    .flatMap(all -> all)
                    .forEach(this::follow);
            follow(schema.getItems());
            follow(schema.getAdditionalPropertiesSchema());
        }

        private static <T> Stream<T> each(@Nullable Collection<T> all) {
            return all == null ? Stream.empty() : all.stream();
        }
    }
}
