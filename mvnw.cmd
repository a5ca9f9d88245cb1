@echo off
rem Runs Maven for this project: finds a JDK (21 or newer) and a Maven (3.9 or newer), or says what to install.
setlocal EnableExtensions EnableDelayedExpansion
set "MAVEN_VERSION=3.9.11"
set "UNPACK_PLUGIN=org.apache.maven.plugins:maven-dependency-plugin:3.9.0"
set "PROJECT=%~dp0"
if "%PROJECT:~-1%"=="\" set "PROJECT=%PROJECT:~0,-1%"
set "OWN_MAVEN=%PROJECT%\.mvn\maven\apache-maven-%MAVEN_VERSION%"

rem --- JDK: JAVA_HOME if it is new enough, else the best of the usual places (25, then 21, then the newest) ---------
set "BEST_RANK=0"
set "BEST_HOME="
set "RELEASE=0"
if defined JAVA_HOME call :release_of "%JAVA_HOME%"
if !RELEASE! GEQ 21 goto :maven
for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps") do (
  if exist "%%~R" for /d %%H in ("%%~R\*") do call :consider "%%~H"
)
if not defined BEST_HOME (
  echo mvnw: no JDK 21 or newer was found. Install one, for example Eclipse Temurin 25, or point JAVA_HOME at it. 1>&2
  exit /b 1
)
set "JAVA_HOME=%BEST_HOME%"

:maven
if exist "%OWN_MAVEN%\bin\mvn.cmd" goto :own
set "FOUND="
for /f "tokens=3" %%V in ('mvn -v 2^>nul ^| findstr /b /c:"Apache Maven"') do if not defined FOUND set "FOUND=%%V"
if not defined FOUND goto :no_maven
for /f "tokens=1,2 delims=." %%A in ("%FOUND%") do set "MAJOR=%%A" & set "MINOR=%%B"
if %MAJOR% GTR 3 goto :path_maven
if %MAJOR% EQU 3 if %MINOR% GEQ 9 goto :path_maven

echo mvnw: Maven %FOUND% is older than 3.9; unpacking %MAVEN_VERSION% once into .mvn\maven ... 1>&2
set "PLACE=%PROJECT%\.mvn\maven\.unpacking"
if exist "%PLACE%" rmdir /s /q "%PLACE%"
mkdir "%PLACE%"
pushd "%PLACE%"
call mvn -B -q %UNPACK_PLUGIN%:unpack "-Dartifact=org.apache.maven:apache-maven:%MAVEN_VERSION%:zip:bin" "-DoutputDirectory=%PLACE%\out" 1>&2
set "RESULT=%ERRORLEVEL%"
popd
if not "%RESULT%"=="0" (
  echo mvnw: Maven %MAVEN_VERSION% could not be unpacked from the registry. Install Maven 3.9 or newer. 1>&2
  exit /b 1
)
move "%PLACE%\out\apache-maven-%MAVEN_VERSION%" "%OWN_MAVEN%" >nul
rmdir /s /q "%PLACE%"
goto :own

:no_maven
if not defined MVNW_REPOURL (
  echo mvnw: no Maven was found. Install Maven 3.9 or newer, or set MVNW_REPOURL to the address of a Maven repository. 1>&2
  exit /b 1
)
set "PLACE=%PROJECT%\.mvn\maven\.unpacking"
if exist "%PLACE%" rmdir /s /q "%PLACE%"
mkdir "%PLACE%\out"
curl -fsSL -o "%PLACE%\maven.zip" "%MVNW_REPOURL%/org/apache/maven/apache-maven/%MAVEN_VERSION%/apache-maven-%MAVEN_VERSION%-bin.zip"
if errorlevel 1 (
  echo mvnw: Maven %MAVEN_VERSION% could not be had from MVNW_REPOURL. Check that address, or install Maven 3.9 or newer. 1>&2
  exit /b 1
)
pushd "%PLACE%\out"
"%JAVA_HOME%\bin\jar" xf "%PLACE%\maven.zip"
popd
move "%PLACE%\out\apache-maven-%MAVEN_VERSION%" "%OWN_MAVEN%" >nul
rmdir /s /q "%PLACE%"

:own
call "%OWN_MAVEN%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%

:path_maven
call mvn %*
exit /b %ERRORLEVEL%

rem Sets RELEASE to the feature release of the JDK in folder %1, or to 0.
:release_of
set "RELEASE=0"
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b "JAVA_VERSION=" "%~1\release"`) do set "TEXT=%%~V"
for /f "tokens=1 delims=.-+" %%N in ("!TEXT!") do set "RELEASE=%%N"
exit /b 0

:consider
call :release_of "%~1"
if !RELEASE! LSS 21 exit /b 0
set /a RANK=RELEASE
if !RELEASE! EQU 21 set /a RANK=1021
if !RELEASE! EQU 25 set /a RANK=1025
if !RELEASE! EQU 29 set /a RANK=1029
if !RANK! GTR !BEST_RANK! (
  set "BEST_RANK=!RANK!"
  set "BEST_HOME=%~1"
)
exit /b 0
