"""Collects what a release needs in target/release, with checksums: mvn -Prelease runs it after the modules are built."""
import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "target" / "release"

# what a program needs that uses the client
LIBRARIES = {"client": "cider-client", "schemas": "cider-schemas"}
BILLS = {"cli": "cider-stream", "connectors": "ciderstream-milvus-sink"}


def main():
    version = sys.argv[1]
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    copy(ROOT / "connectors" / "target" / f"ciderstream-milvus-sink-{version}.zip")
    for module, artifact in LIBRARIES.items():
        for classifier in ("", "-sources", "-javadoc"):
            copy(ROOT / module / "target" / f"{artifact}-{version}{classifier}.jar")
        copy(ROOT / module / "pom.xml", f"{artifact}-{version}.pom")
    copy(ROOT / "pom.xml", f"cider-stream-{version}.pom")
    for module, name in BILLS.items():
        bill(ROOT / module / "target" / "bom.json", OUT / f"{name}-{version}-sbom.json", version)
    for text in ("LICENSE", "NOTICE"):
        copy(ROOT / text)
    chart()
    checksums()


def copy(file, name=None):
    if not file.is_file():
        sys.exit(f"{file.relative_to(ROOT)} is missing")
    shutil.copyfile(file, OUT / (name or file.name))


def bill(source, target, version):
    """Adds to a bill of materials what Maven does not know: libraries whose classes are in one of our jars."""
    document = json.loads(source.read_text())
    known = {component.get("purl", "").split("?")[0] for component in document["components"]}
    jar = ROOT / "schemas" / "target" / f"cider-schemas-{version}.jar"
    for library in contained(jar):
        if library["purl"] not in known:
            document["components"].append(library)
    target.write_text(json.dumps(document, indent=2) + "\n")


def contained(jar):
    """Returns the libraries of others that a jar says it contains."""
    with zipfile.ZipFile(jar) as archive:
        for name in archive.namelist():
            if name.endswith("/pom.properties") and "io.ciderstream" not in name:
                lines = archive.read(name).decode().splitlines()
                facts = dict(line.split("=", 1) for line in lines if "=" in line)
                purl = f"pkg:maven/{facts['groupId']}/{facts['artifactId']}@{facts['version']}"
                yield {
                    "type": "library",
                    "bom-ref": purl,
                    "group": facts["groupId"],
                    "name": facts["artifactId"],
                    "version": facts["version"],
                    "description": f"Classes in {jar.name}",
                    "licenses": [{"license": {"id": "Apache-2.0"}}],
                    "purl": purl,
                }


def chart():
    folder = ROOT / "deploy" / "helm" / "cider-stream"
    if shutil.which("helm") is None:
        print("release: no helm on the PATH, so the chart is not packaged", file=sys.stderr)
        return
    subprocess.run(
        ["helm", "package", folder, "--destination", OUT],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def checksums():
    files = sorted(OUT.iterdir())
    for algorithm in ("sha256", "sha512"):
        lines = []
        for file in files:
            lines.append(f"{hashlib.new(algorithm, file.read_bytes()).hexdigest()}  {file.name}\n")
        (OUT / f"{algorithm.upper()}SUMS").write_text("".join(lines))


if __name__ == "__main__":
    main()
