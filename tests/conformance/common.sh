# Shared by the checks of the conformance stage; sourced, never run. A check prints `ok - NAME`,
# `not ok - NAME: WHY` or `skip - NAME: WHY` and ends with finish, whose line is `N passed, N failed,
# N skipped`.
# shellcheck shell=sh
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
BUILD=${BUILD:-$top/build}
VANBAN=${VANBAN:-$BUILD/vanban}
DEMO_DIR=${DEMO_DIR:-$BUILD/demo}
CONFORMANCE_DIR=${CONFORMANCE_DIR:-$BUILD/conformance}
mkdir -p "$CONFORMANCE_DIR"
office_profile=file://$CONFORMANCE_DIR/libreoffice/$(basename "$0" .sh) # one office a profile, and checks run side by side
passed=0 failed=0 skipped=0

ok()
{
    passed=$((passed + 1))
    echo "ok - $1"
}

not_ok()
{
    failed=$((failed + 1))
    echo "not ok - $1: $2"
}

skip()
{
    skipped=$((skipped + 1))
    echo "skip - $1: $2"
}

finish()
{
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" = 0 ]
    exit
}

# install PACKAGE...: Debian packages, as root or with sudo; quiet. The reason of a failure is in the log.
install()
{
    sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    {
        flock 9
        $sudo apt-get -qq update
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@"
    } >>"$CONFORMANCE_DIR/install.log" 2>&1 </dev/null 9>"$CONFORMANCE_DIR/install.lock"
}

# have COMMAND PACKAGE...: the command is there, or is after installing the packages.
have()
{
    command -v "$1" >/dev/null 2>&1 && return
    have_command=$1
    shift
    install "$@" && command -v "$have_command" >/dev/null 2>&1
}

have_java()
{
    have java default-jre-headless
}

# The validator of the ODF Toolkit: sets $validator.
have_odfvalidator()
{
    validator=$CONFORMANCE_DIR/odfvalidator.jar
    have_java || return
    [ -s "$validator" ] && return
    have mvn maven || return
    artifact=odfvalidator-0.12.0-jar-with-dependencies.jar
    timeout 300 mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
        -Dartifact=org.odftoolkit:odfvalidator:0.12.0:jar:jar-with-dependencies \
        -DoutputDirectory="$CONFORMANCE_DIR" >>"$CONFORMANCE_DIR/install.log" 2>&1 &&
        mv "$CONFORMANCE_DIR/$artifact" "$validator"
}

# verapdf ARGUMENT...: veraPDF's program for the command line.
verapdf()
{
    java -XX:TieredStopAtLevel=1 -cp "$verapdf_jars/*" org.verapdf.apps.GreenfieldCliWrapper "$@"
}

# have_jars FOLDER GROUP:ARTIFACT:VERSION...: these and all that they need, from Maven Central.
have_jars()
{
    jars=$1
    shift
    have_java || return
    [ ! -f "$jars/whole" ] || return 0
    have mvn maven || return
    mkdir -p "$jars"
    {
        echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        echo '<groupId>vanban</groupId><artifactId>conformance</artifactId><version>1</version><dependencies>'
        for artifact; do
            echo "$artifact" | sed 's|\(.*\):\(.*\):\(.*\)|<dependency><groupId>\1</groupId><artifactId>\2</artifactId><version>\3</version></dependency>|'
        done
        echo '</dependencies></project>'
    } >"$jars/pom.xml"
    timeout 300 mvn -q -B -f "$jars/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
        -DoutputDirectory="$jars" -DincludeScope=runtime >>"$CONFORMANCE_DIR/install.log" 2>&1 && : >"$jars/whole"
}

have_verapdf()
{
    verapdf_jars=$CONFORMANCE_DIR/verapdf
    have_jars "$verapdf_jars" org.verapdf.apps:greenfield-apps:1.28.2
}

# EU DSS for PAdES, and a compiler for who asks it, since a JRE has none.
have_dss()
{
    dss=$CONFORMANCE_DIR/dss
    of=eu.europa.ec.joinup.sd-dss
    have_jars "$dss" $of:dss-pades-pdfbox:6.1 $of:dss-utils-apache-commons:6.1 $of:dss-crl-parser-stream:6.1 $of:dss-policy-jaxb:6.1 \
        $of:dss-validation:6.1 org.eclipse.jdt:ecj:3.33.0
}

# A Python with python-docx and lxml, in a folder of its own: sets $python.
have_python_docx()
{
    python=$CONFORMANCE_DIR/python/bin/python3
    "$python" -c 'import docx' 2>/dev/null && return
    python3 -c 'import venv, ensurepip' 2>/dev/null || install python3-venv || return
    { python3 -m venv "$CONFORMANCE_DIR/python" && "$python" -m pip install -q python-docx; } \
        >>"$CONFORMANCE_DIR/install.log" 2>&1 && "$python" -c 'import docx'
}

