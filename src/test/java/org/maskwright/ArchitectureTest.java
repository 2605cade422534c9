package org.maskwright;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The plan of the house as a test: which room may import which, who may touch what, and how large a file may grow.
/// It reads the compiled classes and the source tree, so it needs no list of classes to be kept.
class ArchitectureTest {
    private static final String HOUSE = "org.maskwright";
    private static final int LONGEST_FILE = 500;

    /// Each room and the rooms it may import; the root package may be imported by all.
    /// `app` is not in the list: it may import every room, and no room may import it.
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("image", Set.of()),
            Map.entry("label", Set.of()),
            Map.entry("weights", Set.of()),
            Map.entry("measure", Set.of("image", "label")),
            Map.entry("metrics", Set.of("label")),
            Map.entry("sam", Set.of("image", "label", "weights")),
            Map.entry("worker", Set.of("sam", "image", "label", "weights")),
            Map.entry("project", Set.of("image", "label")),
            Map.entry("formats", Set.of("project", "label", "image", "measure")),
            Map.entry("synth", Set.of("image", "label")),
            Map.entry("auto", Set.of("worker", "label", "measure", "metrics", "image", "sam", "weights")),
            Map.entry(
                    "train",
                    Set.of(
                            "worker", "sam", "project", "metrics", "formats", "synth", "auto", "image", "label",
                            "weights", "measure")),
            Map.entry(
                    "ui",
                    Set.of(
                            "image", "label", "weights", "measure", "metrics", "sam", "worker", "project", "formats",
                            "synth", "auto", "train")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);

    private static String room(String name) {
        return HOUSE + "." + name + "..";
    }

    @TestFactory
    Stream<DynamicTest> roomsImportOnlyTheRoomsBelowThem() {
        return MAY_IMPORT.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(entry -> {
            String[] allowed = Stream.concat(entry.getValue().stream(), Stream.of(entry.getKey()))
                    .map(ArchitectureTest::room)
                    .toArray(String[]::new);
            return DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> noClasses()
                            .that(resideInAPackage(room(entry.getKey())))
                            .should()
                            .dependOnClassesThat(
                                    resideInAPackage(HOUSE + ".(*)..").and(not(resideInAnyPackage(allowed))))
                            .allowEmptyShould(true)
                            .because(
                                    "the rooms have one direction, so that each can be read, tested and replaced alone")
                            .check(CLASSES));
        });
    }

    @Test
    void theRootImportsNoRoom() {
        noClasses()
                .that()
                .resideInAPackage(HOUSE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HOUSE + ".(*)..")
                .allowEmptyShould(true)
                .because("what can go wrong and how work is cancelled is known to all rooms and knows none")
                .check(CLASSES);
    }

    @Test
    void onlyTheNetworkRoomsKnowTheTensorLibrary() {
        noClasses()
                .that(not(resideInAnyPackage(room("sam"), room("train"), room("worker"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .allowEmptyShould(true)
                .because("native memory has one owner, the tensor thread, and these rooms run on it")
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage(room("worker"))
                        .and(com.tngtech.archunit.base.DescribedPredicate.describe(
                                "are not Lane", type -> !isOrIsWithin(type, "Lane"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .allowEmptyShould(true)
                .because("the Lane alone loads the engine; the rest of the room sends it records")
                .check(CLASSES);
    }

    private static boolean isOrIsWithin(JavaClass type, String simpleName) {
        String name = type.getName().substring(type.getName().lastIndexOf('.') + 1);
        return name.equals(simpleName) || name.startsWith(simpleName + "$");
    }

    @Test
    void onlyTheWindowKnowsTheToolkit() {
        noClasses()
                .that(not(resideInAnyPackage(room("ui"), room("app"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx..")
                .allowEmptyShould(true)
                .because("everything but the window also runs on the command line and in tests without a toolkit")
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage(room("ui.model")))
                .should()
                .dependOnClassesThat(resideInAPackage("javafx..")
                        .and(not(resideInAnyPackage(
                                "javafx.beans..", "javafx.collections..", "javafx.event..", "javafx.util.."))))
                .allowEmptyShould(true)
                .because("view-models are tested without a toolkit, so they know javafx.base alone")
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage(room("ui.model")))
                .should()
                .dependOnClassesThat(resideInAPackage(room("ui")).and(not(resideInAnyPackage(room("ui.model")))))
                .allowEmptyShould(true)
                .because("views watch view-models, never the other way round")
                .check(CLASSES);
    }

    @Test
    void onlyTheEntranceReadsTheWorldAround() {
        noClasses()
                .that(not(resideInAPackage(room("app"))))
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class, String.class)
                .orShould()
                .callMethod(System.class, "setProperty", String.class, String.class)
                .allowEmptyShould(true)
                .because("a room that is given its settings behaves the same in the application and in a test")
                .check(CLASSES);
        noClasses()
                .that(not(resideInAPackage(room("app"))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .allowEmptyShould(true)
                .because("standard output carries results only, and the command line decides what a result is")
                .check(CLASSES);
    }

    @Test
    void sealedFamiliesLiveInOneRoom() {
        classes()
                .should(new ArchCondition<JavaClass>("keep their permitted subtypes in their own package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        Class<?>[] permitted = type.reflect().getPermittedSubclasses();
                        if (permitted == null) {
                            return;
                        }
                        for (Class<?> sub : permitted) {
                            if (!sub.getPackageName().equals(type.getPackageName())) {
                                events.add(SimpleConditionEvent.violated(
                                        type, sub.getName() + " is permitted by " + type.getName()));
                            }
                        }
                    }
                })
                .because("a choice is read in one place, and the class path allows no other")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .because("such a class has no subject, so it grows without end")
                .check(CLASSES);
        fields().that()
                .areStatic()
                .and()
                .areNotFinal()
                .should()
                .bePrivate()
                .andShould()
                .beFinal()
                .allowEmptyShould(true)
                .because("there is no state that is not owned by an object")
                .check(CLASSES);
    }

    @Test
    void packagesAreNullMarked() {
        Map<String, Boolean> marked = new TreeMap<>();
        CLASSES.forEach(type -> marked.merge(
                type.getPackageName(),
                type.getSimpleName().equals("package-info") && type.isAnnotatedWith(NullMarked.class),
                Boolean::logicalOr));
        assertThat(marked)
                .as("every package has a package-info.java that says what it is for and carries @NullMarked")
                .doesNotContainValue(false);
    }

    @Test
    void noFileIsLong() throws IOException {
        Path sources = Path.of("src");
        assumeTrue(Files.isDirectory(sources), "the source tree is not here");
        Map<Path, Long> tooLong = new TreeMap<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).collect(Collectors.toList())) {
                try (Stream<String> lines = Files.lines(file)) {
                    long count = lines.count();
                    if (count > LONGEST_FILE) {
                        tooLong.put(file, count);
                    }
                }
            }
        }
        assertThat(tooLong)
                .as("a file of more than %d lines does more than one thing", LONGEST_FILE)
                .isEmpty();
    }
}
