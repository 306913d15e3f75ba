"""Checks target/release: everything is there, in one version, with its licences. mvn -Prelease runs it at the end."""
import hashlib
import json
import re
import shutil
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "target" / "release"
CONFLUENT = "pkg:maven/io.confluent/kafka-avro-serializer@"
JAVA_17 = 61

faults = []


def expect(fact, fault):
    if not fact:
        faults.append(fault)


def main():
    version = sys.argv[1]
    names = {file.name for file in OUT.iterdir()} if OUT.is_dir() else set()
    for name in expected(version):
        expect(name in names, f"{name} is missing")
    expect(not names - expected(version), f"not expected: {sorted(names - expected(version))}")
    if not faults:
        sink(OUT / f"ciderstream-milvus-sink-{version}.zip", version)
        for artifact in ("cider-client", "cider-schemas"):
            library(artifact, version)
        for name in ("cider-stream", "ciderstream-milvus-sink"):
            bill(OUT / f"{name}-{version}-sbom.json", version)
        checksums(names)
    for fault in faults:
        print(f"release: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


def expected(version):
    names = {
        "LICENSE",
        "NOTICE",
        "SHA256SUMS",
        "SHA512SUMS",
        f"cider-stream-{version}.pom",
        f"cider-stream-{version}-sbom.json",
        f"ciderstream-milvus-sink-{version}.zip",
        f"ciderstream-milvus-sink-{version}-sbom.json",
    }
    for artifact in ("cider-client", "cider-schemas"):
        names |= {f"{artifact}-{version}{end}" for end in (".jar", "-sources.jar", "-javadoc.jar", ".pom")}
    if shutil.which("helm"):
        names.add(f"cider-stream-{version.removesuffix('-SNAPSHOT')}.tgz")
    return names


def sink(file, version):
    """The archive has its licences, and a line for each library in it."""
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        root = f"ciderstream-milvus-sink-{version}/"
        expect(all(name.startswith(root) for name in names), f"{file.name} has more than one folder")
        for text in ("LICENSE", "NOTICE", "THIRD-PARTY.txt"):
            expect(f"{root}doc/{text}" in names, f"{file.name} has no doc/{text}")
        manifest = json.loads(archive.read(f"{root}manifest.json"))
        expect(manifest["version"] == version, f"manifest.json says {manifest['version']}")
        listed = archive.read(f"{root}doc/THIRD-PARTY.txt").decode()
        expect("Unknown license" not in listed, "THIRD-PARTY.txt has a library without a licence")
        for jar in (Path(name).stem for name in names if name.endswith(".jar")):
            artifact = re.sub(r"-\d.*", "", jar)
            expect(
                artifact.startswith("cider-") or f":{artifact}:" in listed,
                f"THIRD-PARTY.txt does not list {jar}",
            )


def library(artifact, version):
    with zipfile.ZipFile(OUT / f"{artifact}-{version}.jar") as jar:
        names = jar.namelist()
        for text in ("META-INF/LICENSE", "META-INF/NOTICE"):
            expect(text in names, f"{jar.filename} has no {text}")
        classes = [name for name in names if name.endswith(".class")]
        expect(classes, f"{jar.filename} has no classes")
        for name in classes:
            major = int.from_bytes(jar.read(name)[6:8], "big")
            expect(major <= JAVA_17, f"{name} needs a newer Java than 17")
        expect(not any("pinot" in name for name in classes), f"{jar.filename} has classes of Pinot")
    for kind, end in (("sources", ".java"), ("javadoc", "Client.html" if "client" in artifact else ".html")):
        with zipfile.ZipFile(OUT / f"{artifact}-{version}-{kind}.jar") as jar:
            found = any(name.endswith(end) for name in jar.namelist())
            expect(found, f"{artifact}'s {kind} jar has nothing that ends in {end}")
    pom = (OUT / f"{artifact}-{version}.pom").read_text()
    expect(f"<version>{version}</version>" in pom, f"{artifact}'s pom has another version")


def bill(file, version):
    document = json.loads(file.read_text())
    expect(document["bomFormat"] == "CycloneDX", f"{file.name} is no bill of materials")
    expect(document["metadata"]["component"]["version"] == version, f"{file.name} has another version")
    purls = [component.get("purl", "") for component in document["components"]]
    expect(any(purl.startswith(CONFLUENT) for purl in purls), f"{file.name} lacks Confluent's client")


def checksums(names):
    for algorithm in ("sha256", "sha512"):
        file = OUT / f"{algorithm.upper()}SUMS"
        sums = dict(reversed(line.split("  ")) for line in file.read_text().splitlines())
        expect(set(sums) == names - {"SHA256SUMS", "SHA512SUMS"}, f"{file.name} does not list every file")
        for name, known in sums.items():
            found = hashlib.new(algorithm, (OUT / name).read_bytes()).hexdigest()
            expect(found == known, f"{name} has another {algorithm}")


if __name__ == "__main__":
    main()
