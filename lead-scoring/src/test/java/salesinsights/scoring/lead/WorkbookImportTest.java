package salesinsights.scoring.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.SheetText;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class WorkbookImportTest {
    // Begins with a letter: 4495e51e would be read as a number with an exponent by the search.
    private final String unique = "u" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aWorkbooksFirstSheetIsReadAsItIsShown() throws IOException {
        byte[] book = workbook(sheet -> {
            header(sheet, "Prospect", "E-mail", "Full name", "Visits", "Signed up", "Called at", "Newsletter");
            sheet.value(1, 0, "W-" + unique);
            sheet.value(1, 1, unique + "@books.example");
            sheet.value(1, 2, "Zoë Łukasz 李");
            sheet.value(1, 3, 41);
            sheet.value(1, 4, LocalDate.of(2026, 2, 28));
            sheet.style(1, 4).format("yyyy-mm-dd").set();
            sheet.value(1, 5, LocalDateTime.of(2026, 3, 1, 9, 30, 15));
            sheet.style(1, 5).format("dd.mm.yyyy hh:mm:ss").set();
            sheet.value(1, 6, true);
            sheet.value(3, 0, "W2-" + unique);
        });

        send(book, "?map=external_id:Prospect")
                .statusCode(200)
                .body("rows", equalTo(2), "created", equalTo(2), "failed", equalTo(0));
        as(RITA).get("/api/leads?q=" + unique)
                .then()
                .body("items.find { it.externalId == 'W-%s' }.name".formatted(unique), equalTo("Zoë Łukasz 李"))
                .body("items.find { it.externalId == 'W-%s' }.attributes".formatted(unique), hasEntry("Visits", "41"))
                .body(
                        "items.find { it.externalId == 'W-%s' }.attributes".formatted(unique),
                        hasEntry("Signed up", "2026-02-28"))
                .body(
                        "items.find { it.externalId == 'W-%s' }.attributes".formatted(unique),
                        hasEntry("Called at", "2026-03-01T09:30:15Z"))
                .body("items.externalId", hasItem("W2-" + unique));
    }

    @Test
    void whatTheProductWroteComesBackAsItWasAndScoresStayOut() throws IOException {
        byte[] book = workbook(sheet -> {
            header(sheet, "external_id", "name", "insights_score", "Colour");
            sheet.value(1, 0, "R-" + unique);
            sheet.value(1, 1, SheetText.harmless("=cmd|' /C calc'!A0"));
            sheet.value(1, 2, 97);
            sheet.value(1, 3, "red");
        });

        send(book, "").statusCode(200).body("created", equalTo(1));
        as(RITA).get("/api/leads?q=R-" + unique)
                .then()
                .body("items[0].name", equalTo("=cmd|' /C calc'!A0"))
                .body("items[0].attributes.keySet()", contains("Colour"));
    }

    @Test
    void anUploadedWorkbookIsMappedLikeText() throws IOException {
        byte[] book = workbook(sheet -> {
            header(sheet, "Contact", "insights_tier");
            for (int i = 1; i <= 20; i++) {
                sheet.value(i, 0, "u%d-%s@books.example".formatted(i, unique));
                sheet.value(i, 1, "hot");
            }
        });

        String id = as(RITA).contentType(SheetText.XLSX)
                .body(book)
                .post("/api/lead-imports?fileName=leads.xlsx")
                .then()
                .statusCode(201)
                .body("columns.use", equalTo(List.of("email", "skip")), "rows", equalTo(20))
                .extract()
                .path("id");
        as(RITA).delete("/api/lead-imports/{id}", id).then().statusCode(204);
    }

    @Test
    void aPackedFileThatIsNoWorkbookIsRefusedInASentence() throws IOException {
        refused(zip("readme.txt", "hello".getBytes(StandardCharsets.UTF_8)));
        refused(zip("xl/workbook.xml", "<not xml".getBytes(StandardCharsets.UTF_8)));
        byte[] cut = workbook(sheet -> header(sheet, "email", "name"));
        refused(Arrays.copyOf(cut, cut.length / 2));
    }

    @Test
    void anExternalEntityIsNeverFetched(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "SECRET-" + unique);
        String sheet = """
                <?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "%s">]>
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                <row r="1"><c r="A1" t="inlineStr"><is><t>external_id</t></is></c></row>
                <row r="2"><c r="A2" t="inlineStr"><is><t>&e;X-%s</t></is></c></row></sheetData></worksheet>
                """.formatted(secret.toUri(), unique);
        byte[] book = rewritten(workbook(one -> header(one, "external_id")), sheet.strip());

        String said = send(book, "").extract().asString();
        assertThat(said).doesNotContain("SECRET");
        assertThat(as(RITA).get("/api/leads?q=X-" + unique).asString()).doesNotContain("SECRET");
    }

    @Test
    void whatUnpacksToFillMemoryIsRefusedBeforeItDoes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            zip.write("<workbook/>".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            byte[] blanks = new byte[1024 * 1024];
            for (int i = 0; i < 110; i++) {
                zip.write(blanks);
            }
        }
        send(bytes.toByteArray(), "").statusCode(413).body("detail", containsString("unpacked"));
    }

    private void refused(byte[] file) {
        send(file, "").statusCode(400).body("detail", containsString("cannot be read as an Excel workbook"));
    }

    private static ValidatableResponse send(byte[] file, String query) {
        return as(RITA).contentType(SheetText.XLSX)
                .body(file)
                .post("/api/leads/import" + query)
                .then();
    }

    private static void header(Worksheet sheet, String... names) {
        for (int i = 0; i < names.length; i++) {
            sheet.value(0, i, names[i]);
        }
    }

    private static byte[] workbook(Consumer<Worksheet> filled) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Test", "1.0")) {
            filled.accept(book.newWorksheet("Leads"));
            book.newWorksheet("Notes").value(0, 0, "not read");
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    /** The workbook with another first sheet. */
    private static byte[] rewritten(byte[] workbook, String sheet) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Path file = Files.createTempFile("book", ".xlsx");
        Files.write(file, workbook);
        try (ZipFile in = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry part : Collections.list(in.entries())) {
                out.putNextEntry(new ZipEntry(part.getName()));
                boolean first = part.getName().toLowerCase(Locale.ROOT).endsWith("sheet1.xml");
                out.write(
                        first
                                ? sheet.getBytes(StandardCharsets.UTF_8)
                                : in.getInputStream(part).readAllBytes());
            }
        } finally {
            Files.delete(file);
        }
        return bytes.toByteArray();
    }
}
