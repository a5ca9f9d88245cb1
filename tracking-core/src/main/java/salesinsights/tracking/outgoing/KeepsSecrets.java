package salesinsights.tracking.outgoing;

import java.util.List;

/** A room that keeps secrets sealed by {@link Secrets}; make it a {@code @Singleton}, and they follow when the key changes. */
public interface KeepsSecrets {
    /** A column of sealed secrets; {@code table} has its owner in the column {@code id}. */
    record Column(String table, String secret) {}

    /** Every column of the room that lasts; what goes within days by itself may be left out. */
    List<Column> secrets();
}
