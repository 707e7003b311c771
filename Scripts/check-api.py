#!/usr/bin/env python3
"""Checks docs/reference/openapi.json, and every answer of a running server against it.

`check-api.py [PROGRAM]` starts `PROGRAM serve` (default: .build/release/reformlab), asks for every path of the
file with the example that stands there, and validates what comes back. Needs jsonschema; with
openapi-spec-validator the file itself is validated against the rules of OpenAPI 3.1 as well.
"""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "reference" / "openapi.json"
METHODS = ("get", "post")


def fail(text):
    sys.exit(f"api: {text}")


def check_file(document):
    """The file by the rules of OpenAPI, where the validator is at hand."""
    try:
        from openapi_spec_validator import validate
    except ImportError:
        return "not validated against OpenAPI (openapi-spec-validator is not installed)"
    validate(document)
    return "valid OpenAPI"


def resolved(document, part):
    """A part of the document, or what it refers to."""
    while "$ref" in part:
        found = document
        for key in part["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        part = found
    return part


def validator(document, schema):
    """A validator for a schema of the document, whose references lead into the document."""
    whole = {**copy.deepcopy(schema), "components": document["components"]}
    return jsonschema.Draft202012Validator(whole)


def expect_valid(document, schema, value, where):
    for error in validator(document, schema).iter_errors(value):
        place = "/".join(str(part) for part in error.absolute_path)
        fail(f"{where}: {place}: {error.message[:400]}")


def events(text):
    """The events of a stream: name and data."""
    for block in text.split("\n\n"):
        lines = block.split("\n")
        if lines[0].startswith("event: "):
            data = "\n".join(line.removeprefix("data: ") for line in lines[1:])
            yield lines[0].removeprefix("event: "), json.loads(data)


def ask(url, body=None):
    """Status, type and text of an answer."""
    data = None if body is None else json.dumps(body).encode()
    headers = {} if body is None else {"Content-Type": "application/json"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=300) as answer:
            return answer.status, answer.headers["Content-Type"].split(";")[0], answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"].split(";")[0], error.read()


def check_answer(document, operation, where, status, kind, data):
    """One answer against what the file says of it."""
    responses = operation["responses"]
    if str(status) not in responses:
        fail(f"{where}: status {status} is not in the file")
    content = resolved(document, responses[str(status)])["content"]
    if kind not in content:
        fail(f"{where}: {kind} is not in the file for status {status}")
    schema = content[kind].get("schema", {})
    if kind == "application/json":
        expect_valid(document, schema, json.loads(data), where)
    elif kind == "text/event-stream":
        seen = []
        for name, value in events(data.decode()):
            if name not in schema["properties"]:
                fail(f"{where}: event {name} is not in the file")
            expect_valid(document, schema["properties"][name], value, f"{where}, event {name}")
            seen.append(name)
        if seen[-1:] != ["result"] or "partial" not in seen or "progress" not in seen:
            fail(f"{where}: events were {seen}")
    elif not data:
        fail(f"{where}: the answer is empty")


def requests(path, method, operation):
    """Target and body of each request to send: the examples, and a body that is refused."""
    target = path
    for parameter in operation.get("parameters", []):
        target = target.replace("{" + parameter["name"] + "}", parameter["example"])
    if method == "get":
        yield target, None
        if target != path:
            yield path.replace("{id}", "nothing").replace("{number}", "0"), None
        return
    content = operation["requestBody"]["content"]["application/json"]
    examples = content.get("examples", {"one": {"value": content.get("example")}})
    for example in examples.values():
        body = example["value"]
        if operation["operationId"] == "saveScenario":
            text = (ROOT / "Scenarios" / "one-licence.yaml").read_text(encoding="utf-8")
            # Saved, then there already, then refused because of errors.
            yield target, {**body, "text": text}
            yield target, {**body, "text": text}
        yield target, body
    yield target, {"nothing": 1}


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build" / "release" / "reformlab")
    document = json.loads(FILE.read_text(encoding="utf-8"))
    verdict = check_file(document)
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    answers = 0
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [program, "serve", "Scenarios/one-licence.yaml", "--quiet", "--folder", folder],
            cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            base = server.stdout.readline().strip() + "api/v1"
            for path, item in document["paths"].items():
                for method in METHODS:
                    operation = item.get(method)
                    if operation is None:
                        continue
                    if method == "post":
                        example = operation["requestBody"]["content"]["application/json"]
                        for value in [e["value"] for e in example.get("examples", {}).values()] or [example["example"]]:
                            expect_valid(document, example["schema"], value, f"example of {path}")
                    for target, body in requests(path, method, operation):
                        where = f"{method.upper()} {target}"
                        check_answer(document, operation, where, *ask(base + target, body))
                        answers += 1
            # A path of the server that the file does not list would be undocumented.
            listed = {path.split("/")[1] for path in document["paths"]}
            source = "".join(
                file.read_text(encoding="utf-8")
                for file in (ROOT / "Sources" / "Lab" / "API").glob("*.swift"))
            for part in source.split("path: [\"")[1:]:
                name = part.split("\"")[0]
                if name not in listed:
                    fail(f"the server has a path {name}, which the file does not list")
        finally:
            server.terminate()
            server.wait()
    print(f"api: openapi.json: {verdict}; {len(document['paths'])} paths, {answers} answers as it says")


main()
