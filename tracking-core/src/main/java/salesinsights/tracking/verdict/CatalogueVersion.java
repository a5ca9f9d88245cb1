package salesinsights.tracking.verdict;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator published once.
 *
 * @param number counts from 1
 * @param shipped version of the data that it was published over
 * @param restoredFrom number of the version whose rows these are again, null if they are new
 * @param size how many rows it has
 * @param rows left out in lists of versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CatalogueVersion(
        int number,
        String shipped,
        String note,
        String publishedBy,
        Instant publishedAt,
        @Nullable Integer restoredFrom,
        int size,
        List<CatalogueRow> rows) {
    public CatalogueVersion {
        rows = List.copyOf(rows);
    }

    CatalogueVersion withoutRows() {
        return new CatalogueVersion(number, shipped, note, publishedBy, publishedAt, restoredFrom, size, List.of());
    }
}
