package salesinsights.tracking.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue in force.
 *
 * @param version as verdicts name it
 * @param number of the administrator's version, 0 if there is none yet; a new one says that it follows this one
 * @param published what was published last, null if nothing was
 * @param rows the administrator's, which come before all that ships
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CatalogueView(
        String version,
        int number,
        Shipped shipped,
        @Nullable CatalogueVersion published,
        List<CatalogueRow> rows) {
    /**
     * What comes with the product.
     *
     * @param agents families of user agents
     * @param crawlers patterns of crawlers
     * @param networks blocks of addresses
     */
    public record Shipped(String version, int agents, int crawlers, int networks) {}

    public CatalogueView {
        rows = List.copyOf(rows);
    }
}
