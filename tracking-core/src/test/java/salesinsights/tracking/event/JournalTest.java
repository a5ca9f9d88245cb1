package salesinsights.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final long PLENTY = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void whatWasAppendedIsReadInOrderAfterReopening() throws IOException {
        append(1, 250);
        append(251, 300);

        assertThat(read()).isEqualTo(texts(1, 300));
    }

    @Test
    void positionsGoOnAfterReopening() throws IOException {
        append(1, 10);
        try (Journal journal = open(PLENTY, PLENTY)) {
            assertThat(journal.last()).isEqualTo(10);
            journal.append(List.of("x".getBytes(StandardCharsets.UTF_8)));
            assertThat(journal.last()).isEqualTo(11);
        }
    }

    @Test
    void aTornTailIsCutWhereverItTore() throws IOException {
        append(1, 20);
        Path file = onlySegment();
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 1; cut < 60; cut++) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));

            List<String> read = read();

            assertThat(texts(1, 20)).startsWith(read.toArray(String[]::new));
            assertThat(read.size()).isBetween(17, 19);
        }
    }

    @Test
    void rubbishBehindTheLastRecordIsCutAndWrittenOver() throws IOException {
        append(1, 5);
        Files.write(onlySegment(), new byte[777], StandardOpenOption.APPEND);
        append(6, 9);

        assertThat(read()).isEqualTo(texts(1, 9));
    }

    @Test
    void spaceTakenAheadAndNeverUsedIsNoDamage() throws IOException {
        append(1, 5);
        Path file = onlySegment();
        long whole = Files.size(file);
        Files.write(file, new byte[3 << 20], StandardOpenOption.APPEND);

        assertThat(read()).isEqualTo(texts(1, 5));
        assertThat(Files.size(file)).isEqualTo(whole);
    }

    @Test
    void aRunningJournalTakesSpaceAheadAndNeverMoreThanItMay() throws IOException {
        try (Journal journal = open(100_000, 50_000)) {
            journal.append(payloads(1, 1));
            assertThat(journal.bytes()).isBetween(40_000L, 100_000L);
            assertThat(journal.room()).isGreaterThan(99_000);
        }
    }

    @Test
    void anyDamagedByteCostsOnlyItsRecordAndTheGapShows() throws IOException {
        append(101, 130);
        Path file = onlySegment();
        byte[] whole = Files.readAllBytes(file);
        int record = (whole.length - Segment.HEADER) / 30;
        for (int at = Segment.HEADER + 10 * record; at < Segment.HEADER + 11 * record; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);

            try (Journal journal = open(PLENTY, PLENTY)) {
                List<Long> positions = journal.read().next(100).stream()
                        .map(JournalRecord::position)
                        .toList();
                assertThat(positions).hasSize(29).doesNotContain(11L).contains(10L, 12L, 30L);
            }
        }
    }

    @Test
    void aFullJournalSaysSoAndTakesAgainOnceApplied() throws IOException {
        try (Journal journal = open(4096, 1024)) {
            int accepted = 0;
            while (journal.room() >= 100) {
                journal.append(List.of(new byte[84]));
                accepted++;
            }
            assertThat(accepted).isBetween(30, 41);
            assertThat(journal.bytes()).isLessThanOrEqualTo(4096);

            journal.trim(accepted);

            assertThat(journal.room()).isGreaterThanOrEqualTo(2500);
        }
    }

    @Test
    void onlyAppliedRecordsAreGivenBack() throws IOException {
        try (Journal journal = open(PLENTY, 512)) {
            journal.append(payloads(1, 10));
            for (int i = 11; i <= 40; i++) {
                journal.append(payloads(i, i));
            }
            journal.trim(25);
        }
        List<String> left = read();

        assertThat(left).endsWith("hit 40").contains("hit 26").hasSizeLessThan(40);
        assertThat(texts(1, 40)).endsWith(left.toArray(String[]::new));
    }

    @Test
    void whatIsAppliedDoesNotStayOnDisk() throws IOException {
        try (Journal journal = open(PLENTY, PLENTY)) {
            journal.append(payloads(1, 10));
            journal.sealApplied(9);
            journal.trim(9);
            assertThat(Files.readString(onlySegment(), StandardCharsets.ISO_8859_1))
                    .contains("hit 10");

            journal.sealApplied(10);
            journal.trim(10);
            assertThat(Files.readString(onlySegment(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("hit");
        }
        append(11, 12);
        assertThat(read()).isEqualTo(texts(11, 12));
    }

    @Test
    void aReaderFollowsTheWriterOverAllSegments() throws IOException {
        try (Journal journal = open(PLENTY, 512)) {
            Journal.Cursor cursor = journal.read();
            List<String> read = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                journal.append(payloads(i, i));
                if (i % 7 == 0) {
                    cursor.next(5).forEach(record -> read.add(text(record)));
                    journal.trim(read.size());
                }
            }
            cursor.next(1000).forEach(record -> read.add(text(record)));

            assertThat(read).isEqualTo(texts(1, 200));
        }
    }

    @Test
    void twoProcessesNeverShareAFolder() throws IOException {
        try (Journal first = open(PLENTY, PLENTY)) {
            assertThat(first.last()).isZero();
            assertThatThrownBy(() -> open(PLENTY, PLENTY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("insights.journal.directory");
        }
    }

    private Journal open(long most, long segment) throws IOException {
        return Journal.open(directory, most, segment);
    }

    private void append(int from, int to) throws IOException {
        try (Journal journal = open(PLENTY, PLENTY)) {
            journal.append(payloads(from, to));
        }
    }

    private List<String> read() throws IOException {
        try (Journal journal = open(PLENTY, PLENTY)) {
            return journal.read().next(10_000).stream().map(JournalTest::text).toList();
        }
    }

    private Path onlySegment() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> segments = files.filter(file -> file.toString().endsWith(Segment.SUFFIX))
                    .toList();
            assertThat(segments).hasSize(1);
            return segments.getFirst();
        }
    }

    private static String text(JournalRecord record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }

    private static List<String> texts(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "hit " + i).toList();
    }

    private static List<byte[]> payloads(int from, int to) {
        return texts(from, to).stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
