package salesinsights.scoring.lead;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a column seems to hold, after having seen all its cells. */
final class ColumnGuess {
    /** Below this share of cells that are a number, the others are no slips. */
    private static final double NEARLY_ALL = 0.95;

    private static final List<AttributeType> SPECIAL =
            List.of(AttributeType.NUMBER, AttributeType.DATE, AttributeType.YES_NO);

    private final Map<AttributeType, Integer> fitting = new EnumMap<>(AttributeType.class);
    private int cells;
    private int addresses;

    void see(String written) {
        String cell = written.strip();
        if (cell.isEmpty()) {
            return;
        }
        cells++;
        addresses += cell.indexOf('@') > 0 && !cell.contains(" ") ? 1 : 0;
        for (AttributeType type : SPECIAL) {
            if (type.takes(cell)) {
                fitting.merge(type, 1, Integer::sum);
                return;
            }
        }
    }

    AttributeType type() {
        return SPECIAL.stream()
                .filter(type -> cells > 0 && fitting.getOrDefault(type, 0) >= NEARLY_ALL * cells)
                .findFirst()
                .orElse(AttributeType.TEXT);
    }

    boolean looksLikeAddresses() {
        return cells > 0 && addresses >= NEARLY_ALL * cells;
    }
}
