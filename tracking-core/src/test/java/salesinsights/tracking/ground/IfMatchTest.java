package salesinsights.tracking.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
    @ParameterizedTest
    @CsvSource({"'\"7\"', 7", "'W/\"7\"', 7", "7, 7", "' \"12\" ', 12", "'\"0\"', 0"})
    void theTagThatAThingWasAnsweredWithNamesItsVersion(String header, int version) {
        assertThat(IfMatch.needed(header)).isEqualTo(version);
        assertThat(IfMatch.stated(header)).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "\"-1\"", "\"12345678901234567890\"", "\"1\", \"2\"", "\"\"", "W/"})
    void aTagThatWasNeverOursMatchesNoVersion(String header) {
        assertThat(IfMatch.needed(header)).isNegative();
        assertThat(IfMatch.stated(header)).isNegative();
    }

    @Test
    void whereNothingIsStatedAChangeIsMadeToWhicheverVersionThereIsOrRefused() {
        assertThat(IfMatch.stated(null)).isNull();
        assertThat(IfMatch.stated(" * ")).isNull();
        assertThatThrownBy(() -> IfMatch.needed(null)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> IfMatch.needed(" ")).isInstanceOf(Problem.class);
    }
}
