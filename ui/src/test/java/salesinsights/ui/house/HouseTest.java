package salesinsights.ui.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.stream.Stream;

@AnalyzeClasses(
        packages = "salesinsights",
        importOptions = {ImportOption.DoNotIncludeTests.class, HouseTest.NoFixtures.class})
class HouseTest {
    /** The fixtures that modules share come as a jar of their own. */
    static final class NoFixtures implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String CONNECTORS =
            "salesinsights.crm.(memory|webhook|csv|odoo|hubspot|salesforce|dynamics|pipedrive|tryton)..";

    @ArchTest
    static final ArchRule modulesAreAStraightLine = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("tracking-core")
            .definedBy("salesinsights.tracking..")
            .layer("lead-scoring")
            .definedBy("salesinsights.scoring..")
            .layer("crm-connector")
            .definedBy("salesinsights.crm..")
            .layer("ui")
            .definedBy("salesinsights.ui..")
            .whereLayer("ui")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("crm-connector")
            .mayOnlyBeAccessedByLayers("ui")
            .whereLayer("lead-scoring")
            .mayOnlyBeAccessedByLayers("crm-connector", "ui")
            .whereLayer("tracking-core")
            .mayOnlyBeAccessedByLayers("lead-scoring", "crm-connector", "ui");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("salesinsights.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule aConnectorKnowsOnlyTheSpi = noClasses()
            .that()
            .resideInAPackage(CONNECTORS)
            .should()
            .dependOnClassesThat(resideInAPackage("salesinsights..")
                    .and(not(resideInAPackage("salesinsights.crm.spi..")))
                    .and(not(resideInAPackage(CONNECTORS)))
                    .and(not(resideInAPackage("salesinsights.tracking.ground..")))
                    .and(not(resideInAPackage("salesinsights.tracking.outgoing.."))));

    @ArchTest
    static final ArchRule connectorsKnowNothingOfEachOther =
            slices().matching(CONNECTORS).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule theClockIsAskedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("salesinsights.ui.local..")
            .should(callMethodWhere(asksTheMachineForTheTime()));

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields().should().beAnnotatedWith(Inject.class);

    @ArchTest
    static final ArchRule httpLivesInResources = noClasses()
            .that(not(simpleNameEndingWith("Resource"))
                    .and(not(simpleNameEndingWith("Mapper")))
                    .and(not(simpleNameEndingWith("Filter")))
                    .and(not(DescribedPredicate.describe("nested in a resource", HouseTest::isNestedInAResource))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule everyResourceIsGuarded =
            classes().that().areAnnotatedWith(Path.class).should(sayWhoMayCall());

    @ArchTest
    static final ArchRule noEntityLeavesThroughAResource = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(Path.class)
            .should(notMentionAnEntity());

    @ArchTest
    static final ArchRule entitiesStayInTheirRoom =
            classes().that().areAnnotatedWith(Entity.class).should().notBePublic();

    @ArchTest
    static final ArchRule cryptographyHasAFewHomes = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "salesinsights.tracking.token..",
                    "salesinsights.tracking.seal..",
                    "salesinsights.tracking.outgoing..",
                    "salesinsights.tracking.provider..",
                    "salesinsights.crm.connection..",
                    "salesinsights.crm.webhook..",
                    "salesinsights.ui.session..",
                    "salesinsights.ui.page..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.crypto..");

    @ArchTest
    static final ArchRule aNameSaysWhatAThingIs = classes()
            .that()
            // The one word of the law that ends so.
            .doNotHaveSimpleName("PersonalData")
            .should()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Utils")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Processor")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl")
            .andShould()
            .haveSimpleNameNotEndingWith("DTO")
            .andShould()
            .haveSimpleNameNotEndingWith("VO")
            .andShould()
            .haveSimpleNameNotEndingWith("Info")
            .andShould()
            .haveSimpleNameNotEndingWith("Data")
            .andShould()
            .haveSimpleNameNotStartingWith("Base")
            .andShould()
            .haveSimpleNameNotStartingWith("Abstract");

    @ArchTest
    static final ArchRule stateIsNotStaticAndMutable = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("salesinsights.ui.local..")
            .should()
            .beFinal();

    private static DescribedPredicate<JavaCall<?>> asksTheMachineForTheTime() {
        Set<String> types = Set.of(
                "java.time.Instant",
                "java.time.LocalDate",
                "java.time.LocalDateTime",
                "java.time.ZonedDateTime",
                "java.time.OffsetDateTime");
        return DescribedPredicate.describe("asks the machine for the time", call -> {
            String owner = call.getTargetOwner().getFullName();
            boolean now = call.getName().equals("now")
                    && types.contains(owner)
                    && call.getTarget().getRawParameterTypes().stream()
                            .noneMatch(type -> type.isAssignableTo(java.time.Clock.class));
            return now || (owner.equals("java.lang.System") && call.getName().equals("currentTimeMillis"));
        });
    }

    private static boolean isNestedInAResource(JavaClass type) {
        return type.getEnclosingClass()
                .map(outer -> outer.getSimpleName().endsWith("Resource")
                        || outer.getSimpleName().endsWith("Mapper")
                        || isNestedInAResource(outer))
                .orElse(false);
    }

    private static ArchCondition<JavaClass> sayWhoMayCall() {
        return new ArchCondition<>("say on the class or on every method who may call") {
            @Override
            public void check(JavaClass resource, ConditionEvents events) {
                if (guarded(resource::isAnnotatedWith)) {
                    return;
                }
                resource.getMethods().stream()
                        .filter(method ->
                                method.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC))
                        .filter(method -> !guarded(method::isAnnotatedWith))
                        .forEach(open -> events.add(
                                SimpleConditionEvent.violated(open, open.getFullName() + " says nobody who may call")));
            }
        };
    }

    private static boolean guarded(java.util.function.Predicate<Class<? extends java.lang.annotation.Annotation>> has) {
        return Stream.of(RolesAllowed.class, PermitAll.class, DenyAll.class, io.quarkus.security.Authenticated.class)
                .anyMatch(has);
    }

    private static ArchCondition<JavaMethod> notMentionAnEntity() {
        return new ArchCondition<>("not mention an entity") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(
                                method.getReturnType().getAllInvolvedRawTypes().stream(),
                                method.getParameterTypes().stream()
                                        .flatMap(type -> type.getAllInvolvedRawTypes().stream()))
                        .filter(type -> type.isAnnotatedWith(Entity.class))
                        .forEach(entity -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " mentions " + entity.getSimpleName())));
            }
        };
    }
}
