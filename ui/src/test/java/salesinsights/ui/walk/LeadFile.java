package salesinsights.ui.walk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Leads to begin with: the real ones where they lie beside the project, as many made-up ones elsewhere. */
final class LeadFile {
    static final int LEADS = 6468;

    private LeadFile() {}

    /** A file of {@code shared/data} beside the project. */
    static Optional<Path> shared(String name) {
        return Stream.of("../../shared", "../../../shared", "../shared")
                .map(place -> Path.of(place, "data").resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    static byte[] csv() throws IOException {
        Optional<Path> real = shared("leads/leads.csv");
        System.out.println(
                real.isPresent()
                        ? "walk: importing 6,468 real leads"
                        : "walk: shared/data/leads/leads.csv is not here, importing generated leads");
        return real.isPresent() ? Files.readAllBytes(real.get()) : generated();
    }

    private static byte[] generated() {
        StringBuilder csv = new StringBuilder("Prospect ID,Lead Number,Lead Origin,Lead Source,Converted,TotalVisits,")
                .append("Total Time Spent on Website,Last Activity,Country,Specialization,City\n");
        for (int i = 0; i < LEADS; i++) {
            csv.append(UUID.nameUUIDFromBytes(("lead " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .append(',')
                    .append(600_000 + i)
                    .append(i % 3 == 0 ? ",API,Google," : ",Landing Page Submission,Direct Traffic,")
                    .append(i % 3 == 1 ? 1 : 0)
                    .append(',')
                    .append(i % 9)
                    .append(',')
                    .append(i * 7 % 1500)
                    .append(i % 2 == 0 ? ",Email Opened,India" : ",SMS Sent,Germany")
                    .append(",Select,\"Mumbai, West\"\n");
        }
        return csv.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