# A Python with docxtpl, the release that cases.json was made with: sets $python.
have_docxtpl()
{
    python=$CONFORMANCE_DIR/docxtpl-python/bin/python3
    "$python" -c 'import docxtpl.subdoc' 2>/dev/null && return
    python3 -c 'import venv, ensurepip' 2>/dev/null || install python3-venv || return
    { python3 -m venv "$CONFORMANCE_DIR/docxtpl-python" && "$python" -m pip install -q 'docxtpl[subdoc]==0.20.2'; } \
        >>"$CONFORMANCE_DIR/install.log" 2>&1 && "$python" -c 'import docxtpl.subdoc'
}

have_soffice()
{
    have soffice libreoffice-writer-nogui
}

# outputs SUFFIX: the papers of that kind, paths under $inputs, a line each.
outputs()
{
    [ ! -d "$inputs" ] || (cd "$inputs" && find . -type f -name "*.$1" | sed 's|^\./||' | LC_ALL=C sort)
}

# flat PATH: one file name for a path.
flat()
{
    echo "$1" | sed 's|/|--|g'
}

# take LOG STATUS NAME: takes over the lines of a check that is not of this shape; without such lines its
# status is one check.
take()
{
    grep -E '^(ok|not ok|skip) - ' "$1"
    taken_failed=$(grep -c '^not ok - ' "$1")
    passed=$((passed + $(grep -c '^ok - ' "$1")))
    failed=$((failed + taken_failed))
    skipped=$((skipped + $(grep -c '^skip - ' "$1")))
    if [ "$2" != 0 ] && [ "$taken_failed" = 0 ]; then
        not_ok "$3" "ended with status $2, see $1"
    elif ! grep -qE '^(ok|not ok|skip) - ' "$1"; then
        ok "$3"
    fi
}

# render FORMATS OUTPUT ARGUMENT...: as a draft, for papers whose data lack what the rules ask for. What
# fails is named in render.failed.
render()
{
    render_formats=$1 render_to=$2
    shift 2
    "$VANBAN" render -q --draft -f "$render_formats" -o "$render_to" "$@" >>"$CONFORMANCE_DIR/render.log" 2>&1 ||
        echo "$render_formats $*" | sed "s|$CONFORMANCE_DIR/||g; s|$top/||g" >>"$CONFORMANCE_DIR/render.failed"
}

# The text of a sample beside its paper, under the same name.
add_texts()
{
    for input in "$top"/samples/*.md "$top"/samples/*.yaml; do
        name=$(basename "$input") && name=${name%.*}
        [ ! -f "$inputs/$name.pdf" ] || render txt "$inputs/$name.txt" "$input"
    done
    for command in "$top"/samples/*/lenh; do
        [ -f "$command" ] || continue
        folder=$(dirname "$command")
        while IFS= read -r words; do # a paper a line
            # shellcheck disable=SC2086
            (cd "$folder" && render txt "$inputs/$(basename "$folder")/" $words)
        done <"$command"
    done
}

# Two real papers by the rules that followed them: in the narrower text of the guide of 2004 the plan of 2013 has
# a line that misses the margin by 0.008 pt, and a symbol at the end of a line, which LibreOffice divides and we do
# not. REAL_PAPERS names the folder of their texts, by default beside the checkout.
add_real_papers()
{
    papers=${REAL_PAPERS:-$top/../shared/real}
    [ -d "$papers" ] || return 0
    sh "$top/tests/real/papers.sh" "$papers" "$CONFORMANCE_DIR/real" || return
    for input in "$CONFORMANCE_DIR"/real/*.md; do
        render pdf,docx,odt,txt "$inputs/real/" -p dang-2018 "$input"
    done
}

# What is checked: a copy of the demo outputs with the text of each, and the real papers. Made once: by
# run.sh, or by a check that runs alone.
inputs=${CONFORMANCE_INPUTS:-$CONFORMANCE_DIR/in}
if [ -z "${CONFORMANCE_INPUTS:-}" ]; then
    rm -rf "$inputs"
    : >"$CONFORMANCE_DIR/render.log"
    : >"$CONFORMANCE_DIR/render.failed"
    [ -d "$DEMO_DIR" ] || "$top/dev" demo >>"$CONFORMANCE_DIR/render.log" 2>&1
    mkdir -p "$inputs"
    [ ! -d "$DEMO_DIR" ] || cp -R "$DEMO_DIR/." "$inputs"
    add_texts
    add_real_papers
    CONFORMANCE_INPUTS=$inputs
fi
export BUILD VANBAN DEMO_DIR CONFORMANCE_DIR CONFORMANCE_INPUTS
