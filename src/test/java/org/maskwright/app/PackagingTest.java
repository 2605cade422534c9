package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/// The form of what packages are made from, for the systems that this machine cannot make them for.
class PackagingTest {
    private static final Path FOLDER = Path.of("packaging");

    /// The options that jpackage 25 knows and that we use, of all systems.
    private static final List<String> OPTIONS = List.of(
            "--add-launcher",
            "--copyright",
            "--description",
            "--file-associations",
            "--icon",
            "--install-dir",
            "--java-options",
            "--license-file",
            "--linux-package-name",
            "--mac-entitlements",
            "--mac-package-identifier",
            "--mac-package-name",
            "--main-class",
            "--main-jar",
            "--name",
            "--resource-dir",
            "--vendor",
            "--win-dir-chooser",
            "--win-menu",
            "--win-menu-group",
            "--win-per-user-install",
            "--win-shortcut-prompt",
            "--win-upgrade-uuid");

    private static String read(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }

    @Test
    void theProgramSaysTheVersionOfTheBuild() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml"))).contains("\n  <version>" + Main.VERSION + "</version>");
    }

    @Test
    void argumentFilesNameOptionsOfJpackageAndFilesThatAreThere() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> all =
                    files.filter(f -> f.toString().endsWith(".args")).sorted().toList();
            assertThat(all)
                    .extracting(f -> String.valueOf(f.getFileName()))
                    .containsExactly(
                            "jpackage.args",
                            "linux-deb.args",
                            "linux-rpm.args",
                            "linux.args",
                            "macos-dmg.args",
                            "macos.args",
                            "windows-msi.args",
                            "windows.args");
            for (Path file : all) {
                for (String line : Files.readAllLines(file)) {
                    if (line.isBlank() || line.startsWith("#")) {
                        continue;
                    }
                    assertThat(OPTIONS).as("%s: %s", file, line).contains(line.split(" ", 2)[0]);
                    Arrays.stream(line.split("[ =]", -1))
                            .filter(word -> word.startsWith("packaging/"))
                            .forEach(named -> assertThat(Path.of(named)).exists());
                }
            }
        }
    }

    @Test
    void theMainClassIsThereAndJavaIsStartedAsTheBuildStartsIt() throws IOException, ClassNotFoundException {
        String common = read("jpackage.args");
        assertThat(common).contains("--main-class " + Main.class.getName());
        assertThat(Class.forName("org.maskwright.app.Rehearsal")).isNotNull();
        assertThat(common)
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                .contains("-DPYTORCH_LIBRARY_PATH=$APPDIR/native", "-Dorg.sqlite.lib.path=$APPDIR/native");
    }

    /// Windows replaces an installed version by this code. It must never change.
    @Test
    void theUpgradeCodeIsTheOneOfAllVersions() throws IOException {
        String args = read("windows-msi.args");
        assertThat(args).contains("--win-upgrade-uuid " + UUID.fromString("7d0c2c0e-6a51-4d0f-9a55-2f6f1d1f8a3b"));
        assertThat(args).contains("--win-per-user-install", "--win-menu\n", "--file-associations");
        assertThat(read("windows.args")).contains("--add-launcher maskwright-console=packaging/console.properties");
        assertThat(read("console.properties")).contains("win-console=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"macos/Info.plist", "macos/Maskwright.entitlements", "linux/maskwright.xml"})
    void xmlIsWellFormed(String file) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        assertThat(factory.newDocumentBuilder().parse(new InputSource(new StringReader(read(file)))))
                .isNotNull();
    }

    @Test
    void macosKnowsNameVersionAndProjects() throws IOException {
        assertThat(read("macos/Info.plist"))
                .contains("<key>CFBundleIdentifier</key><string>org.maskwright</string>")
                .contains("<key>CFBundleShortVersionString</key><string>@VERSION@</string>")
                .contains("<string>maskwright</string>", "application/x-maskwright-project");
        assertThat(read("macos/Maskwright.entitlements")).contains("allow-jit", "disable-library-validation");
    }

    @Test
    void linuxHasMenuEntryKindOfFileManPageAndCommand() throws IOException {
        assertThat(read("linux/maskwright.desktop"))
                .contains("Exec=maskwright %f", "Icon=maskwright", "MimeType=application/x-maskwright-project;");
        assertThat(read("linux/maskwright.xml")).contains("application/x-maskwright-project", "*.maskwright");
        assertThat(read("project.properties")).contains("extension=maskwright", "application/x-maskwright-project");
        assertThat(read("linux/maskwright.1")).startsWith(".TH MASKWRIGHT 1").contains("@VERSION@", "self\\-check");
        assertThat(read("linux/postinst")).contains("/usr/bin/maskwright");
        assertThat(read("linux/prerm")).contains("rm -f /usr/bin/maskwright");
        assertThat(read("linux/control")).contains("Version: @VERSION@");
        assertThat(read("linux/maskwright.sh"))
                .startsWith("#!/bin/sh")
                .contains("@OPTIONS@ -cp \"@CLASSPATH@\" " + Main.class.getName() + " \"$@\"");
    }

    /// Of what this build has on its class path; the build of a package stops at a library that is not named.
    @Test
    void everyLibraryIsNamedWithItsLicence() throws IOException {
        List<String[]> named = thirdParty();
        String notice = Files.readString(Path.of("NOTICE"));
        for (String[] library : named) {
            assertThat(library).hasSize(4);
            assertThat(notice).as("NOTICE").contains(library[1]);
            assertThat(library[3].isEmpty()
                            || library[3].equals("LICENSE")
                            || Files.exists(FOLDER.resolve("licences").resolve(library[3])))
                    .as(library[3])
                    .isTrue();
        }
        Path written = Path.of("target/classpath.txt");
        assumeTrue(Files.exists(written), "the build has not written its class path");
        for (String jar : Files.readString(written).strip().split(File.pathSeparator, -1)) {
            String name = String.valueOf(Path.of(jar).getFileName());
            assertThat(named).as(name).anyMatch(l -> name.startsWith(l[0]));
        }
    }

    @Test
    void theIconIsDrawnAsItsFileSays() throws IOException {
        String svg = Files.readString(Path.of("assets/icon.svg"));
        String code = read("Icons.java");
        assertThat(svg).contains("rx=\"68\" ry=\"86\"", "#1F2226", "#1E4F86", "#5AA7FF");
        assertThat(code).contains("(60, 42, 136, 172)", "0x1F2226", "0x1E4F86", "0x5AA7FF");
    }

    @Test
    void theWorkflowMakesStartsAndUploadsThePackagesOfThreeSystems() throws IOException {
        String workflow = Files.readString(Path.of(".github/workflows/packages.yml"));
        assertThat(workflow)
                .contains("tags:", "ubuntu-", "windows-", "macos-", "packaging/build", "--self-check")
                .contains("upload-artifact", "notarytool", "not signed", "not notarised");
    }

    /// A tag can be moved to other code; a commit cannot.
    @Test
    void theWorkflowNamesItsActionsByCommitAndItsSecretsOnlyWhereTheyAreThere() throws IOException {
        String workflow = Files.readString(Path.of(".github/workflows/packages.yml"));
        List<String> uses =
                workflow.lines().filter(line -> line.contains("uses:")).toList();
        assertThat(uses).hasSize(4).allMatch(line -> line.matches(".*uses: [\\w-]+/[\\w-]+@[0-9a-f]{40} # v[\\d.]+"));
        for (String secret : List.of("MAC_CERTIFICATE", "MAC_NOTARY_PASSWORD", "WINDOWS_CERTIFICATE")) {
            assertThat(workflow)
                    .contains(secret + ": ${{ secrets." + secret + " }}", "env." + secret + " == ''")
                    .contains("env." + secret + " != ''");
        }
        assertThat(workflow).doesNotContain("\t").contains("needs: package", "SHA256SUMS");
    }

    /// The texts come from packaging/licences, from the jar itself, or, for what is under the licence of Java or of its
    /// compiler's runtime, from the folder `legal` of Java.
    @Test
    void everyJarAndNativeLibraryHasTheTextOfItsLicenceInThePackage() throws IOException {
        Path written = Path.of("target/classpath.txt");
        assumeTrue(Files.exists(written), "the build has not written its class path");
        List<String[]> named = thirdParty();
        for (String path : Files.readString(written).strip().split(File.pathSeparator, -1)) {
            String jar = String.valueOf(Path.of(path).getFileName());
            if (!jar.endsWith(".jar")) {
                continue;
            }
            try (var zip = new ZipFile(path)) {
                boolean own =
                        zip.stream().anyMatch(e -> e.getName().matches("(?i)(.*/)?(.*-)?licen[cs]e(\\.txt|\\.md)?"));
                String[] row = row(named, jar);
                assertThat(own || !row[3].isEmpty() || row[2].startsWith("GPL-"))
                        .as(jar)
                        .isTrue();
                zip.stream()
                        .map(e -> e.getName().substring(e.getName().lastIndexOf('/') + 1))
                        .filter(n -> n.matches("lib(torch|c10|gomp|djl|sqlite|jnidispatch).*\\.so.*"))
                        .forEach(n -> assertThat(row(named, n)).as(n).isNotEmpty());
            }
        }
    }

    private static String[] row(List<String[]> named, String file) {
        return named.stream()
                .filter(l -> file.startsWith(l[0]))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " is not in third-party.txt"));
    }

    private static List<String[]> thirdParty() throws IOException {
        return read("third-party.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .toList();
    }
}
