package salesinsights.tracking.verdict;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Reads the catalogue once per process. */
final class ShippedCatalogue {
    private ShippedCatalogue() {}

    @Produces
    @Singleton
    static Catalogue catalogue() {
        return Catalogue.shipped();
    }
}
