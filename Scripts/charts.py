"""Draws Vega-Lite specifications.

Reads one JSON object a line: {"id", "format": "svg" | "png" | "pdf", "width", "specification"}.
Writes one line for each, in the same order: {"id", "data"}, SVG as text, others in base64; or
{"id", "error"}. Fonts, colors and the width come from here and from Web/chart-theme.json; nothing is
loaded from anywhere.

    python Scripts/charts.py THEME < specifications.jsonl > charts.jsonl
"""

import base64
import json
import sys

import vl_convert


def themed(specification, theme, width):
    """The specification with the theme under its own configuration, as wide as asked for."""
    specification = dict(specification)
    own = specification.get("config", {})
    ranges = {**own.get("range", {}), **theme["config"]["range"]}
    config = {**theme["config"], **own, "range": ranges, "font": theme["font"], "background": theme["background"]}
    specification["config"] = config
    specification["width"] = width
    # Axes and labels belong to the width.
    specification["autosize"] = {"type": "fit-x", "contains": "padding"}
    return specification


def draw(order, theme):
    """One chart in the format asked for."""
    specification = themed(order["specification"], theme, order.get("width", 640))
    allowed = {"vl_version": vl_convert.get_vegalite_versions()[-1], "allowed_base_urls": []}
    if order["format"] == "svg":
        return vl_convert.vegalite_to_svg(specification, **allowed)
    if order["format"] == "png":
        data = vl_convert.vegalite_to_png(specification, scale=2, **allowed)
    else:
        data = vl_convert.vegalite_to_pdf(specification, **allowed)
    return base64.b64encode(data).decode("ascii")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        theme = json.load(file)
    for line in sys.stdin:
        order = json.loads(line)
        try:
            answer = {"id": order["id"], "data": draw(order, theme)}
        except Exception as error:  # One chart that fails leaves the others.
            answer = {"id": order["id"], "error": str(error).splitlines()[0]}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
