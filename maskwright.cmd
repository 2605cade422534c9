@echo off
rem Starts Maskwright from a clone: finds a JDK 25, builds what is missing, hands every word on.
rem Standard output is left to the results; what this script and the build have to say goes to standard error.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "JDK="

if defined JAVA_HOME call :try "%JAVA_HOME%"
for %%J in (javac.exe) do if not "%%~$PATH:J"=="" call :try "%%~dp$PATH:J.."
if exist "%USERPROFILE%\.m2\toolchains.xml" (
  for /f "tokens=3 delims=<>" %%H in ('findstr /i "<jdkHome>" "%USERPROFILE%\.m2\toolchains.xml"') do call :try "%%H"
)
for /d %%D in (
  "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*"
  "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%USERPROFILE%\.jdks\*"
) do call :try "%%~D"
if not defined JDK (
  echo maskwright: a JDK 25 or newer is missing. Install one ^(adoptium.net^) or name it in JAVA_HOME. 1>&2
  exit /b 1
)
set "JAVA_HOME=%JDK%"

powershell -NoProfile -Command "$b = Get-Item -EA 0 '%ROOT%target\launcher.args'; if (-not $b -or (Get-ChildItem -Recurse '%ROOT%src\main', '%ROOT%pom.xml' | Where-Object { $_.LastWriteTime -gt $b.LastWriteTime })) { exit 1 }"
if errorlevel 1 call :build
if errorlevel 1 exit /b 1

"%JAVA_HOME%\bin\java.exe" "@%ROOT%target\launcher.args" org.maskwright.app.Main %*
exit /b %ERRORLEVEL%

rem A folder is a JDK of the right age when its release file says so and it holds a compiler.
:try
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "AGE=0"
for /f "tokens=2 delims==.+-" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "AGE=%%V"
set AGE=%AGE:"=%
if %AGE% GEQ 25 set "JDK=%~f1"
exit /b 0

rem The class path is longer than a command line may be, so java reads it from a file.
:build
where mvn >nul 2>nul
if errorlevel 1 (
  echo maskwright: Maven ^(mvn, 3.8 or newer^) is missing; it builds Maskwright once. 1>&2
  exit /b 1
)
echo maskwright: building ^(a few minutes the first time^) 1>&2
call mvn -q -B -f "%ROOT%pom.xml" process-classes 1>&2
if errorlevel 1 (
  echo maskwright: the build failed; the lines above say why. 1>&2
  exit /b 1
)
powershell -NoProfile -Command "$cp = '%ROOT%target\classes;' + (Get-Content -Raw '%ROOT%target\classpath.txt').Trim(); [IO.File]::WriteAllText('%ROOT%target\launcher.args', '-Xms32m -XX:MaxNewSize=64m -XX:GCTimeRatio=4 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp \"' + $cp.Replace('\', '/') + '\"')"
exit /b %ERRORLEVEL%
