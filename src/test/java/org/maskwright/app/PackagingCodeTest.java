package org.maskwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the build of the packages makes for the systems that it does not run on.
class PackagingCodeTest {
    @SuppressWarnings("NullAway.Init")
    private static URLClassLoader code;

    @BeforeAll
    static void compile(@TempDir Path classes) throws IOException {
        var words = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
        try (Stream<Path> files = Files.list(Path.of("packaging"))) {
            files.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(words::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new)))
                .isZero();
        code = new URLClassLoader(new URL[] {classes.toUri().toURL()});
    }

    @AfterAll
    static void close() throws IOException {
        code.close();
    }

    private static Object call(String type, String method, Object... arguments) throws ReflectiveOperationException {
        Method found = Arrays.stream(code.loadClass(type).getDeclaredMethods())
                .filter(m -> m.getName().equals(method) && m.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        found.setAccessible(true);
        return found.invoke(null, arguments);
    }

    private static int side(byte[] png) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getHeight()).isEqualTo(image.getWidth());
        assertThat(image.getColorModel().hasAlpha()).isTrue();
        return image.getWidth();
    }

    /// Header and directory as in Microsoft's description of .ico; each entry says where its PNG lies.
    @Test
    void windowsFindsEachSizeOfTheIcon() throws Exception {
        var ico = ByteBuffer.wrap((byte[]) call("Icons", "ico")).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(ico.getInt(0)).isEqualTo(1 << 16);
        var sides = new ArrayList<Integer>();
        int end = 0;
        for (int i = 0; i < ico.getShort(4); i++) {
            int entry = 6 + 16 * i;
            var png = new byte[ico.getInt(entry + 8)];
            ico.get(ico.getInt(entry + 12), png);
            end = ico.getInt(entry + 12) + png.length;
            int side = side(png);
            assertThat(ico.get(entry)).isEqualTo((byte) side).isEqualTo(ico.get(entry + 1));
            sides.add(side);
        }
        assertThat(sides).containsExactly(16, 24, 32, 48, 64, 128, 256);
        assertThat(end).isEqualTo(ico.capacity());
    }

    @Test
    void macosFindsEachSizeOfTheIconAndNoneThatItScrambles() throws Exception {
        var icns = ByteBuffer.wrap((byte[]) call("Icons", "icns"));
        var type = new byte[4];
        icns.get(type);
        assertThat(type).asString().isEqualTo("icns");
        assertThat(icns.getInt()).isEqualTo(icns.capacity());
        var sides = new TreeMap<String, Integer>();
        while (icns.hasRemaining()) {
            icns.get(type);
            var png = new byte[icns.getInt() - 8];
            icns.get(png);
            sides.put(new String(type, StandardCharsets.US_ASCII), side(png));
        }
        assertThat(sides)
                .isEqualTo(Map.of(
                        "ic07", 128, "ic08", 256, "ic09", 512, "ic10", 1024, "ic11", 32, "ic12", 64, "ic13", 256,
                        "ic14", 512));
    }

    /// The version that a system is told: three numbers as Windows compares them, none that Apple refuses.
    @Test
    void eachSystemIsToldAVersionThatItTakes() throws Exception {
        for (String system : List.of("linux", "windows", "macos")) {
            String told = (String) call("Packages", "appVersion", call("Target", system), Main.VERSION);
            assertThat(told).as(system).matches("\\d{1,3}\\.\\d{1,3}\\.\\d{1,5}");
            assertThat(system.equals("macos") && told.startsWith("0")).isFalse();
        }
        Object macos = call("Target", "macos");
        assertThat(call("Packages", "appVersion", macos, "0.1.0")).isEqualTo("1.1.0");
        assertThat(call("Packages", "appVersion", macos, "1.0.0")).isEqualTo("1.0.0");
    }

    /// Each folder of native libraries that a system's package is made of is in the jars that the build names.
    @Test
    void eachSystemHasPackagesAndNativeLibrariesOfItsOwn() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom).contains("linux-x86_64", "win-x86_64", "osx-aarch64");
        assertThat(call("Target", "windows").toString())
                .contains("packages=[msi, zip]", "pytorch/cpu/win-x86_64/", "name=windows", "architecture=x64");
        assertThat(call("Target", "macos").toString())
                .contains("packages=[dmg]", "pytorch/cpu/osx-aarch64/", "name=macos", "architecture=arm64");
        assertThat(call("Target", "linux").toString())
                .contains("packages=[deb, rpm, tar]", "pytorch/cpu/linux-x86_64/", "name=linux");
    }
}
