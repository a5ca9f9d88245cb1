package salesinsights.scoring.prediction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Leads of a made-up market, of which one knows what their chances were. */
record Market(List<Map<String, String>> rows, List<Boolean> won) {
    /** Segment and visits decide, with luck; colour does not; notes are filled in for won leads only. */
    static Market of(int leads, long seed) {
        Random dice = new Random(seed);
        List<Map<String, String>> rows = new ArrayList<>();
        List<Boolean> won = new ArrayList<>();
        for (int i = 0; i < leads; i++) {
            int segment = dice.nextInt(4);
            int visits = dice.nextInt(20);
            boolean wins = dice.nextDouble() < Scorecard.probabilityOf(-2.4 + 0.9 * segment + 0.12 * visits - 0.6);
            Map<String, String> row = new LinkedHashMap<>();
            row.put("Segment", String.valueOf((char) ('A' + segment)));
            row.put("Visits", dice.nextInt(10) == 0 ? "" : Integer.toString(visits));
            row.put("Colour", dice.nextBoolean() ? "red" : "blue");
            row.put("Contract number", wins ? "C-" + i : "");
            rows.add(row);
            won.add(wins);
        }
        return new Market(rows, won);
    }

    List<String> columns() {
        return List.of("Segment", "Visits", "Colour", "Contract number");
    }

    List<Example> examples(boolean lucky) {
        Columns columns = new Columns();
        Random dice = new Random(1);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            boolean outcome = lucky ? dice.nextBoolean() : won.get(i);
            Facts facts = new Facts(columns.places(), columns.cells(rows.get(i)), Map.of(), 0);
            examples.add(new Example(new UUID(0, i), Instant.EPOCH.plusSeconds(i), outcome, facts));
        }
        return examples;
    }

    /** As a file; without outcomes from that row on. */
    String csv(String idPrefix, int openFrom) {
        StringBuilder csv = new StringBuilder("external_id,outcome,Segment,Visits,Colour,Contract number\n");
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            boolean open = i >= openFrom;
            csv.append("%s-%d,%s,%s,%s,%s,%s\n"
                    .formatted(
                            idPrefix,
                            i,
                            open ? "" : won.get(i) ? "won" : "lost",
                            row.get("Segment"),
                            row.get("Visits"),
                            row.get("Colour"),
                            open ? "" : row.get("Contract number")));
        }
        return csv.toString();
    }
}
